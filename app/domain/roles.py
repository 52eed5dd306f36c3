"""Who may do what: each kind of event names the roles that may bring it about.

The guards in the database are generated from the same table.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from app.domain import events
from app.domain.fields import ROLES, Value, Values
from app.text import tr

_DESK = ("agent", "resolver", "lead")
# Whoever holds one of these works on tickets.
ROLES_AT_WORK = _DESK

# What each role may do to a ticket, beside the transitions, whose roles stand in their workflow.
TICKET_RIGHTS: Mapping[str, tuple[str, ...]] = {
    events.OPENED: (*_DESK, "counter", "monitor", "service"),
    events.EDITED: (*_DESK, "monitor", "service"),
    events.ASSIGNED: (*_DESK, "service"),
    events.NOTED: (*_DESK, "knowledge", "monitor", "service"),
    events.REPLIED: (*_DESK, "counter", "service"),
    events.LINKED: (*_DESK, "service"),
    events.UNLINKED: (*_DESK, "service"),
    events.WATCHED: (*_DESK, "knowledge", "counter", "service"),
    events.UNWATCHED: (*_DESK, "knowledge", "counter", "service"),
    events.ATTACHED: (*_DESK, "knowledge", "monitor", "service"),
    events.DETACHED: (*_DESK, "knowledge", "service"),
    events.MOVED: ("lead", "administrator"),
    events.ERASED: ("administrator",),
    events.RECORDED: ("administrator",),
    events.IMPORTED: ("administrator",),
}
THING_ROLES = ("administrator",)

# Accounts of programs, not of people.
MACHINES = ("counter", "monitor", "service")
STAFF = tuple(role for role in ROLES if role not in MACHINES)

# What the counter's form asks; whatever else a ticket has is the desk's to say.
COUNTER_FIELDS = ("title", "description", "requester", "contact", "category", "service")
COUNTER = "counter"

# Those who pass on somebody else's word, and so may act on behalf of a person.
SPEAKING_FOR_OTHERS = ("counter", "service")


@dataclass(frozen=True)
class Touch:
    """What a right depends on, of the ticket somebody is about to touch (none: a new one)."""

    ticket: int | None = None
    team: int | None = None
    requester: int | None = None
    on_behalf_of: int | None = None
    at_counter: bool = False
    is_own: bool = True

    @staticmethod
    def of(
        ticket: int | None, values: Values, on_behalf_of: int | None, *, is_own: bool = True
    ) -> "Touch":
        """Take team and requester from a ticket's columns."""
        team, requester = values.get("team"), values.get("requester")
        return Touch(
            ticket,
            team if isinstance(team, int) else None,
            requester if isinstance(requester, int) else None,
            on_behalf_of,
            is_own=is_own,
        )


@dataclass(frozen=True)
class Grant:
    """A role a person has; for a lead, of which team (None: of every team)."""

    role: str
    team: int | None = None

    def reaches(self, touch: Touch, is_shared: Callable[[], bool]) -> bool:
        """Say whether the role extends to a ticket; `is_shared` tells if others have touched it."""
        if touch.at_counter and self.role != COUNTER:
            return False
        if self.role == "lead":
            return self.team is None or touch.team is None or self.team == touch.team
        if self.role == "monitor":
            return not is_shared()
        if self.role == COUNTER:
            speaks = touch.on_behalf_of is not None and touch.on_behalf_of == touch.requester
            return speaks and touch.at_counter and touch.is_own
        return True


@dataclass(frozen=True)
class Standing:
    """Who somebody is at this desk: the person and the roles they hold."""

    person: int
    grants: tuple[Grant, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Give the roles this person holds, whatever the team."""
        return frozenset(grant.role for grant in self.grants)


def leads(person: Standing, team: Value) -> bool:
    """Say whether somebody leads a team."""
    return any(grant.role == "lead" and grant.team in (None, team) for grant in person.grants)


def keeps(person: Standing, owner: Value, team: Value) -> bool:
    """Say whether somebody may change what is `owner`'s, shared with a team or (None) with nobody."""
    if not person.roles.isdisjoint(THING_ROLES):
        return True
    is_own = owner == person.person and not person.roles.isdisjoint(STAFF)
    return is_own or (team is not None and leads(person, team))


def shares(person: Standing, team: Value, teams: Collection[Value]) -> bool:
    """Say whether somebody who is in `teams` may share something with a team."""
    return team in teams or leads(person, team) or not person.roles.isdisjoint(THING_ROLES)


def role_label(role: str) -> str:
    """Give the name people call a role by."""
    labels = {
        "agent": tr("agent"),
        "resolver": tr("resolver"),
        "lead": tr("team lead"),
        "knowledge": tr("knowledge"),
        "administrator": tr("administrator"),
        "counter": tr("counter"),
        "monitor": tr("monitoring"),
        "service": tr("service account"),
    }
    return labels[role]


def people_with(roles: Sequence[str]) -> list[str]:
    """Give whom a sentence names for what `roles` may do; programs only where nobody else may."""
    people = [role for role in roles if role not in MACHINES] or roles
    labels = {
        "agent": tr("agents"),
        "resolver": tr("resolvers"),
        "lead": tr("team leads"),
        "knowledge": tr("knowledge authors"),
        "administrator": tr("administrators"),
        "counter": tr("the counter"),
        "monitor": tr("monitoring"),
        "service": tr("service accounts"),
    }
    return [labels[role] for role in people]


def too_far(person: Standing, allowed: Sequence[str], action: str) -> str:
    """Say why a role that may do `action` does not reach this ticket."""
    role = next(grant.role for grant in person.grants if grant.role in allowed)
    reasons: Mapping[str, Callable[[], str]] = {
        "lead": lambda: tr("“{action}”: a lead may do this on the tickets of their own team only.",
                           action=action),
        "monitor": lambda: tr("“{action}”: monitoring may do this on its own tickets only, and only "
                              "until somebody else has touched them.", action=action),
        "counter": lambda: tr("“{action}”: the counter passes on the requester's word only, on tickets "
                              "opened there.", action=action),
    }  # fmt: skip
    # Whoever works here and says to be the counter.
    at_work = tr("“{action}”: only the counter itself comes in by its channel.", action=action)
    return reasons[role]() if role in reasons else at_work
