"""What makes a workflow sound: every fault named with its place and its reason."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar
from unicodedata import category

from app.domain.events import SALT, TICKET_KINDS
from app.domain.fields import OWN_PREFIX, ROLES, TICKET_EDITABLE, Kind
from app.domain.needs import is_filled
from app.domain.workflow import PURPOSES, Need, NeedKind, Step, StepClock, Transition, Workflow
from app.text import tr

T = TypeVar("T")

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")
_PREFIX = re.compile(r"[A-Z]{2,5}\Z")
# Words that an event uses itself.
TAKEN = (SALT, "note", "relation", "other", "person", "versions")
# Control characters, half characters, separators of lines and paragraphs.
_UNSHOWN = ("Cc", "Cs", "Zl", "Zp")
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# No process has so many; the database holds no number without an end.
PHASES = 100
_TIERS = re.compile(r"\d(,\d)*\Z")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a workflow: where, and why."""

    place: str
    reason: str


def faults(workflow: Workflow) -> list[Fault]:
    """Give all that is wrong with `workflow`; an empty list says it can be published."""
    found = [*_heading(workflow), *_keys(workflow), *_steps(workflow), *_gestures(workflow)]
    found += [*_labels(workflow), *_own_fields(workflow)]
    for place, transition in _placed(workflow.transitions, "transition"):
        found += _transition(workflow, place, transition)
    found += _one_purpose_each(workflow)
    # Paths are only worth following once every name in them is known.
    return found or [*_reachability(workflow)]


def _placed(items: Iterable[T], name: str) -> Iterator[tuple[str, T]]:
    return ((f"{name}[{position}]", item) for position, item in enumerate(items, 1))


def _heading(workflow: Workflow) -> Iterator[Fault]:
    if not _KEY.match(workflow.key):
        yield Fault("key", tr("a key is lower-case letters, digits and underscores"))
    if not _PREFIX.match(workflow.prefix):
        yield Fault("prefix", tr("a prefix is two to five capital letters"))
    for place, phase in _placed(workflow.phases, "phase"):
        if not 0 < phase.number < PHASES:
            yield Fault(f"{place}.number", tr("phases are counted from 1"))
    if not workflow.steps:
        yield Fault("step", tr("there is no step"))


def _keys(workflow: Workflow) -> Iterator[Fault]:
    names = {
        "phase": [str(phase.number) for phase in workflow.phases],
        "step": [step.key for step in workflow.steps],
        "transition": [each.key for each in workflow.transitions],
        "field": [field.name.removeprefix(OWN_PREFIX) for field in workflow.fields],
        "gesture": [each.key for each in workflow.gestures],
    }
    for name, keys in names.items():
        for key in (key for key, count in Counter(keys).items() if count > 1):
            yield Fault(name, tr("“{key}” is there twice", key=key))
        for place, key in _placed(keys, name):
            if name != "phase" and not _KEY.match(key):
                reason = tr("a key is lower-case letters, digits and underscores")
                yield Fault(f"{place}.key", reason)
    for key in sorted(set(names["gesture"]) & set(names["transition"])):
        yield Fault("gesture", tr("“{key}” is a transition already", key=key))
    for place, key in _placed(names["transition"], "transition"):
        if key in TICKET_KINDS:
            yield Fault(f"{place}.key", tr("“{key}” is a word the desk itself uses", key=key))


def _steps(workflow: Workflow) -> Iterator[Fault]:
    numbers = {phase.number for phase in workflow.phases}
    for place, step in _placed(workflow.steps, "step"):
        if step.phase is not None and step.phase not in numbers:
            yield Fault(f"{place}.phase", tr("there is no phase {number}", number=step.phase))
        if step.awaits not in ("", "user"):
            yield Fault(f"{place}.awaits", tr("unknown: “{name}”", name=step.awaits))
        leaves = any(workflow.leaving(step.key))
        if step.is_final and leaves:
            yield Fault(place, tr("“{key}” is final, yet a transition leaves it", key=step.key))
        if not step.is_final and not leaves:
            yield Fault(place, tr("“{key}” is a dead end that is not final", key=step.key))
    if workflow.steps and workflow.first.clock is not StepClock.RUNS:
        yield Fault("step[1].clock", tr("in the first step the clock runs"))


def _labels(workflow: Workflow) -> Iterator[Fault]:
    yield from _label("title", workflow.title)
    labels = {
        "phase": [each.label for each in workflow.phases],
        "step": [each.label for each in workflow.steps],
        "transition": [each.label for each in workflow.transitions],
        "gesture": [each.label for each in workflow.gestures],
        "field": [each.label for each in workflow.fields],
    }
    for name, found in labels.items():
        for place, label in _placed(found, name):
            yield from _label(f"{place}.label", label)


def _label(place: str, label: str) -> Iterator[Fault]:
    if not is_filled(label):
        yield Fault(place, tr("people need a name to read"))
    elif not _is_line(label):
        yield Fault(place, tr("a name is one line without control characters"))


def _is_line(text: str) -> bool:
    return not any(category(each) in _UNSHOWN or each in _DIRECTIONS for each in text)


def _own_fields(workflow: Workflow) -> Iterator[Fault]:
    for place, field in _placed(workflow.fields, "field"):
        if field.kind is Kind.REFERENCE:
            yield Fault(f"{place}.kind", tr("a field of its own refers to nothing"))
        if field.choices and field.kind is not Kind.WORD:
            yield Fault(f"{place}.choices", tr("only a field of the kind “word” has choices"))
        for position, choice in enumerate(field.choices, 1):
            yield from _label(f"{place}.choices[{position}]", choice)


