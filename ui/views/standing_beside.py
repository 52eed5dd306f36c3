"""Dialogs that stand beside their window, which stays at hand, instead of before it."""

from PySide6.QtWidgets import QWidget

from ui.typed import Subject
from ui.views.dialog_frame import DialogFrame
from ui.widgets.early_keys import EarlyKeys


def open_beside(dialog: DialogFrame) -> None:
    """Show a dialog; what is typed before it has the keyboard is its own."""
    dialog.make_ready()
    parent = dialog.parentWidget()
    if parent is not None and parent.isVisible():
        EarlyKeys(dialog)
    dialog.show()


def go_to_open(window: QWidget, subject: Subject) -> bool:
    """Go to the dialog of `window` whose draft is kept under `subject`; says whether one is open."""
    for dialog in window.findChildren(DialogFrame):
        if dialog.subject == subject and dialog.isVisible():
            dialog.raise_()
            dialog.activateWindow()
            return True
    return False
