"""What can be wanted of many tickets alike: what is asked for it, and the command each of them gets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.commands import (
    AddNote,
    AssignTicket,
    EditTicket,
    LinkTicket,
    TakeTransition,
)
from app.domain.fields import Value
from app.domain.rows import Possibility
from app.domain.ticket_rows import FormField
from app.errors import Refused
from app.text import tr
from ui.models.wish import Wish
from ui.views.form_dialog import note_field, reference_field
from ui.widgets.form import Form


@dataclass(frozen=True)
class BulkForm:
    """Something to be done: its name, what it asks, and how a wish is made of that (raises Refused)."""

    doing: str
    fields: Sequence[FormField]
    read: Callable[[Form], Wish]
    key: str


def assignment_form() -> BulkForm:
    """Give a team, a person or both."""
    fields = (
        reference_field("team", tr("Team"), "team", required=False),
        reference_field("assignee", tr("Person"), "person", required=False),
    )
    return BulkForm(tr("Assign"), fields, _assignment, "assign")


def _assignment(form: Form) -> Wish:
    values = filled(form)
    if not values:
        raise Refused(tr("Choose a team, a person, or both."))
    return Wish(AssignTicket, {"values": values}, "team" if "team" in values else "assignee")


def category_form() -> BulkForm:
    """Set the category."""
    fields = (reference_field("category", tr("Category"), "category"),)
    read = lambda form: Wish(EditTicket, {"values": filled(form)}, "category")  # noqa: E731
    return BulkForm(tr("Set the category"), fields, read, "category")


def parent_form() -> BulkForm:
    """Tie to a parent."""
    fields = (reference_field("other", tr("Parent ticket, by number or title"), "ticket"),)
    read = lambda form: Wish(LinkTicket, {"relation": "child_of", **filled(form)})  # noqa: E731
    return BulkForm(tr("Link to a parent"), fields, read, "parent")


def note_form() -> BulkForm:
    """Write a work note."""
    read = lambda form: Wish(AddNote, {"text": str(form.told("note")["note"])})  # noqa: E731
    return BulkForm(tr("Write a work note"), (note_field(),), read, "note")


def way_form(way: Possibility) -> BulkForm:
    """Take a transition or gesture."""
    return BulkForm(way.label, way.form, partial(_transition, way), way.key)


def _transition(way: Possibility, form: Form) -> Wish:
    said = {name: str(value) for name, value in form.told("said").items()}
    note = str(form.told("note").get("note", ""))
    told = {"transition": way.key, "values": filled(form), "said": said, "note": note}
    return Wish(TakeTransition, told)


def filled(form: Form) -> dict[str, Value]:
    """Give what is filled in; what is left empty stays with each ticket as it is."""
    return {name: value for name, value in form.told("field").items() if value is not None}
