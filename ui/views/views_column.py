"""The left column: the views of the desk and how many tickets each has."""

import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.changes import Changes
from app.domain.questions import TicketCounts
from app.domain.views import NamedView, named_views
from app.text import tr
from ui.formats import count
from ui.theme import BODY, SECONDARY, Theme
from ui.throttle import Throttle
from ui.workplace import Workplace

_COUNT = Qt.ItemDataRole.UserRole
_MINUTE_MS = 60_000
_ROW, _HEAD = 28, 36
# Around a title and its count, and between them; the column's own margin is the same at every text size.
_EDGE, _GAP, _MARGIN = 14, 8, 4
# A count beside the longest title; a greater one takes from its room.
_USUAL = 9_999
_SELECTABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class ViewsColumn(QWidget):
    """A list of views; the chosen one is told."""

    chosen = Signal(object)  # NamedView

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._views = named_views()
        self.list = QListWidget()
        self.list.setItemDelegate(_ViewDelegate(workplace.theme, self.list))
        self.list.setAccessibleName(tr("Views"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("column", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = QListWidgetItem(tr("MY DESK"), self.list)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._items = []
        for place, view in enumerate(self._views):
            if view.is_own and not self._views[place - 1].is_own:
                QListWidgetItem(tr("FOLLOWED"), self.list).setFlags(Qt.ItemFlag.NoItemFlags)
            self._items.append(QListWidgetItem(view.title, self.list))
        for item in self._items:
            item.setFlags(_SELECTABLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self._throttle = Throttle(self._ask, self, least_ms=500)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._throttle.wish)
        self._minute.start()
        self.list.currentItemChanged.connect(self._choose)
        workplace.theme.changed.connect(self._scale)
        workplace.backend.changed.connect(self._hear)
        self._ask()

    @property
    def title(self) -> str:
        """Give the title of the chosen view."""
        item = self.list.currentItem()
        return item.text() if item is not None else ""

    def choose(self, title: str) -> None:
        """Choose a view by its title, as a click does."""
        for view, item in zip(self._views, self._items, strict=True):
            if view.title == title:
                self.list.setCurrentItem(item)

    def choose_none(self) -> None:
        """Point at no view, while the queue shows one that does not stand here."""
        self.list.setCurrentRow(-1)

    def count_of(self, title: str) -> str:
        """Give the count shown beside a view; empty until it is known."""
        found = (
            item for view, item in zip(self._views, self._items, strict=True) if view.title == title
        )
        return str(next(found).data(_COUNT) or "")

    def sizeHint(self) -> QSize:
        """Give the width its titles need, each with a count beside it."""
        theme = self._workplace.theme
        bold, small = (
            QFontMetrics(theme.font(BODY, bold=True)),
            QFontMetrics(theme.font(SECONDARY)),
        )
        titles = max(bold.horizontalAdvance(view.title) for view in self._views)
        counts = small.horizontalAdvance(count(_USUAL))
        around = 2 * theme.px(_EDGE) + theme.px(_GAP) + 2 * _MARGIN
        return QSize(titles + counts + around, theme.px(400))

    def minimumSizeHint(self) -> QSize:
        """Give the width in which nothing is cut."""
        return QSize(self.sizeHint().width(), 0)

    @property
    def entries(self) -> tuple[tuple[NamedView, str], ...]:
        """Give each view and its count, empty until that is known."""
        return tuple((view, self.count_of(view.title)) for view in self._views)

    def _scale(self) -> None:
        self.list.doItemsLayout()
        self.updateGeometry()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item in self._items:
            self.chosen.emit(self._views[self._items.index(item)])

    def _hear(self, changes: Changes) -> None:
        if changes.everything or changes.ids("ticket"):
            self._throttle.wish()

    def _ask(self) -> None:
        seat, now = self._workplace.seat, time.time_ns() // 1_000
        asked = TicketCounts(
            tuple(view.filter(seat.person.id, seat.teams, now) for view in self._views)
        )
        self._workplace.backend.ask(
            asked,
            lambda counts: self._show(counts, asked.most),
            owner=self,
            key="counts",
            back=True,
        )

    def _show(self, counts: tuple[int, ...], most: int) -> None:
        self._throttle.done()
        for item, number in zip(self._items, counts, strict=True):
            shown = count(min(number, most), at_least=number > most)
            item.setData(_COUNT, shown)
            spoken = tr("{view}, {count}", view=item.text(), count=shown)
            item.setToolTip(spoken)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)


class _ViewDelegate(QStyledItemDelegate):
    """Draws a heading, or a view with its count at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        is_view = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        return QSize(0, self._theme.px(_ROW if is_view else _HEAD))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, colours = self._theme, self._theme.colours
        box = option.rect.adjusted(theme.px(_EDGE), 0, -theme.px(_EDGE), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self._write(painter, box, index.data(), (SECONDARY, True, colours.muted), middle)
            return
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            self._highlight(painter, option, colours.selection, colours.accent)
        ink = colours.text if is_chosen else colours.muted
        shown = str(index.data(_COUNT) or "")
        right = Qt.AlignmentFlag.AlignRight | middle
        self._write(painter, box, shown, (SECONDARY, False, ink), right)
        room = painter.fontMetrics().horizontalAdvance(shown) + theme.px(_GAP)
        left = box.adjusted(0, 0, -room, 0)
        self._write(painter, left, index.data(), (BODY, is_chosen, colours.text), middle)

    def _highlight(
        self, painter: QPainter, option: QStyleOptionViewItem, fill: str, line: str
    ) -> None:
        has_keyboard = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        painter.setPen(QColor(line if has_keyboard else fill))
        radius = self._theme.px(6)
        painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), radius, radius)

    def _write(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        style: tuple[float, bool, str],
        place: Qt.AlignmentFlag,
    ) -> None:
        points, bold, ink = style
        painter.setFont(self._theme.font(points, bold=bold))
        painter.setPen(QColor(ink))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, place | Qt.TextFlag.TextSingleLine, elided)
