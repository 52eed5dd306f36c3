"""Two processes at one ticket, and at one command: nothing lost, nothing counted twice.

As a command (``make race``): ``python tests/support/race.py --rounds 1000``; as a test, the same with fewer.
"""

import argparse
import itertools
import multiprocessing
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

if __name__ in ("__main__", "__mp_main__"):
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import sqlalchemy as sa
from support.own_desk import DATABASES, own_world
from support.whole import faults
from support.world import World

from app.db import tables
from app.desk import Desk
from app.domain.commands import AddNote, Command, EditTicket, LogTicket, TakeTransition
from app.errors import Conflict, DeskError

RACERS = ("anna", "ben")
# A ticket's history stays of a length that tickets have.
_ROUNDS_A_TICKET = 25
_PATIENCE = 60
_SHOWN = 20


@dataclass(frozen=True)
class Answer:
    """What one racer was told: that it is done, or before, theirs and mine of what clashed."""

    command: int
    versions: tuple[int, ...] = ()
    repeated: bool = False
    clashes: tuple[tuple[Any, Any, Any], ...] = ()
    error: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the command was carried out, by this one or by its twin."""
        return not self.clashes and not self.error


def run_racer(urls: Mapping[str, str], orders: Connection, start: threading.Barrier) -> None:
    """Be one racer: take an order, wait for the other racer, tell it to the desk, say what came of it."""
    desks = {login: Desk(url) for login, url in urls.items()}
    while (order := orders.recv()) is not None:
        login, command = order
        start.wait(_PATIENCE)
        orders.send(_answer(desks[login], command))
    for desk in desks.values():
        desk.close()


def _answer(desk: Desk, command: Command) -> Answer:
    try:
        changes = desk.tell(command)
    except Conflict as error:
        clashes = tuple((each.before, each.theirs, each.mine) for each in error.clashes)
        return Answer(command.command_id, clashes=clashes)
    except DeskError as error:
        return Answer(command.command_id, error=f"{type(error).__name__}: {error}")
    versions = tuple(each.version for each in changes.changes)
    return Answer(command.command_id, versions, changes.repeated)


class Race:
    """Two racers and the desk they race on."""

    def __init__(self, world: World) -> None:
        context = multiprocessing.get_context("spawn")
        self._start = context.Barrier(len(RACERS))
        pipes = [context.Pipe() for _ in RACERS]
        urls = {login: world.url_of(login) for login in RACERS}
        self.world = world
        self._ends = [mine for mine, _ in pipes]
        self._racers = [
            context.Process(target=run_racer, args=(urls, theirs, self._start), daemon=True)
            for _, theirs in pipes
        ]
        for racer in self._racers:
            racer.start()

    def run(self, *orders: tuple[str, Command]) -> list[Answer]:
        """Give each racer its order (login and command) and wait for both answers."""
        for end, order in zip(self._ends, orders, strict=True):
            end.send(order)
        return [self._heard(end) for end in self._ends]

    def _heard(self, end: Connection) -> Answer:
        if not end.poll(_PATIENCE):
            raise TimeoutError("a racer says nothing")
        answer = end.recv()
        assert isinstance(answer, Answer)
        return answer

    def close(self) -> None:
        """Send the racers home."""
        for end in self._ends:
            end.send(None)
        for racer in self._racers:
            racer.join(_PATIENCE)

    def events_since(self, ticket: int, version: int) -> list[Any]:
        """Give version, command and texts of a ticket's events after `version`."""
        event = tables.ticket_event.c
        statement = sa.select(event.version, event.command_id, event.texts).where(
            event.ticket_id == ticket, event.version > version
        )
        with self.world.store.reading() as connection:
            return list(connection.execute(statement.order_by(event.version)))


@dataclass
class Tally:
    """What became of the rounds; `wrong` says of each that broke a promise, how."""

    rounds: int = 0
    events: int = 0
    merged: int = 0
    asked: int = 0
    repeated: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """Two edits of one ticket at once: what each wanted, what each was told, what was written."""

    number: int
    version: int
    wanted: Mapping[int, Any]
    answers: list[Answer]
    events: list[Any]

    @property
    def is_of_one_field(self) -> bool:
        """Whether both want the same field to be something else."""
        return self.number % 2 == 1

    def wrong(self) -> Iterator[str]:
        """Say which promises were broken."""
        done = {answer.command: answer.versions for answer in self.answers if answer.is_done}
        asked = [answer for answer in self.answers if answer.clashes]
        if (len(done), len(asked)) != ((1, 1) if self.is_of_one_field else (2, 0)):
            yield f"round {self.number}: {self.answers}"
            return
        versions = list(range(self.version + 1, self.version + 1 + len(done)))
        if [each.version for each in self.events] != versions:
            yield f"round {self.number}: {self.events} instead of {versions}"
        if {each.command_id: (each.version,) for each in self.events} != done:
            yield f"round {self.number}: {self.events} instead of {done}"
        if any(self.wanted[each.command_id] not in each.texts for each in self.events):
            yield f"round {self.number}: words were lost in {self.events}"
        for answer in asked:
            theirs, mine = self.wanted[next(iter(done))], self.wanted[answer.command]
            if [clash[1:] for clash in answer.clashes] != [(theirs, mine)]:
                yield f"round {self.number}: asked about {answer.clashes}"


