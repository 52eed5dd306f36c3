"""How one row of a queue is drawn, column by column."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from app.domain.rows import TicketRow
from app.text import tr
from ui.formats import age
from ui.models.queue_columns import Reader, detail_of, follow_up_of, holder_of
from ui.theme import BODY, SECONDARY, Theme

# Put together once: an `|` of Qt's flags costs as much as drawing a short word.
_LINE = Qt.TextFlag.TextSingleLine.value | Qt.AlignmentFlag.AlignAbsolute.value
_LEFT = _LINE | Qt.AlignmentFlag.AlignLeft.value
_LEFT_MIDDLE = _LEFT | Qt.AlignmentFlag.AlignVCenter.value
_RIGHT = _LINE | Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value
_CENTRE = _LINE | Qt.AlignmentFlag.AlignCenter.value
_ELIDE = Qt.TextElideMode.ElideRight
_MOST_ELIDED = 5_000
_CLIP = 16


def _paperclip() -> QPainterPath:
    """Give a bent wire around the origin, in pixels at 100 %."""
    path = QPainterPath(QPointF(2.6, -2))
    path.lineTo(2.6, 3)
    path.arcTo(QRectF(-2.6, 0.4, 5.2, 5.2), 0, -180)
    path.lineTo(-2.6, -3.4)
    path.arcTo(QRectF(-2.6, -5.2, 3.6, 3.6), 180, -180)
    path.lineTo(1, 2.6)
    path.arcTo(QRectF(-1, 1.6, 2, 2), 0, -180)
    path.lineTo(-1, -1.6)
    return path


_PAPERCLIP = _paperclip()


class Pen:
    """A font, and how much of a text it has room for."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.height = self.metrics.height()
        self._elided: dict[tuple[str, int], str] = {}

    def elided(self, text: str, width: int) -> str:
        """Give as much of `text` as fits; the same texts are asked for at every paint."""
        key = text, width
        if key not in self._elided:
            if len(self._elided) >= _MOST_ELIDED:
                self._elided.clear()
            self._elided[key] = self.metrics.elidedText(text, _ELIDE, width)
        return self._elided[key]


class Ink:
    """What rows are drawn with at one scheme and text size."""

    def __init__(self, theme: Theme) -> None:
        colours = theme.colours
        self.px: Callable[[int], int] = theme.px
        self.body, self.bold = Pen(theme.font(BODY)), Pen(theme.font(BODY, bold=True))
        self.small = Pen(theme.font(SECONDARY))
        self.small_bold = Pen(theme.font(SECONDARY, bold=True))
        self.text, self.muted = QColor(colours.text), QColor(colours.muted)
        self.ground, self.line = QColor(colours.ground), QColor(colours.line)
        self.warning, self.accent = QColor(colours.warning), QColor(colours.accent)
        self.selection = QColor(colours.selection)
        self.badges = {level: colours.priority(level) for level in (None, 1, 2, 3, 4, 5)}


class Cell(NamedTuple):
    """One cell of a row: where it is, and how the row stands."""

    box: QRect
    row: TicketRow
    reader: Reader
    is_chosen: bool
    is_marked: bool


class Words(NamedTuple):
    """A text and how it is written; made for every text that is drawn, so as cheap as can be."""

    text: str
    pen: Pen
    ink: QColor


