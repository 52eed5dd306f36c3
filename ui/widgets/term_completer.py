"""Completes the condition that is being typed, whatever stands before it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.domain.filter_questions import FilterChoice

_TYPED = Qt.ItemDataRole.UserRole


class TermCompleter(QCompleter):
    """Offers keys and what stands for them: ``team:Network``."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._offers = QStandardItemModel(self)
        self.setModel(self._offers)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)

    def offer(self, keys: Sequence[str], choices: Sequence[FilterChoice]) -> None:
        """Offer `keys`, to be typed on, and `choices`."""
        self._offers.clear()
        for text in keys:
            self._add(text, text)
        for choice in choices:
            self._add(choice.text.replace('"', ""), f"{choice.text} ")

    def splitPath(self, path: str) -> list[str]:
        """Look only at what is being typed last."""
        return [path[_begin(path) :].replace('"', "")]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Give the whole line with an offer put in."""
        line = self._edit.text()
        return line[: _begin(line)] + str(index.data(_TYPED))

    def _add(self, shown: str, typed: str) -> None:
        item = QStandardItem(shown)
        item.setData(typed, _TYPED)
        self._offers.appendRow(item)


def _begin(line: str) -> int:
    """Say where the last condition begins: after a blank outside of quotation marks."""
    begin, is_quoted = 0, False
    for place, letter in enumerate(line):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == " " and not is_quoted:
            begin = place + 1
    return begin
