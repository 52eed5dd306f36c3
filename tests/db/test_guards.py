"""The guards as a whole: every rule is tried, and what they let through is right."""

import re
from typing import Any

import pytest
from db import (
    test_guards_birth,
    test_guards_canned,
    test_guards_desk,
    test_guards_files,
    test_guards_history,
    test_guards_isolation,
    test_guards_owned,
    test_guards_people,
    test_guards_process,
    test_guards_published,
    test_guards_said,
)
from db.cases import Case, event, refusal, sql
from db.right import IMPORTED
from db.scene import OWNER, Scene

from app.db.guards.install import statements
from app.domain.commands import AddNote, EditTicket, EraseTexts

CASES = [
    *test_guards_birth.CASES,
    *test_guards_canned.CASES,
    *test_guards_desk.CASES,
    *test_guards_files.CASES,
    *test_guards_history.CASES,
    *test_guards_owned.CASES,
    *test_guards_isolation.CASES,
    *test_guards_people.CASES,
    *test_guards_process.CASES,
    *test_guards_published.CASES,
    *test_guards_said.CASES,
]
_SENTENCE = re.compile(r"'([A-Z][^'\n]*\.)'")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_rule_is_broken_by_some_case(database: str) -> None:
    rules = {rule for text in statements(database) for rule in _SENTENCE.findall(text)}
    tried = {case.rule for case in CASES if database in case.on}
    assert sorted(rules - tried) == []


def test_an_imported_past_is_kept_and_then_the_rules_hold(fresh: Scene) -> None:
    scene, world = fresh, fresh.world
    ticket = scene.ids["ticket", "none"]
    past = {"channel": "import", "occurred_at": 1_500_000_000_000_000}
    with scene.client("ada").kept() as run:
        for version, step in enumerate(("Open", "Done"), 1):
            told = event("none", "recorded", says={"off_process": step}, version=version, **past)
            run(told(scene, "ada"))
        run(event("none", "imported", IMPORTED, version=3, **past)(scene, "ada"))
    held = world.held(ticket)
    assert (held.version, held.values["step"], held.values["source_id"]) == (3, "resolved", "IT-7")
    late = Case("late", event("none", "recorded", **past), by="ada")
    assert refusal(scene, late) == "A past is recorded only before its ticket exists."
    skip = Case("skip", event("none", "confirm", {"step": "closed"}))
    assert refusal(scene, skip) == "A transition says what it has to say."
    world.bring("anna", ticket, "reopen", "triage", "resolve", "confirm")
    assert world.held(ticket).values["step"] == "closed"


def _rows(scene: Scene, ticket: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    row = scene.read(f"SELECT * FROM ticket WHERE id = {ticket}")[0]
    history = f"SELECT * FROM ticket_event WHERE ticket_id = {ticket} ORDER BY version"
    return row, scene.read(history)


def _differing(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: other[name] for name in one if one[name] != other[name]}


def test_an_erasure_empties_texts_of_event_and_row_and_nothing_else(fresh: Scene) -> None:
    scene, world = fresh, fresh.world
    ticket = world.log("anna", description="My password is swordfish.")
    world.tell("anna", AddNote, ticket=ticket, text="It is swordfish.")
    world.tell("anna", EditTicket, ticket=ticket, values={"title": "VPN down"})
    row, history = _rows(scene, ticket)
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1, 2), reason="A password.")
    erased, now = _rows(scene, ticket)
    changed = _differing(row, erased)
    assert changed == {"version": 4, "description": "", "updated_at": now[3]["occurred_at"]}
    assert [_differing(*pair) for pair in zip(history, now, strict=False)] == [
        {"texts": "{}"},
        {"texts": "{}"},
        {},
    ]


def test_a_text_is_not_emptied_without_an_erasure_of_its_own(fresh: Scene) -> None:
    scene, world = fresh, fresh.world
    ticket = scene.ids["ticket", "logged"] = world.log("anna")
    world.tell("anna", AddNote, ticket=ticket, text="Thinking.")
    emptied = [
        Case(f"version {version}", sql(f"{EMPTY} WHERE version = {version}"), by=OWNER)
        for version in (1, 2)
    ]
    rule = "An event is never changed."
    assert [refusal(scene, case) for case in emptied] == [rule, rule]
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1,), reason="A name.")
    assert [refusal(scene, case) for case in emptied] == ["", rule]


EMPTY = "UPDATE ticket_event SET texts = '{}'"
