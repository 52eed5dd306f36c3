"""Two processes at once, and processes that die: small versions of ``make race`` and ``make crash``."""

from support import crash_backups, crash_files
from support.crash import run_crash
from support.race import run_race
from support.whole import faults
from support.world import World

ROUNDS = 20
KILLS = 5


def test_two_processes_on_one_ticket_lose_nothing(world: World) -> None:
    edits, twins = run_race(world, ROUNDS)
    assert edits.wrong == []
    assert (edits.rounds, edits.events, edits.merged, edits.asked) == (20, 30, 10, 10)
    assert twins.wrong == []
    assert (twins.rounds, twins.events, twins.repeated) == (20, 20, 20)
    assert faults(world.store) == []


def test_what_was_acknowledged_survives_a_kill(world: World) -> None:
    tally = run_crash(world, KILLS, seed=7)
    assert tally.wrong == []
    assert tally.kills == KILLS
    assert tally.acknowledged >= KILLS
    assert faults(world.store) == []


def test_no_kill_leaves_half_a_file(world: World) -> None:
    tally = crash_files.run_crash(world, KILLS, seed=7)
    assert tally.wrong == []
    assert tally.kills == KILLS
    assert faults(world.store) == []


def test_no_kill_leaves_half_a_backup_or_half_a_desk(sqlite_world: World) -> None:
    tally = crash_backups.run_crash(sqlite_world, KILLS, seed=7)
    assert tally.wrong == []
    assert tally.kills == 2 * KILLS
    assert tally.backups
    assert tally.restores