def race_edits(race: Race, rounds: int) -> Tally:
    """Have both edit one ticket at once: by turns two fields, which merge, and one, which is asked about."""
    tally, ticket = Tally(), 0
    for number in range(rounds):
        if number % _ROUNDS_A_TICKET == 0:
            ticket = race.world.log()
        held = race.world.held(ticket)
        names = ("title", "title") if number % 2 else ("title", "description")
        edits = {}
        for login, name in zip(RACERS, names, strict=True):
            values, seen = {name: f"{login} {number}"}, {name: held.values[name]}
            told = {"ticket": ticket, "values": values, "based_on": seen}
            edits[login] = race.world.command(login, EditTicket, **told)
        answers = race.run(*edits.items())
        events = race.events_since(ticket, held.version)
        wanted = {each.command_id: f"{login} {number}" for login, each in edits.items()}
        tally.rounds += 1
        tally.events += len(events)
        tally.merged += all(answer.is_done for answer in answers)
        tally.asked += sum(bool(answer.clashes) for answer in answers)
        tally.wrong += Round(number, held.version, wanted, answers, events).wrong()
    return tally


def race_one_command(race: Race, rounds: int) -> Tally:
    """Have both send the very same command at once: it is counted once and both hear the same."""
    tally = Tally()
    ticket, makers = 0, itertools.cycle((_note, _edit, _wait_or_resume, _log))
    for number in range(rounds):
        if number % _ROUNDS_A_TICKET == 0:
            ticket = race.world.log()
        command = next(makers)(race.world, ticket, number)
        version = race.world.held(command.ticket).version if command.ticket == ticket else 0
        answers = race.run(*((RACERS[0], command) for _ in RACERS))
        events = race.events_since(command.ticket, version)
        tally.rounds += 1
        tally.events += len(events)
        tally.repeated += sum(answer.repeated for answer in answers)
        heard = sorted((answer.versions, answer.repeated, answer.error) for answer in answers)
        if heard != [((version + 1,), False, ""), ((version + 1,), True, "")]:
            tally.wrong.append(f"round {number}: {answers}")
        if [(each.version, each.command_id) for each in events] != [
            (version + 1, command.command_id)
        ]:
            tally.wrong.append(f"round {number}: {events}")
    return tally


def _note(world: World, ticket: int, number: int) -> Any:
    return world.command(RACERS[0], AddNote, ticket=ticket, text=f"Note {number}.")


def _edit(world: World, ticket: int, number: int) -> Any:
    seen = {"title": world.held(ticket).values["title"]}
    told = {"values": {"title": f"Title {number}"}, "based_on": seen}
    return world.command(RACERS[0], EditTicket, ticket=ticket, **told)


def _wait_or_resume(world: World, ticket: int, number: int) -> Any:
    """Take a way that is gone once it was taken."""
    step = str(world.held(ticket).values["step"])
    is_paused = step != world.held(ticket).values["last_working_step"]
    told = {"transition": "resume"} if is_paused else {"transition": "wait", **world.wait_for_user}
    return world.command(RACERS[0], TakeTransition, ticket=ticket, seen_step=step, **told)


def _log(world: World, ticket: int, number: int) -> Any:
    told = {"ticket": world.new_id(), "values": {"title": f"Ticket {number}"}}
    return world.command(RACERS[0], LogTicket, **told)


def run_race(world: World, rounds: int) -> tuple[Tally, Tally]:
    """Race for some rounds in both ways."""
    race = Race(world)
    try:
        return race_edits(race, rounds), race_one_command(race, rounds)
    finally:
        race.close()


def main() -> int:
    """Race on each database and print what came of it; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--database", choices=DATABASES, action="append")
    told = parser.parse_args()
    wrong: list[str] = []
    for database in told.database or DATABASES:
        with own_world(database) as world:
            edits, twins = run_race(world, told.rounds)
            broken = [*edits.wrong, *twins.wrong, *faults(world.store)]
        sys.stdout.write(
            f"{database}: two edits at once: {edits.rounds:,} rounds, {edits.events:,} events, "
            f"{edits.merged:,} merged, {edits.asked:,} asked; one command twice at once: {twins.rounds:,} rounds, "
            f"{twins.events:,} counted, {twins.repeated:,} told again; {len(broken):,} broken promises\n"
        )
        sys.stdout.flush()
        wrong += broken
    sys.stdout.writelines(f"{each}\n" for each in wrong[:_SHOWN])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
