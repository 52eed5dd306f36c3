"""The filter people type: ``team:network p1 assignee:me before:2026-01-01 requester:"jo marais" word``.

Reading it needs no desk: any text gives terms, or a sentence saying why not. What the names in it stand for,
the desk finds out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from app.clock import as_moment
from app.domain.fields import LARGEST_ID
from app.domain.numbers import read_number
from app.domain.questions import Filter
from app.text import tr

# What a term is about. The first ones name something of the desk, the dates are of opening or of the last change.
HAS, NUMBER, WORD = "has", "number", "word"
NAMING = ("step", "priority", "team", "assignee", "category", "requester", "channel", HAS)
DATES = ("after", "before", "changed_after", "changed_before")
KEYS = (*NAMING, *DATES)
# The one thing so far that a ticket has or has not, and how it is typed.
ATTACHMENT = "attachment"
_ATTACHMENTS = (ATTACHMENT, "attachments", "file", "files")
_ALIASES = {
    "person": "assignee",
    "contact": "channel",
    "prio": "priority",
    "opened_after": "after",
    "opened_before": "before",
}
_LONGEST, _MOST = 200, 40
_QUOTES = str.maketrans("“”„«»", '"""""')
_PIECE = re.compile(r'(?:"[^"]*"|[^\s"])+')
_PAIR = re.compile(r"([^\W\d_][\w-]*):(.*)", re.DOTALL)
_VALUE = re.compile(r'(?:"[^"]*"|[^,"])+')
_PRIORITY = re.compile(r"p?([1-5])", re.IGNORECASE)
_NUMBER = re.compile(r"#\d+|[a-z]{2,5}-\d+", re.IGNORECASE)
# A record by its id, whatever it is called.
_RECORD = re.compile(r"#(\d{10,19})")
_DAYS_AGO = re.compile(r"(\d{1,5})d", re.IGNORECASE)
# No record has this id, no step this key: narrowing by what cannot be finds nothing.
_NOTHING: dict[type, Any] = {int: (-1,), str: ("",)}


@dataclass(frozen=True)
class Term:
    """One condition as typed: its key, one of KEYS, NUMBER or WORD, and one value."""

    key: str
    value: str

    @property
    def text(self) -> str:
        """Give it as it is typed, so that it reads back the same."""
        quoted = f'"{self.value}"'
        is_plain = self.value and not re.search(r'[\s",]', self.value)
        if self.key in (NUMBER, WORD):
            reads_back = (
                is_plain and ":" not in self.value and next(_bare(self.value), None) == self
            )
            return self.value if reads_back else quoted
        return f"{self.key}:{self.value if is_plain else quoted}"


@dataclass(frozen=True)
class Reading:
    """What a text says: its terms, or, with a `fault`, why it says nothing."""

    terms: tuple[Term, ...] = ()
    fault: str = ""


def read_terms(text: str) -> Reading:
    """Read what was typed."""
    plain = "".join(each for each in text if each.isprintable() or each.isspace())
    plain = plain.translate(_QUOTES)
    if plain.count('"') % 2:
        return Reading(
            fault=tr("A quotation mark stands alone. Put one before and one after the name.")
        )
    terms: list[Term] = []
    for piece in _PIECE.findall(plain):
        for term in _terms(piece):
            fault = _fault(term)
            if fault:
                return Reading(fault=fault)
            terms.append(term)
    if len(terms) > _MOST:
        return Reading(fault=tr("That is more than {most} conditions. Take some away.", most=_MOST))
    return Reading(tuple(dict.fromkeys(terms)))


def _terms(piece: str) -> Iterator[Term]:
    pair = None if piece.startswith('"') else _PAIR.fullmatch(piece)
    if pair is None:
        yield from _bare(piece)
        return
    key = pair[1].lower().replace("-", "_")
    key = _ALIASES.get(key, key)
    values = [_unquoted(each) for each in _VALUE.findall(pair[2])]
    yield from (Term(key, each) for each in values or [""])


def _bare(piece: str) -> Iterator[Term]:
    if _PRIORITY.fullmatch(piece) and not piece.isdigit():
        yield Term("priority", piece.lower())
    elif _NUMBER.fullmatch(piece):
        yield Term(NUMBER, piece)
    elif _unquoted(piece):
        yield Term(WORD, _unquoted(piece))


