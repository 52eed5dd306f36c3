"""What is written is decided on what holds at that moment, however old the transaction is; PostgreSQL only."""

import psycopg
import pytest
from db.cases import POSTGRESQL, Case, broken, event, on_each_database, refusal, sql, thing_event
from db.right import NOTE
from db.scene import ORPHAN, OWNER, Scene, hash_of
from support.world import World

from app.domain.commands import EditThing

OLDER = tuple(
    (sql(f"SET TRANSACTION ISOLATION LEVEL {level}"),)
    for level in ("REPEATABLE READ", "SERIALIZABLE")
)
ORPHANED = sql(f"DELETE FROM attachment_piece WHERE sha256 = '{hash_of(ORPHAN)}'")
STORED = sql("INSERT INTO command VALUES (12, {person:anna}, 'AddNote', 1, '[]')")
MOVE = thing_event("category", "VPN", "edited", {"parent": None})

RULES = {
    "What is written is decided on what holds now, in a READ COMMITTED transaction.": [
        Case(f"{name} {number}", attack, by=by, first=first, on=POSTGRESQL)
        for number, first in enumerate(OLDER)
        for name, by, attack in (
            ("a note", "anna", event("logged", "noted", words=NOTE)),
            ("a category", "ada", MOVE),
            ("a command", "anna", STORED),
            ("a piece of a file", "anna", sql("INSERT INTO attachment_piece VALUES (repeat('a', 64), 0, 0, 'a')")),
            ("a piece that goes", OWNER, ORPHANED),
        )
    ],
}  # fmt: skip
CASES = broken(RULES)


@on_each_database(CASES)
def test_an_older_state_decides_nothing(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule


@pytest.mark.parametrize("thing", ["person", "role_grant"])
def test_who_is_retired_meanwhile_writes_no_more_in_an_open_transaction(
    postgresql_world: World, thing: str
) -> None:
    world = postgresql_world
    scene = Scene(world)
    scene.ids["ticket", "logged"] = world.log()
    ben = world.id("person", "ben")
    grant = scene.read(f"SELECT id FROM role_grant WHERE person = {ben}")[0]["id"]
    note = event("logged", "noted", words=NOTE)(scene, "ben")
    with scene.client("ben").trial() as run:
        run(note)
        run("ROLLBACK")
        run("BEGIN")
        run("SELECT * FROM ticket")
        retired = {"person": ben, "role_grant": grant}[thing]
        world.tell("ada", EditThing, thing=thing, row_id=retired, values={"active": 0})
        with pytest.raises(psycopg.errors.CheckViolation):
            run(note)
    scene.end()


def test_the_program_writes_whatever_the_server_takes_for_usual(postgresql_world: World) -> None:
    world = postgresql_world
    name = world.store.url.database
    scene = Scene(world)
    scene.client(OWNER).run(
        f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'"
    )
    scene.end()
    assert world.held(world.log("ben")).version == 1
