"""The commands that back a desk up and restore it."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.tampering import without_guards
from support.world import World

from app.cli.application import run
from app.db import tables
from app.domain.commands import AddNote


@pytest.fixture
def desk(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let the command line find the world's desk."""
    monkeypatch.setenv("FIRSTLINE_DATABASE", sqlite_world.url)
    return sqlite_world


def test_a_desk_goes_and_comes_back(
    desk: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "friday.backup"
    desk.log()
    assert run(["backup", str(file)]) == 0
    assert (
        capsys.readouterr().out
        == f"{file}: 1 tickets, {file.stat().st_size / 1e6:.1f} MB, checked\n"
    )
    desk.log()
    desk.close()
    assert run(["restore", str(file)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(
        f"{desk.url} has what the backup has not: changes of tickets: 1 (tickets: 1), the last at "
    )
    assert run(["restore", str(file), "--over-newer"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{desk.store.file}: 1 tickets restored"
    kept = second.removeprefix("The desk that was there is kept in ")
    assert Path(kept).is_file()
    assert run(["restore", kept, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["tickets"], facts["is_compared"], facts["findings"]) == (2, True, [])
    assert run(["backup", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tickets"] == 2


def test_findings_are_told_and_nothing_is_hidden(
    desk: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket, file = desk.log(), tmp_path / "friday.backup"
    with without_guards(desk) as connection:
        connection.exec_driver_sql(f"UPDATE ticket SET title = 'Forged' WHERE id = {ticket}")
    assert run(["backup", str(file)]) == 1
    assert capsys.readouterr().out.startswith("INC-000001: “title” is not what the history says\n")
    desk.close()
    assert run(["restore", str(file)]) == 1
    assert "1 tickets restored" in capsys.readouterr().out


def test_a_damaged_desk_says_the_way_back(desk: World, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.store.file.with_name("desk.backup")
    assert run(["backup", str(file)]) == 0
    desk.close()
    desk.store.file.write_bytes(b"?" * 9_000)
    capsys.readouterr()
    for words in (["list"], ["check"], ["backup", str(file)]):
        assert run(words) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.endswith(
            f"The newest backup beside it is {file}: firstline restore {file}\n"
        )
    assert run(["restore", str(file)]) == 0
    assert "could not be read" in capsys.readouterr().out
    assert run(["list"]) == 0


def test_a_shared_desk_names_the_servers_own_program(
    postgresql_world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("backup", "restore"):
        assert run([command, str(tmp_path / "x"), "--database", postgresql_world.url]) == 1
        assert "pg_dump --format=custom --schema=firstline" in capsys.readouterr().err


def test_older_heads_are_kept_when_they_prove_that_history_is_gone(
    desk: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "heads.json"
    ticket = desk.log()
    desk.tell("anna", AddNote, ticket=ticket, text="Seen it before.")
    assert run(["check", "--heads", str(file)]) == 0
    kept = file.read_text()
    event, row, answer = tables.ticket_event, tables.ticket, tables.command
    with without_guards(desk) as connection:
        (last,) = connection.execute(event.select().where(event.c.version == 2)).all()
        connection.execute(event.delete().where(event.c.seq == last.seq))
        connection.execute(answer.delete().where(answer.c.id == last.command_id))
        connection.execute(row.update().values(version=1, updated_at=row.c.opened_at))
    assert run(["check"]) == 0
    capsys.readouterr()
    assert run(["check", "--heads", str(file)]) == 1
    assert "version 2, seen then, is gone" in capsys.readouterr().out
    assert file.read_text() == kept


def test_bytes_that_are_no_text_keep_nobody_out(
    desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    tickets = [desk.log(), desk.log()]
    with without_guards(desk) as connection:
        table = tables.ticket
        forged = table.update().where(table.c.id == tickets[1])
        connection.execute(forged.values(title=sa.text("CAST(x'5650ff80' AS text)")))
    assert run(["list", "all", "--as", "anna", "--json"]) == 0
    assert "VP\ufffd\ufffd" in capsys.readouterr().out
    assert run(["check", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {each["subject"] for each in told["findings"]} == {"INC-000002"}
