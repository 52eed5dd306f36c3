"""The desk's own things, forged while the guards were out: `check` names the thing."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from support.tampering import forge_thing, found, without_guards
from support.world import World

from app.db import tables
from app.domain.canonical import canonical, parsed
from app.domain.events import Draft

# The thing, which of them, what it is set to, the columns of the event, and what `check` says.
Forged = tuple[str, str, dict[str, Any], dict[str, Any], str]
NEVER = "version 2: what was published is never changed"
CELLS = '{"1.1":1,"1.2":1,"1.3":1,"2.1":1,"2.2":1,"2.3":1,"3.1":1,"3.2":1,"3.3":1}'
CASES: tuple[Forged, ...] = (
    ("team", "Network", {"tier": 99}, {}, "version 2: Level cannot be 99. It is from 1 to 3."),
    ("team", "Network", {"name": " \u200b"}, {}, "version 2: Name shows nothing."),
    ("team", "Network", {"tier": 3}, {"kind": "renamed"}, "version 2: a thing is added first, and edited afterwards"),
    ("team", "Network", {"tier": 3}, {"login": "mallory"}, "version 2: it was written under a login that is not its actor's"),
    ("team", "Network", {"tier": 3}, {"channel": "sample"}, "version 2: only a sample desk takes samples"),
    ("team", "Network", {}, {}, "version 2: it changes nothing"),
    ("waiting_reason", "Awaiting the user", {"waits_on": "moon"}, {},
     "version 2: Waits on is one of user, vendor, change, problem, not “moon”."),
    ("matrix", "1", {"cells": CELLS}, {}, NEVER),
    ("matrix", "", {"number": 2, "cells": '{"1.1":1}'}, {},
     "version 1: it is no matrix of 3 to 5 levels with priorities from 1 to 5"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[-1])
def test_a_forged_thing_is_named(case: Forged, world: World) -> None:
    thing, name, values, _, what = case
    columns = dict(case[3])
    row_id = _id(world, thing, name)
    with without_guards(world) as connection:
        kind = columns.pop("kind", "edited" if name else "added")
        forge_thing(world, connection, thing, row_id, Draft(kind, values), **columns)
    told = [(finding.subject, finding.what) for finding in found(world)]
    label = values.get("name") or (name if name not in ("", "1") else row_id)
    assert told == [(f"{thing} {label}", what)]


def _id(world: World, thing: str, name: str) -> int:
    if thing != "matrix":
        return world.id(thing, name)
    with world.store.reading() as connection:
        return (
            connection.scalar(sa.select(tables.things["matrix"].c.id)) if name else world.new_id()
        )  # type: ignore[return-value]


def test_a_workflow_edited_in_place_is_named(world: World) -> None:
    table = tables.things["workflow_version"]
    with without_guards(world) as connection:
        row = connection.execute(sa.select(table)).one()
        definition = parsed(row.definition)
        for each in definition["transitions"]:
            each["needs"] = []
        values = {"definition": canonical(definition)}
        forge_thing(world, connection, "workflow_version", row.id, Draft("edited", values))
        connection.execute(tables.transition_need.delete())
    told = [(finding.subject, finding.what) for finding in found(world)]
    assert told == [(f"workflow_version {row.id}", NEVER)]


def below_itself(world: World, connection: Connection) -> str:
    row_id = world.id("category", "VPN")
    forge_thing(world, connection, "category", row_id, Draft("edited", {"parent": row_id}))
    return "category VPN: it stands below itself"


def below_one_below(world: World, connection: Connection) -> str:
    values = {"parent": world.id("category", "VPN")}
    forge_thing(
        world, connection, "category", world.id("category", "Access"), Draft("edited", values)
    )
    return "category Access: it stands below itself"


def without_administrators(world: World, connection: Connection) -> str:
    grant = tables.things["role_grant"].c
    held = sa.select(grant.id).where(grant.role == "administrator")
    for row_id in connection.scalars(held).all():
        forge_thing(world, connection, "role_grant", row_id, Draft("edited", {"active": 0}))
    return "The desk: nobody is an administrator any more"


def numbered_ahead(world: World, connection: Connection) -> str:
    values = {"number": 77, "cells": CELLS}
    forge_thing(world, connection, "matrix", world.new_id(), Draft("added", values))
    return "matrix: its versions are not numbered one after the other"


def of_no_kind(world: World, connection: Connection) -> str:
    forge_thing(
        world, connection, "team", world.id("team", "Network"), Draft("edited", {"tier": 3})
    )
    event = tables.desk_event
    connection.execute(event.update().where(event.c.version == 2).values(thing="ghost"))
    return f"ghost {world.id('team', 'Network')}: the desk knows no such kind of record"


@pytest.mark.parametrize(
    "forged",
    [below_itself, below_one_below, without_administrators, numbered_ahead, of_no_kind],
)
def test_what_the_desk_is_no_more_is_named(
    forged: Callable[[World, Connection], str], world: World
) -> None:
    with without_guards(world) as connection:
        what = forged(world, connection)
    findings = world.desk("anna").check()
    assert what in [f"{finding.subject}: {finding.what}" for finding in findings]


@pytest.mark.parametrize("now", ['{"person":[1]}', '{"person":[1],"role":{}}', "7", "junk"])
def test_a_role_that_is_junk_is_named(now: str, world: World) -> None:
    event = tables.desk_event
    is_role = event.c.thing == "role_grant"
    with without_guards(world) as connection:
        row_id = connection.scalar(sa.select(sa.func.max(event.c.thing_id)).where(is_role))
        is_it = is_role & (event.c.thing_id == row_id)
        connection.execute(event.update().where(is_it).values(now=now))
    assert f"role_grant {row_id}" in {finding.subject for finding in found(world)}
