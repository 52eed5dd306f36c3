"""The sample desk: believable in every step, the same for a seed, and true to its history."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.channels.sample import make_sample
from app.clock import SystemClock, as_moment
from app.db import tables
from app.db.store import Store
from app.desk import Desk
from app.errors import DeskExists, InvalidValue, NotADesk, NotEmpty, NotFound, Unfinished

ROOT = Path(__file__).parents[2]
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b\d\d ({_MONTHS})\b")


def told(desk: Desk) -> Iterator[tuple[object, ...]]:
    """Give every ticket in the order of its last change, and every event in its own, without moments."""
    ticket, event, person = tables.ticket, tables.ticket_event, tables.things["person"]
    names = ("number", "title", "description", "step", "priority", "resolution", "reopen_count")
    people = sa.select(person.c.id, person.c.name)
    with desk.store.reading() as connection:
        name = {row.id: row.name for row in connection.execute(people)}
        columns = (*(ticket.c[name] for name in names), ticket.c.requester, ticket.c.assignee)
        by_change = sa.select(*columns).order_by(ticket.c.updated_at, ticket.c.number)
        for row in connection.execute(by_change):
            yield (*map(_undated, row[:-2]), *(name.get(who) for who in row[-2:]))
        events = sa.select(event.c.kind, event.c.actor, event.c.texts).order_by(event.c.seq)
        for row in connection.execute(events):
            texts = {key: _undated(text) for key, text in _texts(row.texts)}
            yield row.kind, name[row.actor], str(texts)


def _texts(text: str) -> Iterator[tuple[str, str]]:
    return (
        (key, words) for key, words in re.findall(r'"(\w+)":"(.*?)"[,}]', text) if key != "salt"
    )


def _undated(value: object) -> object:
    return _DATE.sub("DATE", value) if isinstance(value, str) else value


def test_a_sample_has_tickets_in_every_step_and_checks(empty_url: str) -> None:
    made = make_sample(empty_url, 1, SystemClock().now())
    assert 140 <= made.tickets <= 160
    desk = Desk(empty_url)
    with desk.store.reading() as connection:
        steps = set(connection.scalars(sa.select(tables.ticket.c.step)))
        known = set(connection.scalars(sa.select(tables.workflow_step.c.key)))
        latest = connection.scalar(sa.select(sa.func.max(tables.ticket_event.c.occurred_at)))
    assert steps == known
    assert latest <= SystemClock().now()
    assert desk.check() == []
    desk.close()
    with pytest.raises(DeskExists):
        make_sample(empty_url, 1, SystemClock().now())


def test_a_seed_makes_the_same_tickets_whenever_it_is(tmp_path: Path) -> None:
    wednesday = as_moment(datetime(2026, 3, 4, 9, 5, tzinfo=UTC))
    saturday = as_moment(datetime(2026, 7, 11, 23, 40, tzinfo=UTC))
    found = []
    for seed, now in ((7, wednesday), (7, saturday), (8, wednesday)):
        url = f"sqlite:///{tmp_path / f'{seed} {now}.db'}"
        make_sample(url, seed, now)
        desk = Desk(url)
        found.append(list(told(desk)))
        desk.close()
    assert len(found[0]) > 1_000
    assert found[0] == found[1]
    assert found[0] != found[2]


_CUT_SHORT = """
import os, sys
from app.channels.founding import founding
with founding(sys.argv[1], "sample"):
    os._exit(9)
"""


def test_a_desk_that_was_cut_short_says_so(empty_url: str) -> None:
    done = subprocess.run([sys.executable, "-c", _CUT_SHORT, empty_url], cwd=ROOT, check=False)
    assert done.returncode == 9
    with pytest.raises(
        Unfinished, match=r"If nobody is at it, delete the .* and make the desk again"
    ):
        Desk(empty_url)
    with pytest.raises(Unfinished):
        make_sample(empty_url, 1, SystemClock().now())


def test_a_sample_that_fails_leaves_nothing(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("app.channels.sample.read_stories", interrupted)
        with pytest.raises(KeyboardInterrupt):
            make_sample(empty_url, 1, SystemClock().now())
    with pytest.raises(NotADesk):
        Desk(empty_url)
    make_sample(empty_url, 1, SystemClock().now())


def test_of_three_at_once_one_makes_the_desk(empty_url: str) -> None:
    words = [sys.executable, "main.py", "sample", "--database", empty_url]
    running = [
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    ended = [(*each.communicate(), each.returncode) for each in running]
    assert sorted(code for *_, code in ended) == [0, 1, 1]
    for out, err, code in ended:
        if code:
            # Which of the two depends on how far the other one is.
            assert re.match(
                r"There is a desk in \S+ (already\. |that is not finished: it is being)", err
            )
            assert err.count("\n") == 1
        else:
            assert out.startswith("Halden & Brook: 50 people, ")
    desk = Desk(empty_url)
    assert desk.check() == []
    desk.close()


def test_a_sample_is_not_put_into_somebody_elses_file(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/theirs.db")
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE desk (colour TEXT)")
        connection.commit()
    store.close()
    with pytest.raises(NotEmpty, match="holds something else"):
        make_sample(f"sqlite:///{tmp_path}/theirs.db", 1, SystemClock().now())


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    make_sample(f"sqlite:///{tmp_path}/new/place/desk.db", 1, SystemClock().now())
    assert (tmp_path / "new/place/desk.db").is_file()


def test_nobody_of_the_sample_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "maria.costa")
    with pytest.raises(InvalidValue, match="Make the desk under another login"):
        make_sample(f"sqlite:///{tmp_path}/new.db", 1, SystemClock().now())
    assert list(tmp_path.iterdir()) == []


def test_a_computer_that_does_not_say_who_it_is_used_by_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr("getpass.getuser", unknown)
    with pytest.raises(NotFound, match="Set LOGNAME to your login"):
        make_sample(f"sqlite:///{tmp_path}/new.db", 1, SystemClock().now())
