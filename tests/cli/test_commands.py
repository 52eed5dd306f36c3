"""The command line, in one process, on both databases."""

import json
from pathlib import Path

import pytest
from support.world import World

from app.cli.application import run
from app.domain.commands import AddThing


@pytest.fixture
def on_desk(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let the command line find the world's desk, as anna."""
    monkeypatch.setenv("FIRSTLINE_DATABASE", world.url_of("anna"))
    monkeypatch.setenv("LOGNAME", "anna")
    return world


def facts(capsys: pytest.CaptureFixture[str], *words: str) -> object:
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(list(words)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    return told.err.strip()


def test_a_script_logs_and_reads_a_ticket(
    on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    logged = facts(capsys, "log", "VPN drops", "requester=uma", "impact=1", "urgency=1")
    assert logged == {"number": "INC-000001", "id": logged["id"]}
    done = facts(capsys, "do", "inc-1", "triage", "category=VPN")
    assert done == {"number": "INC-000001", "step": "Diagnosis", "version": 2}
    shown = facts(capsys, "show", "1")
    assert shown["row"]["priority"] == 1
    assert [entry["label"] for entry in shown["history"]] == ["Logged", "Triage"]
    assert {way["key"] for way in shown["possible"]} == {
        "resolve",
        "escalate",
        "wait",
        "cancel",
    }
    rows = facts(capsys, "list", "unassigned", "priority=1")
    assert [row["number"] for row in rows] == ["INC-000001"]
    assert facts(capsys, "list", "my work") == []


def test_saved_views_are_named_and_opened(
    on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for title in ("VPN drops", "VPN slow", "Badge printer"):
        on_desk.log(title=title)
    shown = {"base": "open", "sort": "number", "columns": "ticket", "conditions": "vpn"}
    for name in ("Tunnels", "Tunnels at night"):
        told = {"row_id": on_desk.new_id(), "values": {"name": name, **shown}}
        on_desk.tell("anna", AddThing, thing="saved_view", **told)
    views = facts(capsys, "views")
    assert isinstance(views, list)
    assert views[-2:] == [
        {"view": "Tunnels", "team": "", "tickets": 2},
        {"view": "Tunnels at night", "team": "", "tickets": 2},
    ]
    rows = facts(capsys, "list", "tunnels")
    assert isinstance(rows, list)
    assert [row["title"] for row in rows] == ["VPN drops", "VPN slow"]
    assert facts(capsys, "list", "tunnels at", "team=Network") == []
    assert run(["views"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["Tunnels", "at", "night", "2"]
    told_to_whoever_errs = refusal(capsys, "list", "everything")
    assert told_to_whoever_errs.endswith("Watched, Tunnels, Tunnels at night.")


def test_a_list_is_narrowed_without_naming_a_view(
    on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for team in ("Network", "Service desk"):
        on_desk.log(team=on_desk.id("team", team))
    rows = facts(capsys, "list", "team=Network")
    assert [row["team"] for row in rows] == ["Network"]


def test_a_list_for_a_file_is_no_wider_than_its_words(
    on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    on_desk.log()
    assert run(["list"]) == 0
    title, heading, row = capsys.readouterr().out.splitlines()
    assert title == "All open: 1"
    assert heading.split() == [
        "Number",
        "Title",
        "Step",
        "P",
        "Requester",
        "Team",
        "Assignee",
        "Updated",
    ]
    assert row.startswith("INC-000001  VPN drops  Logged  –  Uma  ")
    assert row == row.rstrip()


def test_somebody_the_desk_does_not_know_is_told_what_helps(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "nobody")
    monkeypatch.setenv("FIRSTLINE_DATABASE", world.url)
    told = refusal(capsys, "list") if world.is_sqlite else refusal(capsys, "list", "--as", "nobody")
    way = (
        "Name somebody with --as."
        if world.is_sqlite
        else "Ask an administrator of the desk to add this login to it."
    )
    assert told == f"This desk knows nobody with the login “nobody”. {way}"


def test_work_beside_the_workflow_is_done_by_name(
    on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    facts(capsys, "log", "VPN drops")
    facts(capsys, "do", "1", "assign", "assignee=anna", "team=Service desk")
    facts(capsys, "do", "1", "edit", "title=VPN drops daily")
    facts(capsys, "do", "1", "note", "text=MTU?")
    facts(capsys, "do", "1", "reply", "text=We look into it.")
    shown = facts(capsys, "show", "1")
    kinds = [entry["kind"] for entry in shown["history"]]
    assert kinds == ["opened", "assigned", "edited", "noted", "replied"]
    assert shown["row"]["title"] == "VPN drops daily"
    assert facts(capsys, "list", "my work")[0]["assignee"] == "Anna"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["log", "  "], "Title cannot be empty."),
        (["log", "x", "requester=nobody"], "Requester: there is no “nobody”. There are: "),
        (["log", "x", "impact=high"], "Impact is a whole number, not “high”."),
        (["log", "x", "follow_up_at=tomorrow"], "Follow up on is a date such as 2026-11-30 "),
        (["log", "x", "nonsense"], "“nonsense” is no pair. Write field=value."),
        (["log", "x", "reason=y"], "A new ticket has no “reason”."),
        (["log", "x", "title=again"], "“title” is there twice. Name it once."),
        (["do", "", "note"], "No ticket is named. Write a number such as INC-000042, or 42."),
        (["list", "title=x"], "A list is not narrowed by “title”, only by: "),
        (["log", "x", "=y"], "“=y” is no pair. Write field=value."),
        (["log", "x", "impact=1", "impact=2"], "“impact” is there twice. Name it once."),
        (["do", "7", "triage"], "There is no ticket 7."),
        (["do", "1", "edit"], "Nothing is named to edit. Write field=value, such as title=…."),
        (["do", "1", "assign"], "Nothing is named to assign. Write field=value, such as team=…."),
        (["do", "1", "edit", "note=x"], "There is no field “note” to edit."),
        (
            ["do", "1", "note", "text=x", "title=y"],
            "“note” takes text=… and nothing else, no “title”.",
        ),
        (["do", "1", "reply"], "The reply is empty. Write something first."),
        (["show", "REQ-1"], "There is no ticket REQ-1."),
        (["do", "req1", "triage"], "There is no ticket req1."),
        (["show", "INC-x"], "There is no ticket INC-x."),
        (["list", "everything"], "There is no view “everything”. There are: My work, "),
        (["list", "waiting", f"priority={2**63}"], f"Priority cannot be {2**63}."),
        (["list", "waiting", "title=x"], "A list is not narrowed by “title”, only by: "),
        (["list", "--as", "nobody"], "This desk knows nobody with the login “nobody”."),
        (["list", "--database", "nonsense"], "“nonsense” is no database of a desk."),
        (
            ["list", "--database", "sqlite:///no/such.db"],
            "There is no desk in sqlite:///no/such.db.",
        ),
        (["check", "--against", "no-such-file"], "no-such-file cannot be read as heads: "),
        (["check", "--heads", "no/such/folder"], "no/such/folder cannot be written: "),
        (["publish", "no-such-file"], "no-such-file cannot be read: "),
    ],
)
def test_bad_input_gets_one_sentence(
    words: list[str], sentence: str, on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    on_desk.log()
    told = refusal(capsys, *words)
    assert told.startswith(sentence)
    assert "\n" not in told


def test_a_damaged_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk.db").write_text("not a database" * 100)
    told = refusal(capsys, "list", "--database", f"sqlite:///{tmp_path}/junk.db")
    assert "is damaged, or no desk: file is not a database. No backup was found beside it" in told


def test_a_workflow_is_published_once(
    world: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FIRSTLINE_DATABASE", world.url_of("ada"))
    source = (Path(__file__).parents[2] / "resources/workflows/incident.toml").read_text()
    file = tmp_path / "mine.toml"
    file.write_text(source.replace("Hand back", "Give back"))
    assert run(["publish", str(file), "--as", "ada"]) == 0
    assert run(["publish", str(file), "--as", "ada"]) == 0
    assert capsys.readouterr().out == "Published.\nThis version is published already.\n"
    file.write_bytes(
        ("\ufeff" + source.replace("Hand back", "Pass back")).replace("\n", "\r\n").encode()
    )
    assert run(["publish", str(file), "--as", "ada"]) == 0
    assert capsys.readouterr().out == "Published.\n"
    file.write_text(source.replace('to = "diagnosis"', 'to = "nowhere"', 1))
    told = refusal(capsys, "publish", str(file), "--as", "ada")
    assert told == "mine.toml: transition[1].to: unknown step “nowhere”"


def test_a_ticket_is_shown_with_the_names_to_type(
    on_desk: World, capsys: pytest.CaptureFixture[str]
) -> None:
    on_desk.log()
    assert run(["show", "Inc1"]) == 0
    told = capsys.readouterr().out
    assert "triage: Triage → Diagnosis; needs category= (Category), impact= (Impact), " in told
    assert "takes service=, team=, assignee=" in told


def test_heads_prove_only_what_they_hold(
    on_desk: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_desk.log()
    file = tmp_path / "heads.json"
    assert run(["check", "--heads", str(file)]) == 0
    heads = json.loads(file.read_text())
    capsys.readouterr()
    assert run(["check", "--against", str(file)]) == 0
    count = len(heads["heads"])
    assert (
        capsys.readouterr().out
        == f"1 tickets checked, and {count} heads seen before: all is well\n"
    )
    told = refusal(capsys, "check", "--against", str(file), "--heads", str(file))
    assert told == "What was seen then would be lost. Name two files."
    file.write_text(json.dumps({**heads, "heads": []}))
    told = refusal(capsys, "check", "--against", str(file))
    assert (
        told == f"{file} holds no heads, so it proves nothing. Name one that “check --heads” wrote."
    )
    file.write_text(json.dumps({**heads, "desk": "another"}))
    told = refusal(capsys, "check", "--against", str(file))
    assert told == "These heads were taken from another desk and prove nothing about this one."


def test_heads_take_the_place_of_older_heads_only(
    on_desk: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_desk.log()
    heads, other, link = (tmp_path / name for name in ("heads.json", "diary.txt", "link"))
    for _ in range(2):
        assert run(["check", "--heads", str(heads)]) == 0
    capsys.readouterr()
    link.symlink_to(heads)
    assert run(["check", "--heads", str(link)]) == 0
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        {"heads.json", "link", *(each.name for each in tmp_path.glob("*.db*"))}
    )
    capsys.readouterr()
    other.write_text("Dear diary")
    another = tmp_path / "another.json"
    another.write_text(json.dumps({**json.loads(heads.read_text()), "desk": "another"}))
    for file in (other, another, tmp_path):
        before = file.read_bytes() if file.is_file() else b""
        told = refusal(capsys, "check", "--heads", str(file))
        assert (
            told == f"{file} is there already and holds no heads of this desk. Name another file."
        )
        assert before == (file.read_bytes() if file.is_file() else b"")


def test_heads_never_take_the_place_of_the_desk(
    sqlite_world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sqlite_world.log()
    database = Path(str(sqlite_world.store.url.database))
    link = tmp_path / "link"
    link.symlink_to(database)
    for end in ("", "-wal", "-shm", "-journal"):
        file = database.with_name(database.name + end)
        told = refusal(capsys, "check", "--heads", str(file), "--database", sqlite_world.url)
        assert told == f"{file} is the desk itself. Name another file."
    assert "is the desk itself" in refusal(
        capsys, "check", "--heads", str(link), "--database", sqlite_world.url
    )
    assert run(["check", "--database", sqlite_world.url]) == 0


def test_no_heads_are_written_of_a_desk_with_findings(
    sqlite_world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_world.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER ticket_is_kept")
        connection.commit()
    file = tmp_path / "heads.json"
    assert run(["check", "--heads", str(file), "--database", sqlite_world.url]) == 1
    told = capsys.readouterr()
    assert told.err == f"{file} was not written: heads are kept of a desk that is well.\n"
    assert "1 findings" in told.out
    assert not file.exists()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of POSIX")
def test_heads_are_not_read_without_end(
    sqlite_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refusal(capsys, "check", "--against", "/dev/zero", "--database", sqlite_world.url)
    assert told == "/dev/zero cannot be read as heads: it is not what “check --heads” wrote."


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"[]", b"\xff", b'{"desk": "x", "heads": [{}]}', b"[" * 100_000]
)
def test_a_file_that_holds_no_heads_is_none(
    junk: bytes, sqlite_world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "heads.json"
    file.write_bytes(junk)
    told = refusal(capsys, "check", "--against", str(file), "--database", sqlite_world.url)
    assert told == f"{file} cannot be read as heads: it is not what “check --heads” wrote."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff", "cannot be read: it is no text in UTF-8, as byte 1 shows."),
        (b"x = " + b"[" * 9_000, "the file: it is nested too deeply"),
        (b"key = 1", "key: a text in quotation marks belongs here, not a whole number"),
    ],
)
def test_a_file_that_is_no_workflow_says_why(
    content: bytes,
    reason: str,
    sqlite_world: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(content)
    told = refusal(capsys, "publish", str(file), "--as", "ada", "--database", sqlite_world.url)
    assert told.endswith(reason)
    assert "mine.toml" in told


def test_help_names_what_the_window_is_opened_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert "--database" in told
    assert "--as" in told
