"""The command that brings in tables: what it prints, what it ends with, and Ctrl+C."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.whole import counts, faults
from support.world import World

from app.cli.application import run

ROOT = Path(__file__).parents[2]
TABLE = """Login;Full Name;VIP;Room
nora;Nora Berg;yes;1
omar;Omar;perhaps;2
uma;Uma;;3
"""


@pytest.fixture
def file(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a table of people, to be brought in by ada."""
    monkeypatch.setenv("FIRSTLINE_DATABASE", world.url_of("ada"))
    monkeypatch.setenv("LOGNAME", "ada")
    found = tmp_path / "people.csv"
    found.write_bytes(TABLE.encode("cp1252"))
    return found


def test_a_preview_says_what_would_be_and_does_nothing(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = counts(world.store)
    assert run(["import", "people", str(file), "--preview"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Read as UTF-8, with semicolons.",
        "Columns that are not used: Room.",
        "line 2: nora: added",
        "  Login: nora",
        "  Name: Nora Berg",
        "  VIP: yes",
        "line 3: omar: refused: VIP is yes or no, not “perhaps”.",
        "Would be: 1 added, 0 changed, 1 unchanged, 1 refused",
    ]
    assert counts(world.store) == before


def test_an_import_says_what_was_refused_and_why(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "people", str(file)]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[2:] == [
        "line 3: omar: refused: VIP is yes or no, not “perhaps”.",
        "1 added, 0 changed, 1 unchanged, 1 refused",
    ]
    assert told.err == ""
    file.write_text(TABLE.replace("perhaps", "no").replace("Nora Berg", "Nora Holm"))
    assert run(["import", "people", str(file)]) == 0
    assert capsys.readouterr().out.endswith("1 added, 1 changed, 1 unchanged, 0 refused\n")


def test_facts_come_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "people", str(file), "--preview", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"added": 1, "changed": 0, "unchanged": 1, "refused": 1, "left": 0}
    assert told["plan"]["rows"][0]["changes"][1]["after"] == "Nora Berg"
    assert run(["import", "people", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(row["line"], row["outcome"]) for row in told["report"]["rows"]] == [
        (2, "added"),
        (3, "refused"),
        (4, "unchanged"),
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["people", "nowhere.csv"], "nowhere.csv cannot be read: No such file or directory."),
        (["printers", "people.csv"], "“printers” cannot be imported. There are: teams, services, categories, people."),
        (["teams", "people.csv"], ("No column is called “name”. The first line names the columns: name, tier, email, "
                                  "active; it says: Login, Full Name, VIP, Room.")),
        (["people", "people.csv", "--as", "anna"], "Anna may not do this: “import people” is for administrators. Ask Ada"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_told(
    file: Path,
    words: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(file.parent)
    assert run(["import", *words]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(sentence)


def test_ctrl_c_ends_an_import_between_two_rows(world: World, file: Path) -> None:
    people = 3_000
    file.write_text("login,name\n" + "".join(f"user{n},User {n}\n" for n in range(people)))
    words = [sys.executable, str(ROOT / "main.py"), "import", "people", str(file)]
    before = counts(world.store)[2]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=os.environ) as child:
        while counts(world.store)[2] < before + 5:
            assert child.poll() is None
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate()
    assert child.returncode == 1
    stopped = out.splitlines()[-1]
    assert stopped.startswith("Cancelled. What was brought in stays. ")
    done = counts(world.store)[2] - before
    assert stopped.endswith(f"{people - done} rows are left: import the file again.")
    assert 5 <= done < people
    assert faults(world.store) == []
