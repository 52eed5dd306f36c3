"""How a ticket pane shares its height between what stands above the timeline, the news, and the timeline."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.views.timeline import Timeline
from ui.widgets.revealing import Revealing
from ui.widgets.upper_part import UpperPart

# The least height of the timeline and the margin at both sides, in pixels at 100 %.
_TIMELINE, _SIDE, _GAP = 130, 16, 8
# Where everything scrolls together the timeline has this part, in per cent, of what is seen at once.
_SHARE = 60


class TicketRoom(QScrollArea):
    """What is above is whole where there is room; else it scrolls by whole rows; in a very low pane all scrolls."""

    def __init__(
        self, theme: Theme, upper: UpperPart, news: Sequence[QWidget], timeline: Timeline
    ) -> None:
        super().__init__(widgetResizable=True)
        self._theme = theme
        self._upper, self._news, self._timeline = upper, news, timeline
        self._is_paged = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its least is what is set here: it takes the rest.
        timeline.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._middle = QVBoxLayout()
        for widget in news:
            self._middle.addWidget(widget)
        self._content = QWidget()
        self._content.setProperty("panel", True)
        # Nothing in it makes it wider than what is seen of it.
        self._content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self._content)
        self._column.addWidget(upper)
        self._column.addLayout(self._middle)
        self._column.addWidget(timeline, 1)
        self.setWidget(self._content)
        upper.content.installEventFilter(self)
        self._revealing = Revealing(theme, upper, self)
        theme.changed.connect(self.share)
        self.share()

    @property
    def is_paged(self) -> bool:
        """Whether the pane is so low that everything in it scrolls together."""
        return self._is_paged

    def begin(self) -> None:
        """Show the top of what is above."""
        for area in (self, self._upper):
            area.verticalScrollBar().setValue(0)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to something that has just been shown."""
        self.share()
        self._revealing.show(widget)

    def share(self) -> None:
        """Give each part the height it has now."""
        gap, side = self._theme.px(_GAP), self._theme.px(_SIDE)
        room, width = self.height(), self.width() - 2 * side
        least, news = self._theme.px(_TIMELINE), self._news_height(width, gap)
        left = room - least - gap - news
        whole = self._upper.arrange(width)
        self._is_paged = whole > left and self._upper.head_height > left
        is_whole = self._is_paged or whole <= left
        height = whole if is_whole else self._upper.fitting(left)
        self._place(side, gap, is_cut=height < whole)
        self._upper.setFixedHeight(height)
        least = max(least, room * _SHARE // 100) if self._is_paged else least
        self._timeline.setMinimumHeight(least)
        # Told to the layout, as it counts a wrapped line with fewer lines than it takes.
        whole = height + news + gap + least
        self._content.setMinimumHeight(whole if self._is_paged else 0)
        self._content.resize(self.viewport().width(), max(whole, self.viewport().height()))
        self._column.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share anew where a part needs another height."""
        handled = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.share()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what there is now."""
        super().resizeEvent(event)
        self.share()

    def _news_height(self, width: int, gap: int) -> int:
        shown = [each for each in self._news if not each.isHidden()]
        heights = (
            each.heightForWidth(width) if each.hasHeightForWidth() else each.sizeHint().height()
            for each in shown
        )
        return sum(heights) + len(shown) * gap

    def _place(self, side: int, gap: int, *, is_cut: bool) -> None:
        """Let scroll bars stand in the margin, so that all parts end at one line and none becomes narrower."""
        bar = self.verticalScrollBar().sizeHint().width()
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOn if self._is_paged else policies.ScrollBarAlwaysOff
        )
        right = side - bar if self._is_paged else side
        for layout in (self._column, self._middle):
            # Setting what is set asks for a layout all the same, and a layout shares anew.
            if layout.spacing() != gap:
                layout.setSpacing(gap)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._middle.setContentsMargins(side, 0, right, 0)
        self._upper.place(side, right, is_cut=is_cut)
        self._timeline.set_margin(side)
