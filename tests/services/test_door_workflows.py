"""The door: new versions of a workflow, the tickets that keep theirs, and those that are moved."""

import pytest
from support.door import assert_whole, last, refused
from support.whole import history, row
from support.world import World

from app.domain.changes import Changes
from app.domain.commands import EditTicket, EraseTexts, MoveTicket, PublishWorkflow
from app.errors import (
    Finished,
    InvalidValue,
    MissingRight,
    NeedsMissing,
    NotFound,
    WorkflowUnsound,
)
from app.paths import WORKFLOWS

INCIDENT = (WORKFLOWS / "incident.toml").read_text(encoding="utf-8")
OWN = '\n[[field]]\nkey = "device"\nlabel = "Device"\n[[field]]\nkey = "floor"\nlabel = "Floor"\nkind = "number"\n'
DEVICE = INCIDENT.replace('{ field = "category" }, { field = "impact" }', '{ field = "device" }, { field = "impact" }') + OWN  # fmt: skip


def _publish(world: World, source: str, login: str = "ada") -> int:
    version = world.new_id()
    world.tell(login, PublishWorkflow, row_id=version, source=source, file="incident.toml")
    return version


def _move(world: World, ticket: int, version: int, login: str = "ada") -> Changes:
    return world.tell(login, MoveTicket, ticket=ticket, workflow_version=version)


def test_a_ticket_keeps_its_version(world: World) -> None:
    old = world.log()
    version = _publish(world, DEVICE)
    new = world.log()
    assert world.held(new).values["workflow_version"] == version
    with refused(world, NeedsMissing, "Triage needs a device."):
        world.take("anna", new, "triage", **world.triage)
    world.bring("anna", old, "triage", "resolve", "confirm")
    values = {**world.triage["values"], "fields.device": "Printer 7"}
    world.take("anna", new, "triage", values=values)
    assert world.held(new).values["fields.device"] == "Printer 7"
    assert_whole(world)


def test_a_ticket_is_moved_to_the_new_rules(world: World) -> None:
    ticket = world.log()
    version = _publish(world, DEVICE)
    with refused(world, InvalidValue):
        world.tell("anna", EditTicket, ticket=ticket, values={"fields.device": "x"})
    _move(world, ticket, version, "lena")
    assert last(world, ticket).changed() == {"workflow_version": version}
    assert _move(world, ticket, version) == Changes()
    with refused(world, NeedsMissing, "Triage needs a device."):
        world.take("anna", ticket, "triage", **world.triage)
    assert_whole(world)


def test_a_field_keeps_its_kind(world: World) -> None:
    ticket = world.log()
    _publish(world, DEVICE)
    for key, kind, was in (("device", "word", "text"), ("floor", "text", "number")):
        other = INCIDENT + f'[[field]]\nkey = "{key}"\nlabel = "Other"\nkind = "{kind}"\n'
        sentence = (
            f"incident.toml: field[1].kind: “{key}” was of the kind “{was}” in a version before and stays so, as "
            "tickets hold it. Give the new field another key"
        )
        with refused(world, WorkflowUnsound, sentence):
            _publish(world, other)
    # Not even by way of a version without it.
    _publish(world, INCIDENT)
    with refused(world, WorkflowUnsound):
        _publish(world, other)
    _move(world, ticket, _publish(world, DEVICE))
    values = {**world.triage["values"], "fields.device": "Printer 7"}
    world.take("anna", ticket, "triage", values=values)
    assert_whole(world)


def test_a_ticket_moves_within_its_own_workflow(world: World) -> None:
    ticket = world.log()
    other = _publish(world, INCIDENT.replace('key = "incident"', 'key = "request"'))
    sentence = "A ticket moves only to another version of its own workflow, “Incident”."
    for version in (other, 42):
        with refused(world, NotFound, sentence):
            _move(world, ticket, version)
    world.bring("anna", ticket, "cancel")
    with refused(world, Finished):
        _move(world, ticket, other)


WAIT = INCIDENT[INCIDENT.index('[[step]]\nkey = "waiting"') : INCIDENT.index('[[step]]\nkey = "resolved"')]  # fmt: skip
LATER = INCIDENT.replace('key = "investigation"', 'key = "research"').replace('"investigation"', '"research"')  # fmt: skip


def test_a_ticket_in_a_step_that_is_gone_stays(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate")
    version = _publish(world, LATER)
    sentence = "The other version has no step “Investigation”. Take the ticket to a step that both have, then move it."  # fmt: skip
    with refused(world, InvalidValue, sentence):
        _move(world, ticket, version)


def test_a_moved_ticket_finds_its_way_back(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate", "wait")
    version = _publish(world, LATER)
    # Resuming would lead to a step that the new version does not have.
    with refused(world, InvalidValue):
        _move(world, ticket, version)
    world.bring("anna", ticket, "resume", "resolve", "reopen")
    assert_whole(world)


def test_a_move_to_another_clock_is_the_same_on_every_database(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "wait")
    running = WAIT.replace('clock = "paused"', 'clock = "runs"\nphase = 1')
    _move(world, ticket, _publish(world, INCIDENT.replace(WAIT, running)))
    held = row(world.store, ticket)
    assert (held["clock_state"], held["last_working_step"]) == ("runs", "waiting")
    assert_whole(world)


def test_the_same_source_is_published_once(world: World) -> None:
    assert world.tell("ada", PublishWorkflow, row_id=world.new_id(), source=INCIDENT) == Changes()
    assert world.held(world.log()).values["workflow_version"] != _publish(world, DEVICE)
    _publish(world, INCIDENT)
    assert_whole(world)


def test_an_unsound_workflow_is_not_published(world: World) -> None:
    sentence = "incident.toml: transition[1].to: unknown step “diagnose”"
    with refused(world, WorkflowUnsound) as caught:
        _publish(world, INCIDENT.replace('to = "diagnosis"', 'to = "diagnose"', 1))
    assert sentence in caught.value.sentence.splitlines()


@pytest.mark.parametrize("source", [INCIDENT, DEVICE])
def test_only_administrators_publish_a_workflow(world: World, source: str) -> None:
    with refused(world, MissingRight):
        _publish(world, source, "lena")


def test_a_field_of_the_workflows_own_is_a_field_like_any_other(world: World) -> None:
    _publish(world, DEVICE)
    ticket = world.log(**{"fields.device": "Printer\x00 7", "fields.floor": 3})
    with refused(world, InvalidValue, "Floor is a whole number, not “three”."):
        world.tell("anna", EditTicket, ticket=ticket, values={"fields.floor": "three"})
    world.tell("anna", EditTicket, ticket=ticket, values={"fields.floor": None})
    held = world.held(ticket).values
    assert held["fields.device"] == "Printer 7"
    assert held.get("fields.floor") is None
    world.take("anna", ticket, "triage", **world.triage)
    with refused(world, InvalidValue, "Device was required on the way here and cannot be emptied. Change it instead."):  # fmt: skip
        world.tell("anna", EditTicket, ticket=ticket, values={"fields.device": ""})
    assert_whole(world)


def test_a_text_of_the_workflows_own_is_erased_too(world: World) -> None:
    _publish(world, DEVICE)
    ticket = world.log(**{"fields.device": "Ann's phone"})
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1,), reason="She asked.")
    assert history(world.store, ticket)[0].texts == "{}"
    assert "Ann" not in row(world.store, ticket)["fields"]
    assert_whole(world)
