"""Who may do what."""

from dataclasses import replace

import pytest

from app.domain import events
from app.domain.fields import ROLES
from app.domain.roles import (
    SPEAKING_FOR_OTHERS,
    THING_ROLES,
    TICKET_RIGHTS,
    Grant,
    Standing,
    Touch,
)

TEAM, OTHER_TEAM, UMA, VIC = 1, 2, 3, 4
TICKET = Touch(ticket=9, team=TEAM, requester=UMA)


def _alone() -> bool:
    return False


def _shared() -> bool:
    return True


def test_every_kind_of_event_names_known_roles() -> None:
    assert set(TICKET_RIGHTS) == set(events.TICKET_KINDS)
    named = {role for roles in TICKET_RIGHTS.values() for role in roles}
    assert named | set(THING_ROLES) | set(SPEAKING_FOR_OTHERS) == set(ROLES)


def test_only_administrators_erase_import_and_change_the_desk() -> None:
    assert THING_ROLES == ("administrator",)
    for kind in (events.ERASED, events.RECORDED, events.IMPORTED):
        assert TICKET_RIGHTS[kind] == ("administrator",)


def test_the_counter_logs_replies_and_adds_people_and_nothing_else() -> None:
    assert {kind for kind, roles in TICKET_RIGHTS.items() if "counter" in roles} == {
        events.OPENED,
        events.REPLIED,
        events.WATCHED,
        events.UNWATCHED,
    }


@pytest.mark.parametrize(
    ("team", "ticket", "reaches"),
    [(TEAM, TEAM, True), (TEAM, OTHER_TEAM, False), (None, OTHER_TEAM, True), (TEAM, None, True)],
)
def test_a_lead_reaches_the_tickets_of_the_own_team(
    team: int | None, ticket: int | None, reaches: bool
) -> None:
    assert Grant("lead", team).reaches(Touch(ticket=9, team=ticket), _shared) is reaches


def test_monitoring_reaches_what_nobody_else_touched() -> None:
    assert Grant("monitor").reaches(TICKET, _alone)
    assert not Grant("monitor").reaches(TICKET, _shared)


@pytest.mark.parametrize(("speaker", "reaches"), [(UMA, True), (VIC, False), (None, False)])
def test_the_counter_passes_on_the_requesters_word(speaker: int | None, reaches: bool) -> None:
    touch = Touch(ticket=9, requester=UMA, on_behalf_of=speaker, at_counter=True)
    assert Grant("counter").reaches(touch, _shared) is reaches
    assert not Grant("counter").reaches(replace(touch, is_own=False), _shared)
    assert not Grant("counter").reaches(replace(touch, at_counter=False), _shared)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"counter"}))
def test_nobody_else_comes_in_by_the_counter(role: str) -> None:
    assert not Grant(role).reaches(Touch(at_counter=True), _alone)


def test_the_counter_speaks_for_nobody_where_nobody_asked() -> None:
    assert not Grant("counter").reaches(Touch(ticket=9), _shared)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"lead", "monitor", "counter"}))
def test_everybody_else_reaches_every_ticket(role: str) -> None:
    assert Grant(role).reaches(TICKET, _shared)


def test_a_touch_takes_team_and_requester_from_the_columns() -> None:
    assert Touch.of(9, {"team": TEAM, "requester": UMA}, VIC) == Touch(9, TEAM, UMA, VIC)
    assert Touch.of(None, {"team": None, "requester": "x"}, None) == Touch()


def test_a_standing_gives_the_roles_whatever_the_team() -> None:
    standing = Standing(7, (Grant("lead", TEAM), Grant("lead", OTHER_TEAM), Grant("agent")))
    assert standing.roles == {"lead", "agent"}
    assert Standing(7, ()).roles == frozenset()
