"""What people type, made into values that fit their fields, or one sentence why it does not."""

import re
from collections.abc import Callable, Iterable, Mapping

from app.domain.fields import (
    LARGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    ONE_LINE,
    RANGES,
    Field,
    Kind,
    Value,
    Values,
)
from app.domain.needs import is_filled
from app.errors import InvalidValue, NotFound
from app.text import tr

# What JSON on PostgreSQL or a terminal could choke on; line breaks and tabs are kept.
_CONTROLS = dict.fromkeys(
    code for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"
)
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile(r" *[\n\t][ \n\t]*")
# On one line these would let a text read otherwise than it is; a longer one may quote Arabic or Hebrew.
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


# Whether it can be written to at all, and not whether anybody reads it.
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_RANGED = ("number", "tier", "follow_up_at")

LookUp = Callable[[str, Value], Mapping[str, object] | None]


def checked(
    fields: Iterable[Field], values: Values, held: Values, look_up: LookUp
) -> dict[str, Value]:
    """Check `values` against `fields` and tidy them.

    A reference must lead to something in use, unless the record (`held`) names it already. Raises
    InvalidValue or NotFound with the field's label.
    """
    known = {field.name: field for field in fields}
    tidy: dict[str, Value] = {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            names = ", ".join(sorted(known))
            raise InvalidValue(tr("There is no field “{name}”. There are: {names}.",
                                  name=name, names=names))  # fmt: skip
        tidy[name] = _fitting(field, value)
        if field.references and tidy[name] is not None and tidy[name] != held.get(name):
            _require_there(field, tidy[name], look_up)
    return tidy


def clean(text: str) -> str:
    """Take out what no text needs: control characters, half characters, foreign line ends.

    Of a text that shows nothing, nothing is left.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    tidy = _BREAKS.sub("\n", whole).translate(_CONTROLS)
    return tidy if is_filled(tidy) else ""


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text.translate(_DIRECTIONS)).strip()


def worded(label: str, text: str) -> str:
    """Clean a text that must say something; raises InvalidValue when nothing is left or it is too long."""
    tidy = short_enough(label, clean(text).strip())
    if not tidy:
        raise InvalidValue(tr("{label} is empty. Write something first.", label=label))
    return tidy


def worded_line(label: str, text: str) -> str:
    """Clean a text that must say something on one line; raises InvalidValue."""
    return _short_line(label, worded(label, _one_line(clean(text))))


def line(label: str, text: str) -> str:
    """Clean a text that is one line, or nothing; raises InvalidValue when it is too long."""
    return _short_line(label, clean(_one_line(clean(text))))


def short_enough(label: str, text: str) -> str:
    """Give a text of any number of lines; raises InvalidValue when it is longer than is kept."""
    if len(text) > LONGEST_TEXT:
        raise InvalidValue(
            tr(
                "{label} has {length:,} characters, {most:,} at most are kept. Attach it as a file.",
                label=label,
                length=len(text),
                most=LONGEST_TEXT,
            )
        )
    return text


def require_id(number: int) -> None:
    """Raise InvalidValue for an id that is no positive 63-bit number."""
    if not 0 < number <= LARGEST_ID:
        raise InvalidValue(
            tr("{number} is no id: an id is a positive number of 63 bits.", number=number)
        )


def _fitting(field: Field, value: Value) -> Value:
    if isinstance(value, str):
        value = clean(_one_line(clean(value)) if field.name in ONE_LINE else value)
    if value is None or value == "":
        if field.required:
            raise InvalidValue(tr("{label} cannot be empty.", label=tr(field.label)))
        return None
    if field.kind in (Kind.TEXT, Kind.WORD):
        return _text(field, value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValue(tr("{label} is a whole number, not “{value}”.",
                              label=tr(field.label), value=value))  # fmt: skip
    return within(field, value)


def within(field: Field, number: int) -> int:
    """Give `number`; raises InvalidValue when the field, or the database, cannot hold it."""
    # Levels are the matrix's to judge.
    least, most = RANGES[field.name] if field.name in _RANGED else (0, LARGEST_ID)
    if not least <= number <= most or (field.kind is Kind.FLAG and number > 1):
        said = tr("{label} cannot be {value}.", label=tr(field.label), value=number)
        way = tr("It is from {least} to {most}.", least=least, most=most)
        raise InvalidValue(f"{said} {way}" if field.name == "tier" else said)
    return number


def _text(field: Field, value: Value) -> str:
    if not isinstance(value, str):
        raise InvalidValue(
            tr("{label} is a text, not {value}.", label=tr(field.label), value=value)
        )
    if field.choices and value not in field.choices:
        choices = ", ".join(field.choices)
        raise InvalidValue(tr("{label} is one of {choices}, not “{value}”.",
                              label=tr(field.label), choices=choices, value=value))  # fmt: skip
    if field.name == "email" and not _MAIL.fullmatch(value):
        raise InvalidValue(
            tr("“{value}” is no e-mail address. It has the form name@example.org.", value=value)
        )
    if field.name in ONE_LINE:
        return _short_line(tr(field.label), value)
    return short_enough(tr(field.label), value)


def _short_line(label: str, line: str) -> str:
    if len(line) > LONGEST_LINE:
        raise InvalidValue(
            tr(
                "{label} has {length:,} characters, {most} at most fit on its line. Shorten it.",
                label=label,
                length=len(line),
                most=LONGEST_LINE,
            )
        )
    return line


def _require_there(field: Field, value: Value, look_up: LookUp) -> None:
    row = look_up(field.references, value)
    if row is None:
        raise NotFound(tr("{label}: there is no {thing} {value}.",
                          label=tr(field.label), thing=field.references, value=value))  # fmt: skip
    if not row.get("active", 1):
        raise InvalidValue(tr("{label}: “{name}” is no longer in use. Choose another.",
                              label=tr(field.label), name=row["name"]))  # fmt: skip
