"""A ticket, whole: its fields, its history as people read it, and what is possible now."""

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.clock import as_datetime
from app.db import tables
from app.domain import events as kinds
from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import TICKET, Field, Kind, Value, Values
from app.domain.labels import event_label, relation_label, said_title
from app.domain.questions import WholeTicket
from app.domain.rows import FieldChange, HistoryEntry, TicketDetail
from app.domain.workflow import Workflow
from app.errors import NotFound
from app.queries.history import events_of
from app.queries.possible import possibilities
from app.queries.records import Held, read_ticket
from app.queries.tickets import ticket_row
from app.queries.workflows import Workflows
from app.text import tr

# What the heading of a ticket says already, or what no person reads.
_UNSPOKEN = {"number", "title", "step", "workflow_version", "last_working_step", "matrix"}


def ticket_detail(
    connection: Connection, question: WholeTicket, workflows: Workflows
) -> TicketDetail:
    """Answer `WholeTicket`; raises NotFound when there is none with that id."""
    ticket = question.ticket
    row, held = ticket_row(connection, ticket, workflows), read_ticket(connection, ticket)
    if row is None or held is None:
        raise NotFound(tr("There is no ticket with id {ticket} on this desk.", ticket=ticket))
    workflow = workflows.get(connection, int(held.values["workflow_version"] or 0))
    fields = TICKET.fields + workflow.fields
    history = events_of(connection, kinds.TICKET_STREAM, ticket)
    names = Names(connection, fields, history)
    return TicketDetail(
        row=row,
        phase=_phase(workflow, held),
        fields=tuple(_spoken_fields(fields, held.values, names)),
        values=dict(held.values),
        history=tuple(_entries(history, fields, workflow, names)),
        possible=tuple(possibilities(connection, held, workflow, question.asker)),
        links=tuple(_links(connection, ticket, workflows)),
        people=tuple(_people(connection, ticket)),
    )


def _phase(workflow: Workflow, held: Held) -> int | None:
    phase = workflow.step(str(held.values["step"])).phase
    return phase or workflow.step(str(held.values["last_working_step"])).phase


def _spoken_fields(
    fields: Iterable[Field], values: Values, names: "Names"
) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = values.get(field.name)
        if value is not None and field.name not in _UNSPOKEN:
            yield tr(field.label), names.spoken(field, value)


class Names:
    """The names of all that a history refers to, read at once."""

    def __init__(
        self, connection: Connection, fields: Iterable[Field], history: Iterable[Event]
    ) -> None:
        wanted: dict[str, set[int]] = {"person": set()}
        for event in history:
            wanted["person"] |= {event.actor, event.on_behalf_of or event.actor}
            for field in fields:
                value = parsed(event.now).get(field.name)
                if field.references and value is not None:
                    wanted.setdefault(field.references, set()).add(value)
        self._names = {thing: _names(connection, thing, ids) for thing, ids in wanted.items()}

    def person(self, person: int | None) -> str:
        """Give somebody's name; empty for nobody."""
        return self._names["person"].get(person or 0, "")

    def spoken(self, field: Field, value: Value) -> str:
        """Give a value as people read it."""
        if value is None:
            return ""
        if field.references:
            return self._names.get(field.references, {}).get(int(value), str(value))
        if field.kind is Kind.MOMENT:
            return f"{as_datetime(int(value)).astimezone():%Y-%m-%d %H:%M}"
        return str(value)


def _names(connection: Connection, thing: str, ids: set[int]) -> Mapping[int, str]:
    table = tables.person_card if thing == "person" else tables.things[thing]
    label = table.c.name if "name" in table.c else sa.cast(table.c.number, sa.Text)
    rows = connection.execute(sa.select(table.c.id, label).where(table.c.id.in_(ids)))
    return {row.id: row[1] for row in rows}


def _entries(
    history: Iterable[Event], fields: Iterable[Field], workflow: Workflow, names: Names
) -> Iterator[HistoryEntry]:
    held: dict[str, Value] = {}
    for event in history:
        changed = event.changed()
        changes = tuple(
            FieldChange(
                tr(field.label),
                names.spoken(field, held.get(field.name)),
                names.spoken(field, changed[field.name]),
            )
            for field in fields
            if field.name in changed.keys() - _UNSPOKEN
            and changed[field.name] != held.get(field.name)
        )
        held.update(changed)
        yield _entry(event, workflow, names, changes)


def _entry(
    event: Event, workflow: Workflow, names: Names, changes: tuple[FieldChange, ...]
) -> HistoryEntry:
    transition = workflow.transition(event.kind)
    words = tuple((said_title(key), str(text)) for key, text in event.stated().items() if text)
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
    )


def _links(connection: Connection, ticket: int, workflows: Workflows) -> Iterator[tuple[str, str]]:
    link = tables.ticket_link.c
    to = sa.select(link.relation, link.other).where(link.ticket_id == ticket)
    back = sa.select(link.relation, link.ticket_id).where(link.other == ticket)
    for relation, other in connection.execute(to).all():
        yield relation_label(relation), _named(connection, other, workflows)
    for relation, other in connection.execute(back).all():
        yield relation_label(relation, backwards=True), _named(connection, other, workflows)


def _named(connection: Connection, ticket: int, workflows: Workflows) -> str:
    row = ticket_row(connection, ticket, workflows)
    return f"{row.number} {row.title}" if row else tr("a ticket you may not see")


def _people(connection: Connection, ticket: int) -> Iterator[tuple[str, str]]:
    beside, card = tables.ticket_person, tables.person_card
    statement = (
        sa.select(beside.c.relation, card.c.name)
        .join(card, card.c.id == beside.c.person)
        .where(beside.c.ticket_id == ticket)
        .order_by(card.c.name)
    )
    for relation, name in connection.execute(statement):
        yield relation_label(relation), name
