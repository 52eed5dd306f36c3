"""One command's turn: its transaction, what it may read there, and what it writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Connection

from app.clock import spoken
from app.domain.commands import Command, TicketCommand
from app.domain.events import TICKET_STREAM, Draft
from app.domain.fields import TICKET_EDITABLE, Field, Value, Values
from app.domain.merge import merge
from app.domain.numbers import shown_number
from app.domain.roles import COUNTER, Touch
from app.domain.workflow import Workflow
from app.errors import Conflict, InvalidValue, NotFound
from app.queries.history import last_touch
from app.queries.records import (
    Held,
    name_of,
    row_of,
    standing,
    stored_result,
    take_ticket,
)
from app.queries.workflows import Workflows
from app.services.ledger import Ledger
from app.services.rights import require_right
from app.services.values import checked
from app.text import tr


class Turn:
    """What deciding on one command needs; made anew for each try."""

    def __init__(self, command: Command, ledger: Ledger, workflows: Workflows) -> None:
        self.command = command
        self.ledger = ledger
        self.workflows = workflows
        self._found: dict[tuple[str, int], Mapping[str, Any] | None] = {}
        self._held: dict[int, Held | None] = {}
        if isinstance(command, TicketCommand):
            # In the order of their ids: two commands about the same two do not wait for each other.
            for ticket in sorted({command.ticket, *command.others}):
                taken = take_ticket(self.connection, ticket, command.command_id, command.actor)
                self._held[ticket] = taken.held
            self.standing, self.result = taken.standing, taken.result
        else:
            self.standing = standing(self.connection, command.actor)
            self.result = stored_result(self.connection, command.command_id)

    @property
    def connection(self) -> Connection:
        """Give the connection of this turn's transaction."""
        return self.ledger.connection

    def ticket(self, other: int | None = None) -> "TakenTicket":
        """Give the ticket the command is about, or another that it names; raises NotFound when there is none."""
        command = self.command
        subject = command.ticket if isinstance(command, TicketCommand) else 0
        held = self._held.get(subject if other is None else other)
        if held is None:
            raise NotFound(tr("There is no such ticket on this desk. Look it up by its number."))
        version = int(held.values["workflow_version"] or 0)
        return TakenTicket(self, held, self.workflows.get(self.connection, version))

    def row(self, thing: str, row_id: Value) -> Mapping[str, Any] | None:
        """Give one of the desk's own things, read once a turn; None when there is none."""
        if not isinstance(row_id, int):
            return None
        key = thing, row_id
        if key not in self._found:
            self._found[key] = row_of(self.connection, thing, row_id)
        return self._found[key]

    def require_right(self, action: str, allowed: Sequence[str], touch: Touch) -> None:
        """Raise unless the actor holds one of the roles `allowed`, and it reaches `touch`."""
        behalf = self.command.on_behalf_of
        if behalf is not None and self.row("person", behalf) is None:
            raise NotFound(tr("There is no person {person} to speak for.", person=behalf))
        touch = replace(touch, at_counter=self.command.channel == COUNTER)
        require_right(self.connection, self.command, self.standing, action, allowed, touch=touch)

    def require_fields(self, names: Iterable[str], allowed: Sequence[str]) -> None:
        """Raise InvalidValue when the counter sets more than `allowed`."""
        more = sorted(set(names) - set(allowed))
        if self.command.channel == COUNTER and more:
            raise InvalidValue(
                tr("The counter does not set {names}; the desk does.", names=", ".join(more))
            )

    def merged(
        self, held: Held, fields: Sequence[Field], wanted: Values, based_on: Values
    ) -> Mapping[str, Value]:
        """Check and merge `wanted` into `held`; raises Conflict for what somebody else changed."""
        tidy = checked(fields, wanted, held.values, self.row)
        result = merge(held.values, tidy, based_on)
        if result.clashes:
            stream, field = held.thing.name, result.clashes[0].field
            by, at = self.hand(stream, held.row_id, field)
            raise Conflict(str(held.values.get("name") or held.thing.label), by, at, result.clashes)
        return result.values

    def hand(self, stream: str, subject: int, field: str = "") -> tuple[str, str]:
        """Say who last set `field` of a record (or did anything to it), and at what time of day."""
        event = last_touch(self.connection, stream, subject, field)
        if event is None:
            return tr("somebody"), tr("an unknown time")
        by = name_of(self.connection, "person", event.actor)
        return by, spoken(event.occurred_at, self.ledger.clock.now())


class TakenTicket:
    """A ticket whose turn was taken, as the command's events leave it one by one."""

    def __init__(self, turn: Turn, held: Held, workflow: Workflow) -> None:
        self.turn = turn
        self.held = held
        self.workflow = workflow

    @property
    def values(self) -> Values:
        """Give the ticket's columns as they are now."""
        return self.held.values

    @property
    def step(self) -> str:
        """Give the key of the step the ticket stands in."""
        return str(self.values["step"])

    @property
    def name(self) -> str:
        """Give the number people know the ticket by."""
        return shown_number(self.workflow.prefix, int(self.values["number"] or 0))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Give the fields people may set on this ticket."""
        return TICKET_EDITABLE + self.workflow.fields

    def append(self, draft: Draft) -> None:
        """Write the ticket's next event."""
        held = self.turn.ledger.append(self.turn.command, self.held, draft, self.workflow)
        last = str(held.values.get("last_working_step") or self.workflow.first.key)
        working = self.workflow.working_step(str(held.values["step"]), last)
        self.held = held.holding(last_working_step=working)

    def require_right(self, action: str, allowed: Sequence[str]) -> None:
        """Raise unless the actor holds one of the roles `allowed`, and it reaches this ticket."""
        behalf = self.turn.command.on_behalf_of
        is_own = self.held.opened_by == self.turn.command.actor
        touch = Touch.of(self.held.row_id, self.values, behalf, is_own=is_own)
        self.turn.require_right(action, allowed, touch)

    def merged(self, wanted: Values, based_on: Values) -> Mapping[str, Value]:
        """Check and merge `wanted`; raises Conflict for fields that somebody else changed."""
        held = self.held.holding(name=self.name)
        return self.turn.merged(held, self.fields, wanted, based_on)

    def last_hand(self) -> tuple[str, str]:
        """Say who put the ticket where it stands, and when."""
        return self.turn.hand(TICKET_STREAM, self.held.row_id, "step")
