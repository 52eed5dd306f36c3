"""The guards of PostgreSQL, written out from their templates: functions, triggers, policies, rights."""

import json
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.db.guards.names import (
    AFTERWARDS,
    AUTHORS,
    BLANKS,
    PUBLISHED,
    choices,
    common,
    lines,
    of_thing,
    out_of_range,
    said_cases,
)
from app.db.guards.soundness import workflow_rules
from app.db.guards.templates import Templates, split
from app.db.shared import SCHEMA
from app.domain.events import TICKET_KINDS
from app.domain.fields import LARGEST_ID, OWN_PREFIX, RANGES, THINGS, TICKET, Field, Kind, Thing
from app.domain.fitting import NO_LINE, NO_TEXT

_BLANKS = "E'" + "".join(f"\\u{code:04X}" for code in BLANKS) + "'"


def _holding(ranges: Iterable[tuple[int, int]]) -> str:
    """Give the pattern of a text that holds one of some characters."""
    return "E'[" + "".join(f"\\u{a:04X}-\\u{b:04X}" for a, b in ranges) + "]'"


def statements() -> Iterator[str]:
    """Give every guard's statement, in an order in which they can be installed."""
    templates = Templates("postgresql", {**common(), "blanks": _BLANKS, **_rights(),
                                         "no_text": _holding(NO_TEXT), "no_line": _holding(NO_LINE)})  # fmt: skip
    ticket = _ticket_names()
    things = {name: _thing_names(thing, templates) for name, thing in THINGS.items()}
    for name in ("people", "chain"):
        yield from split(templates.fill(name))
    yield from split(templates.fill("workflow", rules=_workflow_rules()))
    for table, function in PUBLISHED.items():
        yield from split(templates.fill("published", table=table, view=function))
    for name in ("attachment", "ticket_event", "ticket"):
        yield from split(templates.fill(name, **ticket))
    for names in things.values():
        yield from split(templates.fill("desk_event", **names))
    cases = (f"WHEN '{name}' THEN PERFORM desk_event_{name}(NEW);" for name in THINGS)
    yield from split(templates.fill("desk", thing_cases=lines(cases, "")))
    yield from split(templates.fill("rights"))


def removal(connection: Connection) -> Iterator[str]:
    """Give the statements that take every guard out again."""
    for name in connection.scalars(_VIEWS):
        yield f"DROP VIEW {SCHEMA}.{name}"
    for name, table in connection.execute(_POLICIES):
        yield f"DROP POLICY {name} ON {SCHEMA}.{table}"
    # Triggers go with their functions.
    for signature in connection.scalars(_FUNCTIONS):
        yield f"DROP FUNCTION IF EXISTS {signature} CASCADE"


_VIEWS = sa.text("SELECT viewname FROM pg_views WHERE schemaname = 'firstline'")
_POLICIES = sa.text("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'firstline'")
_FUNCTIONS = sa.text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'firstline'::regnamespace"
)


def _rights() -> dict[str, str]:
    # Numbers are given by the database, so nobody is given the right to name one.
    columns = {
        f"{table.name}_columns": ", ".join(f'"{c.name}"' for c in table.columns if not c.identity)
        for table in (tables.ticket_event, tables.desk_event)
    }
    return {
        **columns,
        "is_owned": _is_owned([thing.name for thing in THINGS.values() if thing.owned]),
    }


def _is_owned(names: list[str]) -> str:
    """Say that an event is of a thing that people keep themselves, as PostgreSQL prints it."""
    texts = [f"'{name}'::text" for name in names]
    return f"thing = {texts[0]}" if len(texts) == 1 else f"thing = ANY (ARRAY[{', '.join(texts)}])"


_WORKFLOW = {
    "nodes": "definition_node(NEW.id)",
    "steps": "published_step()",
    "transitions": "published_transition()",
    "needs": "published_need()",
    "fields_before": "(SELECT v.id, v.key, o ->> 'name' AS name, o ->> 'kind' AS kind"
    " FROM workflow_version v, jsonb_array_elements(v.definition::jsonb -> 'fields') o)",
    "no_prefix": "n.value !~ '^[A-Z]{2,5}$'",
    "unreadable": f"(is_blank(n.value) OR n.value ~ {_holding(NO_LINE)})",
    "no_key": "n.value !~ '^[a-z][a-z0-9_]*$'",
    "no_field": rf"n.value !~ '^{OWN_PREFIX.rstrip('.')}\.[a-z][a-z0-9_]*$'",
    "nothing_said": "d.argument !~ '^[a-z][a-z0-9_]*$'",
    "no_tiers": "d.argument !~ '^[0-9](,[0-9])*$'",
}


def _workflow_rules() -> str:
    rules = workflow_rules(_WORKFLOW)
    each = (
        f"  IF EXISTS ({r.query}) THEN\n    PERFORM refuse('{r.sentence}');\n  END IF;"
        for r in rules
    )
    return "\n".join(each)


