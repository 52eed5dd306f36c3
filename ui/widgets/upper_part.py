"""What stands above a timeline: as high as its content, or scrolling by whole rows where there is less room."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class UpperPart(QScrollArea):
    """A column of parts, the first ones its head; who lays it out gives it its height."""

    def __init__(self, head: Sequence[QWidget], rest: Sequence[QWidget]) -> None:
        super().__init__(widgetResizable=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = head
        self.content = QWidget()
        self.content.setProperty("panel", True)
        # Nothing in it makes it wider than what is seen of it.
        self.content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        for widget in (*head, *rest):
            self.column.addWidget(widget)
        # Rows stay where they are while there is more room than they need.
        self.column.addStretch(1)
        self.setWidget(self.content)

    def arrange(self, width: int) -> int:
        """Lay the parts out in a width, and give the height they need there."""
        # A part that has just changed inside tells so only when it is laid out.
        for part in _parts(self.content):
            inner = part.layout()
            if inner is not None:
                inner.activate()
        flows = self.column.hasHeightForWidth()
        flowing = self.column.totalHeightForWidth(width) if flows else 0
        height = flowing or self.column.sizeHint().height()
        self.content.resize(width, height)
        self.column.activate()
        return height

    @property
    def head_height(self) -> int:
        """Give the least height in which the head is whole, as it was arranged."""
        return max((_bottom(each) for each in self._head if not each.isHidden()), default=0)

    def fitting(self, room: int) -> int:
        """Give the greatest height within `room` that cuts no row in two, as they were arranged."""
        spans = [*self._spans()]
        ends = {bottom for _, bottom in spans if bottom <= room}
        whole = (end for end in ends if not any(top < end < bottom for top, bottom in spans))
        return min(room, max(whole, default=room))

    def place(self, left: int, right: int, *, is_cut: bool) -> None:
        """Keep the content off both sides; with a scroll bar where not all is seen."""
        policies = Qt.ScrollBarPolicy
        bar = self.verticalScrollBar().sizeHint().width() if is_cut else 0
        # A bar that came and went by itself would change the width, and with it the height that calls for it.
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOn if is_cut else policies.ScrollBarAlwaysOff
        )
        self.setViewportMargins(left, 0, right - bar, 0)

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Give top and bottom of everything that is to be seen whole or not at all."""
        for part in _parts(self.content):
            for each in _parts(part) if part.layout() is not None else (part,):
                if not each.isHidden() and not part.isHidden():
                    # A label without what it is of says nothing.
                    last = (each.buddy() if isinstance(each, QLabel) else None) or each
                    yield self._top(each), self._top(last) + last.height()

    def _top(self, widget: QWidget) -> int:
        return widget.mapTo(self.content, QPoint()).y()


def _parts(whole: QWidget) -> list[QWidget]:
    return whole.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _bottom(widget: QWidget) -> int:
    return widget.geometry().bottom() + 1
