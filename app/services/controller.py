"""The one door: every change of what the desk knows is a command that passes here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.clock import OLDEST_REPLAY, Clock
from app.db import faults, tables
from app.db.store import Row, Store
from app.domain import commands
from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.events import CHANNELS
from app.errors import Conflict, GuardRefused, InvalidValue, Refused, TooBusy
from app.queries.records import author_of, stored_result
from app.queries.workflows import Workflows
from app.services import duplicates, files, things, tickets, transitions
from app.services.codec import decode_changes, encode_changes, kind_of
from app.services.imports.door import import_row
from app.services.ledger import Ledger
from app.services.turn import Turn
from app.services.values import require_id
from app.text import tr

# Each entry takes the command of its own type; `execute` looks it up by that type.
_DECISIONS: Mapping[type[Command], Callable[[Turn, Any], None]] = {
    commands.LogTicket: tickets.log_ticket,
    commands.EditTicket: tickets.edit_ticket,
    commands.AssignTicket: tickets.assign_ticket,
    commands.AddNote: tickets.add_note,
    commands.Reply: tickets.reply,
    commands.LinkTicket: tickets.link_ticket,
    commands.UnlinkTicket: tickets.unlink_ticket,
    commands.MarkDuplicate: duplicates.mark_duplicate,
    commands.WatchTicket: tickets.watch_ticket,
    commands.UnwatchTicket: tickets.unwatch_ticket,
    commands.AttachFile: files.attach_file,
    commands.DetachFile: files.detach_file,
    commands.MoveTicket: tickets.move_ticket,
    commands.EraseTexts: tickets.erase_texts,
    commands.TakeTransition: transitions.take_transition,
    commands.AddThing: things.add_thing,
    commands.EditThing: things.edit_thing,
    commands.PublishMatrix: things.publish_matrix,
    commands.PublishWorkflow: things.publish_workflow,
    commands.ImportRow: import_row,
}

# A writer that loses a race reads again and merges; nobody loses this often in a row by chance.
_TRIES = 20


class WorkflowController:
    """Executes commands on one desk, each in one transaction, each counted once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._workflows = Workflows()

    def execute(self, command: Command) -> Changes:
        """Carry out `command` and say what it changed; a repeated one gets its stored answer.

        Raises Refused (nothing was stored), Conflict (to be answered by a person), TooBusy, GuardRefused or
        Unreachable.
        """
        _require_sound(command, self._clock.now())
        for _ in range(_TRIES):
            try:
                return self._attempt(command)
            except (Refused, Conflict):
                # A repeat that came while the first was under way finds the ticket moved on by itself.
                stored = self._stored(command)
                if stored is None:
                    raise
                return stored
            except DBAPIError as error:
                if not faults.is_lost_race(error):
                    raise GuardRefused(faults.rule(error)) from error
        raise TooBusy

    def _stored(self, command: Command) -> Changes | None:
        with self._store.reading() as connection:
            result = stored_result(connection, command.command_id)
            if result is not None:
                _require_same(connection, command)
            return repeated(result)

    def _attempt(self, command: Command) -> Changes:
        with self._store.writing() as connection:
            ledger = Ledger(connection, self._clock, self._store.login)
            turn = Turn(command, ledger, self._workflows)
            done = repeated(turn.result)
            if done is not None:
                _require_same(connection, command)
                return done
            _DECISIONS[type(command)](turn, command)
            changes = Changes(tuple(ledger.written))
            self._store.write(connection, [*ledger.rows, self._record(command, changes)])
            return changes

    def _record(self, command: Command, changes: Changes) -> Row:
        values = {
            "id": command.command_id,
            "actor": command.actor,
            "kind": kind_of(command),
            "at": self._clock.now(),
            "result": encode_changes(changes),
        }
        return tables.command, values


def _require_sound(command: Command, now: int) -> None:
    for number in vars(command).values():
        if isinstance(number, int):
            require_id(number)
    if command.channel not in CHANNELS:
        raise InvalidValue(tr("“{channel}” is no way in. There are: {channels}.",
                              channel=command.channel, channels=", ".join(CHANNELS)))  # fmt: skip
    if command.channel == "offline" and (command.occurred_at or now) < now - OLDEST_REPLAY:
        raise InvalidValue(tr("What was done offline more than 90 days ago is not taken any more. Write it "
                              "as a note."))  # fmt: skip


def _require_same(connection: Connection, command: Command) -> None:
    """Raise InvalidValue where somebody else's command, or one of another kind, was counted under this id."""
    if author_of(connection, command.command_id) != (command.actor, kind_of(command)):
        raise InvalidValue(
            tr("Another command was carried out under the id of this one. Give it a new id.")
        )


def repeated(result: str | None) -> Changes | None:
    """Give the stored answer of a command that was done before."""
    return replace(decode_changes(result), repeated=True) if result is not None else None
