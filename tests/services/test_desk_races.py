"""Two administrators at once: together they would break what each of them alone keeps."""

from collections.abc import Iterator
from typing import Any

import pytest
from support.door import assert_whole
from support.race import RACERS, Race
from support.world import World

from app.domain.commands import AddThing, Command, EditThing

ROUNDS = 10


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    """Give two racers who are administrators."""
    for login in RACERS:
        grant = {"person": world.id("person", login), "role": "administrator"}
        world.tell("ada", AddThing, thing="role_grant", row_id=world.new_id(), values=grant)
    started = Race(world)
    yield started
    started.close()


def _edit(world: World, by: str, thing: str, row_id: int, **values: Any) -> tuple[str, Command]:
    return by, world.command(by, EditThing, thing=thing, row_id=row_id, values=values)


def _administrators(world: World) -> set[int]:
    query = """SELECT p.id FROM person p JOIN role_grant g ON g.person = p.id
                WHERE g.role = 'administrator' AND g.active = 1 AND p.active = 1"""
    with world.store.reading() as connection:
        return {row[0] for row in connection.exec_driver_sql(query)}


def test_two_administrators_do_not_retire_each_other(world: World, race: Race) -> None:
    people = {login: world.id("person", login) for login in RACERS}
    for other in _administrators(world) - {*people.values(), world.id("person", "ada")}:
        world.tell("ada", EditThing, thing="person", row_id=other, values={"active": 0})
    world.tell(
        "anna", EditThing, thing="person", row_id=world.id("person", "ada"), values={"active": 0}
    )
    anna, ben = RACERS
    for _ in range(ROUNDS):
        answers = race.run(
            _edit(world, anna, "person", people[ben], active=0),
            _edit(world, ben, "person", people[anna], active=0),
        )
        assert sorted(answer.is_done for answer in answers) == [False, True], answers
        winner, loser = RACERS if answers[0].is_done else reversed(RACERS)
        assert _administrators(world) == {people[winner]}
        world.tell(winner, EditThing, thing="person", row_id=people[loser], values={"active": 1})
    assert_whole(world)


def test_two_moves_do_not_close_a_circle_together(world: World, race: Race) -> None:
    one, other = world.id("category", "Access"), world.id("category", "VPN")
    anna, ben = RACERS
    for _ in range(ROUNDS):
        for category in (one, other):
            world.tell("ada", EditThing, thing="category", row_id=category, values={"parent": None})
        answers = race.run(
            _edit(world, anna, "category", one, parent=other),
            _edit(world, ben, "category", other, parent=one),
        )
        assert sorted(answer.is_done for answer in answers) == [False, True], answers
        refused = next(answer.error for answer in answers if not answer.is_done)
        assert "A category does not stand below itself." in refused
    assert_whole(world)
