"""What passes the guards by without changing one of their names: `check` says what it is."""

import sqlite3

import pytest
from support.tampering import found
from support.world import World


def test_a_trigger_named_like_one_of_sqlite_is_named(sqlite_world: World) -> None:
    sql = "CREATE TRIGGER sqlite_mine BEFORE INSERT ON command BEGIN SELECT RAISE(IGNORE); END"
    driver = sqlite3.connect(sqlite_world.store.file, isolation_level=None)
    driver.execute("PRAGMA writable_schema = ON")
    driver.execute(
        "INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_mine', 'command', 0, ?)", (sql,)
    )
    driver.close()
    assert "trigger sqlite_mine does not belong to this desk" in _told(sqlite_world)


def test_a_rule_pulled_up_into_a_comment_is_named(postgresql_world: World) -> None:
    with postgresql_world.store.writing() as connection:
        whole = str(connection.exec_driver_sql(
            "SELECT pg_get_functiondef('firstline.ticket_event_apply'::regproc)").scalar())  # fmt: skip
        start = whole.index("  -- Who.\n")
        end = whole.index("  -- Links and people beside")
        forged = f"{whole[:start]}{' '.join(whole[start:end].split())}\n{whole[end:]}"
        connection.exec_driver_sql(forged.replace("%", "%%"))
        connection.commit()
    assert _told(postgresql_world) == ["function ticket_event_apply was changed or switched off"]


BESIDE = {
    "CREATE FUNCTION firstline.is_staff(dummy int) RETURNS boolean LANGUAGE sql AS 'SELECT true'": "another function called is_staff",
    "ALTER TABLE ticket_link DISABLE TRIGGER ALL; ALTER TABLE ticket_link ENABLE TRIGGER USER": "switched off: the foreign keys of ticket_link",
    "CREATE TABLE public.child () INHERITS (firstline.command)": "table public.child, which feeds command",
    "CREATE VIEW public.leak AS SELECT * FROM firstline.ticket": "view public.leak, which shows ticket",
    "CREATE FUNCTION public.su(q text) RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT q'": "function public.su(text) with the rights of the owner",
}


@pytest.mark.parametrize("statement", BESIDE)
def test_what_passes_guards_by_is_named(statement: str, postgresql_world: World) -> None:
    with postgresql_world.store.writing() as connection:
        for each in statement.split("; "):
            connection.exec_driver_sql(each)
        connection.commit()
    assert f"{BESIDE[statement]} does not belong to this desk" in _told(postgresql_world)


ROLES = {
    "ALTER ROLE kiosk BYPASSRLS": ("ALTER ROLE kiosk NOBYPASSRLS", "login kiosk that no policy holds"),
    "ALTER ROLE ben SET session_replication_role = replica": (
        "ALTER ROLE ben RESET session_replication_role", "setting session_replication_role=replica of ben",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statement", ROLES)
def test_a_login_that_nothing_holds_is_named(statement: str, postgresql_world: World) -> None:
    undo, what = ROLES[statement]
    try:
        _run(postgresql_world, statement)
        assert f"{what} does not belong to this desk" in _told(postgresql_world)
    finally:
        _run(postgresql_world, undo)


def _run(world: World, statement: str) -> None:
    with world.store.writing() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


def _told(world: World) -> list[str]:
    return [finding.what for finding in found(world) if finding.subject == "Guards"]
