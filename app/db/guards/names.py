"""What the guards' templates are filled with on every database: names and rules out of the domain."""

from collections.abc import Iterable, Iterator

from app.clock import EARLIEST, OLDEST_REPLAY
from app.domain import events
from app.domain.fields import (
    LARGEST_ID,
    LINKS,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_COLUMNS,
    ONE_LINE,
    PERSON_RELATIONS,
    RANGES,
    THINGS,
    VIEW_COLUMNS,
    Kind,
    Thing,
)
from app.domain.files import LARGEST_FILE, PIECE, pieces_of
from app.domain.needs import is_filled
from app.domain.roles import COUNTER_FIELDS, SPEAKING_FOR_OTHERS, STAFF, TICKET_RIGHTS
from app.domain.said import SAID, SAID_NUMBERS, SAID_WORDS

# The workflow tables, and what gives their rows out of the published definition.
PUBLISHED = {
    "workflow_step": "published_step",
    "workflow_transition": "published_transition",
    "transition_need": "published_need",
    "transition_role": "published_role",
}


# Of what a text that shows nothing is made; beyond, the door alone knows some that are rarer.
BLANKS = tuple(
    code
    for code in (*range(1, 0x3200), *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0)
    if not is_filled(chr(code))
)


# What is looked at once a record of this kind has changed: files of the templates.
AFTERWARDS = {
    "person": ("keeps_administrator", "keeps_oneself"),
    "role_grant": ("keeps_administrator",),
    "category": ("no_circle",),
    "matrix": ("sound_matrix",),
    "saved_view": ("sound_view",),
    "canned_text": ("one_word",),
}
# Who may write its events, by whether people keep it themselves.
AUTHORS = {False: "administrator", True: "keeper"}


def quoted(names: Iterable[str]) -> str:
    """Give names as SQL literals with commas; at least an empty one."""
    return ", ".join(f"'{name}'" for name in names) or "''"


def common() -> dict[str, str]:
    """Give what every template may name."""
    return {
        "kinds": quoted(events.TICKET_KINDS),
        "channels": quoted(events.CHANNELS),
        "claiming": quoted(events.CLAIMING),
        "speaking": quoted(SPEAKING_FOR_OTHERS),
        "staff": quoted(STAFF),
        "earliest": str(EARLIEST),
        "largest_id": str(LARGEST_ID),
        "counter_columns": quoted(("number", "workflow_version", "step", *COUNTER_FIELDS)),
        "oldest_replay": str(OLDEST_REPLAY),
        "lines": quoted(ONE_LINE),
        "longest_line": str(LONGEST_LINE),
        "longest_text": str(LONGEST_TEXT),
        "said_numbers": quoted(SAID_NUMBERS),
        "said_words": quoted(SAID_WORDS),
        "links": quoted(LINKS),
        "relations": quoted(PERSON_RELATIONS),
        "things": quoted(THINGS),
        "owned": quoted(thing.name for thing in THINGS.values() if thing.owned),
        "view_columns": quoted(VIEW_COLUMNS),
        "most_columns": str(MOST_COLUMNS),
        "piece": str(PIECE),
        "most_pieces": str(pieces_of(LARGEST_FILE)),
        "largest": str(LARGEST_FILE),
        "role_cases": lines(
            (f"WHEN '{kind}' THEN ARRAY[{quoted(roles)}]" for kind, roles in TICKET_RIGHTS.items()),
            "",
        ),
        "rights": " OR ".join(
            f"(NEW.kind = '{kind}' AND g.role IN ({quoted(roles)}))"
            for kind, roles in TICKET_RIGHTS.items()
        ),
    }


def said_cases(key: str) -> str:
    """Give the cases of the kinds of events: whether they say anything under the name `key`."""
    return lines(
        (f"WHEN '{kind}' THEN {key} IN ({quoted(names)})" for kind, names in SAID.items()), ""
    )


def out_of_range(key: str, value: str) -> str:
    """Say whether a whole number `value` is none the column `key` can have."""
    cases = (
        f"WHEN '{name}' THEN {value} NOT BETWEEN {low} AND {high}"
        for name, (low, high) in RANGES.items()
    )
    return lines((f"CASE {key}", *cases, f"ELSE {value} NOT BETWEEN 0 AND {LARGEST_ID} END"), "")


def of_thing(thing: Thing) -> dict[str, str]:
    """Give what a template about one kind of record may name."""
    return {
        "thing": thing.name,
        "label": thing.label,
        "columns": quoted(field.name for field in thing.fields),
        "column_list": ", ".join(f'"{field.name}"' for field in thing.fields),
        "texts": quoted(field.name for field in thing.fields if field.is_text),
        "words": quoted(
            field.name for field in thing.fields if field.kind in (Kind.TEXT, Kind.WORD)
        ),
        "flags": quoted(field.name for field in thing.fields if field.kind is Kind.FLAG),
        "unique_names": " or ".join(" and ".join(group) for group in thing.unique),
        "same_series": " AND ".join(
            ("x.id <> NEW.id", *(f"x.{name} = NEW.{name}" for name in _series(thing)))
        ),
    }


def _series(thing: Thing) -> Iterator[str]:
    """Give the columns that tell whose version a published record is."""
    return (name for name in thing.unique[0] if name != "number") if thing.unique else iter(())


def choices(thing: Thing, value: str) -> str:
    """Give the cases of a thing's columns that take one of a few words: whether `value` is another."""
    return lines(
        (
            f"WHEN '{field.name}' THEN {value} NOT IN ({quoted(field.choices)})"
            for field in thing.fields
            if field.choices
        ),
        "",
    )


def lines(parts: Iterable[str], joint: str) -> str:
    """Join the parts of a long expression, one a line."""
    return f"{joint}\n         ".join(parts)