def _gestures(workflow: Workflow) -> Iterator[Fault]:
    known = {None, *(step.key for step in workflow.steps)}
    for place, gesture in _placed(workflow.gestures, "gesture"):
        chain = workflow.gesture(gesture.key)
        if not gesture.transitions:
            yield Fault(f"{place}.transitions", tr("it takes no transition"))
        if len(chain) != len(gesture.transitions):
            yield Fault(f"{place}.transitions", tr("names an unknown transition"))
            continue
        for one, next_one in pairwise(chain):
            if one.target in known and one.target not in next_one.sources:
                reason = tr("“{next}” does not follow “{one}”", next=next_one.key, one=one.key)
                yield Fault(f"{place}.transitions", reason)


def _transition(workflow: Workflow, place: str, transition: Transition) -> Iterator[Fault]:
    yield from _ways(workflow, place, transition)
    if transition.purpose not in PURPOSES:
        yield Fault(f"{place}.purpose", tr("unknown purpose “{name}”", name=transition.purpose))
    for role in transition.who:
        if role not in ROLES:
            yield Fault(f"{place}.who", tr("unknown role “{name}”", name=role))
    if not transition.who:
        yield Fault(f"{place}.who", tr("nobody may take it"))
    for name, items in (
        ("from", transition.sources),
        ("who", transition.who),
        ("needs", transition.needs),
    ):
        if len(set(items)) < len(items):
            yield Fault(f"{place}.{name}", tr("something is there twice"))
    tiers, fields = transition.arguments(NeedKind.TEAM_TIER), transition.arguments(NeedKind.FIELD)
    if tiers and "team" not in fields:
        yield Fault(f"{place}.needs", tr("a level needs the field “team” beside it"))
    yield from _asked(place, transition, _field_names(workflow))


def _ways(workflow: Workflow, place: str, transition: Transition) -> Iterator[Fault]:
    known = {step.key for step in workflow.steps}
    for source in transition.sources:
        if source not in known:
            yield Fault(f"{place}.from", tr("unknown step “{name}”", name=source))
    if not transition.sources:
        yield Fault(f"{place}.from", tr("it starts nowhere"))
    if transition.target is not None and transition.target not in known:
        yield Fault(f"{place}.to", tr("unknown step “{name}”", name=transition.target))


def _asked(place: str, transition: Transition, fields: set[str]) -> Iterator[Fault]:
    for name in transition.offers:
        if name not in fields:
            yield Fault(f"{place}.offers", tr("unknown field “{name}”", name=name))
    for position, need in enumerate(transition.needs, 1):
        reason = _need(need, fields)
        if reason:
            yield Fault(f"{place}.needs[{position}]", reason)
        elif need.argument and need.kind is NeedKind.NOTE:
            yield from _label(f"{place}.needs[{position}]", need.argument)


def _field_names(workflow: Workflow) -> set[str]:
    return {field.name for field in (*TICKET_EDITABLE, *workflow.fields)}


def _need(need: Need, fields: set[str]) -> str:
    if need.kind is NeedKind.FIELD and need.argument not in fields:
        return tr("unknown field “{name}”", name=need.argument)
    if need.kind is NeedKind.SAID and need.argument in (*fields, *TAKEN):
        return tr("“{name}” means something else already", name=need.argument)
    if need.kind is NeedKind.SAID and not _KEY.match(need.argument):
        return tr("“{name}” is no name", name=need.argument)
    if need.kind is NeedKind.PUBLIC_NOTE and need.argument not in WAITS_ON:
        return tr("waiting on “{name}” is unknown", name=need.argument)
    if need.kind is NeedKind.TEAM_TIER and not _TIERS.match(need.argument):
        return tr("levels are numbers with commas, such as “2,3”")
    return ""


WAITS_ON = ("", "user", "vendor", "change", "problem")


def _one_purpose_each(workflow: Workflow) -> Iterator[Fault]:
    for step in workflow.steps:
        purposes = Counter(each.purpose for each in workflow.leaving(step.key))
        for purpose in (purpose for purpose, count in purposes.items() if count > 1):
            reason = tr(
                "two transitions from “{step}” serve “{purpose}”", step=step.key, purpose=purpose
            )
            yield Fault("transition", reason)


def _reachability(workflow: Workflow) -> Iterator[Fault]:
    onward = {step.key: _onward(workflow, step) for step in workflow.steps}
    reached = _closure({workflow.first.key}, onward)
    for place, step in _placed(workflow.steps, "step"):
        if step.key not in reached:
            yield Fault(place, tr("no way leads to “{key}”", key=step.key))
        elif not any(workflow.step(key).is_final for key in _closure({step.key}, onward)):
            yield Fault(place, tr("no way leads from “{key}” to the end", key=step.key))


def _onward(workflow: Workflow, step: Step) -> set[str]:
    working = {each.key for each in workflow.steps if each.is_working}
    targets: set[str] = set()
    for transition in workflow.leaving(step.key):
        targets |= {transition.target} if transition.target else working
    return targets


def _closure(start: set[str], onward: dict[str, set[str]]) -> set[str]:
    reached, fresh = set(start), set(start)
    while fresh:
        fresh = set().union(*(onward[key] for key in fresh)) - reached
        reached |= fresh
    return reached
