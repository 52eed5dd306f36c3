"""What a published workflow is held to by the database itself: one list of rules for both."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.db.guards.names import quoted
from app.db.guards.templates import Templates
from app.domain.events import TICKET_KINDS
from app.domain.fields import ROLES, TICKET_EDITABLE, Kind
from app.domain.workflow import PURPOSES, NeedKind, StepClock
from app.domain.workflow_rules import PHASES, TAKEN, WAITS_ON

# Where each part of a definition stands, as `definition_of` writes it, and what it is; `[]` is each of a list.
_FORM: Mapping[str, Mapping[str, str]] = {
    "$": {"key": "text", "title": "text", "prefix": "text", "phases": "list", "steps": "list",
          "transitions": "list", "gestures": "list", "fields": "list"},
    "$.phases[]": {"number": "number", "label": "text"},
    "$.steps[]": {"key": "text", "label": "text", "clock": "text", "phase": "number or nothing", "awaits": "text"},
    "$.transitions[]": {"key": "text", "purpose": "text", "label": "text", "sources": "words",
                        "target": "text or nothing", "who": "words", "needs": "list", "offers": "words",
                        "public": "flag"},
    "$.transitions[].needs[]": {"kind": "text", "argument": "text"},
    "$.gestures[]": {"key": "text", "label": "text", "transitions": "words"},
    "$.fields[]": {"name": "text", "kind": "text", "label": "text", "references": "text", "choices": "words",
                   "required": "flag", "default": "nothing"},
}  # fmt: skip
_LISTED = ("phases", "steps", "transitions", "gestures", "fields")
_RULE = re.compile(r"^-- (?P<sentence>[A-Z].*\.)\n(?P<query>(?:[^-\n].*\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """A sentence, and a query whose rows are what breaks it."""

    sentence: str
    query: str


def workflow_rules(names: Mapping[str, str]) -> Iterator[Rule]:
    """Give the rules in the order they are asked; `names` are what one database says in its own way."""
    text = Templates("both", {**_common(), **names}).fill("sound_workflow")
    return (Rule(found["sentence"], found["query"].strip()) for found in _RULE.finditer(text))


def _common() -> dict[str, str]:
    return {
        "form": ", ".join(f"('{place}', '{kind}')" for place, kind in _places()),
        "parts": ", ".join(f"('{place}', {len(parts)})" for place, parts in _FORM.items()),
        "labels": quoted(("$.title", "$.fields[].choices[]", *(f"$.{each}[].label" for each in _LISTED))),
        "keys": quoted(("$.key", *(f"$.{each}[].key" for each in ("steps", "transitions", "gestures")))),
        "kinds": quoted(TICKET_KINDS),
        "field_kinds": quoted(kind for kind in Kind if kind is not Kind.REFERENCE),
        "phases": str(PHASES - 1),
        "clocks": quoted(StepClock),
        "purposes": quoted(PURPOSES),
        "roles": quoted(ROLES),
        "need_kinds": quoted(NeedKind),
        "editable": quoted(field.name for field in TICKET_EDITABLE),
        "taken": quoted(TAKEN),
        "waits_on": quoted(WAITS_ON),
    }  # fmt: skip


def _places() -> Iterator[tuple[str, str]]:
    for place, parts in _FORM.items():
        yield place, "object"
        for name, kinds in parts.items():
            for kind in kinds.split(" or "):
                yield f"{place}.{name}", "list" if kind == "words" else kind
            if kinds == "words":
                yield f"{place}.{name}[]", "text"
