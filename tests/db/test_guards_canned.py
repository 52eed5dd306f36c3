"""Canned texts by plain SQL: whose they are, whom they are shared with, and what they are called."""

from typing import Any

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
SAYS = {"name": "thanks", "text": "Thank you.", "active": 1}
OTHER = {"text": "Many thanks."}
AWAY = {"active": 0}


def added(owner: Id, **different: Any) -> Attack:
    """Write a new text."""
    return thing_event("canned_text", "new", "added", {**SAYS, "owner": owner, **different})


def edited(text: str, sets: dict[str, Any], **columns: Any) -> Attack:
    """Change a text of the scene."""
    return thing_event("canned_text", text, "edited", sets, **columns)


# Right, so that each case below is wrong in one thing only. Ben has shared his with the team that anna is in and lena leads.
RIGHT = [
    Case("an agent writes a text", added(ANNA)),
    Case("knowledge writes a text", added(Id("person", "kay")), by="kay"),
    Case("a member shares a text", added(ANNA, team=DESK)),
    Case("an owner changes a text", edited("hello", OTHER)),
    Case("a lead changes the team's text", edited("desk", OTHER), by="lena"),
    Case("a lead removes the team's text", edited("desk", AWAY), by="lena"),
    Case("an administrator shares with any team", added(Id("person", "ada"), team=NETWORK), by="ada"),
    Case("the same name for oneself and for the team", added(ANNA, name="hello", team=DESK)),
    Case("the same name for two teams", added(Id("person", "ada"), name="desk", team=NETWORK), by="ada"),
    Case("a name that a retired text had", added(ANNA, name="hello"), first=(edited("hello", AWAY),)),
]  # fmt: skip

RULES = {
    "Canned text: its owner changes it, who leads its team, or an administrator.": [
        Case("write one for somebody else", added(BEN)),
        Case("change another's", edited("hello", OTHER), by="ben"),
        Case("a lead changes a member's own", edited("hello", OTHER), by="lena"),
        Case("a member changes what another has shared", edited("desk", OTHER)),
        Case("take what another has shared", edited("desk", {"owner": ANNA})),
        Case("a requester writes one", added(Id("person", "uma")), by="uma", on=SQLITE),
        Case("monitoring writes one", added(Id("person", "probe")), by="probe", on=SQLITE),
    ],
    "Canned text: it is shared with a team by who is in it or leads it.": [
        Case("share with a team of others", edited("hello", {"team": NETWORK})),
        Case("a lead shares with a team of others", added(LENA, team=NETWORK), by="lena"),
    ],
    'new row violates row-level security policy for table "desk_event"': [
        Case("the counter writes one", added(Id("person", "kiosk")), by="kiosk", on=POSTGRESQL),
    ],
    "A canned text has one word for a name.": [
        Case("two words", added(ANNA, name="thank you")),
        Case("two words by a blank of another kind", added(ANNA, name="thank\u00a0you")),
        Case("a letter that nobody sees", added(ANNA, name="thanks\u200b")),
        Case("a slash of its own", edited("hello", {"name": "/hello"})),
    ],
    "A text of a record shows something, or there is none.": [
        Case("a text of blanks", edited("hello", {"text": " \n\u200b"})),
        Case("a name of blanks", edited("hello", {"name": "\u200b"})),
    ],
    "An event names only what is in use.": [
        Case("share with a retired team", added(Id("person", "ada"), team=OLD), by="ada"),
    ],
    "Canned text: another record has the same owner and name and team or team and name.": [
        Case("a name that the team's text of another has", added(ANNA, name="desk", team=DESK), on=SQLITE),
        Case("share under a name that the team has", edited("hello", {"name": "desk", "team": DESK}), on=SQLITE),
    ],
    'duplicate key value violates unique constraint "canned_text_team_name_key"': [
        Case("a name that the team's text of another has", added(ANNA, name="desk", team=DESK), on=POSTGRESQL),
        Case("share under a name that the team has", edited("hello", {"name": "desk", "team": DESK}), on=POSTGRESQL),
    ],
}  # fmt: skip
CASES = broken(RULES)


@on_each_database(RIGHT)
def test_a_right_text_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_wrong_text_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule


def test_the_counter_reads_none(fresh: Scene) -> None:
    if fresh.world.is_sqlite:
        return
    fresh.stage()
    read = "SELECT count(*) AS n FROM canned_text"
    assert [fresh.client(each).read(read)[0]["n"] for each in ("anna", "kiosk")] == [2, 0]
