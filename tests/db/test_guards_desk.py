"""The desk's own things by plain SQL: records, published workflows, commands and the desk itself."""

from collections.abc import Iterator
from typing import Any

from db.cases import (
    POSTGRESQL,
    SQLITE,
    Case,
    Id,
    broken,
    on_each_database,
    pass_over,
    refusal,
    sql,
    thing_event,
)
from db.right import CELLS, DEFINITION
from db.scene import OWNER, Scene

from app.domain.canonical import canonical
from app.domain.fields import THINGS, Thing

# For each kind of record: one that is there, and what a second one with the same names would hold.
THERE = {
    "person": ("anna", {"login": "anna", "name": "Another Anna", "vip": 0, "active": 1}),
    "team": ("Network", {"name": "Network", "tier": 2, "active": 1}),
    "service": ("Network", {"name": "Network", "active": 1}),
    "category": ("VPN", {"name": "VPN", "parent": Id("category", "Access"), "active": 1}),
    "resolution_code": ("User advised", {"name": "User advised", "active": 1}),
    "waiting_reason": ("Awaiting the user", {"name": "Awaiting the user", "waits_on": "vendor", "active": 1}),
    "membership": ("anna", {"person": Id("person", "anna"), "team": Id("team", "Service desk"), "active": 1}),
    "role_grant": ("vic", {"person": Id("person", "vic"), "role": "knowledge", "active": 1}),
    "saved_view": ("anna", {"owner": Id("person", "anna"), "name": "Mine", "base": "all", "sort": "number", "descending": 0,
                            "columns": "ticket", "active": 1}),
    "canned_text": ("hello", {"name": "hello", "owner": Id("person", "anna"), "text": "Good day.", "active": 1}),
    "matrix": ("1", {"number": 1, "cells": canonical(CELLS)}),
    "workflow_version": ("request", {"key": "request", "number": 1, "source": "By hand.", "definition": canonical(DEFINITION)}),
}  # fmt: skip


