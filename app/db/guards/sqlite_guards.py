"""The guards of SQLite, written out from their templates: one statement per view or trigger."""

import re
from collections.abc import Iterable, Iterator

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
    quoted,
    said_cases,
)
from app.db.guards.soundness import workflow_rules
from app.db.guards.templates import Templates, split
from app.domain.fields import OWN_PREFIX, THINGS, TICKET, Field, Thing
from app.domain.fitting import NO_LINE, NO_TEXT

_BLANKS = f"char({', '.join(map(str, BLANKS))})"


def _holding(ranges: Iterable[tuple[int, int]]) -> str:
    """Give the pattern of a text that holds one of some characters."""
    return " || ".join(("'*['", *(f"char({a}) || '-' || char({b})" for a, b in ranges), "']*'"))


_OWN_KEYS = f"j.key GLOB '{OWN_PREFIX}*'"
_OWN_PATH = f"'$.\"' || substr(j.key, {len(OWN_PREFIX) + 1}) || '\"'"
_KEY_PATH = "'$.\"' || j.key || '\"'"
_PRIORITY_IS_WRONG = """CASE
            WHEN NEW.matrix IS NULL
            THEN NEW.source IS NULL AND coalesce(NEW.priority, NEW.impact, NEW.urgency) IS NOT NULL
            ELSE EXISTS (SELECT 1 FROM matrix m
                          WHERE m.id = NEW.matrix
                            AND ((NEW.priority IS NULL AND NEW.impact + NEW.urgency IS NOT NULL)
                              OR NEW.priority IS NOT json_extract(m.cells, '$."' || NEW.impact || '.' || NEW.urgency || '"')
                              OR (NEW.impact IS NOT NULL AND json_extract(m.cells, '$."' || NEW.impact || '.1"') IS NULL)
                              OR (NEW.urgency IS NOT NULL AND json_extract(m.cells, '$."1.' || NEW.urgency || '"') IS NULL)))
          END"""


# A list after IN is a table of its own to SQLite: 88 kB taken and given back each time it is looked at, and
# with several in an event the memory goes back to the system and has to be asked for again.
_LIST = re.compile(r"(\w[\w.]*(?:\([^()]*\))?) (NOT )?IN \(('\w*'(?:, '\w*')*)\)")


def statements() -> Iterator[str]:
    """Give every guard's statement, in an order in which they can be installed."""
    return (_LIST.sub(_cases, each) for each in _statements())


def _cases(found: re.Match[str]) -> str:
    value, negation, names = found.groups()
    cases = " ".join(f"WHEN {name} THEN 1" for name in names.split(", "))
    return f"{negation or ''}CASE {value} {cases} ELSE 0 END"


def _statements() -> Iterator[str]:
    templates = Templates("sqlite", {**common(), "blanks": _BLANKS,
                                     "no_text": _holding(NO_TEXT), "no_line": _holding(NO_LINE)})  # fmt: skip
    ticket = _ticket_names()
    more = templates.fill("ticket_more").strip()
    shape = templates.fill("event_shape", **ticket, more_rules=more)
    yield from split(templates.fill("workflow", place=_place("j.fullkey"), rules=_workflow_rules()))
    yield from split(templates.fill("ticket_event", event_shape=shape, **ticket))
    yield from split(templates.fill("ticket", **ticket))
    yield from split(templates.fill("attachment"))
    yield from split(templates.fill("desk"))
    for thing in THINGS.values():
        names = _thing_names(thing, templates)
        more = templates.fill("thing_more", **names).strip()
        shape = templates.fill("event_shape", **{**names, "more_rules": more})
        yield from split(templates.fill("desk_event", event_shape=shape, **names))
    for table, view in PUBLISHED.items():
        yield from split(templates.fill("published", **_published_names(table, view)))


def _place(path: str) -> str:
    """Give a path in JSON without the numbers of its lists."""
    for digit in range(10):
        path = f"replace({path}, '{digit}', '')"
    return path


