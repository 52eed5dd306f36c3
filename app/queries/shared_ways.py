"""What is possible on many tickets alike, and what is asked once for all of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.fields import TICKET
from app.domain.many_questions import SharedWays
from app.domain.priority import levels_of
from app.domain.rows import Possibility
from app.domain.ticket_rows import FormField
from app.domain.workflow import NeedKind, Transition, Workflow
from app.queries.forms import Circumstances, Forms
from app.queries.names import Names
from app.queries.reach import Reach
from app.queries.records import standing, unborn
from app.queries.workflows import Workflows, newest_matrix
from app.text import tr

_t, _event = tables.ticket.c, tables.ticket_event.c
_AT_ONCE = 1_000
# A version of a workflow and a step of it.
_Place = tuple[int, str]


def shared_ways(
    connection: Connection, question: SharedWays, workflows: Workflows
) -> tuple[Possibility, ...]:
    """Answer `SharedWays`, in the order of the newest workflow among them; none of no ticket."""
    places = _places(connection, question.tickets)
    if not places:
        return ()
    newest = workflows.get(connection, max(version for version, _ in places))
    shared = set.intersection(
        *(set(_leading_on(workflows.get(connection, version), step)) for version, step in places)
    )
    ways = _Ways(connection, question, newest)
    return tuple(ways.way(key, label) for key, label in _labels(newest) if key in shared)


def _labels(workflow: Workflow) -> Iterator[tuple[str, str]]:
    yield from ((each.key, each.label) for each in workflow.transitions)
    yield from ((each.key, each.label) for each in workflow.gestures)


def _places(connection: Connection, tickets: Sequence[int]) -> set[_Place]:
    found: set[_Place] = set()
    for some in _slices(tickets):
        statement = sa.select(_t.workflow_version, _t.step).where(_t.id.in_(some)).distinct()
        found.update((row.workflow_version, row.step) for row in connection.execute(statement))
    return found


def _slices(tickets: Sequence[int]) -> Iterator[Sequence[int]]:
    return (tickets[start : start + _AT_ONCE] for start in range(0, len(tickets), _AT_ONCE))


def _leading_on(workflow: Workflow, step: str) -> Iterator[str]:
    yield from (each.key for each in workflow.leaving(step))
    for gesture in workflow.gestures:
        if step in workflow.gesture(gesture.key)[0].sources:
            yield gesture.key


class _Ways:
    """The ways of one workflow, as they are asked of tickets of which nothing else is common."""

    def __init__(self, connection: Connection, question: SharedWays, workflow: Workflow) -> None:
        self._workflow = workflow
        self._connection = connection
        self._tickets = question.tickets
        nobodys = unborn(TICKET, 0)
        self._reach = Reach(connection, nobodys, standing(connection, question.asker))
        matrix = newest_matrix(connection)
        found = Circumstances(levels=levels_of(matrix[2]) if matrix else 0)
        self._forms = Forms(nobodys, workflow, Names(connection, {}), found)

    def way(self, key: str, label: str) -> Possibility:
        chain = self._workflow.gesture(key)
        refusals = (self._reach.refusal(tr(label), each.who) for each in chain)
        return Possibility(
            key=key,
            label=tr(label),
            leads_to="",
            needs=(),
            offers=(),
            refusal=next(filter(None, refusals), ""),
            purpose=chain[0].purpose if len(chain) == 1 else "",
            form=tuple(self._form(chain)),
            public=any(each.public for each in chain),
        )

    def _form(self, chain: Sequence[Transition]) -> Iterator[FormField]:
        asked = self._forms.form(chain)
        names = [each.name for each in asked if each.kind == "field" and each.name in _t]
        filled = _filled(self._connection, self._tickets, names, [each.key for each in chain])
        return (self._asked(field, chain, filled[field.name]) for field in asked)

    def _asked(self, field: FormField, chain: Sequence[Transition], filled: int) -> FormField:
        """Let that be left empty which some tickets have: it would be set on all of them."""
        is_fitting = field.name == "team" and any(
            each.arguments(NeedKind.TEAM_TIER) for each in chain
        )
        if not field.required or not filled or is_fitting:
            return field
        hint = (
            tr("All of them have it. What you fill in is set on every one.")
            if filled == len(self._tickets)
            else tr("{n} of {count} have it; without it here the others are refused.",
                    n=filled, count=len(self._tickets))
        )  # fmt: skip
        told = " ".join(filter(None, (hint, field.hint)))
        return replace(field, required=False, suggestion=None, suggestion_shown="", hint=told)


def _filled(
    connection: Connection, tickets: Sequence[int], names: Sequence[str], taken: Sequence[str]
) -> Counter[str]:
    """Count for each field how many of the tickets have something in it.

    What one was given the last time it went this way is asked again: it does not count.
    """
    found: Counter[str] = Counter()
    is_first_time = ~sa.exists().where(_event.ticket_id == _t.id, _event.kind.in_(taken))
    for some in _slices(tickets if names else ()):
        counts = sa.select(*(sa.func.count(_t[name]) for name in names))
        row = connection.execute(counts.where(_t.id.in_(some), is_first_time)).one()
        found.update(dict(zip(names, row, strict=True)))
    return found
