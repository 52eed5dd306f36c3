"""A queue used without a pause while somebody else writes, and the longest gap in the window's loop."""

import threading
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import (
    QEventLoop,
    Qt,
    QTimer,
)
from PySide6.QtTest import QTest

from app.channels.author import Author
from app.desk import Desk
from app.domain.commands import LogTicket
from app.domain.questions import NEWEST_FIRST, PersonByLogin, Sort
from app.domain.views import named_views
from ui.views.queue_pane import QueuePane

AGENT = "maria.costa"


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
            yield lambda: pane.view.sort(Sort("number"))
            yield from press(key.Key_End, 2)
            yield lambda: pane.view.sort(NEWEST_FIRST)
            yield lambda: pane.bar._read("printer")
            yield from press(key.Key_Down, 20)
