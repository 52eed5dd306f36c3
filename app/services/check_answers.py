"""What stands beside the histories: the answers that commands were given."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.changes import Change
from app.domain.events import TICKET_STREAM
from app.errors import InvalidValue
from app.services.codec import COMMANDS, decode_changes
from app.services.findings import Finding, Names
from app.text import tr

_AT_ONCE = 5_000
# Policies show the answers of others to administrators; the owner is asked for no policy.
_SEES_ALL = sa.text("SELECT NOT row_security_active('command') OR is_administrator()")
_ticket, _thing = tables.ticket_event.c, tables.desk_event.c


class Answers:
    """Holds what commands were answered against the events there are."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._names = names

    def findings(self) -> Iterator[Finding]:
        """Name the record of each event that its command does not tell of.

        The feed is no record: it begins anew with a copy.
        """
        if self._connection.dialect.name == "sqlite" or self._connection.scalar(_SEES_ALL):
            yield from self._commands()

    def _commands(self) -> Iterator[Finding]:
        told = tables.command
        stored = self._rows(
            sa.select(told.c.id, told.c.actor, told.c.kind, told.c.result).order_by(told.c.id)
        )
        command = next(stored, None)
        for command_id, group in groupby(self._rows(_EVENTS), lambda row: row[0]):
            while command is not None and command.id < command_id:
                yield from self._of_nothing(command)
                command = next(stored, None)
            events = [(row.actor, Change(row.stream, row.subject, row.version)) for row in group]
            if command is None or command.id != command_id:
                yield from self._blamed(events, tr("its command is not among those carried out"))
            else:
                if not _is_answer(command, events):
                    yield from self._blamed(events, tr("its command was answered otherwise"))
                command = next(stored, None)
        while command is not None:
            yield from self._of_nothing(command)
            command = next(stored, None)

    def _rows(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> Iterator[sa.Row[Any]]:
        # As many as there ever were: not all at once.
        return iter(self._connection.execute(statement.execution_options(yield_per=_AT_ONCE)))

    def _of_nothing(self, command: sa.Row[Any]) -> Iterator[Finding]:
        """Look at a command that no event belongs to: it changed nothing and says so."""
        try:
            changes = decode_changes(command.result).changes
        except InvalidValue as error:
            yield Finding(tr("Command {id}", id=command.id), error.sentence)
            return
        for each in changes:
            what = tr("version {version}, which a command made, is gone", version=each.version)
            yield Finding(self._names.of(each.kind, each.row_id), what)

    def _blamed(self, events: list[tuple[int, Change]], what: str) -> Iterator[Finding]:
        for _, each in events:
            told = tr("version {version}: {what}", version=each.version, what=what)
            yield Finding(self._names.of(each.kind, each.row_id), told)


def _is_answer(command: sa.Row[Any], events: list[tuple[int, Change]]) -> bool:
    try:
        answered = set(decode_changes(command.result).changes)
    except InvalidValue:
        return False
    actors, made = {actor for actor, _ in events}, {each for _, each in events}
    # A link's answer tells of its other end too, of which it made nothing.
    records = {(each.kind, each.row_id) for each in made}
    answered = {each for each in answered if (each.kind, each.row_id) in records}
    return command.kind in COMMANDS and actors == {command.actor} and answered == made


_EVENTS = sa.union_all(
    sa.select(
        _ticket.command_id,
        sa.literal(TICKET_STREAM).label("stream"),
        _ticket.ticket_id.label("subject"),
        _ticket.version,
        _ticket.actor,
    ),
    sa.select(_thing.command_id, _thing.thing, _thing.thing_id, _thing.version, _thing.actor),
).order_by("command_id")
