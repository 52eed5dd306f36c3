"""A workflow is a file; one that cannot be used says in which place, and why."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.definition import definition_of, workflow_from
from app.domain.workflow import NeedKind, StepClock
from app.domain.workflow_rules import faults
from app.errors import WorkflowUnsound
from app.paths import WORKFLOWS
from app.services.workflow_files import read_workflow

SMALL = """
key = "small"
title = "Small"
prefix = "SM"

[[phase]]
number = 1
label = "The only one"

[[step]]
key = "begin"
label = "Begun"
clock = "runs"
phase = 1

[[step]]
key = "middle"
label = "Under way"
clock = "paused"

[[step]]
key = "end"
label = "Ended"
clock = "final"

[[transition]]
key = "go"
purpose = "wait"
label = "Go"
from = ["begin"]
to = "middle"
who = ["agent"]
needs = [{ field = "colour" }, { said = "reason" }]
offers = ["category"]

[[transition]]
key = "finish"
purpose = "confirm"
label = "Finish"
from = ["middle"]
to = "end"
who = ["agent", "lead"]
needs = [{ field = "team" }, { team_tier = "2,3" }, { note = "Why" }, { public_note = "vendor" }]

[[gesture]]
key = "at_once"
label = "At once"
transitions = ["go", "finish"]

