"""Whether the values an event sets fit their fields, and name what the desk had."""

from collections.abc import Iterator, Mapping

from app.domain.canonical import parsed
from app.domain.events import IMPORTED, Event
from app.domain.fields import Field, Value
from app.domain.fitting import misfit
from app.domain.past import Past
from app.text import tr


def value_faults(past: Past, event: Event, fields: Mapping[str, Field]) -> Iterator[str]:
    """Say what in an event's columns does not fit; `fields`: those its record has, by name."""
    was, now, texts = parsed(event.was), parsed(event.now), parsed(event.texts)
    for name, value in now.items():
        field = fields.get(name)
        if field is None:
            yield tr("there is no field “{name}”", name=name)
            continue
        # What was erased is a digest here, which fits every text.
        fault = misfit(field, texts.get(name, value) if field.is_text else value)
        if fault:
            yield fault
        elif field.references and value is not None and was.get(name) != value:
            yield from _reference_faults(past, event, field, value)


def _reference_faults(past: Past, event: Event, field: Field, value: Value) -> Iterator[str]:
    states = list(past.states(field.references, value, event.recorded_at))
    if not states:
        yield tr("“{name}” names what the desk did not have", name=field.name)
    elif event.kind != IMPORTED and not any(each.get("active", 1) for each in states):
        yield tr("“{name}” names what was no longer in use", name=field.name)
