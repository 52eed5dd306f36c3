"""What a ticket's own questions are answered with: its phases, properties, forms, and what can be chosen."""

from dataclasses import dataclass

from app.domain.fields import Value

# A value as it is stored, and as people read it.
Choice = tuple[Value, str]


@dataclass(frozen=True)
class PhaseTime:
    """One of a ticket's phases; times in microseconds UTC.

    `state`: ``done``, ``current``, ``ahead``, or ``skipped`` when the ticket passed it by. `label` is short,
    `title` whole. `spent` counts the stays that ended, `since` says when the one that goes on began. `stands`
    names the current step where it has no phase of its own, such as waiting.
    """

    number: int
    label: str
    title: str
    state: str
    entered_at: int | None
    spent: int
    since: int | None = None
    stands: str = ""

    def spent_until(self, now: int) -> int:
        """Give the time spent here, the present stay included."""
        return self.spent + (max(0, now - self.since) if self.since is not None else 0)


@dataclass(frozen=True)
class Property:
    """A field of a ticket as it is now; `type` is one of those of `FormField`.

    `refusal` says why it cannot be edited.
    """

    name: str
    label: str
    type: str
    value: Value
    shown: str
    references: str = ""
    choices: tuple[Choice, ...] = ()
    refusal: str = ""

    @property
    def is_editable(self) -> bool:
        """Whether the asker may change it now."""
        return not self.refusal


@dataclass(frozen=True)
class TicketLink:
    """Another ticket (its number and title as `name`), and what it is to this one, as people read it.

    `kind` is one of the relations of links; `is_backwards`: the other ticket has it to this one.
    """

    relation: str
    name: str
    ticket: int
    kind: str = ""
    is_backwards: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class PersonBeside:
    """Somebody beside the requester; `kind` is their relation, `relation` how people read it."""

    relation: str
    name: str
    person: int
    kind: str


@dataclass(frozen=True)
class AttachmentRow:
    """A file of a ticket; `size` in bytes, `visibility` who sees it, `by` who brought it `at` that moment."""

    id: int
    ticket: int
    name: str
    media_type: str
    size: int
    sha256: str
    version: int
    visibility: str
    by: str
    by_id: int
    at: int


@dataclass(frozen=True)
class FormField:
    """One thing a transition asks for.

    `kind`: ``field``, ``said`` or ``note``; `type`: ``text``, ``long_text``, ``number``, ``moment``,
    ``choice`` or ``reference`` (to records of `references`). `value` is what the ticket holds, `suggestion`
    what to begin with where that is nothing. `asked_when`: another field and the meaning (`Option.meaning`)
    that its choice must have for this one to be asked at all. `part`: of which of a gesture's transitions. `hint`
    says who sees what is written, `explains` what it is for. `earlier`: what the ticket holds from a time that did
    not last, to be offered, not to begin with. `is_public`: the user reads what is written.
    """

    name: str
    label: str
    kind: str
    type: str
    required: bool
    references: str = ""
    choices: tuple[Choice, ...] = ()
    value: Value = None
    shown: str = ""
    suggestion: Value = None
    suggestion_shown: str = ""
    hint: str = ""
    asked_when: tuple[str, str] | None = None
    part: str = ""
    explains: str = ""
    earlier: Value = None
    earlier_shown: str = ""
    is_public: bool = False


@dataclass(frozen=True)
class Implied:
    """What the choice of a record suggests for another field, as `FormField` has it."""

    name: str
    value: Value
    shown: str


@dataclass(frozen=True)
class Option:
    """A record that can be chosen; `meaning` is what the desk acts on: whom a waiting reason waits on.

    `hint`: what follows from choosing it, of which `implies` can be filled in.
    """

    id: int
    label: str
    detail: str = ""
    meaning: str = ""
    hint: str = ""
    implies: tuple[Implied, ...] = ()


@dataclass(frozen=True)
class RequesterRow:
    """Somebody who may have reported something, and how many of their tickets are open."""

    id: int
    name: str
    login: str
    phone: str
    badge: str
    site: str
    vip: bool
    open_tickets: int
