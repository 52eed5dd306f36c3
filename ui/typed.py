"""What somebody typed in a dialog and did not finish; it is there again when the dialog is opened again."""

from app.domain.fields import Value

# A value, and how it reads in its box.
Entry = tuple[Value, str]


class Typed:
    """Entries by the dialog's subject: a ticket and a transition, or a new incident."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], dict[str, Entry]] = {}

    def keep(self, subject: tuple[object, ...], entries: dict[str, Entry]) -> None:
        """Keep what was typed; nothing forgets it."""
        self._kept.pop(subject, None)
        if entries:
            self._kept[subject] = entries

    def of(self, subject: tuple[object, ...]) -> dict[str, Entry]:
        """Give what was kept of a dialog; empty when nothing was."""
        return self._kept.get(subject, {})