[[field]]
key = "colour"
label = "Colour"
kind = "word"
choices = ["red", "blue"]
"""

# What is written instead of what; then the place and the reason the file gives.
FAULTS = {
    "unknown target": ('to = "end"', 'to = "and"', "transition[2].to", "unknown step “and”"),
    "unknown source": ('from = ["begin"]', 'from = ["begin", "start"]', "transition[1].from", "unknown step “start”"),
    "no source": ('from = ["middle"]', "from = []", "transition[2].from", "it starts nowhere"),
    "unknown field": ('{ field = "colour" }', '{ field = "color" }', "transition[1].needs[1]", "unknown field “color”"),
    "unknown offer": ('offers = ["category"]', 'offers = ["kategory"]', "transition[1].offers", "unknown field “kategory”"),
    "unknown need": ("{ said =", "{ sad =", "transition[1].needs[2]", "“sad” is unknown here. Write field, said, note, public_note or team_tier"),
    "unnamed need": ('{ said = "reason" }', '{ said = "the reason" }', "transition[1].needs[2]", "“the reason” is no name"),
    "unknown wait": ('{ public_note = "vendor" }', '{ public_note = "godot" }', "transition[2].needs[4]", "waiting on “godot” is unknown"),
    "unknown level": ('{ team_tier = "2,3" }', '{ team_tier = "two" }', "transition[2].needs[2]", "levels are numbers with commas, such as “2,3”"),
    "unknown role": ('who = ["agent", "lead"]', 'who = ["agent", "king"]', "transition[2].who", "unknown role “king”"),
    "nobody": ('who = ["agent", "lead"]', "who = []", "transition[2].who", "nobody may take it"),
    "unknown purpose": ('purpose = "wait"', 'purpose = "weight"', "transition[1].purpose", "unknown purpose “weight”"),
    "unknown clock": ('clock = "paused"', 'clock = "stands"', "step[2].clock", "“stands” is unknown here. Write runs, paused, stopped or final"),
    "unknown phase": ("phase = 1\n\n[[step]]", "phase = 2\n\n[[step]]", "step[1].phase", "there is no phase 2"),
    "unknown awaits": ('clock = "paused"', 'clock = "paused"\nawaits = "godot"', "step[2].awaits", "unknown: “godot”"),
    "first clock": ('clock = "runs"', 'clock = "paused"', "step[1].clock", "in the first step the clock runs"),
    "dead end": ('key = "end"\nlabel = "Ended"\nclock = "final"', 'key = "end"\nlabel = "Ended"\nclock = "stopped"', "step[3]", "“end” is a dead end that is not final"),
    "final step left": ('from = ["middle"]', 'from = ["middle", "end"]', "step[3]", "“end” is final, yet a transition leaves it"),
    "gesture does not chain": ('transitions = ["go", "finish"]', 'transitions = ["finish", "go"]', "gesture[1].transitions", "“go” does not follow “finish”"),
    "gesture of nothing known": ('transitions = ["go", "finish"]', 'transitions = ["go", "end"]', "gesture[1].transitions", "names an unknown transition"),
    "gesture is a transition": ('key = "at_once"', 'key = "go"', "gesture", "“go” is a transition already"),
    "word of the desk": ('key = "finish"', 'key = "noted"', "transition[2].key", "“noted” is a word the desk itself uses"),
    "key": ('key = "small"', 'key = "Small one"', "key", "a key is lower-case letters, digits and underscores"),
    "key of a field": ('key = "colour"', 'key = "Colour"', "field[1].key", "a key is lower-case letters, digits and underscores"),
    "prefix": ('prefix = "SM"', 'prefix = "S1"', "prefix", "a prefix is two to five capital letters"),
    "wrong type": ("number = 1", 'number = "1"', "phase[1].number", "a whole number belongs here, not a text in quotation marks"),
    "wrong type deep down": ('from = ["middle"]', "from = [3]", "transition[2].from[1]", "a text in quotation marks belongs here, not a whole number"),
    "unknown key": ('label = "Begun"', 'label = "Begun"\ncolour = "red"', "step[1]", "“colour” is not known here"),
    "unknown key of the file": ('title = "Small"', 'title = "Small"\nauthor = "me"', "the file", "“author” is not known here"),
    "missing key": ('label = "Begun"\n', "", "step[1]", "“label” is missing"),
    "broken": ('title = "Small"', 'title = "Small', "line 3, column 15", "this is no TOML: illegal character '\\n'"),
    "said twice": ('title = "Small"', 'title = "a"\ntitle = "b"', "line 4, column 12", "this is no TOML: cannot overwrite a value"),
    "cut off": ('choices = ["red", "blue"]', 'choices = ["red"', "the end of the file", "this is no TOML: unclosed array"),
    "empty need": ('{ said = "reason" }', "{}", "transition[1].needs[2]", 'a need asks for one thing, such as { field = "category" }'),
    "two needs in one": ('{ said = "reason" }', '{ said = "reason", note = "" }', "transition[1].needs[2]", 'a need asks for one thing, such as { field = "category" }'),
    "unknown kind": ('kind = "word"', 'kind = "owl"', "field[1].kind", "“owl” is unknown here. Write text, word, number, flag or moment"),
    "choices of a text": ('kind = "word"', 'kind = "text"', "field[1].choices", "only a field of the kind “word” has choices"),
    "empty choice": ('"blue"]', '""]', "field[1].choices[2]", "people need a name to read"),
    "control character": ('label = "Begun"', 'label = "Be\\u001bgun"', "step[1].label", "a name is one line without control characters"),
    "label of two lines": ('label = "Go"', 'label = "Go\\non"', "transition[1].label", "a name is one line without control characters"),
    "turned label": ('label = "Colour"', 'label = "\\u202eruoloC"', "field[1].label", "a name is one line without control characters"),
    "label without width": ('label = "At once"', 'label = "\\u200b"', "gesture[1].label", "people need a name to read"),
    "turned title": ('title = "Small"', 'title = "S\\u0007"', "title", "a name is one line without control characters"),
    "note of two lines": ('note = "Why"', 'note = "Why\\nnot"', "transition[2].needs[3]", "a name is one line without control characters"),
    "phase of no number": ("number = 1", "number = -1", "phase[1].number", "phases are counted from 1"),
    "huge number": ("number = 1", "number = 99999999999999999999999", "phase[1].number", "phases are counted from 1"),
    "a date": ('title = "Small"', "title = 2026-11-24", "title", "a text in quotation marks belongs here, not a date"),
    "a text of all": ('offers = ["category"]', 'offers = "category"', "transition[1].offers", "a list in square brackets belongs here, not a text in quotation marks"),
}  # fmt: skip


def _faults(source: str) -> tuple[tuple[str, str], ...]:
    with pytest.raises(WorkflowUnsound) as caught:
        read_workflow(source, "small.toml")
    sentence = str(caught.value)
    assert sentence.splitlines() == [
        f"small.toml: {place}: {reason}" for place, reason in caught.value.faults
    ]
    return caught.value.faults


def _instead(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def test_the_small_workflow_is_sound() -> None:
    assert faults(read_workflow(SMALL, "small.toml")) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_place_and_reason(name: str) -> None:
    old, new, place, reason = FAULTS[name]
    assert (place, reason) in _faults(_instead(old, new))


def test_a_file_with_several_faults_tells_them_all() -> None:
    source = _instead('prefix = "SM"', 'prefix = "s"').replace('"lead"', '"king"')
    assert {place for place, _ in _faults(source)} == {"prefix", "transition[2].who"}


@pytest.mark.parametrize("kind", ["phase", "step", "transition", "gesture", "field"])
def test_a_key_stands_once(kind: str) -> None:
    start = SMALL.index(f"[[{kind}]]")
    block = SMALL[start:].split("\n\n", maxsplit=1)[0]
    key = "1" if kind == "phase" else block.split('key = "')[1].split('"')[0]
    assert (kind, f"“{key}” is there twice") in _faults(f"{SMALL}\n{block}\n")


def test_two_transitions_from_one_step_never_serve_one_purpose() -> None:
    again = (
        SMALL[SMALL.index("[[transition]]") :]
        .split("\n\n", maxsplit=1)[0]
        .replace('"go"', '"walk"')
    )
    reason = "two transitions from “begin” serve “wait”"
    assert ("transition", reason) in _faults(f"{SMALL}\n{again}\n")


_LOST = """
[[step]]
key = "lost"
label = "Lost"
clock = "paused"

