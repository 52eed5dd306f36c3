"""A ticket's fields as the asker may edit them."""

from collections.abc import Iterator

from app.domain import events
from app.domain.choices import choices_of, input_type
from app.domain.fields import TICKET_EDITABLE, Field
from app.domain.roles import TICKET_RIGHTS
from app.domain.ticket_rows import Property
from app.domain.workflow import StepClock, Workflow
from app.queries.names import Names
from app.queries.reach import Reach
from app.queries.records import Held
from app.text import tr

# In the order in which people look for them.
_ORDER = (
    "title", "category", "service", "impact", "urgency", "priority", "team", "assignee", "requester",
    "contact", "waiting_reason", "follow_up_at", "vendor_ref", "resolution_kind", "resolution_code",
    "cause", "resolution", "description",
)  # fmt: skip
# Shown once there is something in it, or while the ticket waits.
_OF_WAITING = ("waiting_reason", "follow_up_at", "vendor_ref")
_OF_RESOLUTION = ("resolution_kind", "resolution_code", "cause", "resolution")
_ASSIGNED = ("team", "assignee")


def properties(
    held: Held, workflow: Workflow, names: Names, reach: Reach, levels: int
) -> Iterator[Property]:
    """Give the fields that matter now; `levels`: the size of the priority matrix."""
    known = {field.name: field for field in TICKET_EDITABLE}
    step = workflow.step(str(held.values["step"]))
    for field in (*(known[name] for name in _ORDER), *workflow.fields):
        value = held.values.get(field.name)
        is_timely = field.name in _OF_WAITING and step.clock is StepClock.PAUSED
        if value is None and not is_timely and field.name in _OF_WAITING + _OF_RESOLUTION:
            continue
        yield Property(
            name=field.name,
            label=tr(field.label),
            type=input_type(field),
            value=value,
            shown=names.shown(field, value),
            references=field.references,
            choices=choices_of(field, levels),
            refusal=_refusal(field, reach, tr(step.label) if step.is_final else ""),
        )


def _refusal(field: Field, reach: Reach, end: str) -> str:
    if field.name == "priority":
        return tr("follows from impact and urgency by the matrix")
    if end:
        return tr("the ticket has ended: {end}", end=end)
    kind = events.ASSIGNED if field.name in _ASSIGNED else events.EDITED
    return reach.refusal(tr("Changing this"), TICKET_RIGHTS[kind])
