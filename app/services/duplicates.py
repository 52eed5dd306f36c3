"""A ticket that is another one over again: closed along its workflow, and whom it concerns goes over."""

import sqlalchemy as sa

from app.db import tables
from app.domain import commands, events
from app.domain.events import Draft
from app.domain.fields import Values
from app.domain.roles import TICKET_RIGHTS
from app.domain.workflow import NeedKind, Transition
from app.errors import InvalidValue, NotFound, NotFromHere
from app.services.tickets import require_open
from app.services.transitions import Part, require_seen, take
from app.services.turn import TakenTicket, Turn
from app.text import tr

_link, _beside = tables.ticket_link.c, tables.ticket_person.c
_DUPLICATE, _AFFECTED = "duplicate_of", "affected"
_PURPOSE = "cancel"


def mark_duplicate(turn: Turn, command: commands.MarkDuplicate) -> None:
    """Link, close, and make requester and affected people affected on the original; all of it or nothing."""
    ticket = turn.ticket()
    require_open(ticket)
    require_seen(ticket, command.seen_step)
    if command.original == command.ticket:
        raise NotFound(tr("A link leads to another ticket of this desk; that one is not here."))
    original = turn.ticket(command.original)
    way = _way_out(ticket)
    _require_first(turn, original)
    ticket.require_right(tr("link tickets"), TICKET_RIGHTS[events.LINKED])
    if command.original not in _originals(turn, ticket):
        said: Values = {"relation": _DUPLICATE, "other": command.original}
        ticket.append(Draft(events.LINKED, said=said))
        turn.ledger.tell_of(events.TICKET_STREAM, command.original, original.held.version)
    reason = command.reason.strip() or tr("Duplicate of {number}.", number=original.name)
    asked = way.arguments(NeedKind.SAID)
    part = Part({}, dict.fromkeys(asked, reason), "" if asked else reason)
    take(turn, ticket, way, part, {})
    _bring_over(turn, ticket, original)


def _way_out(ticket: TakenTicket) -> Transition:
    ways = tuple(ticket.workflow.leaving(ticket.step))
    found = next((each for each in ways if each.purpose == _PURPOSE), None)
    if found is None:
        step = tr(ticket.workflow.step(ticket.step).label)
        possible = [tr(each.label) for each in ways]
        raise NotFromHere(ticket.name, tr("Close as a duplicate"), step, possible)
    return found


def _require_first(turn: Turn, original: TakenTicket) -> None:
    """Raise where the original is a duplicate itself: whoever follows links would go in circles."""
    if _originals(turn, original):
        raise InvalidValue(tr("{number} is itself a duplicate. Choose the ticket that it is a duplicate of.",
                              number=original.name))  # fmt: skip


def _originals(turn: Turn, ticket: TakenTicket) -> set[int]:
    its = (_link.ticket_id == ticket.held.row_id, _link.relation == _DUPLICATE)
    return set(turn.connection.scalars(sa.select(_link.other).where(*its)))


def _bring_over(turn: Turn, ticket: TakenTicket, original: TakenTicket) -> None:
    known = {original.values.get("requester"), *_affected(turn, original)}
    wanted = [ticket.values.get("requester"), *_affected(turn, ticket)]
    people = [each for each in dict.fromkeys(wanted) if each is not None and each not in known]
    if people:
        allowed = TICKET_RIGHTS[events.WATCHED]
        original.require_right(tr("add people to a ticket"), allowed)
    for person in people:
        original.append(Draft(events.WATCHED, said={"relation": _AFFECTED, "person": person}))


def _affected(turn: Turn, ticket: TakenTicket) -> list[int]:
    its = (_beside.ticket_id == ticket.held.row_id, _beside.relation == _AFFECTED)
    statement = sa.select(_beside.person).where(*its).order_by(_beside.person)
    return list(turn.connection.scalars(statement))
