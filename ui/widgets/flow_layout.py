"""A layout that puts widgets side by side and goes on in the next line."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets in reading order, as many in a line as fit."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item by its place; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow in no direction by itself."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower place makes it higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height it takes in `width`."""
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        height = self._arrange(QRect(0, 0, inner, 0), is_trial=True)
        return height + around.top() + around.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items in `rect`."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), is_trial=False)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() + self.spacing() for hint in hints) - self.spacing()
        size = QSize(max(0, width), max((hint.height() for hint in hints), default=0))
        return size.grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Need the largest item's size."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, is_trial: bool) -> int:
        bottom = 0
        for line in self._lines(rect.width()):
            x, top = 0, bottom + self.spacing() if bottom else 0
            height = max(size.height() for _, size in line)
            for item, size in line:
                if not is_trial:
                    # What is lower stands in the middle of its line.
                    down = top + (height - size.height()) // 2
                    corner = self._corner(rect, x, size)
                    item.setGeometry(QRect(corner, size).translated(0, down))
                x += size.width() + self.spacing()
            bottom = top + height
        return bottom

    def _lines(self, width: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        """Give the items line by line, each with the size it has there."""
        line: list[tuple[QLayoutItem, QSize]] = []
        taken = 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(1, width), 1 << 20))
            if line and taken + size.width() > width:
                yield line
                line, taken = [], 0
            line.append((item, size))
            taken += size.width() + self.spacing()
        if line:
            yield line

    def _corner(self, rect: QRect, x: int, size: QSize) -> QPoint:
        widget = self.parentWidget()
        if widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QPoint(rect.right() + 1 - x - size.width(), rect.top())
        return QPoint(rect.left() + x, rect.top())
