"""Canned texts in the longer texts that a dialog asks for."""

from collections.abc import Callable, Iterator

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit

from app.text import tr
from ui.views.text_chooser import TextChooser
from ui.widgets.canned_offering import CannedOffering, Words
from ui.widgets.form import Form
from ui.workplace import Workplace


class FormTexts:
    """The boxes of a form in which texts are inserted, and what they still leave open."""

    def __init__(self, form: Form, workplace: Workplace, words: Callable[[], Words]) -> None:
        self._form = form
        self._workplace = workplace
        self._words = words
        asker = workplace.seat.person.id
        self.offerings = {
            name: CannedOffering(workplace.backend, asker, row.box, words)
            for name, row in form.rows.items()
            if isinstance(row.box, QPlainTextEdit)
        }
        for each in self.offerings.values():
            each.text.setPlaceholderText(tr("/ inserts a text, Ctrl+T lists them"))
        shortcut = QShortcut(QKeySequence("Ctrl+T"), form)
        shortcut.activated.connect(self.choose)

    def choose(self) -> None:
        """Choose a text for the box one is writing in, or the first."""
        asked = list(self._asked())
        offering = next((each for each in asked if each.text.hasFocus()), next(iter(asked), None))
        if offering is not None:
            chooser = TextChooser(self._workplace, self._words(), self._form.window())
            chooser.chosen.connect(offering.insert)
            chooser.open()

    def objection(self) -> str:
        """Say which gaps are left in what is asked; empty where none is, or it was said of this text before."""
        told = (each.gaps.objection() for each in self._asked())
        found = next(filter(None, told), "")
        return " ".join((found, tr("Ctrl+Enter again sends it as it is."))) if found else ""

    def _asked(self) -> Iterator[CannedOffering]:
        names = [row.field.name for row in self._form.asked()]
        return (each for name, each in self.offerings.items() if name in names)
