"""A ticket's phases as a row of arrows, each with the time spent in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from app.domain.ticket_rows import PhaseTime
from app.text import tr
from ui import formats
from ui.theme import BODY, SECONDARY, Theme
from ui.widgets.ribbon_shape import SMALLEST, RibbonShape

_HEIGHT = 46
_MINUTE = 60_000
# Points a label may shrink to before its phase is shown by its number.
_SIZES = (BODY, SECONDARY, SMALLEST)


@dataclass(frozen=True)
class _Look:
    fill: str
    ink: str
    is_bold: bool = False


class Ribbon(QLabel):
    """Done phases green with a tick, the current one in the accent colour, those ahead grey.

    Where there is no room for all names, only the phase one is in keeps its own; no word is ever cut.
    """

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
        shape = self.shape
        for place, box in enumerate(shape.boxes()):
            look = self._look(self._phases[place])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.fill))
            painter.drawPolygon(shape.arrow(box, is_first=not place))
            painter.setPen(QColor(look.ink))
            room = box.adjusted(
                shape.start(place), self._theme.px(4), -shape.tip, -self._theme.px(4)
            )
            self._draw_words(painter, place, shape.shown[place], room)

    def event(self, event: QEvent) -> bool:
        """Tell all about the phase under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            for phase, box in zip(self._phases, self.shape.boxes(), strict=True):
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

    @property
    def shape(self) -> RibbonShape:
        """Give how the arrows stand now."""
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return RibbonShape(self._theme, self._phases, self.size(), is_mirrored=is_mirrored)

    def _look(self, phase: PhaseTime) -> _Look:
        colours = self._theme.colours
        looks = {
            "done": _Look(colours.good, colours.on_good),
            "current": _Look(colours.accent, colours.on_accent, is_bold=True),
        }
        return looks.get(phase.state, _Look(colours.ground, colours.muted))

    def _draw_words(self, painter: QPainter, place: int, name: str, room: QRectF) -> None:
        phase = self._phases[place]
        look = self._look(phase)
        is_done = phase.state == "done"
        metrics = QFontMetricsF(self._theme.font(_SIZES[-1], bold=look.is_bold))
        # Where it does not fit before the name the tick goes to the times.
        is_above = is_done and metrics.horizontalAdvance(f"✓ {name}") <= room.width()
        times = self._times(phase, room.width(), tick="✓ " if is_done and not is_above else "")
        above = QRectF(
            room.left(), room.top(), room.width(), room.height() * (0.56 if times else 1)
        )
        text = f"✓ {name}" if is_above else name
        painter.setFont(self._fitting(text, above.width(), is_bold=look.is_bold))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(above, side, text)
        below = QRectF(room.left(), above.bottom(), room.width(), room.bottom() - above.bottom())
        painter.setFont(self._theme.font(SMALLEST))
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
        metrics = QFontMetricsF(self._theme.font(SMALLEST))
        fitting = (tick + each for each in told)
        return next((each for each in fitting if metrics.horizontalAdvance(each) <= width), tick)

    def _fitting(self, text: str, width: float, *, is_bold: bool) -> QFont:
        """Give the largest font in which `text` fits."""
        fonts = [self._theme.font(size, bold=is_bold) for size in _SIZES]
        fitting = (font for font in fonts if QFontMetricsF(font).horizontalAdvance(text) <= width)
        return next(fitting, fonts[-1])
