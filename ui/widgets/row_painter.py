"""How one row of a queue is drawn, column by column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from app.domain.rows import TicketRow
from app.text import tr
from ui.colours import Colours
from ui.formats import age
from ui.models.queue_columns import Reader, detail_of, follow_up_of, holder_of
from ui.theme import BODY, SECONDARY, Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LINE = Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class Pen:
    """A font with its measures."""

    font: QFont
    metrics: QFontMetrics

    @classmethod
    def of(cls, font: QFont) -> "Pen":
        """Measure a font once; it is used for thousands of cells."""
        return cls(font, QFontMetrics(font))


@dataclass(frozen=True)
class Ink:
    """What rows are drawn with at one scheme and text size."""

    colours: Colours
    px: Callable[[int], int]
    body: Pen
    bold: Pen
    small: Pen
    small_bold: Pen

    @classmethod
    def of(cls, theme: Theme) -> "Ink":
        """Mix it for the theme of now."""
        return cls(
            theme.colours,
            theme.px,
            Pen.of(theme.font(BODY)),
            Pen.of(theme.font(BODY, bold=True)),
            Pen.of(theme.font(SECONDARY)),
            Pen.of(theme.font(SECONDARY, bold=True)),
        )


@dataclass(frozen=True)
class Cell:
    """One cell of a row: where it is, and how the row stands."""

    box: QRect
    row: TicketRow
    reader: Reader
    is_chosen: bool
    is_marked: bool


@dataclass(frozen=True)
class Words:
    """A text and how it is written."""

    text: str
    pen: Pen
    ink: QColor


class RowPainter:
    """Draws the cells of a queue; `ink` is renewed when the theme changes."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self._ways: Mapping[str, Callable[[QPainter, Cell], None]] = {
            "priority": self._priority,
            "ticket": self._ticket,
            "step": self._step,
            "team": self._team,
            "age": self._age,
            "updated": self._updated,
        }

    def paint(self, painter: QPainter, column: str, cell: Cell) -> None:
        """Draw one cell on its ground."""
        self._ways[column](painter, cell)

    def waiting(self, painter: QPainter, box: QRect) -> None:
        """Draw the place of a row that is being read."""
        px = self.ink.px
        bar = QRect(
            box.left() + px(8), box.center().y() - px(4), min(box.width() // 2, px(120)), px(8)
        )
        painter.fillRect(bar, QColor(self.ink.colours.line))

    def _priority(self, painter: QPainter, cell: Cell) -> None:
        px, pen = self.ink.px, self.ink.small_bold
        fill, ink = self.ink.colours.priority(cell.row.priority)
        text = f"P{cell.row.priority}" if cell.row.priority else "–"
        width = max(px(27), pen.metrics.horizontalAdvance(text) + px(10))
        badge = QRect(0, 0, width, pen.metrics.height() + px(4))
        badge.moveCenter(cell.box.center())
        self._round(painter, badge, fill, fill)
        self._draw(painter, Words(text, pen, ink), badge, Qt.AlignmentFlag.AlignCenter)

    def _ticket(self, painter: QPainter, cell: Cell) -> None:
        is_bold = cell.is_chosen or cell.is_marked
        title = self.ink.bold if is_bold else self.ink.body
        self._two_lines(painter, cell, (title, cell.row.title), detail_of(cell.row))

    def _team(self, painter: QPainter, cell: Cell) -> None:
        team = cell.row.team or tr("No team")
        self._two_lines(
            painter, cell, (self.ink.body, team), holder_of(cell.row, cell.reader.person)
        )

    def _step(self, painter: QPainter, cell: Cell) -> None:
        px, colours, pen = self.ink.px, self.ink.colours, self.ink.small
        room = cell.box.width() - px(12)
        text = pen.metrics.elidedText(cell.row.step, Qt.TextElideMode.ElideRight, room - px(16))
        width = pen.metrics.horizontalAdvance(text) + px(16)
        pill = QRect(cell.box.left() + px(6), 0, width, pen.metrics.height() + px(4))
        until = follow_up_of(cell.row, cell.reader.now)
        pill.moveTop(
            cell.box.top() + px(3) if until else cell.box.center().y() - pill.height() // 2
        )
        self._round(painter, pill, QColor(colours.ground), QColor(colours.line))
        self._draw(
            painter, Words(text, pen, QColor(colours.text)), pill, Qt.AlignmentFlag.AlignCenter
        )
        if until:
            is_due = (cell.row.follow_up_at or 0) <= cell.reader.now
            ink = QColor(colours.warning) if is_due else self._quiet(cell)
            line = QRect(
                pill.left() + px(2), pill.bottom() + 1, room, cell.box.bottom() - pill.bottom() - 1
            )
            self._draw(
                painter,
                Words(until, self.ink.small_bold if is_due else pen, ink),
                line,
                _LEFT | _MIDDLE,
            )

    def _age(self, painter: QPainter, cell: Cell) -> None:
        self._aside(painter, cell, age(cell.row.opened_at, cell.reader.now))

    def _updated(self, painter: QPainter, cell: Cell) -> None:
        self._aside(painter, cell, age(cell.row.updated_at, cell.reader.now))

    def _aside(self, painter: QPainter, cell: Cell, text: str) -> None:
        box = cell.box.adjusted(0, 0, -self.ink.px(8), 0)
        pen = self.ink.small_bold if cell.is_marked else self.ink.small
        self._draw(painter, Words(text, pen, self._quiet(cell)), box, _RIGHT | _MIDDLE)

    def _two_lines(
        self, painter: QPainter, cell: Cell, first: tuple[Pen, str], second: str
    ) -> None:
        px, small = self.ink.px, self.ink.small
        pen, text = first
        box = cell.box.adjusted(px(8), 0, -px(8), 0)
        height = pen.metrics.height() + small.metrics.height()
        top = box.top() + (box.height() - height) // 2
        above = QRect(box.left(), top, box.width(), pen.metrics.height())
        below = QRect(box.left(), above.bottom() + 1, box.width(), small.metrics.height())
        self._draw(painter, Words(text, pen, QColor(self.ink.colours.text)), above, _LEFT)
        self._draw(painter, Words(second, small, self._quiet(cell)), below, _LEFT)

    def _quiet(self, cell: Cell) -> QColor:
        # Muted on a selection is not told apart well enough from its ground.
        return QColor(self.ink.colours.text if cell.is_chosen else self.ink.colours.muted)

    def _round(self, painter: QPainter, box: QRect, fill: QColor, line: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line)
        painter.setBrush(fill)
        radius = min(self.ink.px(10), box.height() / 2) if fill != line else self.ink.px(5)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _draw(self, painter: QPainter, words: Words, box: QRect, place: Qt.AlignmentFlag) -> None:
        painter.setFont(words.pen.font)
        painter.setPen(words.ink)
        # Each text runs in its own direction, though all begin at the left.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        elide = Qt.TextElideMode.ElideRight
        shown = words.pen.metrics.elidedText(words.text, elide, box.width())
        painter.drawText(box, place | _LINE, shown)
