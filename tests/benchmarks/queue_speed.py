"""How long a large queue takes to open, end, sort and filter, against a bare query and paint of the same rows.

Ours is the real pane on the real backend; the floor asks SQLite with the bare driver on the window's own thread and
paints the same hundred rows out of a list with the same delegate. Both by turns in one run: read the ratios. Then a
script of furious use, while somebody else writes, and the longest gap in the window's loop.

    make bench-window ARGS="--tickets 100000"
"""

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import corpus
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from app.channels.author import Author
from app.desk import Desk
from app.domain.commands import LogTicket
from app.domain.questions import NEWEST_FIRST, PersonByLogin, Sort
from app.domain.rows import TicketRow
from app.domain.views import named_views
from ui.backend import Backend
from ui.collector import Collector
from ui.models.paged_table import ROW
from ui.models.queue_columns import Reader, queue_columns
from ui.opening import DeskOpening
from ui.preferences import Preferences
from ui.seat import Seat
from ui.theme import Theme
from ui.views.queue_pane import QueuePane
from ui.widgets.row_delegate import ROW_HEIGHT, RowDelegate
from ui.workplace import Workplace

AGENT = "maria.costa"
SIZE = (820, 700)
ALL_OPEN, ALL = named_views()[5], named_views()[6]
_COLUMNS = """SELECT t.id, t.version, t.number, t.title, t.step, t.clock_state, t.priority, r.name, m.name, a.name,
  t.assignee, c.name, t.opened_at, t.updated_at, t.follow_up_at FROM ticket t
  LEFT JOIN person r ON r.id = t.requester LEFT JOIN person a ON a.id = t.assignee
  LEFT JOIN team m ON m.id = t.team LEFT JOIN category c ON c.id = t.category"""
_NEWEST = "ORDER BY t.updated_at DESC, t.id DESC LIMIT 100"
FLOORS = {
    "first rows of all tickets": f"{_COLUMNS} {_NEWEST}",
    "the end of all tickets": f"{_COLUMNS} ORDER BY t.updated_at, t.id LIMIT 100",
    "sorted by priority": f"{_COLUMNS} ORDER BY coalesce(t.priority, 9), t.id LIMIT 100",
    "filtered by a word": f"{_COLUMNS} WHERE t.title LIKE '%printer%' {_NEWEST}",
    "first rows of all open": f"""{_COLUMNS} WHERE t.clock_state <> 'final'
        ORDER BY coalesce(t.priority, 9), t.id LIMIT 100""",
}


class ListTable(QAbstractTableModel):
    """Rows out of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TicketRow] = []

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: ARG002, B008, N802
        return len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: ARG002, B008, N802
        return len(queue_columns())

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        return self.rows[index.row()] if role == ROW else None


class Floor:
    """A bare query and a bare list."""

    def __init__(self, file: Path, theme: Theme) -> None:
        self._connection = sqlite3.connect(file)
        self._model = ListTable()
        self._view = QTableView()
        self._view.setModel(self._model)
        self._delegate = RowDelegate(theme, queue_columns(), self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._view.resize(*SIZE)
        self._view.show()

    def paint(self, case: str) -> None:
        """Ask, fill and paint."""
        found = self._connection.execute(FLOORS[case]).fetchall()
        rows = [
            TicketRow(r[0], r[1], f"INC-{r[2]:06d}", r[3], r[4], r[4], r[5], "", r[6], r[7] or "", r[8] or "",
                      r[9] or "", r[10], r[11] or "", r[12], r[13], r[14])
            for r in found
        ]  # fmt: skip
        self._model.beginResetModel()
        self._model.rows = rows
        self._model.endResetModel()
        self._delegate.begin(Reader(0, time.time_ns() // 1_000))
        self._view.viewport().repaint()

    def close(self) -> None:
        """Let go."""
        self._connection.close()
        self._view.close()


def until(signal: SignalInstance, act: Callable[[], object]) -> None:
    """Act, and let the window live until `signal` comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    act()
    loop.exec()
    signal.disconnect(loop.quit)


