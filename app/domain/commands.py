"""Every intention as plain data: stored, sent, replayed, and counted once by its `command_id`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.fields import Values


@dataclass(frozen=True, kw_only=True)
class Command:
    """Who wants something, and by which way it came in.

    `occurred_at` (microseconds UTC) is claimed only by the channels offline, import and sample; `cause` names
    the rule behind a command that no person gave.
    """

    command_id: int
    actor: int
    channel: str = "desk"
    on_behalf_of: int | None = None
    cause: str | None = None
    occurred_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class LogTicket(Command):
    """Open a ticket in the first step of a workflow's newest version; its number is given by the desk."""

    ticket: int
    values: Values
    workflow: str = "incident"


@dataclass(frozen=True, kw_only=True)
class TicketCommand(Command):
    """Something done to one ticket; `others`: those whose turn is taken with it."""

    ticket: int

    @property
    def others(self) -> tuple[int, ...]:
        """Give the other tickets that it changes too."""
        return ()


@dataclass(frozen=True, kw_only=True)
class EditTicket(TicketCommand):
    """Change fields; `based_on` holds the values the editor saw."""

    values: Values
    based_on: Values = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AssignTicket(TicketCommand):
    """Give a ticket to a team, a person or both (keys ``team``, ``assignee``), with a word that only staff see."""

    values: Values
    based_on: Values = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddNote(TicketCommand):
    """Write a work note, which only staff see."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Reply(TicketCommand):
    """Write what the user sees, or pass on what the user wrote (`on_behalf_of`)."""

    text: str


@dataclass(frozen=True, kw_only=True)
class TakeTransition(TicketCommand):
    """Take a transition, or a gesture of several, as one.

    `values`: fields; `said`: words that belong to this event (reason, how); `seen_step`: where the person
    saw the ticket stand.
    """

    transition: str
    values: Values = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    based_on: Values = field(default_factory=dict)
    seen_step: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkTicket(TicketCommand):
    """Tie a ticket to another one: ``duplicate_of``, ``child_of`` or ``related_to``."""

    relation: str
    other: int


@dataclass(frozen=True, kw_only=True)
class UnlinkTicket(LinkTicket):
    """Undo such a tie."""


@dataclass(frozen=True, kw_only=True)
class MarkDuplicate(TicketCommand):
    """Close a ticket as a duplicate of another; whom it concerns becomes affected there.

    `reason`: in the words of whoever does it; empty: that it is a duplicate. `seen_step`: where they saw it stand.
    """

    original: int
    reason: str = ""
    seen_step: str = ""

    @property
    def others(self) -> tuple[int, ...]:
        """Give the original."""
        return (self.original,)


@dataclass(frozen=True, kw_only=True)
class WatchTicket(TicketCommand):
    """Put a person beside the requester: ``watcher`` or ``affected``."""

    person: int
    relation: str = "watcher"


@dataclass(frozen=True, kw_only=True)
class UnwatchTicket(WatchTicket):
    """Take a person off again."""


@dataclass(frozen=True, kw_only=True)
class AttachFile(TicketCommand):
    """Put a file beside a ticket, whose pieces are stored already; `attachment` is made by the creator.

    `size` in bytes, `sha256` of its content; `visibility` ``public``: the user sees it.
    """

    attachment: int
    name: str
    media_type: str
    size: int
    sha256: str
    visibility: str = "internal"


@dataclass(frozen=True, kw_only=True)
class DetachFile(TicketCommand):
    """Take a file off again; what was there stays proven."""

    attachment: int


@dataclass(frozen=True, kw_only=True)
class MoveTicket(TicketCommand):
    """Put a ticket on another version of its workflow."""

    workflow_version: int


@dataclass(frozen=True, kw_only=True)
class EraseTexts(TicketCommand):
    """Empty what was written in some versions of a ticket; that it was written stays proven."""

    versions: tuple[int, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class AddThing(Command):
    """Add one of the desk's own things: `thing` names its kind, `row_id` is made by the creator."""

    thing: str
    row_id: int
    values: Values


@dataclass(frozen=True, kw_only=True)
class EditThing(Command):
    """Change one of the desk's own things; ``active`` = 0 retires it."""

    thing: str
    row_id: int
    values: Values
    based_on: Values = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PublishMatrix(Command):
    """Make a new version of the priority matrix; tickets keep the one that gave their priority."""

    row_id: int
    cells: str


@dataclass(frozen=True, kw_only=True)
class PublishWorkflow(Command):
    """Make a new version of a workflow from its TOML source; tickets keep theirs until moved."""

    row_id: int
    source: str
    file: str = "workflow"


@dataclass(frozen=True, kw_only=True)
class ImportRow(Command):
    """Put one row of a table on the desk, whole or not at all: `table` is one of ``imports.IMPORTS``.

    `texts`: its cells by column, as they were read; `record`: whom or what a preview found it to be about, and
    `based_on` what it showed of it; `ids`: as many as the row makes new records.
    """

    table: str
    texts: Mapping[str, str]
    record: int | None = None
    based_on: Values = field(default_factory=dict)
    ids: tuple[int, ...] = ()