[[transition]]
key = "stray"
purpose = "resume"
label = "Stray"
from = ["lost"]
to = "%s"
who = ["agent"]
"""


def test_every_step_is_reached() -> None:
    assert _faults(SMALL + _LOST % "middle") == (("step[4]", "no way leads to “lost”"),)


def test_every_step_leads_to_the_end() -> None:
    source = _instead('to = "middle"', 'to = "lost"').replace('["middle"]', '["begin"]')
    source = source.replace('["go", "finish"]', '["finish"]').replace("middle", "lost")
    round_and_round = _LOST[_LOST.index("[[transition]]") :] % "lost"
    told = _faults(f"{source}\n{round_and_round}")
    assert told == (("step[2]", "no way leads from “lost” to the end"),)


def test_an_empty_file_says_what_is_missing() -> None:
    assert _faults("") == (("the file", "“key” is missing"),)
    heading = SMALL[: SMALL.index("[[phase]]")]
    assert ("step", "there is no step") in _faults(
        f"{heading}phase = []\nstep = []\ntransition = []"
    )


@pytest.mark.parametrize("deep", ["x = " + "[" * 5_000, "x = " + "{a=" * 5_000])
def test_a_file_nested_too_deeply_says_so(deep: str) -> None:
    assert _faults(deep) == (("the file", "it is nested too deeply"),)


@given(st.text(max_size=60))
def test_no_file_at_all_does_worse_than_be_unsound(source: str) -> None:
    with pytest.raises(WorkflowUnsound):
        read_workflow(source, "any.toml")


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 40))
def test_a_file_with_a_hole_is_sound_or_says_where_it_is_not(start: int, length: int) -> None:
    source = SMALL[:start] + SMALL[start + length :]
    assert all(place and reason for place, reason in _told(source))


def _told(source: str) -> Iterable[tuple[str, str]]:
    try:
        workflow = read_workflow(source, "holed.toml")
    except WorkflowUnsound as error:
        return error.faults
    assert faults(workflow) == []
    return ()


@pytest.mark.parametrize("file", sorted(each.name for each in WORKFLOWS.glob("*.toml")))
def test_what_comes_with_the_program_is_sound(file: str) -> None:
    source = (WORKFLOWS / file).read_text(encoding="utf-8")
    assert faults(read_workflow(source, file)) == []


def test_a_published_definition_is_read_back_the_same() -> None:
    for source in (SMALL, (WORKFLOWS / "incident.toml").read_text(encoding="utf-8")):
        workflow = read_workflow(source, "a.toml")
        definition = definition_of(workflow)
        assert workflow_from(definition) == workflow
        assert definition_of(workflow_from(definition)) == definition


def test_a_workflow_of_its_own_fields_names_them_apart() -> None:
    workflow = read_workflow(SMALL, "small.toml")
    go = workflow.transition("go")
    assert go is not None
    assert go.arguments(NeedKind.FIELD) == ("fields.colour",)
    assert workflow.fields[0].choices == ("red", "blue")
    assert workflow.step("middle").clock is StepClock.PAUSED
