"""What people keep themselves, by plain SQL: whose it is, whom it is shared with, and what it may be."""

from typing import Any

import pytest
from db.cases import (
    POSTGRESQL,
    SQLITE,
    Attack,
    Case,
    Id,
    broken,
    on_each_database,
    refusal,
    thing_event,
)
from db.scene import Scene

ANNA, BEN, LENA = (Id("person", login) for login in ("anna", "ben", "lena"))
DESK, NETWORK, OLD = (Id("team", name) for name in ("Service desk", "Network", "Night shift"))
SHOWN = {"name": "New", "base": "open", "sort": "priority", "descending": 0, "columns": "ticket", "active": 1}  # fmt: skip
NAMED = {"name": "Other"}
AWAY = {"active": 0}


def added(owner: Id, **different: Any) -> Attack:
    """Save a new view."""
    return thing_event("saved_view", "new", "added", {**SHOWN, "owner": owner, **different})


def edited(view: str, sets: dict[str, Any], **columns: Any) -> Attack:
    """Change a view of the scene."""
    return thing_event("saved_view", view, "edited", sets, **columns)


def showing(columns: str) -> Attack:
    """Give anna's view other columns."""
    return edited("anna", {"columns": columns})


# Right, so that each case below is wrong in one thing only.
RIGHT = [
    Case("an agent saves a view", added(ANNA)),
    Case("knowledge saves a view", added(Id("person", "kay")), by="kay"),
    Case("an owner renames a view", edited("anna", NAMED)),
    Case("an owner removes a view", edited("shared", AWAY)),
    Case("a member shares a view", edited("anna", {"team": DESK})),
    Case("an owner takes a view back", edited("shared", {"team": None})),
    Case("a lead saves a view for the team", added(LENA, team=DESK), by="lena"),
    Case("a lead changes the team's view", edited("shared", {"conditions": "p1"}), by="lena"),
    Case("a lead removes the team's view", edited("shared", AWAY), by="lena"),
    Case("an administrator removes anybody's view", edited("ben", AWAY), by="ada"),
    Case("an administrator gives a view to somebody else", edited("shared", {"owner": BEN}), by="ada"),
    Case("an administrator shares with any team", added(Id("person", "ada"), team=NETWORK), by="ada"),
    Case("eight columns", showing("priority ticket step team age updated number requester")),
    Case("a name that a removed view had", added(ANNA, name="Mine"), first=(edited("anna", AWAY),)),
]  # fmt: skip

RULES = {
    "View: its owner changes it, who leads its team, or an administrator.": [
        Case("change a colleague's view", edited("ben", NAMED)),
        Case("remove a colleague's view", edited("ben", AWAY)),
        Case("a lead changes what is not shared", edited("ben", NAMED), by="lena"),
        Case("somebody else changes the team's view", edited("shared", NAMED), by="ben"),
        Case("save a view for somebody else", added(BEN)),
        Case("give one's view away", edited("anna", {"owner": BEN})),
        Case("take a colleague's view", edited("ben", {"owner": ANNA})),
        Case("a lead takes the team's view", edited("shared", {"owner": LENA}), by="lena"),
        Case("a requester saves a view", added(Id("person", "uma"), name="Hers"), by="uma", on=SQLITE),
        Case("the counter saves a view", added(Id("person", "kiosk")), by="kiosk", on=SQLITE),
        Case("an import in a colleague's name", edited("ben", NAMED, channel="import", actor=ANNA), by="ada", on=SQLITE),
    ],
    'new row violates row-level security policy for table "desk_event"': [
        Case("the counter saves a view", added(Id("person", "kiosk")), by="kiosk", on=POSTGRESQL),
    ],
    "The actor of an event is the person whose login it is.": [
        Case("remove a view in its owner's name", edited("ben", AWAY, actor=BEN), on=POSTGRESQL),
    ],
    "View: it is shared with a team by who is in it or leads it.": [
        Case("share with a team of others", edited("anna", {"team": NETWORK})),
        Case("save for a team of others", added(ANNA, team=NETWORK)),
        Case("a lead shares with another team", added(LENA, team=NETWORK), by="lena"),
        Case("a lead gives the team's view to another team", edited("shared", {"team": NETWORK}), by="lena"),
    ],
    "A view has the ticket among its columns, at most 8, and none twice.": [
        Case("without the ticket", showing("priority")),
        Case("the ticket twice", showing("ticket step ticket")),
        Case("nine columns", showing("priority ticket step team age updated number requester category")),
        Case("a column nobody made", showing("ticket colour")),
        Case("a gap", showing("ticket  step")),
        Case("a sign that ends a text", showing('ticket","step')),
    ],
    "A value fits its field.": [
        Case("begin nowhere", edited("anna", {"base": "nowhere"})),
        Case("an order of one's own", edited("anna", {"sort": "title"})),
        Case("half descending", edited("anna", {"descending": 2})),
    ],
    "An event names only what is in use.": [
        Case("share with a team that is no more", edited("shared", {"team": OLD}), by="ada"),
    ],
    "A text of a record shows something, or there is none.": [
        Case("a view of blanks", edited("anna", {"name": " \u200b"})),
        Case("conditions of blanks", edited("anna", {"conditions": " "})),
    ],
    "View: another record has the same owner and name or team and name.": [
        Case("bring back a view whose name is taken", edited("anna", {"active": 1}), on=SQLITE,
             first=(edited("anna", AWAY), added(ANNA, name="Mine"))),
        Case("a second view of the team's", added(LENA, name="Ours", team=DESK), by="lena", on=SQLITE),
    ],
    'duplicate key value violates unique constraint "saved_view_owner_name_key"': [
        Case("two views of one name", edited("anna", {"name": "Ours"}), on=POSTGRESQL),
    ],
    'duplicate key value violates unique constraint "saved_view_team_name_key"': [
        Case("a second view of the team's", added(LENA, name="Ours", team=DESK), by="lena", on=POSTGRESQL),
    ],
}  # fmt: skip
CASES = broken(RULES)


@on_each_database(RIGHT)
def test_a_right_event_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_wrong_one_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule


@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_staff_see_every_view(scene: Scene) -> None:
    seen = scene.client("kay").read("SELECT count(*) AS n FROM saved_view")
    assert seen == [{"n": 3}]
