"""What stands around the form of a record: its name, strips, history, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.theme import Theme
from ui.views.settings.retire_bar import RetireBar
from ui.widgets.change_list import ChangeList
from ui.widgets.conflict_bar import ConflictBar
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts import Facts
from ui.widgets.reading_order import order_focus
from ui.widgets.revealing import Revealing
from ui.widgets.strip import Strip

_MARGIN, _GAP, _LEAST = 16, 12, 40


class PaneFrame(QWidget):
    """The parts of a pane, laid out; what they do is for those that make something of it."""

    def __init__(self, theme: Theme, form: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel()
        self.title.setProperty("title", True)
        self.strip = Strip(theme)
        self.retire_bar = RetireBar(theme)
        self.disputes = ConflictBar(theme)
        self.facts = Facts(theme)
        self.history = ChangeList(tr("History"), theme)
        self.empty = EmptyState()
        self.primary = QPushButton(tr("{action}   Ctrl+Enter", action=tr("Save")))
        self.primary.setAccessibleName(tr("Save"))
        self.primary.setProperty("primary", True)
        self.retire = QPushButton(tr("Retire…"))
        self.afresh = QPushButton(tr("Discard changes"))
        for button in (self.primary, self.retire, self.afresh):
            button.setAutoDefault(False)
        self._area = _scrolled(self._asked(form))
        revealing = Revealing(theme, self._area)
        self.disputes.asked.connect(lambda: self._show_asked(revealing))
        self._read_only = _scrolled(self.facts)
        self.body = QStackedWidget()
        for page in (self._area, self._read_only, self.history, self.empty):
            self.body.addWidget(page)
        # What is asked above it has the room first; all of these scroll.
        self.body.setMinimumHeight(theme.px(_LEAST))
        self._lay_segments()
        self._lay_out()

    def order_focus(self) -> None:
        """Let Tab go through what is shown now in reading order."""
        order_focus(self)

    def _lay_segments(self) -> None:
        self.details_segment = QPushButton(tr("Details"))
        self.history_segment = QPushButton(tr("History"))
        self._segments = QButtonGroup(self)
        for button in (self.details_segment, self.history_segment):
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("segment", True)
            self._segments.addButton(button)
        self.details_segment.setChecked(True)

    def _lay_out(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.details_segment)
        head.addWidget(self.history_segment)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.retire)
        foot.addStretch(1)
        foot.addWidget(self.afresh)
        foot.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(px(_MARGIN),) * 4)
        column.setSpacing(px(_GAP))
        column.addLayout(head)
        column.addWidget(self.retire_bar)
        column.addWidget(self.body, 1)
        # Below: what is told for a while does not move what is being filled in.
        column.addWidget(self.strip)
        column.addLayout(foot)

    def _asked(self, form: QWidget) -> QWidget:
        """Put what is to be settled above the form: both scroll together."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(_GAP))
        column.addWidget(self.disputes)
        column.addWidget(form, 1)
        return inside

    def _show_asked(self, revealing: Revealing) -> None:
        self.details_segment.click()
        revealing.show(self.disputes)

    @property
    def is_past_shown(self) -> bool:
        """Whether the history is shown, and not what the record holds."""
        return self.body.currentWidget() is self.history

    def show_body(self, *, is_read_only: bool) -> None:
        """Show details, form or facts, or the history, as the segments say."""
        if self.history_segment.isChecked():
            self.body.setCurrentWidget(self.history)
        else:
            self.body.setCurrentWidget(self._read_only if is_read_only else self._area)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setProperty("panel", True)
    area.setWidget(inside)
    return area
