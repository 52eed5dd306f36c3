"""What the dialogs of a desk share: heading, strip, a body that scrolls, buttons, Ctrl+Enter and Esc."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.strip import Strip


class DialogFrame(QDialog):
    """A dialog with one primary button; `finish` and `begun` are for those that make something of it."""

    def __init__(self, theme: Theme, heading: str, doing: str, parent: QWidget | None) -> None:
        """Take the heading, and what the primary button says."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setProperty("panel", True)
        self._theme = theme
        self.strip = Strip(theme)
        self.primary = QPushButton(f"{doing.replace('&', '&&')}   {_keys()}")
        self.primary.setAccessibleName(doing)
        self.primary.setProperty("primary", True)
        self.primary.setAutoDefault(False)
        self.primary.clicked.connect(self.finish)
        self.dismiss = QPushButton(tr("Cancel"))
        self.dismiss.setAutoDefault(False)
        self.dismiss.clicked.connect(self.reject)
        self._lay(heading)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.finish)

    def finish(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next thing by Enter: what is half filled in is not to be sent by it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def be_busy(self, *, busy: bool) -> None:
        """Take no second order while one is under way."""
        self.primary.setDisabled(busy)

    def sizeHint(self) -> QSize:
        """Ask for what the body needs, and no more than the screen has."""
        wanted = self._body.sizeHint() + QSize(self._theme.px(48), self._theme.px(170))
        room = self.screen().availableGeometry().size() - QSize(40, 80)
        return wanted.expandedTo(QSize(self._theme.px(520), 0)).boundedTo(room)

    def _lay(self, heading: str) -> None:
        px = self._theme.px
        title = QLabel(heading, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        title.setProperty("heading", True)
        self.subtitle = ElidedLabel()
        self.subtitle.setProperty("secondary", True)
        self._body = QWidget()
        self._body.setProperty("panel", True)
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, 0, px(8), 0)
        self.body.setSpacing(px(12))
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._body)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.dismiss)
        self.buttons.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(px(20),) * 4)
        column.setSpacing(px(12))
        for widget in (title, self.subtitle, self.strip):
            column.addWidget(widget)
        column.addWidget(area, 1)
        column.addLayout(self.buttons)


def _keys() -> str:
    return QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
