"""A title that is read in up to two lines and edited in place."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import TITLE, Theme
from ui.widgets.direction import draw_line
from ui.widgets.file_refusal import FileRefusal
from ui.widgets.inputs import WordsInput

_LINES = 2
# Looking at another program, or into a menu, is not leaving a box.
_ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class _TitleLabel(QLabel):
    """Draws a text in at most two lines, the last one cut with an ellipsis."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(len(self._lines(width)) * self.fontMetrics().lineSpacing()) + 4

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        step = self.fontMetrics().lineSpacing()
        for place, line in enumerate(self._lines(self.width())):
            draw_line(painter, QRect(0, 2 + place * step, self.width(), step), line)
        if self.hasFocus():
            painter.setPen(self.palette().accent().color())
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

    def _lines(self, width: int) -> list[str]:
        layout = QTextLayout(" ".join(self.text().split()), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= _LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF())
            starts.append(line.textStart())
        layout.endLayout()
        # Qt counts in UTF-16, Python in characters.
        text = layout.text().encode("utf-16-le")
        bounds = [*starts[1:_LINES], len(text) // 2]
        parts = (text[2 * start : 2 * end] for start, end in zip(starts, bounds, strict=False))
        lines = [part.decode("utf-16-le").strip() for part in parts]
        if len(starts) > _LINES:
            lines[-1] = self.fontMetrics().elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
        return lines or [""]


class TitleLine(QWidget):
    """A title; F2, Enter or a double click edits it, Esc takes the edit back."""

    committed = Signal(str, str)  # the new title, and the one that was seen before

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_editable = False
        self._seen = ""
        self.label = _TitleLabel()
        self.label.asked.connect(self.edit)
        self.input = WordsInput()
        self.input.setAccessibleName(tr("Title"))
        self.input.committed.connect(self._commit)
        self.input.installEventFilter(self)
        FileRefusal(self.input)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)
        column.addWidget(self.input)
        self.input.hide()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def is_busy(self) -> bool:
        """Whether somebody is editing it."""
        return not self.input.isHidden()

    def show_title(self, title: str, seen: str, refusal: str, *, is_another: bool) -> None:
        """Show a title (`seen`: as the desk has it), and why it cannot be edited; one being edited stays."""
        self._is_editable = not refusal
        self.label.setText(title)
        self.label.setAccessibleName(title)
        told = refusal or tr("F2 changes the title.")
        self.label.setAccessibleDescription(told)
        self.label.setToolTip(f"{title}\n{told}")
        if is_another or not self.is_busy:
            self._seen = seen
            self.input.show_value(title, title)
            self._stop()

    def edit(self) -> None:
        """Begin to edit, where that is allowed."""
        if self._is_editable:
            self.label.hide()
            self.input.show()
            self.input.setFocus()
            self.input.selectAll()

    def commit(self) -> None:
        """Tell what is typed and not told yet."""
        if self.is_busy:
            self.input.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the edit by Esc, or when it is left."""
        if watched is self.input and event.type() is QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self.input.setText(self.label.text())
                self.label.show()
                self.label.setFocus()
                return True
            if isinstance(event, QKeyEvent) and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self.label.show()
                self.label.setFocus()
                return True
        if watched is self.input and _is_leaving(event):
            QTimer.singleShot(0, self, self._stop)
        return super().eventFilter(watched, event)

    def _commit(self, _value: object, shown: str) -> None:
        # A title that was emptied is one somebody thought better of.
        if shown.strip():
            self.label.setText(shown)
            self.committed.emit(shown, self._seen)

    def _stop(self) -> None:
        if not self.input.hasFocus():
            self.input.hide()
            self.label.show()

    def _restyle(self) -> None:
        font = self._theme.font(TITLE, bold=True)
        self.label.setFont(font)
        self.input.setFont(font)


def _is_leaving(event: QEvent) -> bool:
    return isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _ELSEWHERE
