"""A ticket, whole: its phases, fields and history as people read them, and what is possible now."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain import events as kinds
from app.domain.canonical import parsed
from app.domain.fields import TICKET, Field, Values
from app.domain.phases import Move, phase_times
from app.domain.priority import levels_of
from app.domain.questions import WholeTicket
from app.domain.rows import Possibility, TicketDetail
from app.domain.ticket_questions import HISTORY_PAGE
from app.domain.workflow import Workflow
from app.errors import NotFound
from app.queries.beside import links, people
from app.queries.entries import entries
from app.queries.files import attachments_of
from app.queries.forms import Forms, circumstances
from app.queries.history import events_before
from app.queries.names import Names
from app.queries.possible import possibilities
from app.queries.properties import properties
from app.queries.reach import Reach
from app.queries.records import Held, read_ticket, standing
from app.queries.tickets import ticket_row
from app.queries.workflows import Workflows, newest_matrix
from app.text import tr

# What the heading of a ticket says already, or what no person reads.
_UNSPOKEN = {"number", "title", "step", "workflow_version", "last_working_step", "matrix"}
# What happens to a ticket without bringing it to a step.
_STANDING_STILL = tuple(sorted({*kinds.TICKET_KINDS} - {*kinds.BIRTHS}))
_event, _person = tables.ticket_event.c, tables.things["person"]


def ticket_detail(
    connection: Connection, question: WholeTicket, workflows: Workflows
) -> TicketDetail:
    """Answer `WholeTicket`; raises NotFound when there is none with that id."""
    ticket = question.ticket
    row, held = ticket_row(connection, ticket, workflows), read_ticket(connection, ticket)
    if row is None or held is None:
        raise NotFound(tr("There is no ticket with id {ticket} on this desk.", ticket=ticket))
    whole = _Whole(connection, held, workflows)
    reach = Reach(connection, held, standing(connection, question.asker))
    site, opener = _heading(connection, ticket)
    return TicketDetail(
        row=row,
        phase=_phase(whole.workflow, held),
        fields=tuple(_spoken_fields(whole.fields, held.values, whole.names)),
        values=dict(held.values),
        history=entries(connection, whole.page, whole.workflow, whole.names),
        possible=whole.possible(connection, reach),
        links=tuple(links(connection, ticket, workflows)),
        people=tuple(people(connection, ticket)),
        files=attachments_of(connection, ticket),
        phases=phase_times(whole.workflow, whole.moves),
        properties=tuple(properties(held, whole.workflow, whole.names, reach, whole.levels)),
        may=tuple(reach.may(is_over=whole.workflow.step(str(held.values["step"])).is_final)),
        site=site,
        opened_by=opener,
    )


class _Whole:
    """What several parts of the answer are made from, each read once."""

    def __init__(self, connection: Connection, held: Held, workflows: Workflows) -> None:
        self.held = held
        self.workflow = workflows.get(connection, int(held.values["workflow_version"] or 0))
        self.fields = TICKET.fields + self.workflow.fields
        self.page = events_before(connection, held.row_id, None, HISTORY_PAGE)
        self.names = Names.of(connection, self.fields, self.page, held.values)
        self.moves, self.taken = _moves(connection, held.row_id)
        matrix = newest_matrix(connection)
        self.levels = levels_of(matrix[2]) if matrix else 0

    def possible(self, connection: Connection, reach: Reach) -> tuple[Possibility, ...]:
        found = circumstances(connection, self.held, self.taken, self.levels)
        forms = Forms(self.held, self.workflow, self.names, found)
        return tuple(possibilities(self.held, self.workflow, reach, forms))


def _moves(connection: Connection, ticket: int) -> tuple[tuple[Move, ...], frozenset[str]]:
    """Give when the ticket came to which step, and the kinds of events that brought it there."""
    statement = sa.select(_event.kind, _event.now, _event.occurred_at)
    statement = statement.where(
        _event.ticket_id == ticket, _event.kind.not_in(_STANDING_STILL)
    ).order_by(_event.version)
    found = connection.execute(statement).all()
    moves = (Move(parsed(row.now)["step"], row.occurred_at) for row in found)
    return tuple(moves), frozenset(row.kind for row in found)


def _phase(workflow: Workflow, held: Held) -> int | None:
    phase = workflow.step(str(held.values["step"])).phase
    return phase or workflow.step(str(held.values["last_working_step"])).phase


def _spoken_fields(
    fields: Iterable[Field], values: Values, names: Names
) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = values.get(field.name)
        if value is not None and field.name not in _UNSPOKEN:
            yield tr(field.label), names.spoken(field, value)


def _heading(connection: Connection, ticket: int) -> tuple[str, str]:
    """Give the requester's site and who opened the ticket."""
    table, opener = tables.ticket, tables.person_card
    statement = (
        sa.select(_person.c.site, opener.c.name)
        .select_from(table)
        .outerjoin(_person, _person.c.id == table.c.requester)
        .outerjoin(opener, opener.c.id == table.c.opened_by)
        .where(table.c.id == ticket)
    )
    site, name = connection.execute(statement).one()
    return site or "", name or ""
