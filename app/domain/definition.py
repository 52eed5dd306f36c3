"""A workflow as it is stored when published: canonical JSON, read back into the same workflow."""

from dataclasses import asdict
from typing import Any

from app.domain.canonical import canonical, parsed
from app.domain.fields import Field, Kind
from app.domain.workflow import (
    Gesture,
    Need,
    NeedKind,
    Phase,
    Step,
    StepClock,
    Transition,
    Workflow,
)


def definition_of(workflow: Workflow) -> str:
    """Give a workflow as canonical JSON."""
    return canonical(asdict(workflow))


def workflow_from(definition: str) -> Workflow:
    """Read a workflow back from `definition_of`."""
    raw = parsed(definition)
    return Workflow(
        key=raw["key"],
        title=raw["title"],
        prefix=raw["prefix"],
        phases=tuple(Phase(**each) for each in raw["phases"]),
        steps=tuple(Step(**{**each, "clock": StepClock(each["clock"])}) for each in raw["steps"]),
        transitions=tuple(_transition(each) for each in raw["transitions"]),
        gestures=tuple(
            Gesture(each["key"], each["label"], tuple(each["transitions"]))
            for each in raw["gestures"]
        ),
        fields=tuple(_field(each) for each in raw["fields"]),
    )


def _transition(raw: dict[str, Any]) -> Transition:
    needs = tuple(Need(NeedKind(each["kind"]), each["argument"]) for each in raw["needs"])
    lists = {name: tuple(raw[name]) for name in ("sources", "who", "offers")}
    return Transition(**{**raw, **lists, "needs": needs})


def _field(raw: dict[str, Any]) -> Field:
    return Field(**{**raw, "kind": Kind(raw["kind"]), "choices": tuple(raw["choices"])})
