"""The forms of the desk's own things, made of the lists of their fields."""

from collections.abc import Callable, Mapping

from app.domain.choices import choice_label, choices_of, input_type
from app.domain.fields import CANNED_TEXT, THINGS, Field, Thing, Value, Values
from app.domain.ticket_rows import FormField
from app.text import tr

# Set by a button of its own, not in the form.
ACTIVE = "active"
# Follows from who makes it for no team.
_OWNER = "owner"


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
            explains=_explanations().get((thing.name, field.name), ""),
        )
        for field in sorted(thing.fields, key=_is_later)
        if field.name not in (ACTIVE, _OWNER)
    )


def _is_later(field: Field) -> bool:
    # What people know a record by is asked first.
    return field.name != "name"


def _plain(field: Field, value: Value) -> str:
    return "" if value is None else choice_label(field, value)


def _explanations() -> Mapping[tuple[str, str], str]:
    return {
        (CANNED_TEXT, "name"): tr("Typed behind a / where you write."),
        (CANNED_TEXT, "team"): tr("Without a team it is yours alone."),
        (CANNED_TEXT, "text"): tr("{ offers what the ticket fills in."),
    }
