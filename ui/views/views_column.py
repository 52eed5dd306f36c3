"""The left column: the views of the desk, those people saved, and how many tickets each has."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.views import NamedView, named_views
from app.text import tr
from ui.formats import count
from ui.models.view_list import ViewList
from ui.theme import BODY, SECONDARY, Theme
from ui.widgets.view_rows import KEY, ViewRows
from ui.workplace import Workplace

_COUNT = Qt.ItemDataRole.UserRole
_ROW, _HEAD = 28, 36
# Around a title and its count, and between them; the column's own margin is the same at every text size.
_EDGE, _GAP, _MARGIN = 14, 8, 4
# A count beside the longest title; a greater one takes from its room.
_USUAL = 9_999
_SELECTABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class ViewsColumn(QWidget):
    """A list of views; the chosen one is told."""

    chosen = Signal(object)  # NamedView
    menu_wanted = Signal(str, QPoint)  # of the view with this key, or (empty) of the column
    removal_wanted = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.views = ViewList(workplace, self)
        self._is_arranging = False
        self.list = ViewRows()
        self.list.setItemDelegate(_ViewDelegate(workplace.theme, self.list))
        self.list.setAccessibleName(tr("Views"))
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self._arrange()
        self.list.currentItemChanged.connect(self._choose)
        self.list.moved.connect(self.views.move)
        self.list.dropped.connect(self._drop)
        self.list.menu_wanted.connect(self.menu_wanted)
        self.list.removal_wanted.connect(self.removal_wanted)
        self.views.arranged.connect(self._arrange)
        self.views.counted.connect(self._show_counts)
        workplace.theme.changed.connect(self._scale)

    @property
    def key(self) -> str:
        """Give the key of the chosen view; empty where none is."""
        return self.list.key

    @property
    def title(self) -> str:
        """Give the title of the chosen view."""
        view = self.views.find(self.key) if self.key else None
        return view.title if view is not None else ""

    def choose(self, key: str) -> None:
        """Choose a view by its key or title, as a click does; one that is hidden, too."""
        view = self.views.find(key)
        item = self.list.item_of(view.key) if view is not None else None
        if item is not None:
            self.list.setCurrentItem(item)
        elif view is not None:
            self.choose_none()
            self.chosen.emit(view)

    def choose_none(self) -> None:
        """Point at no view, while the queue shows one that does not stand here."""
        self.list.setCurrentRow(-1)

    def count_of(self, key: str) -> str:
        """Give the count shown beside a view; empty until it is known."""
        view = self.views.find(key)
        return self.views.count_of(view) if view is not None else ""

    def sizeHint(self) -> QSize:
        """Give the width the titles every desk has need, each with a count beside it."""
        theme = self._workplace.theme
        bold, small = (
            QFontMetrics(theme.font(BODY, bold=True)),
            QFontMetrics(theme.font(SECONDARY)),
        )
        titles = max(bold.horizontalAdvance(view.title) for view in named_views())
        counts = small.horizontalAdvance(count(_USUAL))
        around = 2 * theme.px(_EDGE) + theme.px(_GAP) + 2 * _MARGIN
        return QSize(titles + counts + around, theme.px(400))

    def minimumSizeHint(self) -> QSize:
        """Give the width in which nothing is cut."""
        return QSize(self.sizeHint().width(), 0)

    @property
    def entries(self) -> tuple[tuple[NamedView, str], ...]:
        """Give each view to be seen and its count, empty until that is known."""
        seen = (view for group in self.views.groups() for view in group.views)
        return tuple((view, self.views.count_of(view)) for view in seen)

    def _scale(self) -> None:
        self.list.doItemsLayout()
        self.updateGeometry()

    def _arrange(self) -> None:
        """Put the rows in their order; what is chosen stays, and is not told again."""
        key, top = self.key, self.list.verticalScrollBar().value()
        self._is_arranging = True
        self.list.clear()
        for group in self.views.groups():
            head = QListWidgetItem(group.heading, self.list)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            for view in group.views:
                item = QListWidgetItem(view.title, self.list)
                item.setData(KEY, view.key)
                item.setFlags(_SELECTABLE | Qt.ItemFlag.ItemIsDragEnabled)
        chosen = self.list.item_of(key)
        if chosen is not None:
            self.list.setCurrentItem(chosen)
        self._is_arranging = False
        self._show_counts()
        self.list.verticalScrollBar().setValue(top)

    def _choose(self, item: QListWidgetItem | None) -> None:
        view = self.views.find(str(item.data(KEY))) if item is not None else None
        if view is not None and not self._is_arranging:
            self.chosen.emit(view)

    def _drop(self, key: str, row: int) -> None:
        """Put a view where it was dropped, or as near to it as its group reaches."""
        keys = [self.list.item(each).data(KEY) for each in range(self.list.count())]
        for group in self.views.groups():
            own = [view.key for view in group.views]
            if key in own:
                before = [each for each in keys[:row] if each in own and each != key]
                self.views.put(key, len(before))

    def _show_counts(self) -> None:
        for view, shown in self.entries:
            item = self.list.item_of(view.key)
            if item is None:
                continue
            item.setData(_COUNT, shown)
            spoken = tr("{view}, {count}", view=view.title, count=shown)
            item.setToolTip(_told(view, spoken))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)


def _told(view: NamedView, spoken: str) -> str:
    """Give what a view says on hover: of a shared one also whose it is."""
    if view.saved is None or view.saved.team is None:
        return spoken
    return tr("{view} · {team}, kept by {owner}",
              view=spoken, team=view.saved.team_name, owner=view.saved.owner_name)  # fmt: skip


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
