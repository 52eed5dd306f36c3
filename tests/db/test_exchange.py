"""What goes out to PostgreSQL together."""

import psycopg
import pytest
from support.world import World

from app.db.store import driver_of, exchange_of
from app.domain.commands import AddThing


def _forget(world: World, login: str) -> None:
    """Have the server forget what was prepared on a login's connection, as the driver's rollback does."""
    with world.desk(login).store.writing() as connection:
        driver_of(connection).execute("DEALLOCATE ALL")
        connection.commit()


def test_what_the_server_forgot_is_prepared_anew(postgresql_world: World) -> None:
    world = postgresql_world
    for number in range(2):
        world.log("anna")
        values = {"name": f"Team {number}", "tier": 1}
        world.tell("ada", AddThing, thing="team", row_id=world.new_id(), values=values)
        _forget(world, "anna")
        _forget(world, "ada")
    assert world.held(world.log("anna")).version == 1


def test_the_first_error_is_raised_and_nothing_after_it_is_run(postgresql_world: World) -> None:
    with postgresql_world.desk("anna").store.writing() as connection:
        exchange = exchange_of(connection)
        with pytest.raises(psycopg.errors.DivisionByZero):
            exchange.run([("SELECT 1", ()), ("SELECT 1 / 0", ()), ("COMMIT", ())])
        driver_of(connection).rollback()
        assert exchange.run([("SELECT $1::bigint, $2::text", (7, "seven"))]) == [(7, "seven")]
        assert exchange.run([("SELECT 1 WHERE false", ())]) == [None]
        driver_of(connection).rollback()


def test_more_than_a_socket_holds_goes_out_whole(postgresql_world: World) -> None:
    text = "x" * 20_000_000
    with postgresql_world.desk("anna").store.writing() as connection:
        rows = exchange_of(connection).run([("SELECT $1::text", (text,))] * 2)
        assert rows == [(text,), (text,)]
        driver_of(connection).rollback()
