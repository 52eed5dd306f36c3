"""Undo and redo in a menu: each says what it would do."""

from collections.abc import Mapping

from PySide6.QtGui import QAction, QKeySequence

from app.text import tr
from ui.models.undo_list import UndoList


def name_undo(actions: Mapping[str, QAction], undo_list: UndoList) -> None:
    """Let the actions ``undo`` and ``redo`` follow a list."""
    undo, redo = actions["undo"], actions["redo"]
    redo.setShortcuts([*redo.shortcuts(), QKeySequence("Ctrl+Y")])

    def show() -> None:
        for action, word, what in (
            (undo, tr("Undo"), undo_list.undoes),
            (redo, tr("Redo"), undo_list.redoes),
        ):
            told = tr("{doing}: {what}", doing=word, what=what) if what else word
            action.setText(told.replace("&", "&&"))
            action.setEnabled(bool(what))

    undo_list.moved.connect(show)
    show()
