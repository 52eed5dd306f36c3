"""A ticket's phases as a row of arrows, each with the time spent in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from app.domain.ticket_rows import PhaseTime
from app.text import tr
from ui import formats
from ui.theme import BODY, SECONDARY, Theme

_HEIGHT, _TIP, _GAP, _MARGIN = 46, 10, 2, 6
# Arrows narrower than this have a flatter tip, in pixels at 100 %.
_NARROW, _FLAT = 96, 6
_MINUTE = 60_000
# Points a label may shrink to before it is cut.
_SIZES = (BODY, SECONDARY, 8.0)


@dataclass(frozen=True)
class _Look:
    fill: str
    ink: str
    is_bold: bool = False


class Ribbon(QLabel):
    """Done phases green with a tick, the current one in the accent colour, those ahead grey."""

    def __init__(self, theme: Theme, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self._phases: Sequence[PhaseTime] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._go_on)

    def show_phases(self, phases: Sequence[PhaseTime]) -> None:
        """Show a ticket's phases."""
        self._phases = phases
        if any(phase.since is not None for phase in phases):
            self._minute.start()
        else:
            self._minute.stop()
        self._go_on()

    def sizeHint(self) -> QSize:
        """Ask for the height of two lines."""
        return QSize(self._theme.px(300), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Be content with a narrow pane."""
        return QSize(self._theme.px(120), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for phase, box in zip(self._phases, self._boxes(), strict=True):
            look = self._look(phase)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.fill))
            painter.drawPolygon(self._arrow(box, is_first=phase is self._phases[0]))
            painter.setPen(QColor(look.ink))
            self._draw_words(painter, phase, box, look)

    def event(self, event: QEvent) -> bool:
        """Tell all about the phase under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            for phase, box in zip(self._phases, self._boxes(), strict=True):
                if box.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), self.told(phase), self)
            return True
        return super().event(event)

    def told(self, phase: PhaseTime) -> str:
        """Give all about one phase in a sentence."""
        now = self._now()
        states = {
            "done": tr("done"),
            "current": tr("now"),
            "ahead": tr("ahead"),
            "skipped": tr("not needed"),
        }
        words = [phase.stands or states[phase.state]]
        if phase.entered_at is not None:
            words.append(tr("since {moment}", moment=formats.moment(phase.entered_at, now)))
        spent = phase.spent_until(now)
        if spent or phase.entered_at is not None:
            words.append(tr("{span} spent", span=formats.duration(spent)))
        return tr("{phase}: {words}", phase=phase.title, words=", ".join(words))

    def _go_on(self) -> None:
        whole = "; ".join(map(self.told, self._phases))
        self.setAccessibleName(tr("Phases"))
        self.setAccessibleDescription(whole)
        self.update()

    def _tip(self) -> int:
        is_narrow = self.width() < self._theme.px(_NARROW) * max(1, len(self._phases))
        return self._theme.px(_FLAT if is_narrow else _TIP)

    def _boxes(self) -> Iterator[QRectF]:
        count, gap = max(1, len(self._phases)), self._theme.px(_GAP)
        tip = self._tip()
        width = (self.width() - tip) / count
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place in range(len(self._phases)):
            at = len(self._phases) - 1 - place if is_mirrored else place
            yield QRectF(at * width, 0, width - gap + tip, self.height())

    def _arrow(self, box: QRectF, *, is_first: bool) -> QPolygonF:
        tip = self._tip()
        left, right, top, bottom = box.left(), box.right() - tip, box.top(), box.bottom()
        middle = box.center().y()
        points = [(left, top), (right, top), (right + tip, middle), (right, bottom), (left, bottom)]
        if not is_first:
            points.append((left + tip, middle))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            points = [(box.left() + box.right() - x, y) for x, y in points]
        return QPolygonF([QPointF(x, y) for x, y in points])

    def _look(self, phase: PhaseTime) -> _Look:
        colours = self._theme.colours
        looks = {
            "done": _Look(colours.good, colours.on_good),
            "current": _Look(colours.accent, colours.on_accent, is_bold=True),
        }
        return looks.get(phase.state, _Look(colours.ground, colours.muted))

    def _draw_words(self, painter: QPainter, phase: PhaseTime, box: QRectF, look: _Look) -> None:
        px, tip = self._theme.px, self._tip()
        start = px(_MARGIN) if phase is self._phases[0] else tip + px(_MARGIN) // 2
        room = box.adjusted(start, px(4), -tip, -px(4))
        is_done = phase.state == "done"
        metrics = QFontMetricsF(self._theme.font(_SIZES[-1], bold=look.is_bold))
        # Where it does not fit before the label the tick goes to the times.
        is_above = is_done and metrics.horizontalAdvance(f"✓ {phase.label}") <= room.width()
        times = self._times(phase, room.width(), tick="✓ " if is_done and not is_above else "")
        above = QRectF(
            room.left(), room.top(), room.width(), room.height() * (0.56 if times else 1)
        )
        label = f"✓ {phase.label}" if is_above else phase.label
        font, text = self._fitting(label, above.width(), is_bold=look.is_bold)
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(above, side, text)
        below = QRectF(room.left(), above.bottom(), room.width(), room.bottom() - above.bottom())
        painter.setFont(self._theme.font(8))
        painter.drawText(below, side, times)

    def _times(self, phase: PhaseTime, width: float, tick: str) -> str:
        """Give the longest of what can be told of a phase's times that fits, after a tick."""
        if phase.entered_at is None:
            return tick
        spent = formats.duration(phase.spent_until(self._now()))
        start = formats.clock_time(phase.entered_at)
        told = [f"{start} · {spent}", spent]
        if phase.stands:
            told = [f"{phase.stands} · {spent}", phase.stands, *told]
        metrics = QFontMetricsF(self._theme.font(8))
        fitting = (tick + each for each in told)
        return next((each for each in fitting if metrics.horizontalAdvance(each) <= width), tick)

    def _fitting(self, text: str, width: float, *, is_bold: bool) -> tuple[QFont, str]:
        """Give a font in which `text` fits; in the smallest it is cut with an ellipsis."""
        for size in _SIZES:
            font = self._theme.font(size, bold=is_bold)
            if QFontMetricsF(font).horizontalAdvance(text) <= width:
                return font, text
        metrics = QFontMetricsF(font)
        return font, metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
