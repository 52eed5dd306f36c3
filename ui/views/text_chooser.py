"""Choosing a canned text without knowing its name: searched by all it says, and seen as it will stand there."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QPlainTextEdit, QWidget

from app.domain.canned import filled
from app.domain.canned_questions import CannedTexts
from app.domain.ticket_rows import Option
from app.text import tr
from ui.models.lines import LINE, Line
from ui.views.dialog_frame import DialogFrame
from ui.widgets.line_delegate import LineDelegate
from ui.workplace import Workplace

_LINES, _ROWS, _ROW = 7, 5, 46
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OPTION = LINE + 1


class _SearchLine(QLineEdit):
    """Walks through the list below it by the arrows."""

    walked = Signal(object)  # QKeyEvent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKING:
            self.walked.emit(event)
        else:
            super().keyPressEvent(event)


class TextChooser(DialogFrame):
    """Lists the texts that are there for whoever writes; `words` fills the one that is looked at."""

    chosen = Signal(str)  # the text, with its variables

    def __init__(self, workplace: Workplace, words: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(workplace, tr("Insert a text"), tr("Insert"), parent)
        self._asker = workplace.seat.person.id
        self._words = words
        self.subtitle.setText(
            tr("Where you write, a / and the beginning of its name insert one too.")
        )
        self.search = _SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("Search names and texts"))
        self.search.setAccessibleName(tr("Search names and texts"))
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(workplace.theme, self.list))
        self.list.setAccessibleName(tr("Texts"))
        self.list.setProperty("boxed", True)
        self.list.setFixedHeight(workplace.theme.px(_ROWS * _ROW))
        self.preview = QPlainTextEdit(readOnly=True)
        self.preview.setAccessibleName(tr("As it will stand there"))
        self.preview.setTabChangesFocus(True)
        self.preview.setFixedHeight(self.preview.fontMetrics().lineSpacing() * _LINES)
        for widget in (self.search, self.list, self.preview):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.search.textChanged.connect(self._read)
        self.search.walked.connect(self.list.keyPressEvent)
        self.list.selectionModel().currentChanged.connect(self._show_whole)
        self.list.doubleClicked.connect(self.finish)
        self.primary.setDisabled(True)
        self._read()
        self.search.setFocus()

    @property
    def option(self) -> Option | None:
        """Give the text that is looked at."""
        found: Option | None = self.list.currentIndex().data(_OPTION)
        return found

    def finish(self) -> None:
        """Insert the text that is looked at."""
        option = self.option
        if option is not None:
            self.accept()
            self.chosen.emit(option.meaning)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert by Enter."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.focusWidget() is not self.dismiss
        ):
            self.finish()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        question = CannedTexts(self._asker, self.search.text())
        self._backend.ask(
            question, self._show, owner=self, key="texts", failed=self._presenter.refuse, back=True
        )

    def _show(self, options: tuple[Option, ...]) -> None:
        self.model.clear()
        for option in options:
            item = QStandardItem(option.label)
            whose, _, detail = option.detail.partition(" · ")
            item.setData(Line(option.label, detail, whose), LINE)
            item.setData(option, _OPTION)
            item.setEditable(False)
            item.setData(
                ", ".join((option.label, option.detail)), Qt.ItemDataRole.AccessibleTextRole
            )
            self.model.appendRow(item)
        self.primary.setEnabled(bool(options))
        if options:
            self.list.setCurrentIndex(self.model.index(0, 0))
        else:
            self.preview.setPlainText(self._nothing())

    def _nothing(self) -> str:
        if self.search.text():
            return tr("No text says “{text}”.", text=self.search.text())
        return tr(
            "There is no text yet. Write one under “Texts” of the desk settings, or save what you have written "
            "as one."
        )

    def _show_whole(self) -> None:
        option = self.option
        self.preview.setPlainText(filled(option.meaning, self._words).text if option else "")
