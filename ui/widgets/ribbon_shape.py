"""Where a ribbon's arrows stand, and which of them have room for a name."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPolygonF

from app.domain.ticket_rows import PhaseTime
from ui.theme import Theme

_TIP, _GAP, _MARGIN = 10, 2, 6
# Arrows narrower than this have a flatter tip, and none is narrower than that, in pixels at 100 %.
_NARROW, _FLAT, _LEAST = 96, 6, 24
# The points of the smallest letters.
SMALLEST = 8.0


class RibbonShape:
    """The arrows of some phases in a room; `shown`: what stands in each, its name or its number."""

    def __init__(
        self, theme: Theme, phases: Sequence[PhaseTime], size: QSize, *, is_mirrored: bool
    ) -> None:
        self._px = theme.px
        self._phases, self._size, self._is_mirrored = phases, size, is_mirrored
        is_narrow = size.width() < theme.px(_NARROW) * max(1, len(phases))
        self.tip = theme.px(_FLAT if is_narrow else _TIP)
        fonts = {is_bold: theme.font(SMALLEST, bold=is_bold) for is_bold in (False, True)}
        self._metrics = {is_bold: QFontMetricsF(font) for is_bold, font in fonts.items()}
        is_whole = all(self._needed(n) <= width for n, width in enumerate(self._equal))
        self.widths = self._equal if is_whole else self._shares()
        # Names among numbers would look like other things: all have one, or the phase the ticket is in.
        self.shown = [
            phase.label
            if is_whole or (place == self._here and self._needed(place) <= self.widths[place])
            else str(phase.number)
            for place, phase in enumerate(phases)
        ]

    def boxes(self) -> Iterator[QRectF]:
        """Give the place of each arrow, its tip included."""
        gap, start = self._px(_GAP), 0.0
        for width in self.widths:
            left = self._size.width() - start - width - self.tip if self._is_mirrored else start
            yield QRectF(left, 0, width - gap + self.tip, self._size.height())
            start += width

    def start(self, place: int) -> int:
        """Give how far from its arrow's begin a name stands."""
        return self.tip + self._px(_MARGIN) // 2 if place else self._px(_MARGIN)

    def arrow(self, box: QRectF, *, is_first: bool) -> QPolygonF:
        """Give the outline of an arrow; the first one begins straight."""
        tip = self.tip
        left, right, top, bottom = box.left(), box.right() - tip, box.top(), box.bottom()
        middle = box.center().y()
        points = [(left, top), (right, top), (right + tip, middle), (right, bottom), (left, bottom)]
        if not is_first:
            points.append((left + tip, middle))
        if self._is_mirrored:
            points = [(box.left() + box.right() - x, y) for x, y in points]
        return QPolygonF([QPointF(x, y) for x, y in points])

    @property
    def _equal(self) -> list[float]:
        count = len(self._phases)
        return [(self._size.width() - self.tip) / count] * count if count else []

    def _shares(self) -> list[float]:
        """Give the phase the ticket is in what its name needs, and each other as much as the next."""
        equal, count = self._equal, len(self._phases)
        whole = sum(equal)
        most = whole - (count - 1) * self._px(_LEAST)
        wide = max(equal[0], min(self._needed(self._here), most))
        rest = (whole - wide) / max(1, count - 1)
        return [wide if place == self._here else rest for place in range(count)]

    def _needed(self, place: int) -> float:
        """Give the width of an arrow with its name, in the smallest letters."""
        phase = self._phases[place]
        text = self._metrics[phase.state == "current"].horizontalAdvance(phase.label)
        return self.start(place) + text + self._px(_GAP) + 1

    @property
    def _here(self) -> int:
        """Give the place of the phase the ticket is in; of one that has ended, of the last."""
        states = [phase.state for phase in self._phases]
        if "current" in states:
            return states.index("current")
        return max((n for n, state in enumerate(states) if state == "done"), default=0)
