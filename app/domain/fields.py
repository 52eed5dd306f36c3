"""What can be recorded: every column of a ticket and of the desk's own things, as data.

Tables, guards, commands, merge and replay all read these lists; there is no second one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

Value: TypeAlias = str | int | None
Values: TypeAlias = Mapping[str, Value]

OWN_PREFIX = "fields."


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"  # a person's words: outside the hash, so that they can be erased
    WORD = "word"
    NUMBER = "number"
    FLAG = "flag"  # 0 or 1
    MOMENT = "moment"  # microseconds since 1970, UTC
    REFERENCE = "reference"


@dataclass(frozen=True)
class Field:
    """One column: its name, what it holds, and what people call it."""

    name: str
    kind: Kind
    label: str
    references: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    default: int | None = None

    @property
    def is_text(self) -> bool:
        """Whether it holds a person's words, hashed only by their digest."""
        return self.kind is Kind.TEXT

    @property
    def asked(self) -> str:
        """Give the field as part of a sentence: “a category”, “an impact”."""
        article = "an" if self.label[0] in "AEIOU" else "a"
        return f"{article} {self.label[0].lower()}{self.label[1:]}"


@dataclass(frozen=True)
class Thing:
    """A kind of record with a history of its own.

    `unique`: groups of columns no two records share; a group whose first column is empty does not count.
    `owned`: kept by its `owner` and, where it is shared with a `team`, by those who lead it; one that is out of
    use leaves its name free.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    immutable: bool = False
    owned: bool = False

    @cached_property
    def texts(self) -> frozenset[str]:
        """Give the names of the fields that hold a person's words."""
        return frozenset(field.name for field in self.fields if field.is_text)

    def field(self, name: str) -> Field | None:
        """Give the field called `name`, or None."""
        return next((field for field in self.fields if field.name == name), None)


def _text(name: str, label: str, *, required: bool = False) -> Field:
    return Field(name, Kind.TEXT, label, required=required)


def _word(name: str, label: str, *choices: str, required: bool = False) -> Field:
    return Field(name, Kind.WORD, label, choices=choices, required=required)


def _number(name: str, label: str, *, required: bool = False) -> Field:
    return Field(name, Kind.NUMBER, label, required=required)


def _reference(name: str, label: str, to: str, *, required: bool = False) -> Field:
    return Field(name, Kind.REFERENCE, label, references=to, required=required)


def _flag(name: str, label: str) -> Field:
    return Field(name, Kind.FLAG, label, required=True, default=0)


_ACTIVE = Field("active", Kind.FLAG, "In use", required=True, default=1)

# What is read on one line, of at most so many characters.
ONE_LINE = ("title", "name", "login", "email", "phone", "badge", "site", "language", "vendor_ref")
LONGEST_LINE = 250
LONGEST_TEXT = 1_000_000
LARGEST_ID = 2**63 - 1
# The numbers that are more than not negative: the least and the largest there can be.
RANGES = {
    "number": (1, 10**12),
    "tier": (1, 3),
    "impact": (1, 5),
    "urgency": (1, 5),
    "priority": (1, 5),
    "follow_up_at": (946_684_800_000_000, 7_258_118_400_000_000),  # 2000 to 2200
}

CONTACTS = ("phone", "mail", "walk_up", "self_service", "chat", "monitoring")

# What people fill in on a ticket.
TICKET_EDITABLE = (
    _text("title", "Title", required=True),
    _text("description", "Description"),
    _reference("requester", "Requester", "person"),
    _word("contact", "Contact", *CONTACTS),
    _reference("category", "Category", "category"),
    _reference("service", "Service", "service"),
    _number("impact", "Impact"),
    _number("urgency", "Urgency"),
    _number("priority", "Priority"),
    _reference("matrix", "Priority matrix", "matrix"),
    _reference("team", "Team", "team"),
    _reference("assignee", "Assignee", "person"),
    _reference("waiting_reason", "Waiting reason", "waiting_reason"),
    Field("follow_up_at", Kind.MOMENT, "Follow up on"),
    _text("vendor_ref", "Vendor's reference"),
    _word("resolution_kind", "Fix or workaround", "fix", "workaround"),
    _reference("resolution_code", "Resolution code", "resolution_code"),
    _text("resolution", "Resolution text"),
    _text("cause", "Cause"),
)

# What only birth, a transition or a move sets.
TICKET_GIVEN = (
    _number("number", "Number", required=True),
    _reference("workflow_version", "Workflow", "workflow_version", required=True),
    _word("step", "Step", required=True),
    _word("last_working_step", "Last working step", required=True),
    _word("source", "Source"),
    _word("source_id", "Number at the source"),
)

