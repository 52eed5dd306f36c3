"""The desk's front: ask a question, tell a command."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from sqlalchemy.engine import Connection

from app.clock import Clock, SystemClock
from app.db import schema
from app.db.feed import ChangeFeed, open_feed
from app.db.store import Store
from app.domain import filter_questions, questions, ticket_questions
from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.questions import Question
from app.errors import DeskError
from app.queries import (
    details,
    entries,
    filter_choices,
    options,
    people,
    queues,
    tickets,
    titles,
    typed_filters,
)
from app.queries.workflows import Workflows
from app.services.check import Finding, check
from app.services.controller import WorkflowController
from app.services.heads import Heads, compare_heads, take_heads

A = TypeVar("A")

# Each entry takes the question of its own type; `ask` looks it up by that type.
_ANSWERS: Mapping[type[Question[Any]], Callable[[Connection, Any, Workflows], Any]] = {
    questions.TicketPage: queues.ticket_page,
    questions.TicketIds: lambda c, q, _: queues.ticket_ids(c, q),
    questions.TicketRows: lambda c, q, w: queues.ticket_rows(c, q.ids, w),
    questions.TicketCounts: lambda c, q, _: queues.ticket_counts(c, q),
    filter_questions.TypedFilter: typed_filters.typed_filter,
    filter_questions.FilterChoices: filter_choices.filter_choices,
    questions.WholeTicket: details.ticket_detail,
    ticket_questions.HistoryBefore: entries.history_before,
    ticket_questions.Options: options.options,
    ticket_questions.Requesters: options.requesters,
    ticket_questions.OpenTicketsOf: titles.open_tickets_of,
    ticket_questions.SimilarTitles: titles.similar_titles,
    ticket_questions.TitlesMatching: titles.titles_matching,
    questions.TicketId: tickets.ticket_id,
    questions.PersonByLogin: lambda c, q, _: people.person_by_login(c, q.login),
    questions.RecordsNamed: lambda c, q, _: people.records_named(c, q.thing, q.name),
    questions.NamesOf: lambda c, q, _: people.names_of(c, q.thing),
    questions.NamesFor: lambda c, q, _: people.names_for(c, q.thing, q.ids),
    questions.TeamsOf: lambda c, q, _: people.teams_of(c, q.person),
}


class Desk:
    """One desk in one database."""

    def __init__(self, url: str, clock: Clock | None = None, *, unfinished: bool = False) -> None:
        """Open the desk at `url`, migrating an older one; `unfinished`: the one that is being made.

        Raises NotADesk, Unfinished, OlderProgram or Unreachable.
        """
        self.clock = clock or SystemClock()
        self.store = Store(url)
        try:
            if not unfinished:
                schema.ensure_current(self.store)
        except DeskError:
            self.store.close()
            raise
        self._workflows = Workflows()
        self._controller = WorkflowController(self.store, self.clock)

    def ask(self, question: Question[A]) -> A:
        """Answer a question from one state of the desk."""
        with self.store.reading() as connection:
            answer = _ANSWERS[type(question)](connection, question, self._workflows)
        return cast("A", answer)

    def interrupt(self) -> None:
        """Stop what this Desk is being asked now, from another thread; the asker gets Interrupted."""
        self.store.interrupt()

    def feed(self) -> ChangeFeed:
        """Begin to hear what changes, whoever does it, on a connection of its own; raises Unreachable."""
        return open_feed(self.store)

    def tell(self, command: Command) -> Changes:
        """Carry out a command."""
        return self._controller.execute(command)

    def check(
        self, against: Heads | None = None, progress: Callable[[int], None] = lambda _: None
    ) -> list[Finding]:
        """Look for what is not as its history says, and for history seen in `against` that is gone."""
        with self.store.reading() as connection:
            lost = list(compare_heads(connection, against)) if against else []
            return [*check(connection, progress), *lost]

    def heads(self) -> Heads:
        """Give the ends of all chains, to be kept elsewhere."""
        with self.store.reading() as connection:
            return take_heads(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
