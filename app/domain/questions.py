"""Every read as plain data, so that another database, such as an offline copy, can answer the same one."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.fields import SORTS
from app.domain.rows import Ids, Page, Person, TicketDetail, TicketRow
from app.domain.workflow import StepClock

A = TypeVar("A")


@dataclass(frozen=True)
class Question(Generic[A]):
    """Something the desk can be asked; `A` is the type of the answer."""


@dataclass(frozen=True)
class Filter:
    """Which tickets: empty says any. Ids of teams, people and categories; times in microseconds UTC.

    `clocks`: clock states of steps; `assignees` 0: nobody; `priorities` 0: none yet; a category includes its
    children; `words`: all of them in the title, whatever their case; `awake_at`: leaves out what waits for a
    later follow-up date; `has_attachment`: leaves out what has no file; `ids`: these tickets and no others;
    `mentioned` and `watched`: people who were, or who do.
    """

    clocks: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    assignees: tuple[int, ...] = ()
    priorities: tuple[int, ...] = ()
    requesters: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()
    contacts: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    opened_from: int | None = None
    opened_before: int | None = None
    updated_from: int | None = None
    updated_before: int | None = None
    words: tuple[str, ...] = ()
    awake_at: int | None = None
    has_attachment: bool = False
    ids: tuple[int, ...] = ()
    mentioned: tuple[int, ...] = ()
    watched: tuple[int, ...] = ()

    @property
    def only_open(self) -> bool:
        """Whether all that has ended is left out."""
        return bool(self.clocks) and StepClock.FINAL not in self.clocks


ANY = Filter()


@dataclass(frozen=True)
class Sort:
    """The order of a queue: one of `SORT_KEYS`, then the id.

    Ascending priority is the most urgent first; what has none yet comes after 1 and before 2.
    """

    key: str = "updated"
    descending: bool = True


SORT_KEYS = SORTS
URGENT_FIRST = Sort("priority", descending=False)
NEWEST_FIRST = Sort()


@dataclass(frozen=True)
class TicketPage(Question[Page]):
    """A page of tickets in order, after `after`: the position its last page ended at."""

    filter: Filter = ANY
    sort: Sort = NEWEST_FIRST
    after: tuple[int, int] | None = None
    limit: int = 100


@dataclass(frozen=True)
class TicketIds(Question[Ids]):
    """The ids of all tickets of a queue in order, as ``array('q')``: 8 MB a million."""

    filter: Filter = ANY
    sort: Sort = NEWEST_FIRST


@dataclass(frozen=True)
class TicketRows(Question[tuple[TicketRow, ...]]):
    """The rows of these tickets in the order asked; those that are not there are left out."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class TicketCounts(Question[tuple[int, ...]]):
    """How many tickets each filter finds, counted to ``most + 1`` at the most."""

    filters: tuple[Filter, ...]
    most: int = 10_000


@dataclass(frozen=True)
class WholeTicket(Question[TicketDetail]):
    """A ticket with its history, and what `asker` may do with it now."""

    ticket: int
    asker: int


@dataclass(frozen=True)
class PersonByLogin(Question[Person | None]):
    """A person by login."""

    login: str


@dataclass(frozen=True)
class RecordsNamed(Question[tuple[int, ...]]):
    """The ids of the desk's own things of one kind that have this name (people: or this login)."""

    thing: str
    name: str


@dataclass(frozen=True)
class NamesOf(Question[tuple[str, ...]]):
    """The names of all records of one kind that are in use, in alphabetical order."""

    thing: str


@dataclass(frozen=True)
class NamesOfRoles(Question[tuple[str, ...]]):
    """The names of the people who hold one of some roles, in alphabetical order."""

    roles: tuple[str, ...]


@dataclass(frozen=True)
class TicketId(Question[int | None]):
    """The id of the ticket with this number, and with this prefix if one is named; None when there is none."""

    number: int
    prefix: str = ""


@dataclass(frozen=True)
class TeamsOf(Question[tuple[int, ...]]):
    """The ids of the teams a person is a member of."""

    person: int


@dataclass(frozen=True)
class DeskUid(Question[str]):
    """What tells this desk from every other one, its copies excepted."""


@dataclass(frozen=True)
class CommandsDone(Question[tuple[int, ...]]):
    """Which of these commands, given by their ids, were carried out."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class NamesFor(Question[tuple[str, ...]]):
    """The names of these records of one kind, in the order asked; empty for one that is not there."""

    thing: str
    ids: tuple[int, ...]