TICKET = Thing(
    "ticket", "Ticket", TICKET_GIVEN + TICKET_EDITABLE, (("number",), ("source", "source_id"))
)

ROLES = (
    "agent",
    "resolver",
    "lead",
    "knowledge",
    "administrator",
    "counter",
    "monitor",
    "service",
)

# The orders of a queue, its columns, and the views every desk has: what a saved view begins with.
SORTS = ("priority", "number", "opened", "updated")
VIEW_COLUMNS = (
    "priority", "ticket", "step", "team", "age", "updated",
    "number", "requester", "category", "assignee", "follow_up",
)  # fmt: skip
MOST_COLUMNS = 8
VIEW_BASES = (
    "my_work", "my_teams", "unassigned", "paused", "to_confirm", "open", "all", "mentioned", "watched",
)  # fmt: skip

CANNED_TEXT = "canned_text"

_NAME = _word("name", "Name", required=True)
_PERSON = _reference("person", "Person", "person", required=True)

THINGS = {
    thing.name: thing
    for thing in (
        Thing(
            "person",
            "Person",
            (
                _text("login", "Login"),
                _text("name", "Name", required=True),
                _text("email", "E-mail"),
                _text("phone", "Phone"),
                _text("badge", "Badge"),
                _word("site", "Site"),
                _word("language", "Language"),
                _flag("vip", "VIP"),
                _ACTIVE,
            ),
            (("login",), ("badge",)),
        ),
        Thing(
            "team",
            "Team",
            (_NAME, _number("tier", "Level", required=True), _word("email", "E-mail"), _ACTIVE),
            (("name",),),
        ),
        Thing("service", "Service", (_NAME, _ACTIVE), (("name",),)),
        Thing(
            "category",
            "Category",
            (
                _NAME,
                _reference("parent", "Parent", "category"),
                _reference("team", "Team", "team"),
                _reference("service", "Service", "service"),
                _ACTIVE,
            ),
            (("name", "parent"),),
        ),
        Thing("resolution_code", "Resolution code", (_NAME, _ACTIVE), (("name",),)),
        Thing(
            "waiting_reason",
            "Waiting reason",
            (
                _NAME,
                _word("waits_on", "Waits on", "user", "vendor", "change", "problem", required=True),
                _ACTIVE,
            ),
            (("name",),),
        ),
        Thing(
            "membership",
            "Membership",
            (_PERSON, _reference("team", "Team", "team", required=True), _ACTIVE),
            (("person", "team"),),
        ),
        Thing(
            "role_grant",
            "Role",
            (
                _PERSON,
                _word("role", "Role", *ROLES, required=True),
                _reference("team", "Team", "team"),
                _ACTIVE,
            ),
            (("person", "role", "team"),),
        ),
        Thing(
            "saved_view",
            "View",
            (
                _text("name", "Name", required=True),
                _reference("owner", "Owner", "person", required=True),
                _reference("team", "Shared with", "team"),
                _word("base", "Begins with", *VIEW_BASES, required=True),
                _text("conditions", "Conditions"),
                _word("sort", "Order", *SORTS, required=True),
                _flag("descending", "Greatest first"),
                _word("columns", "Columns", required=True),
                _ACTIVE,
            ),
            (("owner", "name"), ("team", "name")),
            owned=True,
        ),
        Thing(
            CANNED_TEXT,
            "Canned text",
            (
                _NAME,
                _reference("owner", "Owner", "person", required=True),
                _reference("team", "Shared with", "team"),
                _text("text", "Text", required=True),
                _ACTIVE,
            ),
            (("owner", "name", "team"), ("team", "name")),
            owned=True,
        ),
        Thing(
            "matrix",
            "Priority matrix",
            (_number("number", "Version", required=True), _word("cells", "Cells", required=True)),
            (("number",),),
            immutable=True,
        ),
        Thing(
            "workflow_version",
            "Workflow",
            (
                _word("key", "Key", required=True),
                _number("number", "Version", required=True),
                _word("source", "Source", required=True),
                _word("definition", "Definition", required=True),
            ),
            (("key", "number"),),
            immutable=True,
        ),
    )
}

# Links from one ticket to another, and people beside the requester.
LINKS = ("duplicate_of", "child_of", "related_to")
MENTIONED = "mentioned"
PERSON_RELATIONS = ("watcher", "affected", MENTIONED)
