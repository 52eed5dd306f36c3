"""The desk's own things: people, teams, categories, codes, matrix and workflows, with their history."""

from app.domain import commands
from app.domain.canonical import canonical, parsed
from app.domain.definition import definition_of
from app.domain.events import ADDED, Draft
from app.domain.fields import OWN_PREFIX, THINGS, Thing, Value, Values
from app.domain.priority import is_matrix
from app.domain.roles import THING_ROLES, Touch
from app.domain.workflow import Workflow
from app.errors import InvalidValue, NotFound, NotUnique, WorkflowUnsound
from app.queries.records import (
    Held,
    any_administrator,
    is_taken,
    take_thing,
    twin,
    unborn,
)
from app.queries.workflows import newest_matrix, newest_version, versions_of
from app.services.keeping import Asker, Edit, require_kept
from app.services.owned import as_kept, require_keeper, require_sound
from app.services.turn import Turn
from app.services.values import checked, require_id
from app.services.workflow_files import read_workflow
from app.text import tr

_EDITED = "edited"


def add_thing(turn: Turn, command: commands.AddThing) -> None:
    """Add a person, a team, a category and so on."""
    thing = _named(command.thing)
    if thing.immutable:
        raise InvalidValue(
            tr("{thing}: a new version is published, not added.", thing=tr(thing.label))
        )
    defaults: dict[str, Value] = {f.name: f.default for f in thing.fields if f.required}
    if thing.owned:
        defaults["owner"] = command.actor
        require_keeper(turn, thing, {}, {**defaults, **command.values})
    else:
        require_administrator(turn, thing)
    _add(turn, command, thing, command.row_id, {**defaults, **as_kept(thing, command.values)})


def edit_thing(turn: Turn, command: commands.EditThing) -> None:
    """Change one of the desk's own things, merged with what others changed meanwhile."""
    thing = _named(command.thing)
    if not thing.owned:
        require_administrator(turn, thing)
    held = take_thing(turn.connection, thing, command.row_id)
    if held is None or thing.immutable:
        raise NotFound(tr("There is no such {thing} to change.", thing=tr(thing.label).lower()))
    if thing.owned:
        require_keeper(turn, thing, held.values, command.values)
    told = as_kept(thing, command.values)
    wanted = turn.merged(held, thing.fields, told, command.based_on)
    _require_unique(turn, thing, command.row_id, {**held.values, **wanted})
    change(turn, held, wanted)


def change(turn: Turn, held: Held, wanted: Values) -> None:
    """Write what is wanted of a record, if anything; raises InvalidValue where the desk would not hold."""
    _require_sound(turn, held, wanted)
    if wanted:
        was = {name: held.values[name] for name in wanted}
        turn.ledger.append(turn.command, held, Draft(_EDITED, now=wanted, was=was))


def publish_matrix(turn: Turn, command: commands.PublishMatrix) -> None:
    """Make a new version of the priority matrix; the same cells again change nothing."""
    require_administrator(turn, THINGS["matrix"])
    if not is_matrix(command.cells):
        raise InvalidValue(tr("A matrix gives each pair of 3 to 5 levels a priority from 1 to 5."))
    cells, newest = canonical(parsed(command.cells)), newest_matrix(turn.connection)
    if newest and newest[2] == cells:
        return
    values: Values = {"number": 1 + (newest[1] if newest else 0), "cells": cells}
    _add(turn, command, THINGS["matrix"], command.row_id, values)


def publish_workflow(turn: Turn, command: commands.PublishWorkflow) -> None:
    """Make a new version of a workflow; the same source again changes nothing."""
    require_administrator(turn, THINGS["workflow_version"])
    workflow = read_workflow(command.source, command.file)
    newest = newest_version(turn.connection, workflow.key)
    if newest and newest[2] == command.source:
        return
    _require_same_kinds(turn, workflow, command.file)
    values: Values = {
        "key": workflow.key,
        "number": 1 + (newest[1] if newest else 0),
        "source": command.source,
        "definition": definition_of(workflow),
    }
    _add(turn, command, THINGS["workflow_version"], command.row_id, values)


def _require_same_kinds(turn: Turn, workflow: Workflow, file: str) -> None:
    """Raise WorkflowUnsound where a field is of another kind than before: tickets hold what it was."""
    before = {
        field.name: field.kind
        for version in versions_of(turn.connection, workflow.key)
        for field in turn.workflows.get(turn.connection, version).fields
    }
    found = [
        (f"field[{number}].kind",
         tr("“{name}” was of the kind “{kind}” in a version before and stays so, as tickets hold it. Give the new field "
            "another key", name=field.name.removeprefix(OWN_PREFIX), kind=before[field.name]))
        for number, field in enumerate(workflow.fields, 1)
        if before.get(field.name, field.kind) is not field.kind
    ]  # fmt: skip
    if found:
        raise WorkflowUnsound(file, found)


def _add(turn: Turn, command: commands.Command, thing: Thing, row_id: int, values: Values) -> None:
    require_free(turn, thing, row_id)
    tidy = checked(thing.fields, values, {}, turn.row)
    require_sound(thing, tidy)
    _require_unique(turn, thing, row_id, tidy)
    filled: dict[str, Value] = {name: value for name, value in tidy.items() if value is not None}
    turn.ledger.append(command, unborn(thing, row_id), Draft(ADDED, now=filled))


def require_free(turn: Turn, thing: Thing, row_id: int) -> None:
    """Raise InvalidValue unless `row_id` can be a new record's."""
    require_id(row_id)
    if is_taken(turn.connection, thing.name, row_id):
        raise InvalidValue(tr("This id is taken already. Make a new one."))


def _require_sound(turn: Turn, held: Held, wanted: Values) -> None:
    thing, values = held.thing, {**held.values, **wanted}
    require_sound(thing, values)
    asker = Asker(turn.command.actor, turn.ledger.login)
    require_kept(turn.connection, asker, held.row_id, Edit(thing, held.values, wanted))
    if thing.name == "category":
        above = values["parent"]
        while isinstance(above, int):
            if above == held.row_id:
                raise InvalidValue(
                    tr("A category does not stand below itself. Choose another parent.")
                )
            row = turn.row("category", above)
            above = row["parent"] if row else None


def _named(name: str) -> Thing:
    if name not in THINGS:
        raise NotFound(tr("The desk knows no “{thing}”. It knows: {things}.",
                          thing=name, things=", ".join(THINGS)))  # fmt: skip
    return THINGS[name]


def require_administrator(turn: Turn, thing: Thing) -> None:
    """Raise MissingRight unless the actor may change the desk's own things."""
    # The founder of a desk is made administrator by nobody else.
    if any_administrator(turn.connection):
        action = tr("change the desk: {thing}", thing=tr(thing.label).lower())
        turn.require_right(action, THING_ROLES, Touch())


def _require_unique(turn: Turn, thing: Thing, row_id: int, values: Values) -> None:
    for group in thing.unique if not thing.owned or values.get("active") else ():
        if values.get(group[0]) is not None and twin(turn.connection, thing, row_id, group, values):
            if thing.owned:
                raise InvalidValue(tr("There is a {thing} called “{name}” here already. Choose another name.",
                                      thing=tr(thing.label).lower(), name=values.get("name")))  # fmt: skip
            shared = [(each.name, tr(each.label)) for each in thing.fields if each.name in group]
            raise NotUnique(tr(thing.label).lower(), shared)
