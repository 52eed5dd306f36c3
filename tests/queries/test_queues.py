"""Queues on both databases: every filter, every order, pages against ids against rows against counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from support.statements import Spoken, spoken_statements
from support.world import World

from app.domain.commands import AddNote, AssignTicket, DetachFile
from app.domain.questions import (
    NEWEST_FIRST,
    SORT_KEYS,
    URGENT_FIRST,
    Filter,
    Sort,
    TicketCounts,
    TicketIds,
    TicketPage,
    TicketRows,
)
from app.domain.rows import TicketRow
from app.domain.views import named_views
from app.domain.workflow import StepClock

LATER = 4_000_000_000_000_000
EARLIER = 10**15
SORTS = [Sort(key, down) for key in SORT_KEYS for down in (False, True)]


@dataclass(frozen=True)
class Corridor:
    """A world with a ticket in every step and of every sort, by name."""

    world: World
    tickets: dict[str, int]

    def ask(self, question: Any) -> Any:
        return self.world.desk("anna").ask(question)

    def found(self, asked: Filter, sort: Sort = NEWEST_FIRST) -> list[str]:
        names = {ticket: name for name, ticket in self.tickets.items()}
        return [names[each] for each in self.ask(TicketIds(asked, sort))]


@pytest.fixture
def corridor(world: World) -> Corridor:
    person, team = (lambda login: world.id("person", login)), (lambda name: world.id("team", name))
    tickets = {
        "plain": world.log(title="Scanner beeps twice at Ärmelgasse 100%"),
        "mine": world.log(title="VPN drops", contact="phone"),
        "theirs": world.log(title="Payroll_export fails", requester=person("vic")),
        "asleep": world.log(title="Awaits a part"),
        "awake": world.log(title="Awaits an answer"),
        "solved": world.log(title="VPN slow"),
        "closed": world.log(title="vpn gone", requester=person("vic")),
    }
    for name in ("mine", "theirs", "asleep", "awake", "solved", "closed"):
        world.bring("anna", tickets[name], "triage")
    for name, who in (("mine", "anna"), ("asleep", "anna"), ("awake", "anna"), ("theirs", "ben")):
        values = {"team": team("Service desk"), "assignee": person(who)}
        world.tell(who, AssignTicket, ticket=tickets[name], values=values)
    world.bring("anna", tickets["theirs"], "escalate")
    waiting = world.wait_for_user
    for name, until in (("asleep", LATER), ("awake", EARLIER)):
        values = {**waiting["values"], "follow_up_at": until}
        world.take("anna", tickets[name], "wait", **{**waiting, "values": values})
    world.bring("anna", tickets["solved"], "resolve")
    world.bring("anna", tickets["closed"], "resolve", "confirm")
    return Corridor(world, tickets)


def _filters(corridor: Corridor) -> Iterator[tuple[Filter, set[str]]]:
    world, everything = corridor.world, set(corridor.tickets)
    person = lambda login: world.id("person", login)  # noqa: E731
    vpn = world.id("category", "VPN")
    triaged = everything - {"plain"}
    rows = {row.id: row for row in corridor.ask(TicketPage()).rows}
    mine = rows[corridor.tickets["mine"]]
    yield Filter(), everything
    yield Filter(clocks=(StepClock.RUNS,)), {"plain", "mine", "theirs"}
    yield Filter(clocks=(StepClock.FINAL,)), {"closed"}
    yield Filter(clocks=(StepClock.RUNS, StepClock.FINAL)), {"plain", "mine", "theirs", "closed"}
    yield Filter(steps=(mine.step_key,)), {"mine"}
    yield Filter(teams=(world.id("team", "Network"),)), {"theirs"}
    yield Filter(assignees=(person("anna"),)), {"mine", "asleep", "awake"}
    yield Filter(assignees=(0,)), {"plain", "theirs", "solved", "closed"}
    yield Filter(assignees=(0, person("anna"))), everything
    yield Filter(priorities=(0,)), {"plain"}
    yield Filter(priorities=(3,)), triaged
    yield Filter(priorities=(0, 3)), everything
    yield Filter(priorities=(1, 2)), set()
    yield Filter(requesters=(person("vic"),)), {"theirs", "closed"}
    yield Filter(categories=(vpn,)), triaged
    yield Filter(contacts=("phone",)), {"mine"}
    yield Filter(numbers=(2,)), {"mine"}
    yield Filter(words=("vpn",)), {"mine", "solved", "closed"}
    yield Filter(words=("vpn", "slow")), {"solved"}
    yield Filter(words=("ärmel", "100%")), {"plain"}
    yield Filter(words=("_",)), {"theirs"}
    yield Filter(words=("%",)), {"plain"}
    yield Filter(opened_from=mine.opened_at), everything - {"plain"}
    yield Filter(opened_before=mine.opened_at), {"plain"}
    yield Filter(updated_from=LATER), set()
    yield Filter(updated_before=LATER), everything
    yield Filter(clocks=(StepClock.PAUSED,), awake_at=LATER - 1), {"awake"}
    yield Filter(clocks=(StepClock.PAUSED,), awake_at=LATER), {"asleep", "awake"}


def test_each_filter_finds_what_it_says_in_every_order(corridor: Corridor) -> None:
    filters = list(_filters(corridor))
    for asked, expected in filters:
        for sort in SORTS:
            assert set(corridor.found(asked, sort)) == expected, (asked, sort)
    counts = corridor.ask(TicketCounts(tuple(asked for asked, _ in filters)))
    assert counts == tuple(len(expected) for _, expected in filters)


def test_a_category_includes_its_children(corridor: Corridor) -> None:
    parent = corridor.world.id("category", "Access")
    assert set(corridor.found(Filter(categories=(parent,)))) == set(corridor.tickets) - {"plain"}


def _value(row: TicketRow, key: str) -> int:
    values = {
        # What is not triaged yet may be urgent, but is not known to be.
        "priority": 3 if row.priority is None else 2 * row.priority,
        "number": int(row.number.partition("-")[2]),
        "opened": row.opened_at,
        "updated": row.updated_at,
    }
    return values[key]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: f"{sort.key}-{sort.descending}")
def test_pages_ids_and_rows_agree_in_order(corridor: Corridor, sort: Sort) -> None:
    rows: list[TicketRow] = []
    after = None
    for _ in range(20):
        page = corridor.ask(TicketPage(Filter(), sort, after, limit=2))
        rows += page.rows
        after = page.after
        if after is None:
            break
    ids = corridor.ask(TicketIds(Filter(), sort))
    assert [row.id for row in rows] == list(ids)
    keys = [(_value(row, sort.key), row.id) for row in rows]
    assert keys == sorted(keys, reverse=sort.descending)
    assert corridor.ask(TicketRows(tuple(ids))) == tuple(rows)


def test_rows_come_in_the_order_asked_without_those_that_are_not_there(corridor: Corridor) -> None:
    one, other = corridor.tickets["mine"], corridor.tickets["closed"]
    found = corridor.ask(TicketRows((other, 7, one)))
    assert [row.id for row in found] == [other, one]
    assert corridor.ask(TicketRows(())) == ()


def test_a_row_holds_what_a_queue_shows(corridor: Corridor) -> None:
    world = corridor.world
    (row,) = corridor.ask(TicketRows((corridor.tickets["asleep"],)))
    assert (row.number, row.title, row.step) == ("INC-000004", "Awaits a part", "Waiting")
    assert (row.team, row.assignee, row.requester) == ("Service desk", "Anna", "Uma")
    assert row.assignee_id == world.id("person", "anna")
    assert (row.clock, row.priority, row.follow_up_at) == (StepClock.PAUSED, 3, LATER)
    (solved,) = corridor.ask(TicketRows((corridor.tickets["solved"],)))
    assert (solved.awaits, solved.follow_up_at, solved.assignee_id) == ("user", None, None)


def test_counts_stop_where_they_may(corridor: Corridor) -> None:
    assert corridor.ask(TicketCounts((Filter(), Filter(numbers=(1,))), most=3)) == (4, 1)
    assert corridor.ask(TicketCounts(())) == ()


def _view(title: str, corridor: Corridor, now: int) -> Filter:
    world = corridor.world
    view = next(each for each in named_views() if each.title == title)
    teams = (world.id("team", "Service desk"),)
    return view.filter(world.id("person", "anna"), teams, now)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("My work", {"mine", "awake"}),
        ("My teams", {"mine", "awake"}),
        ("Unassigned", {"plain", "theirs"}),
        ("Waiting", {"asleep", "awake"}),
        ("To confirm & close", {"solved"}),
        ("All open", {"plain", "mine", "theirs", "asleep", "awake", "solved"}),
        ("All tickets", {"plain", "mine", "theirs", "asleep", "awake", "solved", "closed"}),
    ],
)
def test_views(corridor: Corridor, title: str, names: set[str]) -> None:
    assert set(corridor.found(_view(title, corridor, LATER - 1))) == names


def test_a_passed_follow_up_date_brings_a_ticket_back(corridor: Corridor) -> None:
    assert "asleep" not in corridor.found(_view("My work", corridor, LATER - 1))
    assert "asleep" in corridor.found(_view("My work", corridor, LATER))


def test_nobodys_team_is_not_everybodys(corridor: Corridor) -> None:
    view = next(each for each in named_views() if each.title == "My teams")
    assert corridor.found(view.filter(1, (), 0)) == []


def _plan(corridor: Corridor, spoken: Spoken) -> str:
    statement, parameters = spoken
    with corridor.world.desk("anna").store.reading() as connection:
        if corridor.world.is_sqlite:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return "\n".join(row[3] for row in rows)
        # A handful of rows is read whole whatever indexes there are, unless that is forbidden.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return "\n".join(row[0] for row in rows)


def _questions(corridor: Corridor) -> Iterator[tuple[Filter, Sort, Any]]:
    for view in named_views():
        asked = _view(view.title, corridor, LATER - 1)
        for sort in SORTS:
            yield asked, sort, TicketPage(asked, sort)
            yield asked, sort, TicketPage(asked, sort, after=(3, 7))
            yield asked, sort, TicketIds(asked, sort)


def test_no_view_walks_the_whole_table(corridor: Corridor) -> None:
    for asked, sort, question in _questions(corridor):
        with spoken_statements() as spoken:
            corridor.ask(question)
        plan = _plan(corridor, spoken[0])
        where = asked, sort, plan
        # Of staff, a policy does not look at the ticket `t` it would ask for a counter.
        assert "Seq Scan on ticket  (" not in plan, where
        assert "SCAN ticket\n" not in f"{plan}\n", where
        if not corridor.world.is_sqlite:
            continue
        assert "ticket_open" in plan or not asked.only_open, where
        # In the order of an index: nothing is sorted. Other orders sort the open tickets alone, and what
        # somebody follows is few.
        is_followed = bool(asked.mentioned or asked.watched)
        is_few = is_followed or (asked.only_open and sort.key != "priority")
        assert "TEMP B-TREE" not in plan or is_few, where


def test_a_page_starts_where_the_last_one_ended(sqlite_world: World) -> None:
    corridor = Corridor(sqlite_world, {})
    corridor.ask(TicketPage())
    for sort in SORTS:
        with spoken_statements() as spoken:
            corridor.ask(TicketPage(Filter(), sort, after=(3, 7)))
        assert "SEARCH ticket USING" in _plan(corridor, spoken[0]), sort


def test_statements_are_few(corridor: Corridor) -> None:
    counted: list[tuple[Any, int]] = [
        (TicketPage(), 2),
        (TicketIds(), 1),
        (TicketRows(tuple(corridor.tickets.values())), 1),
        (TicketCounts((Filter(), Filter(numbers=(1,)))), 1),
    ]
    corridor.ask(TicketPage())
    for question, most in counted:
        with spoken_statements() as spoken:
            corridor.ask(question)
        assert len(spoken) == most, question


def test_a_note_moves_a_ticket_up(corridor: Corridor) -> None:
    ticket = corridor.tickets["plain"]
    corridor.world.tell("anna", AddNote, ticket=ticket, text="Seen.")
    assert corridor.found(Filter())[0] == "plain"


def test_what_nobody_triaged_stands_right_behind_what_is_critical(world: World) -> None:
    corridor = Corridor(world, {})
    for name, impact, urgency in (("low", 3, 3), ("high", 1, 2), ("critical", 1, 1)):
        ticket = corridor.tickets[name] = world.log(title=name)
        values = {**world.triage["values"], "impact": impact, "urgency": urgency}
        world.take("anna", ticket, "triage", **{**world.triage, "values": values})
    for name in ("new", "newer"):
        corridor.tickets[name] = world.log(title=name)
    page = corridor.ask(TicketPage(Filter(), URGENT_FIRST))
    levels = [row.priority for row in page.rows]
    assert levels == [1, None, None, 2, 5]
    assert corridor.found(Filter(), URGENT_FIRST) == ["critical", "new", "newer", "high", "low"]


def test_a_row_says_whether_its_ticket_has_files(world: World) -> None:
    corridor = Corridor(world, {"with": world.log(), "without": world.log()})
    ticket = corridor.tickets["with"]
    file = world.attach("anna", ticket, b"What is on the screen", name="screen.txt")
    ids = tuple(corridor.tickets.values())
    corridor.ask(TicketRows(ids))
    with spoken_statements() as spoken:
        rows = corridor.ask(TicketRows(ids))
    assert [row.has_files for row in rows] == [True, False]
    assert len(spoken) == 1
    world.tell("anna", DetachFile, ticket=ticket, attachment=file)
    assert [row.has_files for row in corridor.ask(TicketRows(ids))] == [False, False]
