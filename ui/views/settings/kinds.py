"""What each settings page is about, as data."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.fields import CANNED_TEXT, ROLES, THINGS
from app.domain.roles import role_label
from app.domain.ticket_rows import FormField
from app.text import tr
from ui.theme import Theme
from ui.widgets.canned_preview import CannedPreview
from ui.widgets.form import Form
from ui.widgets.tie_editor import TieKind

MATRIX = "matrix"


@dataclass(frozen=True)
class PageKind:
    """A page: the things it lists, what it is called, what to say where there is none, what retiring one means."""

    thing: str
    title: str
    new: str
    nothing: str
    belongs: str = ""
    retiring: str = ""
    ties: tuple[TieKind, ...] = ()
    beside: Callable[[Form, Theme], QWidget] | None = None  # what helps to fill in the form

    @property
    def is_owned(self) -> bool:
        """Whether everybody on the staff has some of their own."""
        return THINGS[self.thing].owned


def page_kinds() -> tuple[PageKind, ...]:
    """Give the pages in their order."""
    return (*_of_people(), *_of_tickets(), *_of_writing())


def _of_people() -> tuple[PageKind, ...]:
    return (
        PageKind(
            "person",
            tr("People"),
            tr("New person"),
            tr("Nobody here yet"),
            tr("Everybody who reports something or works here. Who only reports needs no login."),
            tr("They can no longer sign in or be chosen. Their open tickets stay theirs until somebody takes "
               "them over; everything they did stays."),
            (_roles(), _teams()),
        ),
        PageKind(
            "team",
            tr("Teams"),
            tr("New team"),
            tr("No teams yet"),
            tr("Level 1 answers first, levels 2 and 3 receive escalations."),
            tr("It can no longer be chosen. Its open tickets stay with it until they are given to another team, "
               "and categories no longer suggest it."),
            (_members(), _categories()),
        ),
    )  # fmt: skip


def _of_tickets() -> tuple[PageKind, ...]:
    return (
        PageKind(
            "category",
            tr("Categories"),
            tr("New category"),
            tr("No categories yet"),
            tr("What a ticket is about, as a tree; each may suggest a team and a service."),
            tr("It can no longer be chosen. Tickets keep it, and the categories below it stay in use."),
        ),
        PageKind(
            "service",
            tr("Services"),
            tr("New service"),
            tr("No services yet"),
            tr("What people use and what can fail: e-mail, payroll, the network."),
            tr("It can no longer be chosen. Tickets keep it, and categories no longer suggest it."),
        ),
        PageKind(MATRIX, tr("Priority matrix"), "", ""),
        PageKind(
            "resolution_code",
            tr("Resolution codes"),
            tr("New resolution code"),
            tr("No resolution codes yet"),
            tr("How a ticket was resolved. Resolving asks for one."),
            tr("It can no longer be chosen. Tickets keep it."),
        ),
        PageKind(
            "waiting_reason",
            tr("Waiting reasons"),
            tr("New waiting reason"),
            tr("No waiting reasons yet"),
            tr("Why a ticket waits, and on whom. Waiting asks for one."),
            tr("It can no longer be chosen. Tickets that wait for it go on waiting."),
        ),
    )  # fmt: skip


def _of_writing() -> tuple[PageKind, ...]:
    return (
        PageKind(
            CANNED_TEXT,
            tr("Texts"),
            tr("New text"),
            tr("No texts yet"),
            tr(
                "What you write again and again, inserted by / and its name: your own, and those of your teams."
            ),
            tr("It is no longer offered. What was written with it stays."),
            beside=CannedPreview,
        ),
    )


def _roles() -> TieKind:
    choices = tuple((role, role_label(role)) for role in ROLES)
    asked = FormField("role", tr("Role"), "field", "choice", required=False, choices=choices)
    return TieKind(
        "role_grant",
        tr("Roles"),
        tr("None: they report, and do not work at this desk."),
        (asked, _reference("team", tr("Team (none: all)"), "team")),
        more_when="lead",
    )


def _teams() -> TieKind:
    nothing = tr("In no team.")
    return TieKind("membership", tr("Teams"), nothing, (_reference("team", tr("Team"), "team"),))


def _members() -> TieKind:
    asked = _reference("person", tr("Person"), "person")
    return TieKind("membership", tr("Members"), tr("Nobody is in this team."), (asked,))


def _categories() -> TieKind:
    asked = _reference("id", tr("Category"), "category")
    nothing = tr("No category suggests this team.")
    return TieKind("category", tr("Categories that suggest this team"), nothing, (asked,))


def _reference(name: str, label: str, to: str) -> FormField:
    return FormField(name, label, "field", "reference", required=False, references=to)
