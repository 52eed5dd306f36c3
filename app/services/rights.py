"""Whether somebody may do what they ask, and the sentence that names the right they lack."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from app.domain.commands import Command
from app.domain.roles import SPEAKING_FOR_OTHERS, Standing, Touch, people_with, too_far
from app.errors import MissingRight, NotTheirs
from app.queries.records import name_of, names_of_roles, touched_by_others
from app.text import tr

_FEW = 3


def require_right(
    connection: Connection,
    command: Command,
    actor: Standing,
    action: str,
    allowed: Sequence[str],
    *,
    touch: Touch,
) -> None:
    """Raise unless `actor` holds one of the roles `allowed` and it reaches `touch`.

    Raises MissingRight naming the roles and some who hold them, NotTheirs with the reason.
    """
    speaks = command.on_behalf_of is not None and command.channel not in ("sample", "import")
    if speaks and not actor.roles & set(SPEAKING_FOR_OTHERS):
        _refuse(connection, actor, tr("speak for somebody else"), SPEAKING_FOR_OTHERS)
    if not actor.roles & set(allowed):
        _refuse(connection, actor, action, allowed)
    if not any(
        grant.role in allowed and grant.reaches(touch, lambda: _is_shared(connection, actor, touch))
        for grant in actor.grants
    ):
        raise NotTheirs(too_far(actor, allowed, action))


def _is_shared(connection: Connection, actor: Standing, touch: Touch) -> bool:
    return touch.ticket is not None and touched_by_others(connection, touch.ticket, actor.person)


def _refuse(connection: Connection, actor: Standing, action: str, allowed: Sequence[str]) -> None:
    person = name_of(connection, "person", actor.person) or tr("Somebody unknown to this desk")
    holders = names_of_roles(connection, allowed)
    raise MissingRight(person, action, people_with(allowed), holders[:_FEW])
