"""Workflows and matrices nobody could work by: the database refuses to have them published, by plain SQL too."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from db.cases import Attack, Case, broken, on_each_database, refusal, thing_event
from db.right import CELLS, DEFINITION, less
from db.scene import Scene

Part = dict[str, Any]
Change = Callable[[Part], object]


def workflow(*changes: Change, **values: Any) -> Attack:
    """Publish a workflow that is right but for what `changes` do to it, or for what `values` replace."""
    told = deepcopy(DEFINITION)
    for change in changes:
        change(told)
    right = {"key": "request", "number": 3, "source": "By hand.", "definition": json.dumps(told)}
    return thing_event("workflow_version", "new", "added", right | values)


def matrix(cells: Mapping[str, Any] | str, number: int = 2) -> Attack:
    """Publish a matrix."""
    text = cells if isinstance(cells, str) else json.dumps(cells)
    return thing_event("matrix", "new", "added", {"number": number, "cells": text})


def put(place: str, value: Any) -> Change:
    """Set one part, such as ``steps.0.clock``."""
    *way, name = (int(each) if each.isdecimal() else each for each in place.split("."))

    def change(told: Any) -> None:
        for each in way:
            told = told[each]
        told[name] = value

    return change


def add(place: str, value: Any) -> Change:
    """Add to a list, such as ``steps``; of a number the item that stands there, once more."""

    def change(told: Any) -> None:
        for each in place.split("."):
            told = told[int(each)] if each.isdecimal() else told[each]
        told.append(deepcopy(told[value] if isinstance(value, int) else value))

    return change


def need(kind: str, argument: str) -> Change:
    """Ask for more on the first way."""
    return add("transitions.0.needs", {"kind": kind, "argument": argument})


def forget(place: str, name: str) -> Change:
    """Leave out a part of the first of a list."""
    return lambda told: told[place][0].pop(name)


CYCLE = {"key": "again", "purpose": "resume", "label": "Again", "sources": ["asked"], "target": "nowhere",
         "who": ["agent"], "needs": [], "offers": [], "public": False}  # fmt: skip
ISLAND = {"key": "nowhere", "label": "Nowhere", "clock": "runs", "phase": None, "awaits": ""}
PHASE = {"number": 1, "label": "Begun"}
FIELD = {"name": "fields.colour", "kind": "word", "label": "Colour", "references": "", "choices": ["red"],
         "required": False, "default": None}  # fmt: skip
GESTURE = {"key": "at_once", "label": "At once", "transitions": ["order", "deliver"]}
LARGE = {f"{impact}.{urgency}": 5 for impact in range(1, 6) for urgency in range(1, 6)}

# Right, so that each case below is wrong in one thing only.
RIGHT = [
    Case("the same workflow again", workflow()),
    Case("the first version of another workflow", workflow(put("key", "other"), key="other", number=1)),
    Case("with a phase", workflow(add("phases", PHASE), put("steps.0.phase", 1))),
    Case("with a field of its own", workflow(add("fields", FIELD), need("field", "fields.colour"))),
    Case("with a gesture", workflow(add("gestures", GESTURE))),
    Case("with needs of every kind", workflow(
        need("said", "reason"), need("note", "what"), need("field", "team"), need("team_tier", "2,3"), need("public_note", "user"))),
    Case("back to the last working step", workflow(add("transitions", CYCLE), put("transitions.2.target", None))),
    Case("a matrix of five levels", matrix(LARGE)),
]  # fmt: skip

FORM = [
    Case("no JSON", workflow(definition="{")),
    Case("no object", workflow(definition="[]")),
    Case("nothing in it", workflow(definition="{}")),
    Case("no steps", workflow(lambda told: told.pop("steps"))),
    Case("steps that are no list", workflow(put("steps", 5))),
    Case("a step that is none", workflow(put("steps.0", "asked"))),
    Case("a step without a clock", workflow(forget("steps", "clock"))),
    Case("a transition without needs", workflow(forget("transitions", "needs"))),
    Case("a need in words", workflow(add("transitions.0.needs", "note"))),
    Case("a key that is a number", workflow(put("steps.0.key", 1))),
    Case("half a phase", workflow(add("phases", {"number": 1.5, "label": "Half"}))),
    Case("a phase beyond all numbers", workflow(add("phases", {"number": 10**30, "label": "Many"}))),
    Case("a phase below all", workflow(add("phases", {"number": -1, "label": "Below"}))),
    Case("a part of one's own", workflow(put("colour", "red"))),
    Case("a part in the place of another", workflow(lambda told: told.pop("gestures"), put("phases1", []))),
    Case("a part that looks like another", workflow(lambda told: told.pop("gestures"), lambda told: told.update({"phases[].label": "x"}))),
    Case("a public way in words", workflow(put("transitions.0.public", "no"))),
]  # fmt: skip

RULES = {
    "Workflow: a new version carries the next number.": [Case("leave out a version", workflow(number=4)),
        Case("begin with the second", workflow(put("key", "other"), key="other", number=2))],
    "A workflow is defined in JSON with all its parts, and nothing else.": FORM,
    "A definition is of the workflow it is published under.": [
        Case("another workflow", workflow(put("key", "incident"))),
    ],
    "The prefix of a workflow is two to five capital letters.": [
        Case(f"prefix {prefix!r}", workflow(put("prefix", prefix))) for prefix in ("", "A", "Req", "REQUEST", "R1")
    ],
    "What people read of a workflow is one line that shows something.": [
        Case("no title", workflow(put("title", " "))),
        Case("a step of blanks", workflow(put("steps.0.label", "\u200b"))),
        Case("a way of two lines", workflow(put("transitions.0.label", "One\nTwo"))),
        Case("a field that reads backwards", workflow(put("fields.0.label", "a\u202eb"))),
        Case("a choice of nothing", workflow(add("fields", FIELD), put("fields.3.choices", [""]))),
    ],
    "A key in a workflow is lower-case letters, digits and underscores, and stands once.": [
        Case("a step in capitals", workflow(put("steps.0.key", "Asked"))),
        Case("a way with a blank", workflow(put("transitions.0.key", "to order"))),
        Case("a key that begins with a digit", workflow(put("steps.0.key", "1st"))),
        Case("two steps of one key", workflow(add("steps", 0))),
        Case("two ways of one key", workflow(add("transitions", 0))),
        Case("a way that is an event", workflow(put("transitions.0.key", "edited"))),
        Case("a gesture that is a way", workflow(add("gestures", GESTURE), put("gestures.0.key", "order"))),
    ],
    "A field of a workflow has a key and a kind, and only a word has choices.": [
        Case("a field of the ticket", workflow(put("fields.0.name", "title"))),
        Case("a field in capitals", workflow(put("fields.0.name", "fields.Reason"))),
        Case("two fields of one name", workflow(add("fields", 0))),
        Case("a field that refers", workflow(put("fields.0.kind", "reference"))),
        Case("a field of a kind of one's own", workflow(put("fields.0.kind", "colour"))),
        Case("a text with choices", workflow(put("fields.0.choices", ["one"]))),
    ],
    "A field of a workflow keeps the kind it had in a version before.": [
        Case("a text that becomes a word", workflow(put("fields.0.kind", "word"))),
        Case("a number that becomes a text", workflow(put("fields.1.kind", "text"))),
    ],
    "The phases of a workflow have numbers of their own from 1 to 99, and its steps name one of them.": [
        Case("a phase nobody made", workflow(put("steps.0.phase", 1))),
        Case("phase 0", workflow(add("phases", {"number": 0, "label": "None"}))),
        Case("phase 100", workflow(add("phases", {"number": 100, "label": "Many"}))),
        Case("one phase twice", workflow(add("phases", PHASE), add("phases", PHASE))),
    ],
    "The clock of a step runs, is paused, is stopped or is final; a step awaits the user or nobody.": [
        Case("a clock of one's own", workflow(put("steps.1.clock", "backwards"))),
        Case("a step that awaits the spring", workflow(put("steps.1.awaits", "spring"))),
    ],
    "In the first step of a workflow the clock runs.": [
        Case("begin at the end", workflow(put("steps.0.clock", "paused"))),
        Case("no step at all", workflow(put("steps", []))),
    ],
    "A transition leads from steps of its workflow to one of them.": [
        Case("to nowhere", workflow(put("transitions.0.target", "nowhere"))),
        Case("from nowhere", workflow(add("transitions.0.sources", "nowhere"))),
        Case("from no step", workflow(put("transitions.0.sources", []))),
        Case("from one step twice", workflow(add("transitions.0.sources", 0))),
    ],
    "A transition serves a purpose there is, and is the only one to serve it from where it starts.": [
        Case("a purpose of one's own", workflow(put("transitions.0.purpose", "amuse"))),
        Case("two ways for one purpose", workflow(add("transitions", {**CYCLE, "purpose": "escalate", "target": "ordered"}))),
    ],
    "A transition is for roles there are.": [
        Case("a role of one's own", workflow(put("transitions.0.who", ["owner"]))),
        Case("for nobody", workflow(put("transitions.0.who", []))),
        Case("for one role twice", workflow(add("transitions.0.who", 0))),
    ],
    "A transition asks, once, for what a ticket or an event can hold.": [
        Case("a need of one's own", workflow(need("wish", "three"))),
        Case("a field nobody made", workflow(need("field", "colour"))),
        Case("a field of the desk's own", workflow(need("field", "step"))),
        Case("a word that is a field", workflow(need("said", "title"))),
        Case("a word that is taken", workflow(need("said", "note"))),
        Case("a word with a blank", workflow(need("said", "so what"))),
        Case("a note for the weather", workflow(need("public_note", "weather"))),
        Case("a level without a team", workflow(need("team_tier", "2,3"))),
        *(Case(f"level {tiers!r}", workflow(need("field", "team"), need("team_tier", tiers)))
          for tiers in ("", "2,", "23", ",2", "2,,3", "two")),
        Case("one need twice", workflow(add("transitions.0.needs", 0))),
        Case("an offer nobody made", workflow(put("transitions.0.offers", ["colour"]))),
    ],
    "A gesture takes transitions of its workflow.": [
        Case("a gesture of nothing", workflow(add("gestures", {**GESTURE, "transitions": []}))),
        Case("a gesture of a way nobody made", workflow(add("gestures", {**GESTURE, "transitions": ["jump"]}))),
    ],
    "A final step is left by no transition, every other step by one.": [
        Case("on from the end", workflow(add("transitions.0.sources", "delivered"))),
        Case("a dead end", workflow(put("steps.2.clock", "stopped"))),
    ],
    "Every step of a workflow is reached from its first and leads to a final one.": [
        Case("a step no way leads to", workflow(
            add("steps", ISLAND), add("transitions", CYCLE), put("transitions.2.sources", ["nowhere"]), put("transitions.2.target", "ordered"))),
        Case("round and round", workflow(
            add("steps", ISLAND), add("transitions", CYCLE), add("transitions.2.sources", "nowhere"))),
    ],
    "Priority matrix: a new version carries the next number.": [
        Case("leave out a matrix", matrix(CELLS, number=3)),
    ],
    "A matrix gives each pair of 3 to 5 levels a priority from 1 to 5.": [
        Case("cells that are no JSON", matrix("{")),
        Case("a list of cells", matrix("[1, 2, 3, 4, 5, 6, 7, 8, 9]")),
        Case("no cells", matrix({})),
        Case("one pair too few", matrix(less(CELLS, "2.2"))),
        Case("one pair too many", matrix(CELLS | {"4.1": 5})),
        Case("a pair beyond the square", matrix(less(CELLS, "2.2") | {"5.1": 5})),
        Case("a pair in words", matrix(less(CELLS, "2.2") | {"2.two": 5})),
        Case("priority 6", matrix(CELLS | {"2.2": 6})),
        Case("half a priority", matrix(CELLS | {"2.2": 1.5})),
        Case("a priority in words", matrix(CELLS | {"2.2": "3"})),
        Case("no priority", matrix(CELLS | {"2.2": None})),
        Case("two levels", matrix({"1.1": 1, "1.2": 2, "2.1": 2, "2.2": 3})),
        Case("six levels", matrix({f"{i}.{u}": 5 for i in range(1, 7) for u in range(1, 7)})),
    ],
}  # fmt: skip
CASES = broken(RULES)


def _by_administrator(scene: Scene, case: Case) -> str:
    return refusal(scene, Case(case.name, case.attack, by="ada"))


@on_each_database(RIGHT)
def test_a_sound_process_is_published(scene: Scene, case: Case) -> None:
    assert _by_administrator(scene, case) == ""


@on_each_database(CASES)
def test_an_unsound_process_is_refused(scene: Scene, case: Case) -> None:
    assert _by_administrator(scene, case) == case.rule
