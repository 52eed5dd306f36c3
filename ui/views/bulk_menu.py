"""All that can be done to the chosen tickets, as a menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.rows import Possibility
from app.text import tr
from ui.views.bulk_forms import (
    BulkForm,
    assignment_form,
    category_form,
    note_form,
    parent_form,
)


class BulkMenu(QMenu):
    """Offers what any ticket can have done to it, and the steps on that all of them share."""

    mine_wanted = Signal()
    form_wanted = Signal(object)  # BulkForm
    way_wanted = Signal(object)  # Possibility

    def __init__(self, whose: str, ways: Sequence[Possibility], parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.setAccessibleName(whose)
        self.aboutToHide.connect(self.deleteLater)
        self.addAction(whose).setEnabled(False)
        self._offer(tr("&Assign…"), assignment_form)
        self.addAction(tr("Assign to &me"), self.mine_wanted.emit)
        self._offer(tr("Set the &category…"), category_form)
        self._offer(tr("Link to a &parent…"), parent_form)
        self._offer(tr("Write a work &note…"), note_form)
        self.addSeparator()
        for way in ways:
            self._offer_way(way)
        if not ways:
            self.addAction(tr("No step on is possible for all of them")).setEnabled(False)

    def begin(self, corner: QPoint) -> None:
        """Show itself with the first deed chosen."""
        self.popup(corner)
        self.setActiveAction(next(each for each in self.actions() if each.isEnabled()))

    def _offer(self, text: str, form: Callable[[], BulkForm]) -> None:
        self.addAction(text, lambda: self.form_wanted.emit(form()))

    def _offer_way(self, way: Possibility) -> None:
        text = way.label.replace("&", "&&") + ("…" if way.form else "")
        action = self.addAction(text, partial(self.way_wanted.emit, way))
        action.setEnabled(not way.refusal)
        action.setToolTip(way.refusal or text)