def _ticket_names() -> dict[str, str]:
    event_columns = [c.name for c in tables.ticket_event.columns if c.name != "texts"]
    new = ", ".join(f"NEW.{name}" for name in event_columns)
    return {
        **_record_names(TICKET),
        "said_cases": said_cases("k"),
        "reference_checks": lines(
            (
                f"WHEN '{f.name}' THEN SELECT {_use(f)} INTO in_use FROM {f.references} r WHERE r.id = plain::bigint;"
                for f in TICKET.fields
                if f.references
            ),
            "",
        ),
        "birth_values": lines((_birth_value(field) for field in TICKET.fields), ","),
        "new_columns": ", ".join(f'NEW."{field.name}"' for field in TICKET.fields),
        "old_columns": ", ".join(f'OLD."{field.name}"' for field in TICKET.fields),
        "event_differs": f"ROW({new}) IS DISTINCT FROM ROW({new.replace('NEW.', 'OLD.')})",
        "kind_set": json.dumps(TICKET_KINDS),
        "fields": json.dumps({field.name: _described(field) for field in TICKET.fields}),
        "held_word": _held(
            field for field in TICKET.fields if field.kind in (Kind.TEXT, Kind.WORD)
        ),
        "held_number": _held(
            field for field in TICKET.fields if field.kind not in (Kind.TEXT, Kind.WORD)
        ),
        "erasures": lines((_erasure(field) for field in TICKET.fields if field.is_text), ""),
    }


def _described(field: Field) -> dict[str, object]:
    """Describe a column as a published workflow describes the fields of its own."""
    least, most = RANGES.get(field.name, (0, LARGEST_ID))
    found: dict[str, object] = {"kind": field.kind, "choices": field.choices}
    if field.kind not in (Kind.TEXT, Kind.WORD):
        found |= {"least": least, "most": most}
    return found | ({"references": field.references} if field.references else {})


def _held(fields: Iterable[Field]) -> str:
    """Give what the ticket's row holds in the column `k`."""
    return lines(("CASE k", *(f"WHEN '{f.name}' THEN t.\"{f.name}\"" for f in fields), "END"), "")


def _thing_names(thing: Thing, templates: Templates) -> dict[str, str]:
    return {
        **_record_names(thing),
        "published_once": templates.fill("published_once", **of_thing(thing))
        if thing.immutable
        else "",
        "next_number": templates.fill("next_number", **of_thing(thing)) if thing.immutable else "",
        "allowed": templates.fill(AUTHORS[thing.owned], **of_thing(thing)),
        "after": "".join(map(templates.fill, AFTERWARDS.get(thing.name, ()))),
        "n_columns": ", ".join(f'n."{field.name}"' for field in thing.fields),
    }


def _record_names(thing: Thing) -> dict[str, str]:
    return {
        **of_thing(thing),
        "row_assignments": ", ".join(f'"{f.name}" = n."{f.name}"' for f in thing.fields),
        "out_of_range": out_of_range("k", "plain::numeric"),
        "unknown_reference": f"({_unknown_reference(thing)})",
        "retired_reference": f"({_retired_reference(thing)})",
        "other_word": lines(
            ("CASE k WHEN '' THEN false", choices(thing, "plain"), "ELSE false END"), ""
        ),
    }


def _birth_value(field: Field) -> str:
    if field.name == "last_working_step":
        # The first step, unless an import knows better.
        first = "SELECT f.key FROM workflow_step f WHERE f.workflow_version = s.workflow_version"
        working = "CASE s.clock WHEN 'runs' THEN s.key END"
        return f"coalesce(n.last_working_step, {working}, ({first} AND f.position = 1))"
    return f'n."{field.name}"'


def _unknown_reference(thing: Thing) -> str:
    cases = (
        f"WHEN '{field.name}' THEN NOT EXISTS"
        f" (SELECT 1 FROM {field.references} r WHERE r.id = plain::bigint)"
        for field in thing.fields
        if field.references
    )
    return lines(("CASE k WHEN '' THEN false", *cases, "ELSE false END"), "")


def _use(field: Field) -> str:
    return "r.active = 1" if THINGS[field.references].field("active") else "true"


def _retired_reference(thing: Thing) -> str:
    cases = (
        f"WHEN '{f.name}' THEN (SELECT NOT {_use(f)} FROM {f.references} r WHERE r.id = plain::bigint)"
        for f in thing.fields
        if f.references
    )
    return lines(("CASE k WHEN '' THEN false", *cases, "ELSE false END"), "")


def _erasure(field: Field) -> str:
    event = (
        "SELECT 1 FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.texts = '{}'"
        f" AND e.now::jsonb ->> '{field.name}' = t.digests::jsonb ->> '{field.name}'"
    )
    return f"IF n.{field.name} IS NOT NULL AND EXISTS ({event}) THEN n.{field.name} := ''; END IF;"