class FirstPaint(QObject):
    """Waits for the first paint of a list after some signal."""

    painted = Signal()

    def __init__(self, pane: QueuePane) -> None:
        super().__init__()
        self._viewport = pane.table.viewport()
        self._is_due = False

    def after(self, signal: SignalInstance, act: Callable[[], object]) -> float:
        """Act; gives the seconds until the list was painted with what `signal` told of."""
        signal.connect(self._expect)
        self._viewport.installEventFilter(self)
        began = time.perf_counter()
        until(self.painted, act)
        seconds = time.perf_counter() - began
        self._viewport.removeEventFilter(self)
        signal.disconnect(self._expect)
        return seconds

    def _expect(self) -> None:
        self._is_due = True
        self._viewport.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """Tell once the paint that begins now is over."""
        if self._is_due and event.type() == QEvent.Type.Paint:
            self._is_due = False
            QTimer.singleShot(0, self.painted.emit)
        return False


class Ours:
    """The real pane."""

    def __init__(self, pane: QueuePane) -> None:
        self.pane = pane
        self._paint = FirstPaint(pane)

    def show(self, view: Any) -> float:
        """Open a view from another one; gives seconds until its first rows are painted."""
        other = ALL if view is ALL_OPEN else ALL_OPEN
        until(self.pane.model.settled, lambda: self.pane.show_view(other))
        return self._timed(lambda: self.pane.show_view(view))

    def end(self) -> float:
        """Jump to the end; gives seconds until its rows are painted."""
        until(self.pane.model.settled, lambda: self.pane.show_view(ALL))
        self.pane.model.rows._rows.clear()
        return self._paint.after(
            self.pane.model.rows.arrived, lambda: QTest.keyClick(self.pane.table, Qt.Key.Key_End)
        )

    def sort(self) -> float:
        """Sort by priority."""
        until(self.pane.model.settled, lambda: self.pane.show_view(ALL))
        return self._timed(lambda: self.pane._want(sort=Sort("priority", descending=False)))

    def filter(self) -> float:
        """Filter by a word, typed."""
        until(self.pane.model.settled, lambda: self.pane.show_view(ALL))
        self.pane.bar.edit.setText("printer")
        return self._timed(lambda: QTest.keyClick(self.pane.bar.edit, Qt.Key.Key_Return))

    def _timed(self, act: Callable[[], object]) -> float:
        seconds = self._paint.after(self.pane.model.shown, act)
        if not self.pane.model.is_whole:
            until(self.pane.model.settled, lambda: None)
        return seconds


def compare(ours: Ours, floor: Floor, rounds: int) -> Iterator[dict[str, object]]:
    """Time each case by turns."""
    cases: dict[str, Callable[[], float]] = {
        "first rows of all tickets": lambda: ours.show(ALL),
        "the end of all tickets": ours.end,
        "sorted by priority": ours.sort,
        "filtered by a word": ours.filter,
        "first rows of all open": lambda: ours.show(ALL_OPEN),
    }
    for case, act in cases.items():
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            times[0].append(act())
            began = time.perf_counter()
            floor.paint(case)
            times[1].append(time.perf_counter() - began)
        mine, bare = (statistics.median(each) * 1_000 for each in times)
        yield {
            "case": case,
            "ours_ms": round(mine, 1),
            "floor_ms": round(bare, 1),
            "ratio": round(mine / bare, 1),
        }


class Gaps:
    """Measures how long the window's loop is away, and how much of it its own thread works."""

    def __init__(self) -> None:
        self.found: list[float] = []
        self.work = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.found.append(now - self._last)
        self.work = max(self.work, worked - self._worked)
        self._last, self._worked = now, worked

    def start(self) -> None:
        """Begin."""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    @property
    def longest(self) -> float:
        """Give the longest in milliseconds."""
        return round(max(self.found) * 1_000, 1)

    def over(self, milliseconds: float) -> int:
        """Count the longer ones."""
        return sum(gap * 1_000 > milliseconds for gap in self.found)


