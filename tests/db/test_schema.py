"""The schema moves only by migrations: they make what the tables say, and keep what is there."""

import warnings
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from support.world import World

from app.db import schema, tables
from app.db.guards.compare import differences
from app.db.store import Store
from app.desk import Desk
from app.errors import NotADesk, OlderProgram

MIGRATIONS = Path(schema.__file__).parent / "migrations"


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_heads() == [schema.HEAD]


def test_migrations_make_the_tables(empty_url: str) -> None:
    store = Store(empty_url)
    schema.create(store)
    with store.reading() as connection, warnings.catch_warnings():
        # SQLAlchemy knows no xid8; only the database itself reads that column.
        warnings.filterwarnings("ignore", "Did not recognize type 'xid8'", sa.exc.SAWarning)
        # Nor does it read an expression out of SQLite's indexes; the next test does.
        warnings.filterwarnings("ignore", "Skipped unsupported reflection", sa.exc.SAWarning)
        warnings.filterwarnings("ignore", "autogenerate skipping metadata-specified expression")
        context = MigrationContext.configure(connection)
        found = [each for each in compare_metadata(context, tables.metadata) if not _expected(each)]
        assert found == []
        assert list(differences(connection)) == []
    store.close()


def _expected(difference: tuple[object, ...]) -> bool:
    """Say whether it is a column or table that only the database itself knows."""
    names = [str(part) for part in difference[1:]]
    kind = difference[0]
    return (kind in ("remove_column", "remove_index") and any("xid" in name for name in names)) or (
        kind == "remove_table" and "alembic_version" in names[0]
    )


def test_migrations_make_the_indexes_to_the_letter(sqlite_world: World) -> None:
    with sqlite_world.store.reading() as connection:
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        )
        meant = [
            str(sa.schema.CreateIndex(index).compile(connection))
            for table in tables.metadata.tables.values()
            for index in table.indexes
        ]
        assert sorted(made.scalars()) == sorted(meant)


def test_a_migrated_desk_keeps_everything_and_its_guards(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate")
    before = world.held(ticket)
    store = Store(world.url)
    schema.migrate(store)
    store.close()
    assert world.held(ticket) == before
    assert world.desk("ada").check() == []
    world.bring("rui", ticket, "resolve")
    assert world.held(ticket).version == before.version + 1


def test_a_newer_desk_is_left_alone(world: World) -> None:
    with world.store.writing() as connection:
        connection.execute(tables.desk.update().values(schema="9999"))
        connection.commit()
    with pytest.raises(OlderProgram, match="schema 9999, this program knows up to"):
        Desk(world.url)


def test_a_database_without_a_desk_says_so_and_stays_empty(empty_url: str) -> None:
    with pytest.raises(NotADesk, match="firstline sample"):
        Desk(empty_url)
    store = Store(empty_url)
    if store.is_there:
        with store.reading() as connection:
            assert sa.inspect(connection).get_table_names() == []
    store.close()