def _unquoted(text: str) -> str:
    return text.replace('"', "").strip()


def _fault(term: Term) -> str:
    key = term.key.replace("_", "-")
    if term.key not in (*KEYS, NUMBER, WORD):
        keys = ", ".join(f"{each.replace('_', '-')}:" for each in KEYS)
        return tr("There is no “{key}:”. There are: {keys}. Put words with a colon in quotation marks.",
                  key=key, keys=keys)  # fmt: skip
    if not term.value:
        return tr("“{key}:” has nothing after it. Write what it should be.", key=key)
    if len(term.value) > _LONGEST:
        return tr("That is too long for a filter. Use fewer letters.")
    return _misread(term)


def _misread(term: Term) -> str:
    """Say that a value is none of those its key takes."""
    value = term.value
    if term.key == "priority" and priority_level(value) is None:
        return tr("A priority is p1 to p5, or none, not “{value}”.", value=value)
    if term.key == HAS and value.lower() not in _ATTACHMENTS:
        return tr("“has:” is followed by “attachment”, not “{value}”.", value=value)
    if term.key in DATES and first_moment(value, date(2000, 1, 1)) is None:
        return tr("A date is today, yesterday, 7d (days ago) or such as 2026-11-30, not “{value}”.",
                  value=value)  # fmt: skip
    if term.key == NUMBER and ticket_number(value) is None:
        return tr("No ticket has a number such as “{value}”.", value=value)
    return ""


def key_label(key: str) -> str:
    """Give what a chip is headed by."""
    labels = {
        "step": tr("Step"),
        "priority": tr("Priority"),
        "team": tr("Team"),
        "assignee": tr("Person"),
        "category": tr("Category"),
        "requester": tr("Requester"),
        "channel": tr("Channel"),
        "after": tr("Opened from"),
        "before": tr("Opened before"),
        "changed_after": tr("Changed from"),
        "changed_before": tr("Changed before"),
        HAS: tr("Has"),
        NUMBER: tr("Number"),
        WORD: tr("Title"),
    }
    return labels[key]


def priority_level(value: str) -> int | None:
    """Give the level that a priority stands for, 0 for none yet; None when it is no priority."""
    if value.lower() in ("none", "0"):
        return 0
    found = _PRIORITY.fullmatch(value)
    return int(found[1]) if found else None


def pin(row_id: int) -> str:
    """Give the value by which a record is found whatever it is called."""
    return f"#{row_id:010}"


def record_id(value: str) -> int:
    """Give the id in a value that `pin` made; 0 for any other."""
    found = _RECORD.fullmatch(value)
    return int(found[1]) if found and int(found[1]) <= LARGEST_ID else 0


def ticket_number(value: str) -> int | None:
    """Give the integer of ``INC-000042`` or ``#42``."""
    return read_number(value.removeprefix("#"))


def first_moment(value: str, today: date) -> int | None:
    """Give the first moment of a day in this computer's zone (microseconds UTC); None when it is no day."""
    names = {"today": 0, "yesterday": 1}
    ago = _DAYS_AGO.fullmatch(value)
    try:
        if value.lower() in names or ago:
            days = int(ago[1]) if ago else names[value.lower()]
            day = today - timedelta(days=days)
        else:
            day = date.fromisoformat(value)
        return as_moment(datetime.combine(day, time.min).astimezone())
    except (ValueError, OverflowError, OSError):
        return None


def narrowed(base: Filter, more: Filter) -> Filter:
    """Give the filter of what both find."""
    both: dict[str, Any] = {}
    for field in fields(Filter):
        one, other = getattr(base, field.name), getattr(more, field.name)
        if one in (None, ()) or other in (None, ()):
            both[field.name] = other if one in (None, ()) else one
        elif field.name == "words":
            both[field.name] = one + other
        elif isinstance(one, tuple):
            common = tuple(each for each in one if each in other)
            both[field.name] = common or _NOTHING[str if isinstance(one[0], str) else int]
        else:
            both[field.name] = (min if field.name.endswith("before") else max)(one, other)
    return Filter(**both)
