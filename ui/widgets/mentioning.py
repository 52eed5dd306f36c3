"""Colleagues offered while ``@`` and the beginning of a name are typed into a text."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from app.domain.mentions import begun_mention
from app.domain.ticket_questions import Options
from app.domain.ticket_rows import Option
from app.text import tr
from ui.backend import Backend
from ui.models.option_list import OPTION, OptionList

_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WIDTH = 40  # letters


class Mentioning(QObject):
    """Watches a text while `is_wanted`; what is chosen from its list is written as the login."""

    def __init__(
        self, backend: Backend, text: QPlainTextEdit, is_wanted: Callable[[], bool]
    ) -> None:
        super().__init__(text)
        self._backend = backend
        self._text = text
        self._is_wanted = is_wanted
        self.options = OptionList(self)
        self._completer = QCompleter(self.options, self)
        self._completer.setWidget(text)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.list = QListView()
        self.list.setProperty("popup", True)
        self.list.setAccessibleName(tr("Colleagues"))
        self._completer.setPopup(self.list)
        # After the completer's own, so that it is asked first: the text would take Enter for a new line.
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._take)
        text.textChanged.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the chosen colleague by Enter or Tab, and close the list by Esc."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TAKING and not event.modifiers():
                self._take(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        return super().eventFilter(watched, event)

    def _begun(self) -> str | None:
        cursor = self._text.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        return begun_mention(before) if self._is_wanted() else None

    def _look(self) -> None:
        begun = self._begun()
        if begun is None or not self._text.hasFocus():
            self.list.hide()
            return
        question = Options("colleague", begun, limit=8)
        self._backend.ask(
            question, lambda found: self._offer(begun, found), owner=self, key="who", back=True
        )

    def _offer(self, begun: str, found: tuple[Option, ...]) -> None:
        if not found or self._begun() != begun or not self._text.hasFocus():
            self.list.hide()
            return
        self.options.show(found)
        place = self._text.cursorRect()
        letters = self._text.fontMetrics().averageCharWidth()
        place.setWidth(min(self._text.width(), _WIDTH * letters))
        self._completer.complete(place)
        self.list.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take(self, index: QModelIndex) -> None:
        option, begun = index.data(OPTION), self._begun()
        self.list.hide()
        if isinstance(option, Option) and begun is not None:
            cursor = self._text.textCursor()
            back = QTextCursor.MoveOperation.Left
            cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, len(begun))
            cursor.insertText(f"{option.detail} ")
