"""What people keep themselves and may share with a team: who changes it, and what it may be."""

from app.domain.canned import plain_name, text_fault
from app.domain.fields import CANNED_TEXT, Thing, Values
from app.domain.roles import STAFF, THING_ROLES, Touch, keeps, shares
from app.domain.saved_views import SAVED_VIEW, fault_of
from app.errors import InvalidValue, NotTheirs
from app.queries.people import teams_of
from app.queries.records import name_of
from app.services.turn import Turn
from app.text import tr


def require_keeper(turn: Turn, thing: Thing, held: Values, wanted: Values) -> None:
    """Raise unless the actor may make `wanted` of what is `held` (of something new: nothing).

    Raises MissingRight for who has no role, NotTheirs for who is neither its owner nor leads its team.
    """
    label = tr(thing.label).lower()
    turn.require_right(tr("keep a {thing}", thing=label), STAFF, Touch())
    me, owner = turn.standing, held.get("owner", wanted.get("owner"))
    is_given_away = wanted.get("owner", owner) != owner
    if not keeps(me, owner, held.get("team")) or (
        is_given_away and not {*me.roles} & {*THING_ROLES}
    ):
        raise NotTheirs(
            tr(
                "“{name}” is kept by {owner}. To change it takes them, who leads its team, or an administrator. Make a "
                "{thing} of your own.",
                name=held.get("name", wanted.get("name")),
                owner=name_of(turn.connection, "person", owner if isinstance(owner, int) else None),
                thing=label,
            )
        )
    team = wanted.get("team")
    is_new = isinstance(team, int) and team != held.get("team")
    if is_new and not shares(me, team, teams_of(turn.connection, me.person)):
        name = name_of(turn.connection, "team", team if isinstance(team, int) else None)
        raise NotTheirs(tr("“{team}” is not a team of yours: who is in it or leads it shares a {thing} with it.",
                           team=name, thing=label))  # fmt: skip


def as_kept(thing: Thing, told: Values) -> Values:
    """Give values as they are kept: the name of a canned text without its slash, in small letters."""
    name = told.get("name")
    if thing.name != CANNED_TEXT or not isinstance(name, str):
        return told
    return {**told, "name": plain_name(name)}


def require_sound(thing: Thing, values: Values) -> None:
    """Raise InvalidValue saying why a thing cannot be what `values` say."""
    faults = {SAVED_VIEW: fault_of, CANNED_TEXT: text_fault}
    fault = faults[thing.name](values) if thing.name in faults else ""
    if fault:
        raise InvalidValue(fault)
