"""A box to name one of the desk's records in: it is looked for while one types."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from app.domain.fields import Value
from app.domain.ticket_questions import Options
from app.domain.ticket_rows import Option
from app.text import tr
from ui.backend import Backend
from ui.models.option_list import OPTION, OptionList
from ui.widgets.elided_line import ElidedLine

# As many as an opened list holds; of more, one types a few letters.
_WHOLE_LIST = 500
# As many of them are in sight.
_LINES = 12


def nothing_called(label: str, text: str) -> str:
    """Say that what was typed into the box of this name names no record."""
    return tr("{label}: nothing is called “{text}”. Choose from the list.", label=label, text=text)


def nothing_yet(references: str) -> str:
    """Say where records of a kind are added of which there is none."""
    where = {
        "category": tr("None yet. Add categories in Desk settings (Ctrl+,)."),
        "service": tr("None yet. Add services in Desk settings (Ctrl+,)."),
        "team": tr("None yet. Add teams in Desk settings (Ctrl+,)."),
        "resolution_code": tr("None yet. Add resolution codes in Desk settings (Ctrl+,)."),
        "waiting_reason": tr("None yet. Add waiting reasons in Desk settings (Ctrl+,)."),
    }
    return where.get(references, tr("There is none."))


class ReferenceInput(QComboBox):
    """Holds the id of a record of one kind; what is typed and names none stays, and is no value."""

    committed = Signal(object, str)  # id or None, and its name
    chosen = Signal(object)  # Option or None
    unmatched = Signal(str)  # what was typed and left, though it names no record

    def __init__(self, backend: Backend, references: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._references = references
        self._value: Value = None
        self._shown = ""
        self._offered = ""
        self._then: Callable[[], None] | None = None
        self.left_out = 0  # the id of a record that is not offered
        self.options = OptionList(self)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setMinimumContentsLength(6)
        completer = QCompleter(self.options, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("popup", True)
        completer.setMaxVisibleItems(_LINES)
        self._completer = completer
        # Of the line, not of the box: that one would look for what was chosen among items of its own.
        self.line = ElidedLine(self)
        self.setLineEdit(self.line)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.line.setCompleter(completer)
        completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        self.line.textEdited.connect(self._ask)
        self.line.returnPressed.connect(self._entered)

    @property
    def value(self) -> Value:
        """Give the id that was chosen; None for none."""
        return self._value

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the id, and how it reads; what is typed and names no record has none."""
        return None if self.is_busy else self._value, self.line.text()

    @property
    def is_busy(self) -> bool:
        """Whether something is typed that is not chosen yet."""
        return self.line.text() != self._shown

    def show_value(self, value: Value, shown: str) -> None:
        """Show a record without telling."""
        self._value, self._shown, self._then = value, shown, None
        self.setEditText(shown)
        self.line.setCursorPosition(0)

    def show_typed(self, text: str) -> None:
        """Show what was typed and not chosen yet, and look for it."""
        self.setEditText(text)
        self._ask(text)

    def showPopup(self) -> None:
        """Offer the first records there are, or those that match what is typed."""
        self._ask(self.line.text() if self.is_busy else "", _WHOLE_LIST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list by the down arrow, take back what was typed by Esc."""
        if event.key() == Qt.Key.Key_Down:
            self.showPopup()
        elif event.key() == Qt.Key.Key_Escape and self.is_busy:
            self.show_value(self._value, self._shown)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed, if it names a record or nothing."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()

    def settle(self) -> None:
        """Take the one record that what is typed can mean."""
        if self._is_offered(by_enter=False):
            only = self.options.options[0] if len(self.options.options) == 1 else None
            option = self.options.named(self.line.text()) or only
            if option is None:
                self.unmatched.emit(self.line.text())
            else:
                self._take(option)

    def _ask(self, text: str, limit: int = Options.limit) -> None:
        question = Options(self._references, text, limit)
        self._then = None
        self._backend.ask(
            question, lambda found: self._offer(text, found), owner=self, key="options", back=True
        )

    def _offer(self, text: str, options: tuple[Option, ...]) -> None:
        self._offered = text
        options = tuple(each for each in options if each.id != self.left_out)
        if text:
            self.options.show(options)
        else:
            self.options.show(self._with_present(options), nothing_yet(self._references))
        then, self._then = self._then, None
        if then is not None:
            then()
        elif self.options.rowCount() and self.line.hasFocus():
            self._completer.complete()
            self._go_to_present()

    def _with_present(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """Give the options with what is chosen now among them, first where it would be further down."""
        value = self._value
        if not isinstance(value, int) or any(each.id == value for each in options):
            return options
        return (Option(value, self._shown), *options)

    def _go_to_present(self) -> None:
        """Open the list where it stands now; for what is typed, the best stands first."""
        popup = self._completer.popup()
        places = [
            place for place, each in enumerate(self.options.options) if each.id == self._value
        ]
        if popup is not None and places and not self.is_busy:
            at = self._completer.completionModel().index(places[0], 0)
            popup.setCurrentIndex(at)
            popup.scrollTo(at, popup.ScrollHint.PositionAtCenter)

    def _activated(self, index: QModelIndex) -> None:
        option = index.data(OPTION)
        if option is not None:
            self._take(option)

    def _entered(self) -> None:
        """Take the best that is offered for what is typed."""
        if self._is_offered(by_enter=True) and self.options.options:
            self._take(self.options.named(self.line.text()) or self.options.options[0])

    def _is_offered(self, *, by_enter: bool) -> bool:
        """Say whether there is something to choose from for what is typed; nothing typed is no record."""
        text = self.line.text()
        if not self.is_busy:
            return False
        if not text.strip():
            self._take(None)
            return False
        if self._offered != text:
            self._then = self._entered if by_enter else self.settle
        return self._offered == text

    def _close_list(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _take(self, option: Option | None) -> None:
        value, shown = (option.id, option.label) if option else (None, "")
        is_new = value != self._value
        self._close_list()
        self.show_value(value, shown)
        self.chosen.emit(option)
        if is_new:
            self.committed.emit(value, shown)
