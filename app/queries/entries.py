"""A ticket's history as people read it, a page at a time."""

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain import events as kinds
from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import TICKET, Field, Value
from app.domain.labels import event_label, relation_label, said_title
from app.domain.numbers import shown_number
from app.domain.rows import FieldChange, HistoryEntry
from app.domain.ticket_questions import HistoryBefore
from app.domain.workflow import Workflow
from app.errors import NotFound
from app.queries.history import events_before, sets
from app.queries.names import SAID, Names
from app.queries.workflows import Workflows
from app.text import tr

# What the heading of a ticket says already, or what no person reads.
_UNSPOKEN = frozenset(("number", "step", "workflow_version", "last_working_step", "matrix"))
# What an attached file is, beside the name people know it by.
_OF_A_FILE = ("name", "media_type", "size", "sha256")
_event = tables.ticket_event.c


def history_before(
    connection: Connection, question: HistoryBefore, workflows: Workflows
) -> tuple[HistoryEntry, ...]:
    """Answer `HistoryBefore`; raises NotFound when there is no ticket with that id."""
    ticket = tables.ticket.c
    version = connection.scalar(
        sa.select(ticket.workflow_version).where(ticket.id == question.ticket)
    )
    if version is None:
        raise NotFound(
            tr("There is no ticket with id {ticket} on this desk.", ticket=question.ticket)
        )
    workflow = workflows.get(connection, version)
    fields = TICKET.fields + workflow.fields
    page = events_before(connection, question.ticket, question.version, question.limit)
    names = Names.of(connection, fields, page)
    return entries(connection, page, workflow, names)


def entries(
    connection: Connection, page: Sequence[Event], workflow: Workflow, names: Names
) -> tuple[HistoryEntry, ...]:
    """Give a run of a ticket's events as people read them."""
    fields = TICKET.fields + workflow.fields
    texts = _texts_before(connection, page, [field for field in fields if field.is_text])
    return tuple(_entries(page, fields, workflow, names, texts))


def _texts_before(
    connection: Connection, page: Sequence[Event], texts: Iterable[Field]
) -> dict[str, Value]:
    """Give the texts that the first events of a page replace: an event tells only their digests."""
    wanted: set[str] = set()
    seen: set[str] = set()
    names = {field.name for field in texts}
    for event in page:
        changed = names & parsed(event.now).keys()
        was = parsed(event.was)
        wanted |= {name for name in changed - seen if was.get(name) is not None}
        seen |= changed
    if not wanted:
        return {}
    its = (_event.ticket_id == page[0].subject) & (_event.version < page[0].version)
    parts = [
        sa.select(sa.literal(name).label("name"), _event.texts)
        .where(its, sets(_event.now, name))
        .order_by(_event.version.desc())
        .limit(1)
        .subquery()
        for name in sorted(wanted)
    ]
    rows = connection.execute(sa.union_all(*(sa.select(part) for part in parts)))
    return {row.name: parsed(row.texts).get(row.name) for row in rows}


def _entries(
    page: Iterable[Event],
    fields: Iterable[Field],
    workflow: Workflow,
    names: Names,
    texts: dict[str, Value],
) -> Iterator[HistoryEntry]:
    held = dict(texts)
    for event in page:
        changed, was = event.changed(), parsed(event.was)
        was |= {field.name: held.get(field.name) for field in fields if field.is_text}
        unspoken = _UNSPOKEN | {"title"} if event.kind in kinds.BIRTHS else _UNSPOKEN
        changes = tuple(
            _change(field, names, was.get(field.name), changed[field.name])
            for field in fields
            if field.name in changed.keys() - unspoken
            and changed[field.name] != was.get(field.name)
        )
        held |= changed
        yield _entry(event, workflow, names, changes)


def _change(field: Field, names: Names, before: Value, after: Value) -> FieldChange:
    spoken = names.spoken(field, before), names.spoken(field, after)
    return FieldChange(tr(field.label), *spoken, field.name, field.is_text)


def _entry(
    event: Event, workflow: Workflow, names: Names, changes: tuple[FieldChange, ...]
) -> HistoryEntry:
    transition = workflow.transition(event.kind)
    stated = event.stated()
    words = tuple(
        (said_title(key), _spoken(key, said, workflow, names))
        for key, said in stated.items()
        if said and not (event.kind == kinds.ATTACHED and key in _OF_A_FILE)
    )
    written = event.changed().get("description") if event.kind in kinds.BIRTHS else None
    return HistoryEntry(
        version=event.version,
        kind=event.kind,
        label=tr(transition.label) if transition else event_label(event.kind),
        actor=names.person(event.actor),
        on_behalf_of=names.person(event.on_behalf_of),
        channel=event.channel,
        visibility=event.visibility,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        claimed=event.channel in kinds.CLAIMING and event.occurred_at != event.recorded_at,
        changes=changes,
        words=words,
        actor_id=event.actor,
        purpose=transition.purpose if transition else "",
        note=str(stated.get("note") or written or ""),
        file=int(stated.get("attachment") or 0) if event.kind == kinds.ATTACHED else 0,
    )


def _spoken(key: str, said: Value, workflow: Workflow, names: Names) -> str:
    """Give something said as people read it: a relation and what it leads to by their names."""
    if key == "relation":
        return relation_label(str(said))
    if key == "other":
        number = names.name(SAID[key], said)
        return shown_number(workflow.prefix, int(number)) if number else tr("another ticket")
    if key == "attachment":
        return names.name(SAID[key], said) or tr("a file that was erased")
    return (key in SAID and names.name(SAID[key], said)) or str(said)
