"""Queues for tests: a desk with thousands of tickets, and what is seen of a queue."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import corpus
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.questions import ANY, NEWEST_FIRST, Filter, Sort, TicketIds
from app.domain.rows import TicketRow
from app.domain.views import NamedView, named_views
from ui.models.paged_table import ROW, PagedTable
from ui.views.queue_pane import QueuePane

AGENT = "maria.costa"
Opened = Callable[..., QueuePane]


@dataclass(frozen=True)
class Crowd:
    """A desk in bulk, spoken to as one of its agents; on PostgreSQL under its owner's login."""

    url: str

    def url_of(self, _: str) -> str:
        """Give the URL; there is one login."""
        return self.url

    def ids(self, asked: Filter = ANY, sort: Sort = NEWEST_FIRST) -> list[int]:
        """Give the ids of a queue as the desk says them."""
        desk = Desk(self.url)
        found = list(desk.ask(TicketIds(asked, sort)))
        desk.close()
        return found


def crowd(url: str, tickets: int) -> Crowd:
    """Make a desk with so many tickets."""
    corpus.load(url, tickets)
    return Crowd(url)


def rows_of(model: PagedTable) -> list[TicketRow | None]:
    """Give every row as a delegate is given it."""
    return [model.index(place, 0).data(ROW) for place in range(model.rowCount())]


def titles_of(model: PagedTable) -> list[str]:
    """Give the titles of all rows; of one that is being read, an empty one."""
    return [row.title if row else "" for row in rows_of(model)]


def words_of(model: PagedTable, place: int) -> list[str]:
    """Give the words of a row, cell by cell, as a screen reader hears them."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(place, column).data(role) for column in range(model.columnCount())]


def is_settled(pane: QueuePane) -> bool:
    """Say whether all rows of what is wanted are known."""
    return pane.model.is_whole and not pane._is_choosing


def view(title: str) -> NamedView:
    """Give a view by its title."""
    return next(each for each in named_views() if each.title == title)


def settle(qtbot: QtBot, pane: QueuePane) -> None:
    """Wait until all rows of what is wanted are known."""
    qtbot.waitUntil(lambda: is_settled(pane))


def type_filter(qtbot: QtBot, pane: QueuePane, text: str) -> None:
    """Type conditions and press Enter."""
    pane.focus_filter()
    pane.bar.edit.setText(text)
    qtbot.keyClick(pane.bar.edit, Qt.Key.Key_Return)


def chips(pane: QueuePane) -> list[str]:
    """Give the texts of the chips."""
    return [chip.text().removesuffix("  ×") for chip in pane.bar.chips]
