"""What is printed: on terminals without some letters, into full devices, closed pipes and nothing at all."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.world import World

ROOT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
FULL = "The output cannot be written: No space left on device. What was asked for may be done already: look before you repeat it.\n"


@pytest.fixture
def run(sqlite_world: World) -> Run:
    """Run the program on a desk with a ticket whose title not every terminal can show."""
    sqlite_world.log(title="“Ação” – 東京…")

    def run(*words: str, shell: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        told = {"FIRSTLINE_DATABASE": sqlite_world.url, "LOGNAME": "anna", **environment}
        command = [sys.executable, "main.py", *words]
        if shell:
            command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
        # As people have it: what is printed waits in a buffer, and is tried again at the end.
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        return subprocess.run(
            command, cwd=ROOT, env={**plain, "PYTHONUTF8": "0", **told},
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    return run


def test_a_terminal_without_some_letters_gets_plain_ones(run: Run) -> None:
    for environment in (
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
    ):
        listed = run("list", **environment)
        assert (listed.returncode, listed.stderr) == (0, "")
        assert '"Acao" - ??...' in listed.stdout
        refused = run("list", "nothing", **environment)
        assert refused.stderr.startswith('There is no view "nothing". There are: My work, ')
        assert run("--help", **environment).returncode == 0


def test_json_is_json_on_every_terminal(run: Run) -> None:
    for encoding in ("ascii", "cp1252", "utf-8"):
        rows = json.loads(run("list", "--json", PYTHONIOENCODING=encoding).stdout)
        assert rows[0]["title"] == "“Ação” – 東京…"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    "words", [["list"], ["list", "--json"], ["show", "1"], ["check"], ["--help"]]
)
def test_a_full_device_is_said_in_one_sentence(run: Run, words: list[str]) -> None:
    done = run(*words, shell=">/dev/full")
    assert (done.returncode, done.stderr) == (1, FULL)
    nowhere = run(*words, shell=">/dev/full 2>/dev/full")
    assert (nowhere.returncode, nowhere.stderr) == (1, "")


@pytest.mark.skipif(os.name == "nt", reason="pipes of a shell of POSIX")
def test_a_closed_pipe_is_quiet(run: Run) -> None:
    # `true` reads nothing; the pipe is closed before anything is written.
    done = run("list", shell="| true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@pytest.mark.skipif(os.name == "nt", reason="streams of a shell of POSIX")
def test_without_streams_the_work_is_done(run: Run) -> None:
    assert run("log", "x", shell=">&- 2>&-").returncode == 0
    assert run("list", "nonsense", shell=">&- 2>&-").returncode == 1
    assert len(json.loads(run("list", "--json").stdout)) == 2


def test_words_that_are_no_text_are_told_as_well_as_can_be(run: Run) -> None:
    done = run("list", os.fsdecode(b"a\xffb"))
    assert (done.returncode, done.stderr[:26]) == (1, "There is no view “a?b”. Th")