_NO_WORD = "({0} NOT GLOB '[a-z]*' OR {0} GLOB '*[^a-z0-9_]*')"
_WORKFLOW = {
    "nodes": "definition_node",
    "steps": "published_step",
    "transitions": "published_transition",
    "needs": "published_need",
    "fields_before": "(SELECT v.id, v.key, json_extract(o.value, '$.name') AS name, json_extract(o.value, '$.kind') AS kind"
    " FROM workflow_version v, json_each(v.definition, '$.fields') o)",
    "no_prefix": "(n.value NOT GLOB '[A-Z][A-Z]*' OR n.value GLOB '*[^A-Z]*' OR length(n.value) > 5)",
    "unreadable": f"(trim(n.value, {_BLANKS}) = '' OR n.value GLOB {_holding(NO_LINE)})",
    "no_key": _NO_WORD.format("n.value"),
    "no_field": f"(n.value NOT GLOB '{OWN_PREFIX}*' OR {_NO_WORD.format(f'substr(n.value, {len(OWN_PREFIX) + 1})')})",
    "nothing_said": _NO_WORD.format("d.argument"),
    "no_tiers": "(d.argument GLOB '*[^0-9,]*' OR d.argument GLOB '*[0-9][0-9]*' OR ',' || d.argument || ',' GLOB '*,,*')",
}


def _workflow_rules() -> str:
    rules = workflow_rules(_WORKFLOW)
    each = (f"  SELECT RAISE(ABORT, '{r.sentence}') WHERE EXISTS ({r.query});" for r in rules)
    return "\n".join(each)


def _ticket_names() -> dict[str, str]:
    event_columns = [c.name for c in tables.ticket_event.columns if c.name != "texts"]
    return {
        **_record_names(TICKET),
        "record": "ticket",
        "said_cases": said_cases("j.key"),
        "subject": "NEW.ticket_id",
        "events": "ticket_event",
        "same_subject": "e.ticket_id = NEW.ticket_id",
        "is_birth": "NEW.kind IN ('opened', 'imported')",
        "own_fields": f"{OWN_PREFIX}*",
        "own_values": f"json_patch('{{}}', {_own_values()})",
        "merged_own_values": f"json_patch(fields, {_own_values()})",
        "erasures": lines((_erasure(f) for f in TICKET.fields if f.is_text), ","),
        "event_differs": " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in event_columns),
        "priority_is_wrong": _PRIORITY_IS_WRONG,
    }


def _thing_names(thing: Thing, templates: Templates) -> dict[str, str]:
    return {
        **_record_names(thing),
        "events": "desk_event",
        "same_subject": "e.thing = NEW.thing AND e.thing_id = NEW.thing_id",
        "is_birth": "NEW.version = 1",
        "own_fields": "",
        "published_once": templates.fill("published_once", **of_thing(thing))
        if thing.immutable
        else "",
        "next_number": templates.fill("next_number", **of_thing(thing)) if thing.immutable else "",
        "record": thing.name,
        "subject": "NEW.thing_id",
        "allowed": templates.fill(AUTHORS[thing.owned], **of_thing(thing)),
        "after": "".join(map(templates.fill, AFTERWARDS.get(thing.name, ()))),
    }


def _record_names(thing: Thing) -> dict[str, str]:
    return {
        **of_thing(thing),
        "values": lines((_value(field) for field in thing.fields), ","),
        "assignments": lines((_assignment(field) for field in thing.fields), ","),
        "out_of_range": out_of_range("j.key", "j.value"),
        "digests": f"json_patch('{{}}', {_digests(thing)})",
        "merged_digests": f"json_patch(digests, {_digests(thing)})",
        "incomplete": lines(_incomplete(thing), " OR"),
        "unknown_reference": _unknown_reference(thing),
        "retired_reference": _retired_reference(thing),
        "other_word": lines(
            ("CASE j.key WHEN '' THEN 0", choices(thing, "j.value"), "ELSE 0 END"), ""
        ),
        "held": _held(thing),
        "not_unique": lines(_not_unique(thing), " OR"),
    }


def _value(field: Field) -> str:
    if field.name == "last_working_step":
        # The first step, unless an import knows better.
        first = "SELECT w.key FROM workflow_step w WHERE w.workflow_version = s.workflow_version"
        return f"coalesce({_extract('now', field)}, CASE s.clock WHEN 'runs' THEN s.key END, ({first} AND w.position = 1))"
    return _extract("texts" if field.is_text else "now", field)


