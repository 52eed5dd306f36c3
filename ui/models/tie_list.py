"""What binds a thing to others, as somebody wants it: roles, memberships, default categories."""

import json
from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.fields import Value
from app.domain.setting_rows import Tie
from app.text import tr
from ui.models.lines import Line, line_data
from ui.typed import Entry

# What a tie says beside the thing it belongs to, as columns and their values.
Ends = tuple[tuple[str, Value], ...]
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TieList(QAbstractListModel):
    """The ties of one kind that are there or wanted; wishes stay until the desk has them."""

    changed = Signal()

    def __init__(self, thing: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thing = thing
        self._held: dict[Ends, Tie] = {}
        # Of each tie that somebody touched: how it reads, and whether it is wanted.
        self._wishes: dict[Ends, tuple[str, bool]] = {}
        self._rows: tuple[Ends, ...] = ()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the ties that are there or wanted."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a tie as a row, or its words."""
        is_there = 0 <= index.row() < len(self._rows)
        return line_data(self._line(self._rows[index.row()]) if is_there else None, role)

    def show(self, ties: Iterable[Tie], *, keeps_wishes: bool = False) -> None:
        """Show the ties of another thing, or of this one as they are now."""
        self._held = {tie.values: tie for tie in ties if tie.thing == self.thing}
        if not keeps_wishes:
            self._wishes = {}
        self._arrange()

    def want(self, ends: Ends, shown: str) -> None:
        """Want a tie."""
        self._wish(ends, shown, is_wanted=True)

    def turn(self, index: _Index) -> None:
        """Want a tie no longer, or again."""
        if 0 <= index.row() < len(self._rows):
            ends = self._rows[index.row()]
            self._wish(ends, self._line(ends).title, is_wanted=not self._is_wanted(ends))

    def wishes(self) -> tuple[tuple[Tie, bool], ...]:
        """Give the ties that are not as wanted, and whether each is."""
        return tuple(
            (self._held.get(ends, Tie(self.thing, 0, ends, shown, is_active=False)), is_wanted)
            for ends, (shown, is_wanted) in self._wishes.items()
            if is_wanted != self._is_held(ends)
        )

    @property
    def entry(self) -> Entry | None:
        """Give the wishes as something typed that can be kept; None when there are none."""
        wishes = self.wishes()
        told = [(tie.values, tie.shown, is_wanted) for tie, is_wanted in wishes]
        shown = ", ".join(
            f"{tie.shown} {_wish_label(is_wanted=is_wanted)}" for tie, is_wanted in wishes
        )
        return (json.dumps(told), shown) if told else None

    def restore(self, entry: Entry) -> None:
        """Wish what was wished before."""
        for ends, shown, is_wanted in json.loads(str(entry[0])):
            self._wishes[tuple((name, value) for name, value in ends)] = shown, is_wanted
        self._arrange()

    def _wish(self, ends: Ends, shown: str, *, is_wanted: bool) -> None:
        self._wishes[ends] = shown, is_wanted
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """Show what is there or wanted, in the order it came; what was added here and taken back goes."""
        known = dict.fromkeys((*self._held, *self._wishes))
        rows = tuple(each for each in known if self._is_held(each) or self._is_wanted(each))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def _is_held(self, ends: Ends) -> bool:
        return ends in self._held and self._held[ends].is_active

    def _is_wanted(self, ends: Ends) -> bool:
        return self._wishes[ends][1] if ends in self._wishes else self._is_held(ends)

    def _line(self, ends: Ends) -> Line:
        shown = self._held[ends].shown if ends in self._held else self._wishes[ends][0]
        is_held, is_wanted = self._is_held(ends), self._is_wanted(ends)
        warning = self._held[ends].warning if ends in self._held else ""
        held_mark = f"⚠ {warning}" if warning and is_held else ""
        mark = held_mark if is_held == is_wanted else _wish_label(is_wanted=is_wanted)
        return Line(shown, mark=mark, is_faint=not is_wanted)


def _wish_label(*, is_wanted: bool) -> str:
    return tr("to be added") if is_wanted else tr("to be taken off")
