"""What was begun of a new record and left: the list has no row for it."""

from PySide6.QtWidgets import QPushButton, QWidget

from app.text import tr
from ui.models.shown_thing import typed_subject
from ui.typed import Typed
from ui.views.settings.kinds import PageKind


class BegunRow(QPushButton):
    """Leads back to a new record while something of it is typed; hidden otherwise."""

    def __init__(self, kind: PageKind, typed: Typed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._typed = typed
        self.setProperty("step", True)
        self.setAutoDefault(False)
        typed.retyped.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what is begun, as it is typed by now."""
        typed = self._typed.of(typed_subject(self._kind.thing, 0))
        name = str(typed["name"][1]) if "name" in typed else ""
        what = f"{self._kind.new} “{name}”" if name.strip() else self._kind.new
        told = tr("{what} is not saved: go on with it", what=what)
        self.setText(f"●  {told}".replace("&", "&&"))
        self.setAccessibleName(told)
        self.setVisible(bool(typed))
