"""Canned texts offered while ``/`` and the beginning of a name are typed; variables while ``{`` is."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.canned import begun_name, begun_variable, filled
from app.domain.canned_questions import CannedTexts
from app.domain.canned_variables import variables
from app.domain.ticket_rows import Option
from app.text import tr
from ui.backend import Backend
from ui.widgets.gaps import Gaps
from ui.widgets.offering import Offer, Offering
from ui.widgets.text_places import select_back, units

# What a ticket has for the variables, by key.
Words = Mapping[str, str]

_WIDE, _MOST = 64, 8


class CannedOffering(Offering):
    """Offers the texts of `asker`; the one that is chosen is filled and stands in the place of its name."""

    def __init__(
        self, backend: Backend, asker: int, text: QPlainTextEdit, words: Callable[[], Words]
    ) -> None:
        """Take what the ticket has for the variables at the moment of choosing."""
        # Before the list's own: Tab takes from an open list first.
        self.gaps = Gaps(text)
        super().__init__(text, tr("Texts"), _WIDE)
        self._backend = backend
        self._asker = asker
        self._words = words

    def begun(self, before: str) -> str | None:
        """Give what is typed behind a ``/`` that begins a word."""
        return begun_name(before)

    def ask(self, begun: str, offer: Offer) -> None:
        """Find texts whose name begins so."""
        question = CannedTexts(self._asker, begun, _MOST, by_name=True)
        self._backend.ask(question, offer, owner=self, key="texts", back=True)

    def write(self, cursor: QTextCursor, begun: str, option: Option) -> None:
        """Put the text in the place of its name."""
        select_back(cursor, f"/{begun}")
        self._put(cursor, option.meaning)

    def insert(self, template: str) -> None:
        """Put a text where the cursor is, or in the place of what is selected."""
        self._put(self.text.textCursor(), template)
        self.text.setFocus()

    def _put(self, cursor: QTextCursor, template: str) -> None:
        made, begin = filled(template, self._words()), cursor.selectionStart()
        # One step for undo, with what it replaces.
        cursor.insertText(made.text)
        if made.gaps:
            first, last = (units(made.text[:place]) for place in made.gaps[0])
            cursor.setPosition(begin + first)
            cursor.setPosition(begin + last, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)


class VariableOffering(Offering):
    """Offers the variables by key and by what people call them."""

    def __init__(self, text: QPlainTextEdit) -> None:
        super().__init__(text, tr("Variables"), _WIDE)

    def begun(self, before: str) -> str | None:
        """Give what is typed behind a ``{``."""
        return begun_variable(before)

    def ask(self, begun: str, offer: Offer) -> None:
        """Find those that have what is typed in their key."""
        offer(
            tuple(
                Option(place, each.written, f"{each.label} · {each.sample}")
                for place, each in enumerate(variables())
                if begun in each.key
            )
        )

    def write(self, cursor: QTextCursor, begun: str, option: Option) -> None:
        """Write the variable."""
        select_back(cursor, f"{{{begun}")
        cursor.insertText(option.label)
