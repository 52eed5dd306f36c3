"""Cases: a rule of the guards, and one statement of plain SQL that breaks it."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import psycopg
import pytest
from db.scene import Scene
from support.raw_events import Telling

# Gives one SQL statement for a scene and the login it is run under.
Attack: TypeAlias = Callable[[Scene, str], str]

SQLITE = ("sqlite",)
POSTGRESQL = ("postgresql",)
BOTH = SQLITE + POSTGRESQL


@dataclass(frozen=True)
class Id:
    """A record of the scene by name; stands for its id."""

    thing: str
    name: str


@dataclass(frozen=True)
class Case:
    """What somebody tries, and the sentence it is refused with.

    On PostgreSQL the statement is run under the login `by`; `first` goes before it in the same transaction.
    """

    name: str
    attack: Attack
    by: str = "anna"
    on: tuple[str, ...] = BOTH
    first: tuple[Attack, ...] = ()
    rule: str = ""


def broken(rules: Mapping[str, Iterable[Case]]) -> list[Case]:
    """Give the cases that stand under each rule, each with its rule."""
    return [replace(case, rule=rule) for rule, cases in rules.items() for case in cases]


def event(
    ticket: str,
    kind: str,
    sets: Mapping[str, Any] | None = None,
    *,
    says: Mapping[str, Any] | None = None,
    words: Mapping[str, str] | None = None,
    own_texts: frozenset[str] | None = None,
    **columns: Any,
) -> Attack:
    """Write the next event of a ticket, right but for what `columns` replace.

    `own_texts`: which columns are texts beside those of every ticket, where not what the scene's workflows say.
    """

    def attack(scene: Scene, by: str) -> str:
        told = Telling(_known(scene, sets), _known(scene, says), words or {})
        changed = {"actor": Id("person", by), **columns}
        row_id = scene.ids["ticket", ticket]
        raw = scene.raw if own_texts is None else scene.raw.with_texts(own_texts)
        return raw.of_ticket(row_id, kind, told, **_known(scene, changed))

    return attack


def thing_event(
    thing: str,
    name: str,
    kind: str,
    sets: Mapping[str, Any] | None = None,
    *,
    own_texts: frozenset[str] = frozenset(),
    **columns: Any,
) -> Attack:
    """Write the next event of one of the desk's own things, right but for what `columns` replace."""

    def attack(scene: Scene, by: str) -> str:
        told = Telling(_known(scene, sets), {}, {})
        changed = {"actor": Id("person", by), **columns}
        row_id = scene.ids.get((thing, name), scene.unused)
        raw = scene.raw.with_texts(own_texts)
        return raw.of_thing(thing, row_id, kind, told, **_known(scene, changed))

    return attack


def sql(statement: str) -> Attack:
    """Run a statement; ``{ticket:closed}`` stands for an id of the scene."""

    def attack(scene: Scene, by: str) -> str:
        filled = statement
        for (thing, name), row_id in scene.ids.items():
            filled = filled.replace(f"{{{thing}:{name}}}", str(row_id))
        return filled

    return attack


def pass_over(action: str, table: str) -> Attack:
    """Have SQLite pass over what a guard does to a row, without a word."""
    trigger = f"CREATE TEMP TRIGGER deaf BEFORE {action} ON main.{table}"
    return sql(f"{trigger} BEGIN SELECT RAISE(IGNORE); END")


def _known(scene: Scene, values: Mapping[str, Any] | None) -> dict[str, Any]:
    found = dict(values or {})
    return {k: scene.id(v.thing, v.name) if isinstance(v, Id) else v for k, v in found.items()}


def on_each_database(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """Parametrize a test with `scene` and `case`, for every database a case is meant for."""
    pairs = [
        pytest.param(database, case, id=f"{database}: {case.name}")
        for case in cases
        for database in case.on
    ]
    return pytest.mark.parametrize(("scene", "case"), pairs, indirect=["scene"])


def refusal(scene: Scene, case: Case) -> str:
    """Try `case` and give the sentence it was refused with, empty if it was not; everything is taken back.

    Fails if a refused statement left anything behind.
    """
    client = scene.client(case.by)
    with client.trial() as run:
        for step in case.first:
            run(step(scene, case.by))
        before = scene.state()
        try:
            run(case.attack(scene, case.by))
        except sqlite3.Error as error:
            sentence = str(error)
        except psycopg.Error as error:
            sentence = str(error.diag.message_primary)
        else:
            return ""
        assert scene.state() == before, "a refused statement left something behind"
    return sentence
