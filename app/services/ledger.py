"""Writing events: the one place where time, chain and the stored form are added to a draft.

What a command writes is kept until it is decided, and sent at once: each answer waited for costs a round trip.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Connection

from app.clock import Clock
from app.db import tables
from app.db.store import Row
from app.domain.changes import Change
from app.domain.commands import Command
from app.domain.events import TICKET_STREAM, Draft, Event, link, seal
from app.domain.workflow import Workflow
from app.queries.records import Held
from app.services.values import line
from app.text import tr


class Ledger:
    """Appends one command's events within one transaction.

    `login`: the account the work is done under. On PostgreSQL the server stamps login, time and hash.
    """

    def __init__(self, connection: Connection, clock: Clock, login: str) -> None:
        self.connection = connection
        self.clock = clock
        self.login = login
        self._server_stamps = connection.dialect.name == "postgresql"
        self.written: list[Change] = []
        self.rows: list[Row] = []

    def append(
        self, command: Command, held: Held, draft: Draft, workflow: Workflow | None = None
    ) -> Held:
        """Add `draft` as the next event of `held` and give the record as it is then.

        `workflow` tells which of a ticket's own fields are texts.
        """
        event = self._event(command, held, draft, workflow)
        self.rows.append(_row(event))
        self.written.append(Change(event.stream, event.subject, event.version))
        return held.after(draft.now, event)

    def tell_of(self, stream: str, subject: int, version: int) -> None:
        """Say that a record looks different by an event of another one."""
        self.written.append(Change(stream, subject, version))

    def _event(
        self, command: Command, held: Held, draft: Draft, workflow: Workflow | None
    ) -> Event:
        texts = held.thing.texts | (workflow.texts if workflow else frozenset())
        sealed = seal(draft, texts, held.digests)
        recorded = self.clock.now()
        event = Event(
            stream=held.thing.name,
            subject=held.row_id,
            version=held.version + 1,
            command_id=command.command_id,
            kind=draft.kind,
            actor=command.actor,
            on_behalf_of=command.on_behalf_of,
            cause=line(tr("The cause"), command.cause or "") or None,
            channel=command.channel,
            visibility=draft.visibility,
            login=self.login,
            recorded_at=recorded,
            occurred_at=self._occurred(command, held, recorded),
            was=sealed.was,
            now=sealed.now,
            said=sealed.said,
            texts=sealed.texts,
            prev_hash=held.last_hash,
            hash="",
        )
        return event if self._server_stamps else replace(event, hash=link(event))

    def _occurred(self, command: Command, held: Held, recorded: int) -> int:
        if self._server_stamps:
            # 0 stands for the server's own time.
            return command.occurred_at or 0
        # A clock that was set back must not put an event before the one it follows.
        return max(command.occurred_at or recorded, held.last_at)


def _row(event: Event) -> Row:
    values: dict[str, Any] = dict(vars(event))
    stream, subject = values.pop("stream"), values.pop("subject")
    if stream == TICKET_STREAM:
        return tables.ticket_event, {**values, "ticket_id": subject}
    return tables.desk_event, {**values, "thing": stream, "thing_id": subject}
