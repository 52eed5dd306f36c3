"""Every read as plain data, so that another database, such as an offline copy, can answer the same one."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.rows import Page, Person, TicketDetail

A = TypeVar("A")


@dataclass(frozen=True)
class Question(Generic[A]):
    """Something the desk can be asked; `A` is the type of the answer."""


@dataclass(frozen=True)
class Filter:
    """Which tickets: empty says any. Ids of teams and people; clock states of steps; ``assignee`` 0: nobody."""

    clocks: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    assignee: int | None = None
    requester: int | None = None
    category: int | None = None
    priorities: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()


SORTS = ("number", "updated", "priority")


@dataclass(frozen=True)
class TicketPage(Question[Page]):
    """A page of tickets after `after` (the position its last page ended at), newest or most urgent first."""

    filter: Filter = Filter()
    sort: str = "updated"
    after: tuple[int, int] | None = None
    limit: int = 100


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
class TicketId(Question[int | None]):
    """The id of the ticket with this number; None when there is none."""

    number: int


@dataclass(frozen=True)
class TeamsOf(Question[tuple[int, ...]]):
    """The ids of the teams a person is a member of."""

    person: int


@dataclass(frozen=True)
class NamesFor(Question[tuple[str, ...]]):
    """The names of these records of one kind, in the order asked; empty for one that is not there."""

    thing: str
    ids: tuple[int, ...]
