"""Another ticket or a person beside a ticket, which can be followed and taken off."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.text import tr
from ui.widgets.direction import is_right_to_left

_LONGEST = 48
# What follows a letter and stands before this is written from right to left.
_RIGHT_TO_LEFT = "\u200f"
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class BesideChip(QPushButton):
    """Pressed, it is followed, or offers what can be done where there is nothing to follow."""

    followed = Signal()
    removed = Signal()

    def __init__(
        self, relation: str, name: str, parent: QWidget, *, leads: bool, can_remove: bool
    ) -> None:
        super().__init__(parent)
        self._leads = leads
        self._can_remove = can_remove
        told = tr("{relation}: {name}", relation=relation, name=_cut(name))
        self.setText(told.replace("&", "&&"))
        self.setProperty("chip", True)
        self.setAccessibleName(tr("{relation}: {name}", relation=relation, name=name))
        hint = tr("Delete takes it off.") if can_remove else ""
        self.setToolTip("\n".join(filter(None, (name, hint))))
        self.setAccessibleDescription(hint)
        self.clicked.connect(self._press)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be taken off by Delete or Backspace."""
        if event.key() in _REMOVING and self._can_remove:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        self._offer(event.globalPos())

    def _press(self) -> None:
        if self._leads:
            self.followed.emit()
        else:
            self._offer(self.mapToGlobal(QPoint(0, self.height())))

    def _offer(self, corner: QPoint) -> None:
        if not (self._leads or self._can_remove):
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if self._leads:
            menu.addAction(tr("Open"), self.followed.emit)
        if self._can_remove:
            menu.addAction(tr("Take off"), self.removed.emit)
        menu.popup(corner)
        menu.setActiveAction(menu.actions()[0])


def _cut(name: str) -> str:
    """Give as much of a name as a chip has room for; the “…” stands where its last letter does."""
    if len(name) <= _LONGEST:
        return name
    kept = name[: _LONGEST - 1]
    return f"{kept}…{_RIGHT_TO_LEFT if is_right_to_left(kept[::-1]) else ''}"