class RowPainter:
    """Draws the cells of a queue; `ink` is renewed when the theme changes, `apart` are the columns to be seen."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self.apart: Collection[str] = ()
        self._ways: Mapping[str, Callable[[QPainter, Cell], None]] = {
            "priority": self._priority,
            "ticket": self._ticket,
            "step": self._step,
            "team": self._team,
            "age": self._age,
            "updated": self._updated,
            "number": lambda painter, cell: self._plain(painter, cell, cell.row.number),
            "requester": lambda painter, cell: self._plain(painter, cell, cell.row.requester),
            "category": lambda painter, cell: self._plain(painter, cell, cell.row.category),
            "assignee": self._assignee,
            "follow_up": self._follow_up,
        }

    def paint(self, painter: QPainter, column: str, cell: Cell) -> None:
        """Draw one cell on its ground."""
        self._ways[column](painter, cell)

    def waiting(self, painter: QPainter, box: QRect) -> None:
        """Draw the place of a row that is being read."""
        px = self.ink.px
        length = min(box.width() // 2, px(120))
        painter.fillRect(box.left() + px(8), box.center().y() - px(4), length, px(8), self.ink.line)

    def _priority(self, painter: QPainter, cell: Cell) -> None:
        px, pen = self.ink.px, self.ink.small_bold
        fill, ink = self.ink.badges.get(cell.row.priority, self.ink.badges[None])
        badge = QRect(0, 0, px(27), pen.height + px(4))
        badge.moveCenter(cell.box.center())
        self._round(painter, badge, (fill, fill), px(5))
        text = f"P{cell.row.priority}" if cell.row.priority else "–"
        self._draw(painter, Words(text, pen, ink), badge, _CENTRE)

    def _ticket(self, painter: QPainter, cell: Cell) -> None:
        is_bold = cell.is_chosen or cell.is_marked
        title = self.ink.bold if is_bold else self.ink.body
        detail = detail_of(cell.row, self.apart)
        top = self._top(cell, title) if detail else cell.box.center().y() - title.height // 2
        if cell.row.has_files:
            cell = cell._replace(box=cell.box.adjusted(0, 0, -self.ink.px(_CLIP), 0))
            self._clip(painter, cell, top)
        if detail:
            self._two_lines(painter, cell, (title, cell.row.title), detail)
        else:
            box = cell.box.adjusted(self.ink.px(8), 0, -self.ink.px(8), 0)
            self._draw(painter, Words(cell.row.title, title, self.ink.text), box, _LEFT_MIDDLE)

    def _clip(self, painter: QPainter, cell: Cell, top: int) -> None:
        """Draw a paperclip right of a cell's first line, which begins at `top`."""
        px = self.ink.px(100) / 100
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(cell.box.right(), top + self.ink.body.height / 2)
        painter.scale(px, px)
        painter.rotate(40)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._quiet(cell), 1.3, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(_PAPERCLIP)
        painter.restore()

    def _team(self, painter: QPainter, cell: Cell) -> None:
        team = cell.row.team or tr("No team")
        holder = holder_of(cell.row, cell.reader.person)
        self._two_lines(painter, cell, (self.ink.body, team), holder)

    def _step(self, painter: QPainter, cell: Cell) -> None:
        px, ink, pen = self.ink.px, self.ink, self.ink.small
        room = cell.box.width() - px(12)
        text = pen.elided(cell.row.step, room - px(16))
        width = pen.metrics.horizontalAdvance(text) + px(16)
        pill = QRect(cell.box.left() + px(6), 0, width, pen.height + px(4))
        until = follow_up_of(cell.row, cell.reader.now)
        middle = cell.box.center().y() - pill.height() // 2
        pill.moveTop(cell.box.top() + px(3) if until else middle)
        self._round(painter, pill, (ink.ground, ink.line), min(px(10), pill.height() // 2))
        self._draw(painter, Words(text, pen, ink.text), pill, _CENTRE)
        if until:
            below = cell.box.bottom() - pill.bottom() - 1
            line = QRect(pill.left() + px(2), pill.bottom() + 1, room, below)
            self._draw(painter, self._until(cell, until), line, _LEFT_MIDDLE)

    def _until(self, cell: Cell, until: str) -> Words:
        if (cell.row.follow_up_at or 0) <= cell.reader.now:
            return Words(until, self.ink.small_bold, self.ink.warning)
        return Words(until, self.ink.small, self._quiet(cell))

    def _assignee(self, painter: QPainter, cell: Cell) -> None:
        self._plain(painter, cell, holder_of(cell.row, cell.reader.person))

    def _follow_up(self, painter: QPainter, cell: Cell) -> None:
        until = follow_up_of(cell.row, cell.reader.now)
        if until:
            box = cell.box.adjusted(self.ink.px(8), 0, -self.ink.px(8), 0)
            self._draw(painter, self._until(cell, until), box, _LEFT_MIDDLE)

    def _plain(self, painter: QPainter, cell: Cell, text: str) -> None:
        box = cell.box.adjusted(self.ink.px(8), 0, -self.ink.px(8), 0)
        self._draw(painter, Words(text, self.ink.body, self.ink.text), box, _LEFT_MIDDLE)

    def _age(self, painter: QPainter, cell: Cell) -> None:
        self._aside(painter, cell, age(cell.row.opened_at, cell.reader.now))

    def _updated(self, painter: QPainter, cell: Cell) -> None:
        self._aside(painter, cell, age(cell.row.updated_at, cell.reader.now))

    def _aside(self, painter: QPainter, cell: Cell, text: str) -> None:
        box = cell.box.adjusted(0, 0, -self.ink.px(8), 0)
        pen = self.ink.small_bold if cell.is_marked else self.ink.small
        self._draw(painter, Words(text, pen, self._quiet(cell)), box, _RIGHT)

    def _two_lines(
        self, painter: QPainter, cell: Cell, first: tuple[Pen, str], second: str
    ) -> None:
        px, small = self.ink.px, self.ink.small
        pen, text = first
        left, width = cell.box.left() + px(8), cell.box.width() - px(16)
        top = self._top(cell, pen)
        above = QRect(left, top, width, pen.height)
        below = QRect(left, top + pen.height, width, small.height)
        self._draw(painter, Words(text, pen, self.ink.text), above, _LEFT)
        self._draw(painter, Words(second, small, self._quiet(cell)), below, _LEFT)

    def _top(self, cell: Cell, pen: Pen) -> int:
        return cell.box.top() + (cell.box.height() - pen.height - self.ink.small.height) // 2

    def _quiet(self, cell: Cell) -> QColor:
        # Muted on a selection is not told apart well enough from its ground.
        return self.ink.text if cell.is_chosen else self.ink.muted

    def _round(
        self, painter: QPainter, box: QRect, colours: tuple[QColor, QColor], radius: int
    ) -> None:
        fill, line = colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _draw(self, painter: QPainter, words: Words, box: QRect, place: int) -> None:
        painter.setFont(words.pen.font)
        painter.setPen(words.ink)
        if not words.text.isascii():
            # Each text runs in its own direction, though all begin at the left.
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(box, place, words.pen.elided(words.text, box.width()))
