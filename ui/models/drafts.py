"""What somebody typed on tickets and the desk has not taken yet; it outlives walking to other tickets."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.fields import Value


class EditState(StrEnum):
    """How far a change of a field has come."""

    SENDING = "sending"
    TAKEN = "taken"  # the desk has it, and what is shown here is yet to be read again
    REFUSED = "refused"
    DISPUTED = "disputed"  # somebody else changed the field too


@dataclass
class Edit:
    """A field as somebody wants it, and as they saw it before; `shown` and `before` as people read them.

    `version`: of the ticket once it was taken.
    """

    name: str
    value: Value
    shown: str
    based_on: Value
    before: str
    state: EditState = EditState.SENDING
    refusal: str = ""
    version: int = 0

    @property
    def is_bad(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state in (EditState.REFUSED, EditState.DISPUTED)


@dataclass
class Draft:
    """All that is not taken yet of one ticket: a note and a reply being written, and edits of fields.

    `is_public`: the reply is shown, and sent, not the note; neither becomes the other.
    """

    note: str = ""
    reply: str = ""
    is_public: bool = False
    is_sending: bool = False
    refusal: str = ""
    edits: dict[str, Edit] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Give what is written of the kind that is shown."""
        return self.reply if self.is_public else self.note

    def write(self, text: str) -> None:
        """Take over what is written of the kind that is shown."""
        if self.is_public:
            self.reply = text
        else:
            self.note = text

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost without it."""
        return not (self.note or self.reply or self.is_sending or self.edits)

    @property
    def disputes(self) -> list[Edit]:
        """Give the edits somebody has to decide on."""
        return [each for each in self.edits.values() if each.state is EditState.DISPUTED]


class Drafts:
    """The drafts of one window by ticket."""

    def __init__(self) -> None:
        self._drafts: dict[int, Draft] = {}

    def of(self, ticket: int) -> Draft:
        """Give a ticket's draft; an empty one is kept no longer than it is looked at."""
        return self._drafts.setdefault(ticket, Draft())

    def tidy(self) -> None:
        """Forget the empty ones."""
        self._drafts = {ticket: each for ticket, each in self._drafts.items() if not each.is_empty}

    def all(self) -> tuple[Draft, ...]:
        """Give every draft there is."""
        return tuple(self._drafts.values())
