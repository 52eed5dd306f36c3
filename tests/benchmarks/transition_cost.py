"""What one transition through the door costs, against a bare UPDATE + INSERT with the same durability.

Both run in one go, in turns, on the same tables and indexes; the floor's tables have no guards. Prints one
line a case with medians and their ratio; `--profile` prints where our time goes.
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
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import sqlalchemy as sa
from support import postgresql
from support.world import LOGINS, PASSWORD, World, settle

from app.db import tables
from app.db.guards import install
from app.domain.commands import LogTicket, TakeTransition
from app.domain.ids import make_id

TICKETS = 200
Act = Callable[[], None]
_EVENT = [c.name for c in tables.ticket_event.columns if c.name != "seq"]


def _rounds(tickets: list[int]) -> Iterator[tuple[int, int]]:
    return ((round_, ticket) for round_ in itertools.count() for ticket in tickets)


def ours(world: World, login: str, tickets: list[int]) -> Iterator[None]:
    """Take wait and resume in turn, through the door."""
    reason = world.id("waiting_reason", "Awaiting the supplier")
    desk, actor = world.desk(login), world.id("person", login)
    for round_, ticket in _rounds(tickets):
        values = {"waiting_reason": reason}
        way = (
            {"transition": "wait", "values": values}
            if round_ % 2 == 0
            else {"transition": "resume"}
        )
        command_id = make_id(time.time_ns() // 1_000)
        desk.tell(TakeTransition(command_id=command_id, actor=actor, ticket=ticket, **way))
        yield


def floor(execute: Callable[[str, tuple[object, ...]], object], mark: str, tickets: list[int],
          event: tuple[object, ...], commit: Act, begin: str) -> Iterator[None]:  # fmt: skip
    """Change the row and append an event of the same size, with the bare driver."""
    change = (
        f"UPDATE ticket SET version = {mark}, step = {mark}, clock_state = {mark}, "
        f"waiting_reason = {mark}, updated_at = {mark} WHERE id = {mark}"
    )
    columns = ", ".join(f'"{name}"' for name in _EVENT)
    insert = f"INSERT INTO ticket_event ({columns}) VALUES ({', '.join([mark] * len(_EVENT))})"
    spot = {name: position for position, name in enumerate(_EVENT)}
    versions = dict.fromkeys(tickets, 2)
    for round_, ticket in _rounds(tickets):
        versions[ticket] += 1
        row = list(event)
        row[spot["ticket_id"]], row[spot["version"]] = ticket, versions[ticket]
        row[spot["command_id"]] = make_id(time.time_ns() // 1_000)
        now = time.time_ns() // 1_000
        state = ("waiting", "paused") if round_ % 2 == 0 else ("diagnosis", "runs")
        if begin:
            execute(begin, ())
        execute(change, (versions[ticket], *state, None, now, ticket))
        execute(insert, tuple(row))
        commit()
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


def sample_event(world: World) -> tuple[object, ...]:
    """Give the columns of a real event of a wait."""
    ticket = next(iter(prepare(world, ["anna"])["anna"]))
    reason = world.id("waiting_reason", "Awaiting the supplier")
    world.tell("anna", TakeTransition, command_id=make_id(time.time_ns() // 1_000), ticket=ticket,
               transition="wait", values={"waiting_reason": reason})  # fmt: skip
    statement = sa.select(*(tables.ticket_event.c[name] for name in _EVENT)).where(
        tables.ticket_event.c.ticket_id == ticket, tables.ticket_event.c.kind == "wait"
    )
    with world.store.reading() as connection:
        return tuple(connection.execute(statement).one())


def in_turns(
    one: Iterator[None], other: Iterator[None], seconds: float
) -> tuple[list[float], list[float]]:
    """Time both by turns of 20; gives seconds each."""
    times: tuple[list[float], list[float]] = ([], [])
    for each in (one, other):
        for _ in range(20):
            next(each)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for acts, spent in zip((one, other), times, strict=True):
            for _ in range(20):
                start = time.perf_counter()
                next(acts)
                spent.append(time.perf_counter() - start)
    return times


def report(case: str, mine: list[float], bare: list[float]) -> dict[str, object]:
    """Print and give medians in milliseconds and their ratio."""
    figures = {
        "case": case,
        "ours_ms": round(statistics.median(mine) * 1e3, 3),
        "floor_ms": round(statistics.median(bare) * 1e3, 3),
        "runs": len(mine),
    }
    figures["ratio"] = round(statistics.median(mine) / statistics.median(bare), 2)
    print(json.dumps(figures), flush=True)
    return figures


def sqlite_case(folder: Path, seconds: float, *, profile: bool) -> None:
    """One client on SQLite."""
    for name in ("ours", "floor"):
        settle(f"sqlite:///{folder / name}.db")
    world, bare = (
        World(f"sqlite:///{folder / 'ours'}.db"),
        World(f"sqlite:///{folder / 'floor'}.db"),
    )
    tickets, bare_tickets = prepare(world, ["anna"])["anna"], prepare(bare, ["anna"])["anna"]
    event = sample_event(bare)
    unguarded(bare)
    driver = sqlite3.connect(folder / "floor.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        driver.execute(f"PRAGMA {pragma}")
    mine = ours(world, "anna", tickets)
    theirs = floor(driver.execute, "?", bare_tickets, event, driver.commit, "BEGIN IMMEDIATE")
    report("sqlite, one client", *in_turns(mine, theirs, seconds))
    if profile:
        show_profile(mine)


def show_profile(acts: Iterator[None]) -> None:
    """Print where the time of 1,000 transitions goes."""
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(1_000):
        next(acts)
    profiler.disable()
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


def postgresql_case(server: str, seconds: float, *, profile: bool) -> None:
    """One client on PostgreSQL, over TCP with a password."""
    create(server, "one_ours", "one_floor")
    for name in ("one_ours", "one_floor"):
        settle(f"{server}/{name}")
    world, bare = World(f"{server}/one_ours"), World(f"{server}/one_floor")
    tickets, bare_tickets = prepare(world, ["anna"])["anna"], prepare(bare, ["anna"])["anna"]
    event = sample_event(bare)
    unguarded(bare)
    driver = psycopg.connect(f"{server}/one_floor", options="-c search_path=firstline")
    mine = ours(world, "anna", tickets)
    theirs = floor(driver.execute, "%s", bare_tickets, event, driver.commit, "")
    report("postgresql, one client", *in_turns(mine, theirs, seconds))
    if profile:
        show_profile(mine)
    driver.close()
    world.close()
    bare.close()


CLIENTS = 8


def _client(what: str, url: str, tickets: list[int], event: tuple[object, ...], start: float,
            seconds: float, result: "multiprocessing.Queue[int]") -> None:  # fmt: skip
    if what == "ours":
        world = World(url)
        acts = ours(world, "anna", tickets)
    else:
        driver = psycopg.connect(url, options="-c search_path=firstline")
        acts = floor(driver.execute, "%s", tickets, event, driver.commit, "")
    next(acts)
    time.sleep(max(0.0, start - time.time()))
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        next(acts)
        count += 1
    result.put(count)


def throughput(
    what: str, url: str, lots: list[list[int]], event: tuple[object, ...], seconds: float
) -> float:
    """Give transitions a second of 8 processes, each on tickets of its own."""
    context = multiprocessing.get_context("spawn")
    result = context.Queue()
    start = time.time() + 6
    clients = [
        context.Process(target=_client, args=(what, url, lot, event, start, seconds, result))
        for lot in lots
    ]
    for client in clients:
        client.start()
    total = sum(result.get(timeout=60) for _ in clients)
    for client in clients:
        client.join()
    return total / seconds


def crowd_case(server: str, seconds: float, rounds: int) -> None:
    """Eight processes on PostgreSQL."""
    figures: dict[str, list[float]] = {"ours": [], "floor": []}
    for round_ in range(rounds):
        names = {what: f"crowd_{what}_{round_}" for what in figures}
        create(server, *names.values())
        for what in figures:
            settle(f"{server}/{names[what]}")
            world = World(f"{server}/{names[what]}")
            tickets = prepare(world, ["anna"])["anna"]
            event: tuple[object, ...] = ()
            if what == "floor":
                event = sample_event(world)
                unguarded(world)
            world.close()
            lots = [tickets[number::CLIENTS] for number in range(CLIENTS)]
            figures[what].append(throughput(what, f"{server}/{names[what]}", lots, event, seconds))
    medians = {what: statistics.median(each) for what, each in figures.items()}
    print(json.dumps({
        "case": f"postgresql, {CLIENTS} processes",
        "ours_per_s": [round(each) for each in figures["ours"]],
        "floor_per_s": [round(each) for each in figures["floor"]],
        "ratio": round(medians["ours"] / medians["floor"], 2),
    }), flush=True)  # fmt: skip


def main() -> None:
    """Run the cases that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--only", choices=["sqlite", "one", "crowd"])
    asked = parser.parse_args()
    if asked.only in (None, "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            sqlite_case(Path(folder), asked.seconds, profile=asked.profile)
    if asked.only in (None, "one", "crowd"):
        with postgresql.server() as server:
            if asked.only in (None, "one"):
                postgresql_case(server, asked.seconds, profile=asked.profile)
            if asked.only in (None, "crowd"):
                crowd_case(server, asked.seconds, asked.rounds)


if __name__ == "__main__":
    main()
