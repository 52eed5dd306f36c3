"""An order to thousands of tickets through a real window's backend: how long, and whether the window stays alive.

``make bench-bulk`` does it on both databases, with 3 % of the tickets refusing.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa
from benchmarks import corpus
from psycopg import sql
from PySide6.QtCore import QCoreApplication, QTimer
from support import postgresql
from support.queues import AGENT
from support.whole import faults_of
from support.world import PASSWORD

from app.db.store import Store
from app.desk import Desk
from app.domain.changes import Change
from app.domain.commands import AssignTicket
from app.domain.many_questions import SharedWays
from app.domain.questions import Filter, TeamsOf, TicketIds
from app.domain.workflow import StepClock
from app.errors import DeskError
from ui.backend import Backend
from ui.collector import Collector
from ui.models.bulk import Bulk, Order, Report
from ui.models.bulk_words import outcome
from ui.models.undo_list import UndoList
from ui.opening import DeskOpening
from ui.seat import Seat
from ui.start import Start

_TICK_MS = 5
_OPEN = (StepClock.RUNS, StepClock.PAUSED, StepClock.STOPPED)


def main() -> None:
    """Print the figures of both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=5_000, help="of one order")
    asked = parser.parse_args()
    application = QCoreApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{Path(folder) / 'desk.db'}", asked.tickets, application)
    with _postgresql() as url:
        _measure("PostgreSQL", url, asked.tickets, application)


@contextmanager
def _postgresql() -> Iterator[str]:
    with postgresql.server() as server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("CREATE ROLE firstline_member NOLOGIN")
            connection.execute("CREATE DATABASE bulk")
            role = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE firstline_member")
            connection.execute(role.format(sql.Identifier(AGENT), sql.Literal(PASSWORD)))
        yield f"{server}/bulk"


def _measure(name: str, url: str, count: int, application: QCoreApplication) -> None:
    corpus.load(url, count * 9)
    desk = Desk(url)
    good = list(desk.ask(TicketIds(Filter(clocks=_OPEN))))[: count * 97 // 100]
    # Tickets that are not there refuse.
    tickets = [*good[: len(good) // 2], *range(1, count - len(good) + 1), *good[len(good) // 2 :]]
    run = _Window(_own(url), application)
    run.ways(tuple(tickets[:10_000]))
    team = desk.ask(TeamsOf(run.seat.person.id))[0]
    report = run.order(tickets, team)
    print(f"{name}: {run.told}")
    print(f"  {outcome(report).splitlines()[0]}")
    run.undo(report)
    print(f"  undone: {run.told}")
    run.close()
    store = Store(url)
    print(f"  {len(faults_of(store, good[:500]))} faults in 500 of them")
    store.close()
    desk.close()


def _stop(error: DeskError) -> None:
    sys.exit(error.sentence)


def _own(url: str) -> str:
    """Give the URL under which the agent opens the desk: on PostgreSQL nobody acts for somebody else."""
    if url.startswith("sqlite"):
        return url
    own = sa.make_url(url).set(username=AGENT, password=PASSWORD)
    return own.render_as_string(hide_password=False)


class _Window:
    """A backend without widgets, whose loop is watched for gaps."""

    def __init__(self, url: str, application: QCoreApplication) -> None:
        self._application = application
        self._collector = Collector(application)
        self._backend = Backend(DeskOpening(Start(url, AGENT, Path())))
        seats: list[Seat] = []
        self._backend.opened.connect(seats.append)
        self._backend.failed_to_open.connect(_stop)
        self._backend.start()
        self._until(lambda: bool(seats))
        self.seat = seats[0]
        self.bulk = Bulk(self._backend)
        self.told = ""

    def ways(self, tickets: tuple[int, ...]) -> None:
        began, found = time.perf_counter(), list[object]()
        question = SharedWays(tickets, self.seat.person.id)
        self._backend.ask(question, found.append, owner=self.bulk, back=True)
        self._until(lambda: bool(found))
        print(f"  what {len(tickets):,} share is known after {time.perf_counter() - began:.2f} s")

    def order(self, tickets: list[int], team: int) -> Report:
        reports: list[Report] = []
        seat = self.seat
        order = Order(
            "Assign",
            lambda _, ticket: seat.command(AssignTicket, ticket=ticket, values={"team": team}),
            "team",
        )
        self.bulk.start(order, tickets, reports.append)
        self._watch(lambda: bool(reports), len(tickets))
        return reports[0]

    def undo(self, report: Report) -> None:
        undo_list = UndoList(self.seat, self.bulk)
        undo_list.note("team", [each for each in report.changes if isinstance(each, Change)])
        undo_list.undo()
        self._watch(lambda: not self.bulk.is_running, len(report.changes))

    def close(self) -> None:
        self._backend.close()

    def _watch(self, is_done: Callable[[], bool], count: int) -> None:
        gaps, last = [0.0], time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

        timer = QTimer(interval=_TICK_MS)
        timer.timeout.connect(tick)
        timer.start()
        began = time.perf_counter()
        self._until(is_done)
        timer.stop()
        took = time.perf_counter() - began
        self.told = (
            f"{count:,} in {took:.1f} s ({count / took:,.0f} a second), "
            f"longest gap in the window's loop {max(gaps) * 1000:.0f} ms"
        )

    def _until(self, is_done: Callable[[], bool]) -> None:
        looking = QTimer(interval=_TICK_MS)
        looking.timeout.connect(lambda: self._application.quit() if is_done() else None)
        looking.start()
        self._application.exec()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
