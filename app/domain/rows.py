"""What questions are answered with: frozen rows, names instead of ids where people read them."""

from array import array
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.fields import Value
from app.domain.ticket_rows import (
    AttachmentRow,
    FormField,
    PersonBeside,
    PhaseTime,
    Property,
    TicketLink,
)

# Ids in order, as ``array('q')``: 8 bytes each.
Ids: TypeAlias = "array[int]"


@dataclass(frozen=True)
class TicketRow:
    """A ticket as a queue shows it: step as people read it, times in microseconds UTC."""

    id: int
    version: int
    number: str
    title: str
    step: str
    step_key: str
    clock: str
    awaits: str
    priority: int | None
    requester: str
    team: str
    assignee: str
    assignee_id: int | None
    category: str
    opened_at: int
    updated_at: int
    follow_up_at: int | None
    has_files: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows, and the position the next page starts after (None: this was the last)."""

    rows: tuple[TicketRow, ...]
    after: tuple[int, int] | None


@dataclass(frozen=True)
class Person:
    """Somebody the desk knows, and the roles they hold."""

    id: int
    name: str
    login: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """One field of an event: what it was and is, as people read it; `is_text`: a person's own words."""

    label: str
    before: str
    after: str
    name: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class HistoryEntry:
    """One event of a ticket; `claimed` says that somebody told the time, and the clock another one.

    `purpose` is that of the transition it took, `note` what was written with it: of a birth, the description;
    `file` the id of a file it attached (0: none).
    """

    version: int
    kind: str
    label: str
    actor: str
    on_behalf_of: str
    channel: str
    visibility: str
    occurred_at: int
    recorded_at: int
    claimed: bool
    changes: tuple[FieldChange, ...]
    words: tuple[tuple[str, str], ...]
    actor_id: int = 0
    purpose: str = ""
    note: str = ""
    file: int = 0


@dataclass(frozen=True)
class Possibility:
    """A transition or gesture that leads on from here: what it asks, and why it is refused, if it is.

    `form` holds what is still to be asked, needed fields before offered ones; `public`: the user sees it;
    `is_primary`: what most people do next.
    """

    key: str
    label: str
    leads_to: str
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    refusal: str = ""
    purpose: str = ""
    form: tuple[FormField, ...] = ()
    public: bool = False
    is_primary: bool = False


@dataclass(frozen=True)
class TicketDetail:
    """A ticket, whole: `fields` as label and text, `values` as stored.

    `history` holds the newest entries, oldest first (its first one's version says whether there are older
    ones); `may` the kinds of events beside transitions that the asker may bring about now.
    """

    row: TicketRow
    phase: int | None
    fields: tuple[tuple[str, str], ...]
    values: dict[str, Value]
    history: tuple[HistoryEntry, ...]
    possible: tuple[Possibility, ...]
    links: tuple[TicketLink, ...] = ()
    people: tuple[PersonBeside, ...] = ()
    phases: tuple[PhaseTime, ...] = ()
    properties: tuple[Property, ...] = ()
    may: tuple[str, ...] = ()
    files: tuple[AttachmentRow, ...] = ()
    site: str = ""
    opened_by: str = ""
