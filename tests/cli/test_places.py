"""Where a desk is: what is no database of one, and files that are not touched."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.world import World

from app.cli.application import run


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(list(words)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err.strip()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@host:port/desk",
        "postgresql://me:secret@host:12x/desk",
        "mysql://me:secret@host/desk",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///desk.db?nonsense=1",
        "nonsense",
        "://",
    ],
)
def test_what_is_no_database_is_told_without_its_password(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("list", "sample", "check"):
        told = refusal(capsys, command, "--database", url)
        assert told.startswith(f"“{url.replace('secret', '***')}” is no database of a desk. Write ")


def test_a_server_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = refusal(capsys, "list", "--database", "postgresql://me:secret@127.0.0.1:1/desk")
    assert told.startswith("The database postgresql://me:***@127.0.0.1:1/desk cannot be opened: ")
    assert "Traceback" not in told


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _fill(file: Path, kind: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA journal_mode={kind}")
    connection.execute("CREATE TABLE desk (colour TEXT)")
    connection.commit()
    yield connection
    connection.close()


@pytest.mark.parametrize("kind", ["empty", "text", "delete", "wal", "wal in use"])
def test_a_file_that_is_no_desk_stays_as_it_is(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, using = tmp_path / "theirs.db", iter(())
    if kind in ("empty", "text"):
        file.write_text("" if kind == "empty" else "Dear diary\n" * 50)
    else:
        using = _fill(file, kind.partition(" ")[0])
        next(using)
        if kind != "wal in use":
            list(using)
    before = _files(tmp_path)
    commands = [["list"], ["show", "1"], ["check"], ["log", "x"], ["do", "1", "edit", "title=x"]]
    if kind not in ("empty", "text"):
        commands.append(["sample"])
    for words in commands:
        told = refusal(capsys, *words, "--database", f"sqlite:///{file}")
        assert str(file) in told
    after = _files(tmp_path)
    # What readers and writers share in memory is not the database.
    before.pop("theirs.db-shm", None)
    after.pop("theirs.db-shm", None)
    assert after == before
    list(using)


def test_a_data_folder_that_cannot_be_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    desk = tmp_path / "file" / "firstline" / "desk.db"
    monkeypatch.delenv("FIRSTLINE_DATABASE", raising=False)
    monkeypatch.setattr("app.paths.embedded_desk", lambda: desk)
    assert (
        refusal(capsys, "sample")
        == f"The folder {desk.parent} cannot be made: Not a directory. Name another place with --database."
    )
    assert refusal(capsys, "list").startswith(f"There is no desk in sqlite:///{desk}. ")


def test_a_login_without_rights_is_told(
    postgresql_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgresql_world.store.writing() as connection:
        connection.exec_driver_sql("CREATE ROLE stranger LOGIN PASSWORD 'a-password-for-tests'")
        connection.commit()
    try:
        for command in ("list", "sample", "check"):
            told = refusal(capsys, command, "--database", postgresql_world.url_of("stranger"))
            if command == "sample":
                assert told.startswith(
                    "The database did not do what it was asked: permission denied"
                )
            else:
                assert told.endswith("Ask its owner to make it a member of firstline_member.")
    finally:
        with postgresql_world.store.writing() as connection:
            connection.exec_driver_sql("DROP ROLE stranger")
            connection.commit()
