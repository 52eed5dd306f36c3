"""What the dialogs of a desk share: heading, strip, a body that scrolls, buttons, Ctrl+Enter and Esc."""

from collections import deque

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import DeskError
from app.text import tr
from ui.presenter import Presenter
from ui.typed import Subject
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.placing import AROUND, place_over, room_of, within
from ui.widgets.reading_order import goes_on, order_focus
from ui.widgets.revealing import Revealing
from ui.widgets.strip import Strip
from ui.workplace import Workplace

_WIDTH = 560
_MARGIN, _GAP = 20, 12


class DialogFrame(QDialog):
    """A dialog with one primary button; `finish` is for those that make something of it.

    While an order is under way nothing more is ordered; a dialog dismissed meanwhile waits for the answer out of sight.
    """

    def __init__(
        self, workplace: Workplace, heading: str, doing: str, parent: QWidget | None
    ) -> None:
        """Take the heading, and what the primary button says."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setProperty("panel", True)
        self.subject: Subject = ()  # what its draft is kept under
        self.is_busy = False
        self._is_sized_by_hand = False
        self._own_sizes: deque[QSize] = deque(maxlen=8)
        self._theme = workplace.theme
        self._backend = workplace.backend
        self.strip = Strip(workplace.theme)
        self._presenter = Presenter(self.strip)
        # Of two buttons that would say the same, one names what it cancels and the other where it leads.
        is_cancelling = doing == tr("Cancel")
        doing = heading if is_cancelling else doing
        keyed = tr("{action}   Ctrl+Enter", action=doing.replace("&", "&&"))
        self.primary = QPushButton(keyed)
        self.primary.setAccessibleName(doing)
        self.primary.setProperty("primary", True)
        self.primary.setAutoDefault(False)
        self.primary.clicked.connect(self.finish)
        self.dismiss = QPushButton(tr("Go back") if is_cancelling else tr("Cancel"))
        self.dismiss.setToolTip(tr("Esc: what was typed is there again the next time."))
        self.dismiss.setAutoDefault(False)
        self.dismiss.clicked.connect(self.reject)
        self._lay(heading)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            # A key that is held down would answer what it is asked.
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.finish)
        self._backend.crashed.connect(self._recover)
        self._backend.state_changed.connect(self._tell_state)

    def finish(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def open(self) -> None:
        """Show the dialog before its window, which waits for it."""
        self.make_ready()
        super().open()

    def make_ready(self) -> None:
        """Be as high as what is asked, in sight, before it is shown."""
        self.order_focus()
        wanted = self.sizeHint()
        if self.buttons.minimumSize().width() > wanted.width() - 2 * self._theme.px(_MARGIN):
            # The key is told on hover where the button would be wider than the screen.
            self.primary.setText(self.primary.accessibleName().replace("&", "&&"))
            self.primary.setToolTip(tr("Ctrl+Enter"))
        place_over(self, wanted)
        self._own_sizes.append(self.size())

    def order_focus(self) -> None:
        """Let Tab go through what is shown now in reading order."""
        order_focus(self)

    def be_busy(self, *, busy: bool) -> None:
        """Take no second order while one is under way."""
        self.is_busy = busy
        self.primary.setDisabled(busy)

    def turn_down(self, error: DeskError) -> None:
        """Say why an order was refused: here, or in the window when the dialog was dismissed meanwhile."""
        self.be_busy(busy=False)
        if self.isHidden():
            self._backend.refused.emit(error)
            self.reject()
        else:
            self._presenter.refuse(error)

    def reject(self) -> None:
        """Close, or go out of sight while an order is under way."""
        if self.is_busy:
            self.hide()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Esc does."""
        if self.is_busy:
            event.ignore()
            self.hide()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        if not goes_on(self, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Be as high as what is shown."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as high as the body."""
        if watched is self._body and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as it is once somebody, or the desktop, has given it a size."""
        super().resizeEvent(event)
        # The desktop may confirm a size late, when the next one was asked for already.
        self._is_sized_by_hand |= event.spontaneous() and event.size() not in self._own_sizes

    def sizeHint(self) -> QSize:
        """Ask for what is shown, and no more than the screen has."""
        room = room_of(self).size() - AROUND
        width = min(self._theme.px(_WIDTH), room.width())
        return QSize(width, min(self._height(width), room.height()))

    def _height(self, width: int) -> int:
        px = self._theme.px
        inner = width - 2 * px(_MARGIN)
        parts = [each for each in self._above if not each.isHidden()]
        heights = [_height(each, inner) for each in parts]
        heights += [_height(self.body, inner), self.buttons.sizeHint().height()]
        return sum(heights) + (len(heights) - 1) * px(_GAP) + 2 * px(_MARGIN)

    def _fit(self) -> None:
        """Grow and shrink with what is shown, unless somebody gave it a size of their own."""
        wanted = self.sizeHint()
        if not self.isVisible() or self._is_sized_by_hand or wanted == self.size():
            return
        frame = self.frameGeometry().size() - self.size()
        self._own_sizes.append(wanted)
        self.resize(wanted)
        self.move(within(QRect(self.pos(), wanted + frame), room_of(self)))

    def _recover(self, trace: str) -> None:
        if self.is_busy:
            self.be_busy(busy=False)
            self._presenter.report(trace)

    def _tell_state(self, sentence: str) -> None:
        self._presenter.away(sentence)

    def _lay(self, heading: str) -> None:
        px = self._theme.px
        title = QLabel(heading, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        title.setProperty("heading", True)
        self.subtitle = ElidedLabel()
        self.subtitle.setProperty("secondary", True)
        self._above = (title, self.subtitle, self.strip)
        self._body = QWidget()
        self._body.setProperty("panel", True)
        self._body.installEventFilter(self)
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(_GAP))
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._body)
        Revealing(self._theme, self._area)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.dismiss)
        self.buttons.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(px(_MARGIN),) * 4)
        column.setSpacing(px(_GAP))
        for widget in self._above:
            column.addWidget(widget)
        column.addWidget(self._area, 1)
        column.addLayout(self.buttons)


def _height(part: QWidget | QLayout, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
