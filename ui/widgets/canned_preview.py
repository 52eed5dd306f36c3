"""How a canned text reads once it is filled, what is wrong with it, and what it can leave open."""

from typing import cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QBoxLayout, QLabel, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.canned import filled, template_fault
from app.domain.canned_variables import samples, variables
from app.text import tr
from ui.models.lines import LINE, Line
from ui.theme import Theme
from ui.widgets.canned_offering import VariableOffering
from ui.widgets.form import Form
from ui.widgets.line_delegate import LineDelegate

_LINES = 9
# From this width on (at 100 %) both stand beside each other.
_ROOMY = 480


class _VariableView(QListView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take one by Enter or Space; Esc is the form's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CannedPreview(QWidget):
    """Follows the text of a form; a variable that is chosen is written where the cursor is."""

    def __init__(self, form: Form, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = cast("QPlainTextEdit", form.rows["text"].box)
        self.offering = VariableOffering(self._text)
        self.shown = QPlainTextEdit(readOnly=True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(tr("As it reads for some ticket"))
        self.fault = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.fault.setProperty("danger", True)
        self.list = _VariableView()
        self.list.setModel(_variables(self))
        self.list.setItemDelegate(LineDelegate(theme, self.list))
        self.list.setProperty("boxed", True)
        self.list.setAccessibleName(tr("What the ticket fills in"))
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.activated.connect(self._write)
        self.list.clicked.connect(self._write)
        height = self.shown.fontMetrics().lineSpacing() * _LINES
        for widget in (self.shown, self.list):
            widget.setFixedHeight(height)
        self._lay_out()
        self._text.textChanged.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        is_roomy = self.width() >= self._theme.px(_ROOMY)
        way = QBoxLayout.Direction.LeftToRight if is_roomy else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)

    def _show(self) -> None:
        text = self._text.toPlainText()
        self.shown.setPlainText(filled(text, samples()).text)
        self.fault.setText(template_fault(text))
        self.fault.setVisible(bool(self.fault.text()))

    def _write(self, index: QModelIndex) -> None:
        self._text.textCursor().insertText(str(index.data()))
        self._text.setFocus()

    def _lay_out(self) -> None:
        px = self._theme.px
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(px(16))
        for title, widget in (
            (tr("As it reads for some ticket"), self.shown),
            (tr("What the ticket fills in (Enter writes it)"), self.list),
        ):
            heading = QLabel(title)
            heading.setProperty("section", True)
            half = QVBoxLayout()
            half.setSpacing(px(4))
            half.addWidget(heading)
            half.addWidget(widget)
            self._halves.addLayout(half, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.fault)
        column.addLayout(self._halves)


def _variables(parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for each in variables():
        item = QStandardItem(each.written)
        item.setEditable(False)
        line = Line(each.written, f"{each.label} · {each.sample}")
        item.setData(line, LINE)
        item.setData(line.spoken, Qt.ItemDataRole.AccessibleTextRole)
        model.appendRow(item)
    return model