def furious(pane: QueuePane, url: str, seconds: float) -> dict[str, object]:
    """Walk, jump, scroll, sort and filter without a pause while somebody else logs tickets.

    The floor is the same loop with nothing to do, beside the same writer.
    """
    stopping = threading.Event()
    writer = threading.Thread(target=_write, args=(url, stopping))
    writer.start()
    idle = _beaten(seconds / 4, lambda: None)
    script = _script(pane)
    busy = _beaten(seconds, lambda: _step(script))
    stopping.set()
    writer.join()
    return {
        "case": f"{seconds:.0f} s of furious use",
        "longest_gap_ms": busy.longest,
        "gaps_over_50_ms": busy.over(50),
        "most_work_in_a_gap_ms": round(busy.work * 1_000, 1),
        "floor_longest_gap_ms": idle.longest,
        "floor_gaps_over_50_ms": idle.over(50),
    }


def _step(script: Iterator[Callable[[], object]]) -> None:
    next(script)()


def _beaten(seconds: float, act: Callable[[], object]) -> Gaps:
    gaps, loop, actor = Gaps(), QEventLoop(), QTimer(interval=15)
    actor.timeout.connect(act)
    QTimer.singleShot(int(seconds * 1_000), loop.quit)
    gaps.start()
    actor.start()
    loop.exec()
    actor.stop()
    gaps.stop()
    return gaps


def _write(url: str, stopping: threading.Event) -> None:
    desk = Desk(url)
    person = desk.ask(PersonByLogin(AGENT))
    assert person is not None
    author = Author(desk, person.id)
    while not stopping.wait(0.25):
        author.tell(LogTicket, ticket=author.new_id(), values={"title": "Logged meanwhile"})
    desk.close()


def _script(pane: QueuePane) -> Iterator[Callable[[], object]]:
    key = Qt.Key
    bar = pane.table.verticalScrollBar()

    def press(which: Qt.Key, times: int) -> Iterator[Callable[[], object]]:
        return (lambda: QTest.keyClick(pane.table, which) for _ in range(times))

    while True:
        for view in named_views():
            yield lambda view=view: pane.show_view(view)
            yield from press(key.Key_Down, 15)
            yield from press(key.Key_PageDown, 10)
            yield from press(key.Key_End, 1)
            yield from press(key.Key_PageUp, 5)
            yield from press(key.Key_Home, 1)
            for part in range(20):
                yield lambda part=part: bar.setValue(bar.maximum() * part // 20)
            yield lambda: pane._want(sort=Sort("number"))
            yield from press(key.Key_End, 2)
            yield lambda: pane._want(sort=NEWEST_FIRST)
            yield lambda: pane.bar._read("printer")
            yield from press(key.Key_Down, 20)


def opened(url: str, folder: Path) -> tuple[Workplace, Backend, Theme]:
    """Open a workplace on the desk."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    Collector(application)
    preferences = Preferences(folder / "window.ini")
    theme = Theme(application, preferences)
    backend = Backend(DeskOpening(url, AGENT))
    seats: list[Seat] = []
    backend.opened.connect(seats.append)
    until(backend.opened, backend.start)
    return Workplace(backend, seats[0], theme, preferences), backend, theme


def measure(file: Path, folder: Path, rounds: int, seconds: float) -> None:
    """Print a line a case."""
    url = f"sqlite:///{file}"
    workplace, backend, theme = opened(url, folder)
    pane = QueuePane(workplace)
    pane.resize(*SIZE)
    pane.show()
    floor = Floor(file, theme)
    until(pane.model.settled, lambda: pane.show_view(ALL_OPEN))
    for line in compare(Ours(pane), floor, rounds):
        print(json.dumps(line))
    floor.close()
    print(json.dumps(furious(pane, url, seconds)))
    backend.close()
    pane.close()


def main() -> None:
    """Make the desk, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--desk", type=Path, help="a file that `make corpus` made, instead of a new one"
    )
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="firstline-window-") as name:
        folder = Path(name)
        file = told.desk or folder / "desk.db"
        if told.desk is None:
            corpus.load(f"sqlite:///{file}", told.tickets)
        measure(file, folder, told.rounds, told.seconds)


if __name__ == "__main__":
    main()
