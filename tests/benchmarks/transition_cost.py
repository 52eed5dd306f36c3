"""What one transition through the door costs, against a bare UPDATE + INSERT with the same durability.

Both run in one go, in turns, on the same tables and indexes, over the same connection; the floor's tables have
no guards. Prints a table of medians and their ratio, and what the floor costs when it also writes the rows of
command and change; `--profile` prints where our time goes.
"""

import argparse
import cProfile
import itertools
import json
import multiprocessing
import pstats
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import psycopg
import sqlalchemy as sa
from benchmarks.transition_floor import EVENT, Events, Floor, in_rounds
from support import postgresql
from support.world import LOGINS, PASSWORD, World, settle

from app.db import tables
from app.db.guards import install
from app.domain.commands import LogTicket, TakeTransition
from app.domain.ids import make_id

TICKETS = 200
CLIENTS = 8
CONTESTANTS = ("ours", "floor", "beside")
Orders: TypeAlias = "multiprocessing.Queue[tuple[float, float] | None]"
Counts: TypeAlias = "multiprocessing.Queue[int]"


def ours(world: World, login: str, tickets: list[int]) -> Iterator[None]:
    """Take wait and resume in turn, through the door."""
    reason = world.id("waiting_reason", "Awaiting the supplier")
    desk, actor = world.desk(login), world.id("person", login)
    for round_, ticket in in_rounds(tickets):
        values = {"waiting_reason": reason}
        way = (
            {"transition": "wait", "values": values}
            if round_ % 2 == 0
            else {"transition": "resume"}
        )
        command_id = make_id(time.time_ns() // 1_000)
        desk.tell(TakeTransition(command_id=command_id, actor=actor, ticket=ticket, **way))
        yield


def prepare(world: World, logins: list[str]) -> dict[str, list[int]]:
    """Log and triage tickets, some for each login."""
    made: dict[str, list[int]] = {login: [] for login in logins}
    ids = (make_id(time.time_ns() // 1_000) for _ in itertools.count())
    for login in logins:
        for _ in range(TICKETS // len(logins)):
            ticket = next(ids)
            values = {"title": "VPN drops every 20 minutes", "requester": world.id("person", "uma")}
            world.tell("anna", LogTicket, command_id=next(ids), ticket=ticket, values=values)
            world.tell("anna", TakeTransition, command_id=next(ids), ticket=ticket,
                       transition="triage", **world.triage)  # fmt: skip
            made[login].append(ticket)
    return made


def unguarded(world: World) -> None:
    """Take the guards off the floor's desk, leaving tables and indexes as they are."""
    with world.store.writing() as connection:
        install.remove(connection)
        connection.commit()


def sample_events(world: World) -> Events:
    """Give the columns of a real wait and of a real resume."""
    ticket = prepare(world, ["anna"])["anna"][0]
    acts = ours(world, "anna", [ticket])
    next(acts), next(acts)
    statement = sa.select(*(tables.ticket_event.c[name] for name in EVENT)).where(
        tables.ticket_event.c.ticket_id == ticket, tables.ticket_event.c.version > 2
    )
    with world.store.reading() as connection:
        rows = connection.execute(statement.order_by(tables.ticket_event.c.version)).mappings()
        wait, resume = (dict(row) for row in rows)
    return wait, resume


@dataclass(frozen=True)
class Spent:
    """What a transition takes, in milliseconds: by the clock, and of the processor here and on the server."""

    clock: float
    client: float
    server: float


def in_turns(
    contestants: Mapping[str, Iterator[None]], seconds: float, servers: Mapping[str, int]
) -> dict[str, Spent]:
    """Let each have turns of 20; gives the median time of each, and the processor time it took.

    `servers`: the process that serves each on a server.
    """
    times: dict[str, list[float]] = {name: [] for name in contestants}
    processor = {name: [0.0, 0.0] for name in contestants}
    for acts in contestants.values():
        for _ in range(20):
            next(acts)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, acts in contestants.items():
            before = time.process_time(), _served(servers.get(name))
            for _ in range(20):
                start = time.perf_counter()
                next(acts)
                times[name].append(time.perf_counter() - start)
            processor[name][0] += time.process_time() - before[0]
            processor[name][1] += _served(servers.get(name)) - before[1]
    return {
        name: Spent(
            statistics.median(each) * 1e3, *(1e3 * all_ / len(each) for all_ in processor[name])
        )
        for name, each in times.items()
    }


def _served(process: int | None) -> float:
    """Give the processor time in seconds of another process; 0 where the system does not tell it so."""
    told = Path(f"/proc/{process}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def report(case: str, found: Mapping[str, Spent], aim: str) -> None:
    """Print a line of the table, and the processor time beside it."""
    mine, bare, beside = (found[name] for name in CONTESTANTS)
    print(
        f"| {case} | {mine.clock:.2f} ms | {bare.clock:.2f} ms | {mine.clock / bare.clock:.1f} | {aim} | {beside.clock:.2f} ms |"
    )
    each = (f"{name} {s.client:.2f} + {s.server:.2f} ms" for name, s in found.items())
    ratio = (mine.client + mine.server) / (bare.client + bare.server)
    print(f"processor, client + server: {', '.join(each)}; ratio {ratio:.1f}", flush=True)


def sqlite_case(folder: Path, seconds: float, *, profile: bool) -> None:
    """One client on SQLite."""
    for name in ("ours", "floor"):
        settle(f"sqlite:///{folder / name}.db")
    world = World(f"sqlite:///{folder / 'ours'}.db")
    bare = World(f"sqlite:///{folder / 'floor'}.db")
    tickets, events = prepare(world, ["anna"])["anna"], sample_events(bare)
    lots = [prepare(bare, ["anna"])["anna"] for _ in range(2)]
    unguarded(bare)
    driver = sqlite3.connect(folder / "floor.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")
    mine = ours(world, "anna", tickets)
    floors = [
        Floor(driver, "?", "BEGIN IMMEDIATE", events, beside=beside) for beside in (False, True)
    ]
    contestants = {
        "ours": mine,
        "floor": floors[0].turns(lots[0]),
        "beside": floors[1].turns(lots[1]),
    }
    report("SQLite, one client", in_turns(contestants, seconds, {}), "3")
    if profile:
        show_profile(mine)


def show_profile(acts: Iterator[None]) -> None:
    """Print where the time of 1,000 transitions goes."""
    with cProfile.Profile() as profiler:
        for _ in range(1_000):
            next(acts)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def create(server: str, *names: str) -> None:
    """Make databases, and logins for the cast where they are missing."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}")
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        if "firstline_member" not in known:
            connection.execute("CREATE ROLE firstline_member NOLOGIN")
        for login in {*LOGINS} - known:
            connection.execute(
                f"CREATE ROLE {login} LOGIN PASSWORD '{PASSWORD}' IN ROLE firstline_member"
            )


@dataclass(frozen=True)
class Pair:
    """Two desks alike on a server, one without guards for the floor, and tickets of each."""

    ours: str
    floor: str
    tickets: list[int]
    lots: list[list[int]]
    events: Events


def pair(server: str, case: str) -> Pair:
    """Make a pair of desks."""
    urls = [f"{server}/{case}_ours", f"{server}/{case}_floor"]
    create(server, f"{case}_ours", f"{case}_floor")
    for url in urls:
        settle(url)
    world, bare = World(urls[0]), World(urls[1])
    tickets, events = prepare(world, ["anna"])["anna"], sample_events(bare)
    lots = [prepare(bare, ["anna"])["anna"] for _ in range(2)]
    unguarded(bare)
    for each in (world, bare):
        each.close()
    return Pair(*urls, tickets, lots, events)


def _bare(desks: Pair, *, beside: bool = False) -> Floor:
    driver = psycopg.connect(desks.floor, options="-c search_path=firstline")
    return Floor(driver, "%s", "", desks.events, beside=beside)


def _backend(desks: Pair) -> int:
    """Give the server's process for anna's one connection to our desk."""
    with psycopg.connect(desks.ours) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'anna'"
        )
        return int(found.fetchall()[0][0])


def postgresql_case(desks: Pair, seconds: float, *, profile: bool) -> None:
    """One client on PostgreSQL, over TCP with a password."""
    world = World(desks.ours)
    mine = ours(world, "anna", desks.tickets)
    next(mine), next(mine)
    floors = (_bare(desks), _bare(desks, beside=True))
    contestants = {
        "ours": mine,
        "floor": floors[0].turns(desks.lots[0]),
        "beside": floors[1].turns(desks.lots[1]),
    }
    servers = dict(zip(CONTESTANTS, (_backend(desks), *(f.process for f in floors)), strict=True))
    report("PostgreSQL, one client", in_turns(contestants, seconds, servers), "2")
    if profile:
        show_profile(mine)
    world.close()


def _client(what: str, desks: Pair, number: int, orders: "Orders", counts: "Counts") -> None:
    lot = {"ours": desks.tickets, "floor": desks.lots[0], "beside": desks.lots[1]}[what][
        number::CLIENTS
    ]
    if what == "ours":
        acts = ours(World(desks.ours), "anna", lot)
    else:
        acts = _bare(desks, beside=what == "beside").turns(lot)
    for _ in range(2 * len(lot)):
        next(acts)
    counts.put(0)
    for start, seconds in iter(orders.get, None):
        time.sleep(max(0.0, start - time.time()))
        end, count = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            next(acts)
            count += 1
        counts.put(count)


def crowd_case(desks: Pair, seconds: float, rounds: int) -> None:
    """Eight processes on PostgreSQL, each on tickets of its own; who is measured changes from round to round."""
    context = multiprocessing.get_context("spawn")
    counts: Counts = context.Queue()
    orders: dict[str, list[Orders]] = {
        what: [context.Queue() for _ in range(CLIENTS)] for what in CONTESTANTS
    }
    clients = [
        context.Process(target=_client, args=(what, desks, number, orders[what][number], counts))
        for what in CONTESTANTS
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for _ in clients:
        counts.get(timeout=60)
    found: dict[str, list[float]] = {what: [] for what in CONTESTANTS}
    for _ in range(rounds):
        for what in CONTESTANTS:
            for each in orders[what]:
                each.put((time.time() + 0.3, seconds))
            found[what].append(sum(counts.get(timeout=60) for _ in range(CLIENTS)) / seconds)
    for each, client in zip(itertools.chain(*orders.values()), clients, strict=True):
        each.put(None)
        client.join()
    mine, bare, beside = (statistics.median(found[what]) for what in CONTESTANTS)
    print(
        f"| PostgreSQL, {CLIENTS} processes | {mine:.0f}/s | {bare:.0f}/s | {mine / bare:.2f} | 0.6 | {beside:.0f}/s |"
    )
    print(
        "rounds:",
        json.dumps({what: [round(each) for each in found[what]] for what in CONTESTANTS}),
        flush=True,
    )


def main() -> None:
    """Run the cases that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="of each case with one client")
    parser.add_argument(
        "--rounds", type=int, default=7, help="of one second each, with several clients"
    )
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--only", choices=["sqlite", "one", "crowd"])
    asked = parser.parse_args()
    print("| case | ours | floor | ratio | aim | floor with command and change |")
    print("|---|---|---|---|---|---|")
    if asked.only in (None, "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            sqlite_case(Path(folder), asked.seconds, profile=asked.profile)
    if asked.only in (None, "one", "crowd"):
        with postgresql.server() as server:
            if asked.only in (None, "one"):
                postgresql_case(pair(server, "one"), asked.seconds, profile=asked.profile)
            if asked.only in (None, "crowd"):
                crowd_case(pair(server, "crowd"), 1.0, asked.rounds)


if __name__ == "__main__":
    main()
