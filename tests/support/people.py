"""Thousands of people for a desk, as an import would leave them: their events pass the guards, in one transaction."""

from support.world import World

from app.clock import SystemClock
from app.domain.commands import AddThing
from app.domain.events import ADDED, Draft
from app.domain.fields import THINGS, Values
from app.queries.records import unborn
from app.services.ledger import Ledger

PERSON = THINGS["person"]


def fill(world: World, count: int) -> None:
    """Add `count` people, called “Person 0” and so on."""
    actor = world.id("person", "ada")
    store = world.desk("ada").store
    with store.writing() as connection:
        ledger = Ledger(connection, SystemClock(), store.login)
        for number in range(count):
            values: Values = {"name": f"Person {number}", "site": "Porto", "vip": 0, "active": 1}
            row_id = world.new_id()
            command = AddThing(
                command_id=row_id, actor=actor, channel="script", thing="person",
                row_id=row_id, values=values,
            )  # fmt: skip
            ledger.append(command, unborn(PERSON, row_id), Draft(ADDED, now=values))
        store.write(connection, ledger.rows)
