"""What is offered in a list while something is typed into a text, such as the name of a colleague."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from app.domain.ticket_rows import Option
from ui.models.option_list import OPTION, OptionList

Offer = Callable[[tuple[Option, ...]], None]

_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WIDTH = 40  # letters


class Offering(QObject):
    """Watches a text; Enter and Tab take what is chosen, Esc closes the list and leaves what was typed."""

    def __init__(self, text: QPlainTextEdit, title: str, width: int = _WIDTH) -> None:
        """Take what the list is called, and how many letters wide it is at most."""
        super().__init__(text)
        self.text = text
        self._width = width
        self._offered = ""  # what the list was found for
        self._is_hasty = False  # whether it is taken as soon as it is found
        self.options = OptionList(self)
        self._completer = QCompleter(self.options, self)
        self._completer.setWidget(text)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.list = QListView()
        self.list.setProperty("popup", True)
        self.list.setAccessibleName(title)
        self._completer.setPopup(self.list)
        # After the completer's own, so that it is asked first: the text would take Enter for a new line.
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._take)
        text.textChanged.connect(self._look)

    def begun(self, before: str) -> str | None:
        """Give what is typed at the end of a line of what is offered; None where nothing is."""
        raise NotImplementedError

    def ask(self, begun: str, offer: Offer) -> None:
        """Find what is to be offered, and `offer` it."""
        raise NotImplementedError

    def write(self, cursor: QTextCursor, begun: str, option: Option) -> None:
        """Write what was chosen in the place of what is `begun` before the cursor."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is chosen by Enter or Tab, and close the list by Esc."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TAKING and not event.modifiers():
                self._take(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        return super().eventFilter(watched, event)

    def _begun(self) -> str | None:
        before = self.text.textCursor()
        if before.hasSelection():
            return None
        before.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return self.begun(before.selectedText())

    def _look(self) -> None:
        begun, self._is_hasty = self._begun(), False
        if begun is None or not self.text.hasFocus():
            self.list.hide()
            return
        self.ask(begun, lambda found: self._offer(begun, found))

    def _offer(self, begun: str, found: tuple[Option, ...]) -> None:
        if not found or self._begun() != begun or not self.text.hasFocus():
            self.list.hide()
            return
        self.options.show(found)
        self._offered = begun
        place = self.text.cursorRect()
        letters = self.text.fontMetrics().averageCharWidth()
        place.setWidth(min(self.text.width(), self._width * letters))
        self._completer.complete(place)
        self.list.setCurrentIndex(self._completer.completionModel().index(0, 0))
        if self._is_hasty:
            self._take(self.list.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        option, begun = index.data(OPTION), self._begun()
        if begun is not None and begun != self._offered:
            # Somebody typed on, and the list is still that of what was typed before.
            self._is_hasty = True
            return
        self.list.hide()
        if isinstance(option, Option) and begun is not None:
            self.write(self.text.textCursor(), begun, option)