def _extract(part: str, field: Field) -> str:
    return f"json_extract(NEW.{part}, '$.{field.name}')"


def _assignment(field: Field) -> str:
    new = _extract("texts" if field.is_text else "now", field)
    held = f'"{field.name}"'
    return f"{held} = CASE WHEN json_type(NEW.now, '$.{field.name}') IS NULL THEN {held} ELSE {new} END"


def _held(thing: Thing) -> str:
    """Give what the record (`t`) holds of the change `j`: of a text its digest."""
    texts = quoted(field.name for field in thing.fields if field.is_text)
    columns = (f"WHEN '{f.name}' THEN t.\"{f.name}\"" for f in thing.fields if not f.is_text)
    digest = f"json_extract(t.digests, {_KEY_PATH})"
    own = f"coalesce({digest}, json_extract(t.fields, {_OWN_PATH}))" if thing is TICKET else "NULL"
    return (
        f"CASE WHEN j.key IN ({texts}) THEN {digest}"
        f" ELSE CASE j.key {lines(columns, '')} ELSE {own} END END"
    )


def _own_values() -> str:
    value = f"coalesce(json_extract(NEW.texts, {_KEY_PATH}), j.value)"
    return (
        f"(SELECT json_group_object(substr(j.key, {len(OWN_PREFIX) + 1}), {value})"
        f" FROM json_each(NEW.now) j WHERE {_OWN_KEYS})"
    )


def _digests(thing: Thing) -> str:
    texts = quoted(field.name for field in thing.fields if field.is_text)
    is_text = (
        f"j.key IN ({texts}) OR j.type = 'null' OR json_type(NEW.texts, {_KEY_PATH}) IS NOT NULL"
    )
    return f"(SELECT json_group_object(j.key, j.value) FROM json_each(NEW.now) j WHERE {is_text})"


def _unknown_reference(thing: Thing) -> str:
    cases = (
        f"WHEN '{f.name}' THEN NOT EXISTS (SELECT 1 FROM {f.references} r WHERE r.id = j.value)"
        for f in thing.fields
        if f.references
    )
    return lines(("CASE j.key WHEN '' THEN 0", *cases, "ELSE 0 END"), "")


def _retired_reference(thing: Thing) -> str:
    cases = (
        f"WHEN '{f.name}' THEN (SELECT r.active FROM {f.references} r WHERE r.id = j.value) = 0"
        for f in thing.fields
        if f.references and THINGS[f.references].field("active")
    )
    return lines(("CASE j.key WHEN '' THEN 0", *cases, "ELSE 0 END"), "")


def _not_unique(thing: Thing) -> Iterator[str]:
    for group in thing.unique:
        same = " AND ".join(f'x."{name}" IS NEW."{name}"' for name in group)
        if thing.owned:
            same += " AND x.active = 1 AND NEW.active = 1"
        other = f"SELECT 1 FROM {thing.name} x WHERE x.id <> NEW.id AND {same}"
        yield f'(NEW."{group[0]}" IS NOT NULL AND EXISTS ({other}))'


def _erasure(field: Field) -> str:
    path = f"'$.{field.name}'"
    event = (
        "SELECT 1 FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.texts = '{}'"
        f" AND json_extract(e.now, {path}) = json_extract(ticket.digests, {path})"
    )
    return f"{field.name} = CASE WHEN {field.name} IS NOT NULL AND EXISTS ({event}) THEN '' ELSE {field.name} END"


def _published_names(table: str, view: str) -> dict[str, str]:
    columns = tables.metadata.tables[table].columns
    return {
        "table": table,
        "view": view,
        "same_key": " AND ".join(f"t.{c.name} = NEW.{c.name}" for c in columns if c.primary_key),
        "same_row": " AND ".join(f"t.{c.name} IS NEW.{c.name}" for c in columns),
    }


def _incomplete(thing: Thing) -> Iterator[str]:
    birth = "NEW.kind IN ('opened', 'imported')" if thing is TICKET else "NEW.version = 1"
    for field in thing.fields:
        if field.required and field.name not in ("title", "last_working_step"):
            path = f"'$.{field.name}'"
            yield f"json_type(NEW.now, {path}) = 'null'"
            yield f"({birth} AND json_type(NEW.now, {path}) IS NULL)"
