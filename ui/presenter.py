"""What a person sees of an error: a strip where they work, or a crash report."""

from PySide6.QtGui import QGuiApplication

from app.errors import DeskError
from app.text import tr
from ui.widgets.strip import Strip


class Presenter:
    """Tells errors that nobody else tells in one strip of a window."""

    def __init__(self, strip: Strip) -> None:
        self._strip = strip

    def refuse(self, error: DeskError) -> None:
        """Tell a refusal."""
        self._strip.say(error.sentence, "error")

    def report(self, trace: str) -> None:
        """Tell an error that nobody foresaw, with its trace to copy."""
        sentence = tr("Something went wrong that should not. What you typed is still here.")
        self._strip.say(sentence, "error", tr("Copy the report"), lambda: copy(trace))

    def away(self, sentence: str) -> None:
        """Tell that the database is away, or (empty) that it is back."""
        if sentence:
            kept = tr("Reconnecting… what you write is kept.")
            self._strip.say(f"{kept} {sentence}", "warning")
        else:
            self._strip.clear("warning")


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
