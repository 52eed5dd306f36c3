"""How long a large queue takes to open, end, sort and filter, against a bare query and paint of the same rows.

Ours is the real pane on the real backend; the floor asks SQLite with the bare driver on the window's own thread and
paints the same hundred rows out of a list with the same delegate. Both by turns in one run: read the ratios. Then a
script of furious use, while somebody else writes, and the longest gap in the window's loop.

    make bench-window ARGS="--tickets 100000"
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import corpus
from benchmarks.furious_use import AGENT, furious
from benchmarks.queue_floor import SIZE, Floor
from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QObject,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.questions import Sort
from app.domain.views import named_views
from ui.backend import Backend
from ui.collector import Collector
from ui.opening import DeskOpening
from ui.preferences import Preferences
from ui.seat import Seat
from ui.start import Start
from ui.theme import Theme
from ui.views.queue_pane import QueuePane
from ui.workplace import Workplace

ALL_OPEN, ALL = named_views()[5], named_views()[6]


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
        return self._timed(lambda: self.pane.view.sort(Sort("priority", descending=False)))

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


def opened(url: str, folder: Path) -> tuple[Workplace, Backend, Theme]:
    """Open a workplace on the desk."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    Collector(application)
    preferences = Preferences(folder / "window.ini")
    theme = Theme(application, preferences)
    backend = Backend(DeskOpening(Start(url, AGENT, folder / "window.ini")))
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
