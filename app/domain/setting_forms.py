"""The forms of the desk's own things, made of the lists of their fields."""

from collections.abc import Callable

from app.domain.choices import choice_label, choices_of, input_type
from app.domain.fields import THINGS, Field, Thing, Value, Values
from app.domain.ticket_rows import FormField
from app.text import tr

# Set by a button of its own, not in the form.
ACTIVE = "active"


def blank_form(thing: str) -> tuple[FormField, ...]:
    """Give the fields of a record that is yet to be added."""
    kind = THINGS[thing]
    return form_of(kind, {field.name: field.default for field in kind.fields}, _plain)


def form_of(
    thing: Thing, values: Values, spoken: Callable[[Field, Value], str]
) -> tuple[FormField, ...]:
    """Give the fields of a record with what they hold; `spoken` gives a value as people read it."""
    return tuple(
        FormField(
            name=field.name,
            label=tr(field.label),
            kind="field",
            type=input_type(field),
            required=field.required,
            references=field.references,
            choices=choices_of(field),
            value=values.get(field.name),
            shown=spoken(field, values.get(field.name)),
        )
        for field in sorted(thing.fields, key=_is_later)
        if field.name != ACTIVE
    )


def _is_later(field: Field) -> bool:
    # What people know a record by is asked first.
    return field.name != "name"


def _plain(field: Field, value: Value) -> str:
    return "" if value is None else choice_label(field, value)
