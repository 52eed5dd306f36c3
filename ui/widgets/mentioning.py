"""Colleagues offered while ``@`` and the beginning of a name are typed into a text."""

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.mentions import begun_mention
from app.domain.ticket_questions import Options
from app.domain.ticket_rows import Option
from app.text import tr
from ui.backend import Backend
from ui.widgets.offering import Offer, Offering
from ui.widgets.text_places import select_back


class Mentioning(Offering):
    """Offers while `is_wanted`; whom one chooses is written as the login."""

    def __init__(
        self, backend: Backend, text: QPlainTextEdit, is_wanted: Callable[[], bool]
    ) -> None:
        super().__init__(text, tr("Colleagues"))
        self._backend = backend
        self._is_wanted = is_wanted

    def begun(self, before: str) -> str | None:
        """Give what is typed behind an ``@``."""
        return begun_mention(before) if self._is_wanted() else None

    def ask(self, begun: str, offer: Offer) -> None:
        """Find colleagues."""
        question = Options("colleague", begun, limit=8)
        self._backend.ask(question, offer, owner=self, key="who", back=True)

    def write(self, cursor: QTextCursor, begun: str, option: Option) -> None:
        """Write the login."""
        select_back(cursor, begun)
        cursor.insertText(f"{option.detail} ")
