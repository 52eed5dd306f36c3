"""What is asked beside a ticket: older history, records to choose from, tickets that may be the same."""

from dataclasses import dataclass

from app.domain.questions import Question
from app.domain.rows import HistoryEntry, TicketRow
from app.domain.ticket_rows import Option, RequesterRow

# As many entries as are shown of a history at once.
HISTORY_PAGE = 200


@dataclass(frozen=True)
class HistoryBefore(Question[tuple[HistoryEntry, ...]]):
    """The last `limit` events of a ticket that came before `version`, in the order of their versions."""

    ticket: int
    version: int
    limit: int = HISTORY_PAGE


@dataclass(frozen=True)
class Options(Question[tuple[Option, ...]]):
    """Records of `thing` in use that match what is typed, best first; nothing typed: the first by name.

    ``ticket``: those of that number or with all the words in their titles, newest first. ``colleague``: people of
    the staff, with their logins as the details.

    Names match by the beginnings of their words, whatever case and accents; people also by login, phone,
    badge and mail.
    """

    thing: str
    text: str = ""
    limit: int = 20


@dataclass(frozen=True)
class PriorityFor(Question[int | None]):
    """The priority that the newest matrix gives for an impact and an urgency; None while one is open."""

    impact: int | None
    urgency: int | None


@dataclass(frozen=True)
class Requesters(Question[tuple[RequesterRow, ...]]):
    """People in use that match what is typed, as `Options` finds them."""

    text: str
    limit: int = 10


@dataclass(frozen=True)
class OpenTicketsOf(Question[tuple[TicketRow, ...]]):
    """The open tickets of a requester, newest first."""

    person: int
    limit: int = 20


@dataclass(frozen=True)
class SimilarTitles(Question[tuple[TicketRow, ...]]):
    """Open tickets whose titles share words with `text`, those with the most first."""

    text: str
    limit: int = 5


@dataclass(frozen=True)
class TitlesMatching(Question[tuple[TicketRow, ...]]):
    """Tickets of this number, or with all these words in their titles, newest first."""

    text: str
    limit: int = 8