def _rules_of(thing: Thing) -> Iterator[tuple[str, list[Case]]]:
    name, label = thing.name, thing.label
    known, twin = THERE[name]
    one = f"WHERE id = {{{name}:{known}}}"
    column = next(iter(twin))
    edit: dict[str, Any] = {column: twin[column]}
    yield f"{label}: a record is born by its event.", [
        Case(f"{name} without an event", sql(f"INSERT INTO {name} (id, version) VALUES (12, 1)"), by=OWNER),
        Case(f"{name} in a later version", sql(f"INSERT INTO {name} (id, version) VALUES (12, 2)"), by=OWNER),
    ]  # fmt: skip
    yield f"{label}: a record changes only by an event.", [
        Case(f"change a {name}", sql(f"UPDATE {name} SET digests = '{{}}' {one}"), by=OWNER),
        Case(f"change a {name} and the version", sql(f"UPDATE {name} SET version = version + 1 {one}"), by=OWNER),
        Case(f"give a {name} another id", sql(f"UPDATE {name} SET id = 12, version = version + 1 {one}"), by=OWNER),
        Case(f"give a {name} another row", sql(f"UPDATE OR REPLACE {name} SET rowid = 12 {one}"), on=SQLITE),
    ]  # fmt: skip
    yield f"{label}: a record is retired, never deleted.", [
        Case(f"delete a {name}", sql(f"DELETE FROM {name} {one}"), by=OWNER),
        Case(f"truncate {name}", sql(f"TRUNCATE {name} CASCADE"), by=OWNER, on=POSTGRESQL),
    ]  # fmt: skip
    yield f"{label}: a record is never replaced.", [
        Case(f"replace a {name} by itself", sql(f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}"), on=SQLITE),
    ]  # fmt: skip
    yield f"{label}: it is added first, and edited afterwards.", [
        Case(f"add a {name} by an edit", thing_event(name, "nobody", "edited", twin), by="ada"),
        Case(f"add a {name} again", thing_event(name, known, "added", edit), by="ada"),
        Case(f"delete a {name} by an event", thing_event(name, known, "deleted"), by="ada"),
    ]  # fmt: skip
    yield from _uniqueness(thing, twin)
    if not thing.immutable:
        yield "An edit of a record changes something.", [
            Case(f"edit nothing of a {name}", thing_event(name, known, "edited"), by="ada"),
            Case(f"edit a {name} into what it is", thing_event(name, known, "edited", {"active": 1}), by="ada"),
        ]  # fmt: skip
    if thing.immutable:
        yield f"{label}: once published it is never changed.", [
            Case(f"edit a {name}", thing_event(name, known, "edited", edit), by="ada"),
        ]  # fmt: skip


def _uniqueness(thing: Thing, twin: dict[str, Any]) -> Iterator[tuple[str, list[Case]]]:
    name = thing.name
    names = " or ".join(" and ".join(group) for group in thing.unique)
    added = thing_event(name, "nobody", "added", twin)
    put = thing_event(name, "nobody", "added", twin, verb="INSERT OR REPLACE INTO")
    yield f"{thing.label}: another record has the same {names}.", [
        Case(f"add a second {name}", added, by="ada", on=SQLITE),
        Case(f"put a second {name} in the place of the first", put, by="ada", on=SQLITE),
    ]  # fmt: skip
    key = "_".join((name, *thing.unique[0], "key"))
    yield f'duplicate key value violates unique constraint "{key}"', [
        Case(f"add a second {name}", added, by="ada", on=POSTGRESQL),
    ]  # fmt: skip


# Whoever founded the desk is an administrator too.
FOUNDER_LEAVES = (thing_event("person", OWNER, "edited", {"active": 0}),)

SHA = f'{{"note":"sha256:{64 * "0"}"}}'

EVENTS = {
    "A record of the desk says nothing beside its changes.": [
        Case("a team with words for ever", thing_event("team", "Network", "edited", {"tier": 3}, said='{"note":"For ever."}'), by="ada"),
        Case("a team with the digest of words", thing_event("team", "Network", "edited", {"tier": 3}, said=SHA), by="ada"),
    ],
    "The desk has no such kind of record.": [
        Case("a kind of one's own", thing_event("printer", "any", "added"), by="ada"),
    ],
    "Only an administrator changes the desk itself.": [
        Case("an agent makes a team", thing_event("team", "new", "added", {"name": "Mine", "tier": 3, "active": 1})),
        Case("an agent makes an administrator of himself",
             thing_event("role_grant", "new", "added", {"person": Id("person", "anna"), "role": "administrator", "active": 1})),
        Case("a lead retires an agent", thing_event("person", "ben", "edited", {"active": 0}), by="lena"),
        Case("the counter retires an agent", thing_event("person", "ben", "edited", {"active": 0}), by="kiosk"),
        Case("an import in an agent's name",
             thing_event("team", "Network", "edited", {"tier": 3}, channel="import", actor=Id("person", "anna")), by="ada", on=SQLITE),
    ],
    "An event starts from what the record holds.": [
        Case("a wrong old level", thing_event("team", "Network", "edited", {"tier": 3}, was='{"tier":1}'), by="ada"),
        Case("a wrong old name", thing_event("person", "ben", "edited", {"name": "Benno"}, was='{"name":null}'), by="ada"),
    ],
    "An event is the next version of what it changes.": [
        Case("skip a version of a team", thing_event("team", "Network", "edited", {"tier": 3}, version=4), by="ada"),
        Case("begin a team in version 2", thing_event("team", "new", "edited", {"name": "Mine"}, version=2), by="ada"),
    ],
    "An event changes only columns there are.": [
        Case("a column nobody made", thing_event("team", "Network", "edited", {"colour": "red"}), by="ada"),
        Case("a field of its own", thing_event("team", "Network", "edited", {"fields.colour": "red"}), by="ada"),
    ],
    "An event names only what is in use.": [
        Case("a role for somebody who has left",
             thing_event("membership", "new", "added", {"person": Id("person", "tom"), "team": Id("team", "Network"), "active": 1}), by="ada"),
    ],
    "A value fits its field.": [
        Case("a role of one's own", thing_event("role_grant", "vic", "edited", {"role": "owner"}), by="ada"),
        Case("half in use", thing_event("team", "Network", "edited", {"active": 2}), by="ada"),
        Case("a level beyond all", thing_event("team", "Network", "edited", {"tier": 4}), by="ada"),
        Case("a level in words", thing_event("team", "Network", "edited", {"tier": "3"}), by="ada"),
        Case("a name in numbers", thing_event("team", "Network", "edited", {"name": 3}), by="ada"),
    ],
    "A desk keeps an administrator.": [
        Case("the last administrator leaves", thing_event("person", "ada", "edited", {"active": 0}), by="ada", first=FOUNDER_LEAVES),
        Case("the last administrator takes back the role",
             thing_event("role_grant", "ada", "edited", {"active": 0}), by="ada", first=FOUNDER_LEAVES),
        Case("the last administrator becomes an agent",
             thing_event("role_grant", "ada", "edited", {"role": "agent"}), by="ada", first=FOUNDER_LEAVES),
        Case("the last administrator loses the login", thing_event("person", "ada", "edited", {"login": None}), by="ada",
             first=FOUNDER_LEAVES),
        Case("an administrator stays who cannot sign in", thing_event("person", "ada", "edited", {"active": 0}), by="ada",
             first=(thing_event("person", OWNER, "edited", {"login": None}),)),
    ],
    "Nobody shuts themselves out of the desk.": [
        Case("retire oneself", thing_event("person", "ada", "edited", {"active": 0}), by="ada"),
        Case("give up one's login", thing_event("person", "ada", "edited", {"login": None}), by="ada"),
        Case("take another login", thing_event("person", "ada", "edited", {"login": "ada2"}), by="ada"),
    ],
    "A category does not stand below itself.": [
        Case("its own parent", thing_event("category", "VPN", "edited", {"parent": Id("category", "VPN")}), by="ada"),
        Case("below its own child", thing_event("category", "Access", "edited", {"parent": Id("category", "VPN")}), by="ada"),
    ],
    "A text of a record shows something, or there is none.": [
        *(Case(f"a {thing} of blanks", thing_event(thing, THERE[thing][0], "edited", {"name": " \u00a0\u200b"}), by="ada")
          for thing in ("person", "team", "service", "category", "resolution_code", "waiting_reason")),
        Case("a new team of nothing", thing_event("team", "new", "added", {"name": "", "tier": 3, "active": 1}), by="ada"),
        Case("a login of blanks", thing_event("person", "ben", "edited", {"login": " "}), by="ada"),
    ],
    "An event names only what the desk has.": [
        Case("a role for nobody", thing_event("role_grant", "new", "added", {"person": 12, "role": "agent", "active": 1}), by="ada"),
    ],
    "A text in an event stands beside its digest.": [
        Case("a name in the hashed part",
             thing_event("person", "ben", "edited", {"name": "Benno"}, now='{"name":"Benno"}', texts="{}"), by="ada"),
    ],
    "An event is never replaced.": [
        Case("replace the birth of a team",
             thing_event("team", "Network", "added", {"name": "Net"}, version=1, was="{}", verb="INSERT OR REPLACE INTO"), on=SQLITE),
    ],
    # The row was passed over, and with it the event.
    "An event takes effect or is not written.": [
        Case("add a team, and pass over the row",
             thing_event("team", "new", "added", {"name": "Mine", "tier": 3, "active": 1}), by="ada", on=SQLITE,
             first=(pass_over("INSERT", "team"),)),
        Case("edit a team, and pass over the row",
             thing_event("team", "Network", "edited", {"tier": 3}), by="ada", on=SQLITE, first=(pass_over("UPDATE", "team"),)),
    ],
    "An event is never changed.": [
        Case("change the desk's history", sql("UPDATE desk_event SET actor = {person:ben}"), by=OWNER),
        Case("forget a name in the desk's history", sql("UPDATE desk_event SET texts = '{}'"), by=OWNER),
    ],
    "An event is never deleted.": [
        Case("delete the desk's history", sql("DELETE FROM desk_event"), by=OWNER),
        Case("truncate the desk's history", sql("TRUNCATE desk_event"), by=OWNER, on=POSTGRESQL),
    ],
}  # fmt: skip

PUBLISHED = {
    "A published workflow is never changed.": [
        Case("a step more", sql("INSERT INTO workflow_step VALUES ({workflow_version:incident}, 'skipped', 8, 'final', '', 5)"), by=OWNER),
        Case("a way round", sql("INSERT INTO workflow_transition VALUES ({workflow_version:incident}, 'resolve', 'logged', 'resolved', 'resolve')"), by=OWNER),
        Case("one need more", sql("INSERT INTO transition_need VALUES ({workflow_version:incident}, 'resume', 'note', '')"), by=OWNER),
        Case("one role more", sql("INSERT INTO transition_role VALUES ({workflow_version:incident}, 'resolve', 'knowledge')"), by=OWNER),
        Case("a workflow nobody published", sql("INSERT INTO workflow_step VALUES (12, 'open', 1, 'runs', '', 1)"), by=OWNER),
        Case("another order of steps", sql("UPDATE workflow_step SET position = 1 WHERE key = 'closed'"), by=OWNER),
        Case("another clock", sql("UPDATE workflow_step SET clock = 'runs' WHERE key = 'closed'"), by=OWNER),
        Case("another way", sql("UPDATE workflow_transition SET to_step = 'closed' WHERE key = 'resolve'"), by=OWNER),
        Case("another need", sql("UPDATE transition_need SET argument = '1,2,3' WHERE kind = 'team_tier'"), by=OWNER),
        Case("another role", sql("UPDATE transition_role SET role = 'counter' WHERE transition = 'triage'"), by=OWNER),
        Case("no such step", sql("DELETE FROM workflow_step WHERE key = 'diagnosis'"), by=OWNER),
        Case("no such way", sql("DELETE FROM workflow_transition WHERE key = 'cancel'"), by=OWNER),
        Case("no such need", sql("DELETE FROM transition_need WHERE argument = 'resolution'"), by=OWNER),
        Case("no such role", sql("DELETE FROM transition_role WHERE role = 'lead'"), by=OWNER),
        *(Case(f"nothing left in {table}", sql(f"TRUNCATE {table}"), by=OWNER, on=POSTGRESQL)
          for table in ("workflow_step", "workflow_transition", "transition_need", "transition_role")),
        *(Case(f"replace {table} by itself", sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"), on=SQLITE)
          for table in ("workflow_step", "workflow_transition", "transition_need", "transition_role")),
    ],
}  # fmt: skip

ITSELF = {
    "A command is counted once.": [
        Case("another answer to a command",
             sql("INSERT OR REPLACE INTO command SELECT id, actor, kind, at, '{}' FROM command"), on=SQLITE),
    ],
    'duplicate key value violates unique constraint "command_pkey"': [
        Case("another answer to a command",
             sql("INSERT INTO command SELECT id, actor, kind, at, '{}' FROM command"), by=OWNER, on=POSTGRESQL),
    ],
    "A command is never changed.": [
        Case("change an answer", sql("UPDATE command SET result = '{}'"), by=OWNER),
    ],
    "A command is never deleted.": [
        Case("forget the commands", sql("DELETE FROM command"), by=OWNER),
        Case("truncate the commands", sql("TRUNCATE command"), by=OWNER, on=POSTGRESQL),
    ],
    "A database holds one desk.": [
        Case("a second desk", sql("INSERT INTO desk VALUES ('x', 'sample', '0001', 'x')"), on=SQLITE),
        Case("another desk", sql("INSERT OR REPLACE INTO desk SELECT uid, 'sample', schema, feed_epoch FROM desk"), on=SQLITE),
    ],
    "A desk is never deleted.": [
        Case("delete the desk", sql("DELETE FROM desk"), by=OWNER),
        Case("truncate the desk", sql("TRUNCATE desk"), by=OWNER, on=POSTGRESQL),
    ],
    "A desk keeps its name and kind.": [
        Case("make a sample of it", sql("UPDATE desk SET kind = 'sample'"), by=OWNER),
        Case("make a copy of it", sql("UPDATE desk SET uid = 'other'"), by=OWNER),
    ],
}  # fmt: skip

RECORDS = [case for thing in THINGS.values() for case in broken(dict(_rules_of(thing)))]
CASES = RECORDS + broken(EVENTS) + broken(PUBLISHED) + broken(ITSELF)


@on_each_database(CASES)
def test_a_change_of_the_desk_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule
