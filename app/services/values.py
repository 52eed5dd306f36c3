"""What people type, made into values that fit their fields, or one sentence why it does not."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from app.domain.fields import ONE_LINE, Field, Value, Values
from app.domain.fitting import misfit, unfit_choice, unfit_id, unfit_line, unfit_text
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
V = TypeVar("V")
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
        tidy[name] = fitting(field, value)
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
    """Give a clean text of any number of lines; raises InvalidValue when it is longer than is kept."""
    return _fit(text, unfit_text(label, text)) if text else text


def require_id(number: int) -> None:
    """Raise InvalidValue for an id that is no positive 63-bit number."""
    _fit(number, unfit_id(number))


def require_choice(label: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise InvalidValue when `value` is none of a few words."""
    _fit(value, unfit_choice(label, value, choices))


def fitting(field: Field, value: Value) -> Value:
    """Tidy a value for its field; raises InvalidValue when it does not fit."""
    if isinstance(value, str):
        value = clean(_one_line(clean(value)) if field.name in ONE_LINE else value)
    if field.name == "email" and isinstance(value, str) and value and not _MAIL.fullmatch(value):
        raise InvalidValue(
            tr("“{value}” is no e-mail address. It has the form name@example.org.", value=value)
        )
    return _fit(None if value == "" else value, misfit(field, value))


def _short_line(label: str, line: str) -> str:
    return _fit(line, unfit_line(label, line)) if line else line


def _fit(value: V, fault: str) -> V:
    """Give a value in which there is no fault."""
    if fault:
        raise InvalidValue(fault)
    return value


def _require_there(field: Field, value: Value, look_up: LookUp) -> None:
    row = look_up(field.references, value)
    if row is None:
        raise NotFound(tr("{label}: there is no {thing} {value}.",
                          label=tr(field.label), thing=field.references, value=value))  # fmt: skip
    if not row.get("active", 1):
        raise InvalidValue(tr("{label}: “{name}” is no longer in use. Choose another.",
                              label=tr(field.label), name=row["name"]))  # fmt: skip
