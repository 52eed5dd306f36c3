"""The command line, in one process, on both databases."""

import json
from pathlib import Path

import pytest
from support.world import World

from app.cli.application import run


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
        (["do", "7", "triage"], "There is no ticket 7."),
        (["show", "INC-x"], "There is no ticket INC-x."),
        (["list", "everything"], "There is no view “everything”. There are: My work, "),
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
    told = refusal(capsys, *words)
    assert told.startswith(sentence)
    assert "\n" not in told


def test_a_damaged_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk.db").write_text("not a database" * 100)
    told = refusal(capsys, "list", "--database", f"sqlite:///{tmp_path}/junk.db")
    assert "cannot be opened: file is not a database" in told


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
    file.write_text(source.replace('to = "diagnosis"', 'to = "nowhere"', 1))
    told = refusal(capsys, "publish", str(file), "--as", "ada")
    assert told == "mine.toml: transition[1].to: unknown step “nowhere”"


def test_without_a_command_a_sample_desk_is_made_and_its_queue_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIRSTLINE_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("app.paths.embedded_desk", lambda: tmp_path / "desk.db")
    assert run([]) == 0
    first = capsys.readouterr().out
    assert "Halden & Brook: 50 people, 152 tickets in " in first
    assert "All open: " in first
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("All open: ")
