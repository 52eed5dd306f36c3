"""Who is named in a note comes to stand beside the ticket, by the same command."""

import sqlalchemy as sa

from app.db import tables
from app.domain import events
from app.domain.events import Draft
from app.domain.fields import MENTIONED
from app.domain.mentions import mentioned_logins
from app.domain.roles import STAFF, TICKET_RIGHTS
from app.services.turn import TakenTicket

_person, _grant = tables.things["person"].c, tables.things["role_grant"].c
_beside = tables.ticket_person.c


def note_mentions(ticket: TakenTicket, text: str) -> None:
    """Put colleagues that a text for staff names beside the ticket; other words with an @ are words."""
    logins = mentioned_logins(text)
    if not logins or not ticket.turn.standing.roles & set(TICKET_RIGHTS[events.WATCHED]):
        return
    is_staff = sa.exists().where(
        _grant.person == _person.id, _grant.active == 1, _grant.role.in_(STAFF)
    )
    is_there = sa.exists().where(
        _beside.ticket_id == ticket.held.row_id,
        _beside.person == _person.id,
        _beside.relation == MENTIONED,
    )
    named = sa.select(_person.id).where(
        sa.func.lower(_person.login).in_(logins), _person.active == 1, is_staff, ~is_there
    )
    for person in ticket.turn.connection.scalars(named.order_by(_person.id)).all():
        said = {"relation": MENTIONED, "person": person}
        ticket.append(Draft(events.WATCHED, said=said))
