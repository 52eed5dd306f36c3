"""One row of a table through the door: planned anew on what the desk has now, and written whole."""

from collections.abc import Iterator

from app.domain.commands import ImportRow
from app.domain.events import ADDED, Draft
from app.domain.fields import THINGS, Values
from app.domain.imports import THING_OF
from app.errors import InvalidValue, NotFound
from app.queries.records import take_thing, unborn
from app.services.imports.planning import RowPlan, plan_row
from app.services.imports.register import Register, Sought, Step
from app.services.things import change, require_administrator, require_free
from app.services.turn import Turn
from app.text import tr


def import_row(turn: Turn, command: ImportRow) -> None:
    """Add or change what a row is about; a row that says what the desk has changes nothing."""
    if command.table not in THING_OF:
        raise NotFound(tr("“{kind}” cannot be imported. There are: {kinds}.",
                          kind=command.table, kinds=", ".join(THING_OF)))  # fmt: skip
    require_administrator(turn, THINGS[THING_OF[command.table]])
    ids = iter(command.ids)
    register = Register(turn.connection, command.table, Sought(command.texts, command.record))
    plan = RowPlan(register, lambda: _next(ids))
    subject = plan_row(plan, command.table, command.texts)
    for step in plan.steps:
        if step.was is None:
            _add(turn, step)
        else:
            _change(turn, step, command.based_on if step.row_id == subject else {})


def _next(ids: Iterator[int]) -> int:
    found = next(ids, None)
    if found is None:
        raise InvalidValue(
            tr("The desk is no more what the preview saw. Look at the preview again.")
        )
    return found


def _add(turn: Turn, step: Step) -> None:
    thing = THINGS[step.thing]
    require_free(turn, thing, step.row_id)
    turn.ledger.append(turn.command, unborn(thing, step.row_id), Draft(ADDED, now=step.now))


def _change(turn: Turn, step: Step, based_on: Values) -> None:
    held = take_thing(turn.connection, THINGS[step.thing], step.row_id)
    if held is None:
        raise NotFound(tr("It is no more there. Look at the preview again."))
    change(turn, held, turn.merged(held, held.thing.fields, step.now, based_on))
