"""Boxes of plain text that do not make the window wait, however long the text is."""

import re

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from app.text import tr
from ui.formats import count

# Qt looks through a word anew for each line it breaks it into: a million letters took 24 s, and
# 0.2 s when they may be broken anywhere.
_LONG_WORD = re.compile(r"\S{2000}")
# Characters that are pasted at once at most: up to here a key takes less than 30 ms, whatever was pasted.
MOST_PASTED = 20_000


def too_long(text: str) -> str:
    """Say that a text is too long to be pasted, and what to do with it."""
    return tr(
        "The text to be pasted has {length} characters, {most} at most are pasted at once. "
        "Paste a part of it, or attach it to the ticket as a file.",
        length=count(len(text)),
        most=count(MOST_PASTED),
    )


class PlainText(QPlainTextEdit):
    """Shows a text; very long words of it are broken anywhere."""

    def setPlainText(self, text: str) -> None:
        """Show a text."""
        is_long = _LONG_WORD.search(text) is not None
        mode = QTextOption.WrapMode
        self.setWordWrapMode(mode.WrapAnywhere if is_long else mode.WrapAtWordBoundaryOrAnywhere)
        super().setPlainText(text)


class PlainTextInput(PlainText):
    """Takes text that is typed or pasted; what is too long to be pasted it passes on."""

    long_text_given = Signal(str)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text as text."""
        text = source.text() if source.hasText() else ""
        if len(text) + self.document().characterCount() > MOST_PASTED:
            self.long_text_given.emit(text)
        else:
            super().insertFromMimeData(source)
