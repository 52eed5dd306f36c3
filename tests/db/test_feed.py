"""Other people's changes arrive on both databases: all of them, once, in whatever order they commit."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import sqlalchemy as sa
from support.world import World

from app.db import tables
from app.db.feed import MOST, ChangeFeed
from app.domain.changes import Change, Changes
from app.domain.commands import AddNote, AddThing, LinkTicket, LogTicket, UnlinkTicket
from app.domain.questions import TicketIds
from app.errors import Interrupted, Unreachable

SOON = 30.0


@pytest.fixture
def feed(world: World) -> Iterator[ChangeFeed]:
    opened = world.desk("anna").feed()
    yield opened
    opened.close()


def heard(feed: ChangeFeed, count: int) -> list[Change]:
    found: list[Change] = []
    while len(found) < count:
        changes = feed.wait(SOON)
        assert changes is not None, f"only {found}"
        found += changes.changes
    return found


def test_nothing_came(feed: ChangeFeed) -> None:
    assert feed.wait(0) is None
    assert feed.wait(0.15) is None


def test_what_was_there_before_is_no_news(world: World) -> None:
    world.log()
    feed = world.desk("anna").feed()
    assert feed.wait(0) is None
    feed.close()


def test_anothers_change_arrives_once(world: World, feed: ChangeFeed) -> None:
    ticket = world.log("ben")
    assert heard(feed, 1) == [Change("ticket", ticket, 1)]
    world.tell("ben", AddNote, ticket=ticket, text="MTU?")
    world.tell("ada", AddThing, thing="service", row_id=5, values={"name": "Telephony"})
    assert heard(feed, 2) == [Change("ticket", ticket, 2), Change("service", 5, 1)]
    assert feed.wait(0.15) is None


def test_a_link_is_heard_of_at_both_ends(world: World, feed: ChangeFeed) -> None:
    other, ticket = world.log("ben"), world.log("ben")
    heard(feed, 2)
    link = {"ticket": ticket, "relation": "related_to", "other": other}
    for version, kind in ((2, LinkTicket), (3, UnlinkTicket)):
        told = world.tell("ben", kind, **link)
        assert heard(feed, 2) == [Change("ticket", ticket, version), Change("ticket", other, 1)]
        # As the command says it, so that a window knows its own.
        assert told.changes == (Change("ticket", ticket, version), Change("ticket", other, 1))


def test_a_change_ends_the_waiting(world: World, feed: ChangeFeed) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(feed.wait, SOON)
        ticket = world.log("ben")
        changes = waiting.result(SOON)
    assert changes is not None
    assert changes.ids("ticket") == {ticket}


def test_another_process_is_heard(world: World, feed: ChangeFeed) -> None:
    url = world.url_of("ben")
    code = (
        "import sys; from app.cli.application import run;"
        "sys.exit(run(['log', 'From elsewhere', '--as', 'ben', '--database', sys.argv[1]]))"
    )
    subprocess.run([sys.executable, "-c", code, url], check=True, capture_output=True)
    (change,) = heard(feed, 1)
    assert (change.kind, change.version) == ("ticket", 1)


def test_a_refused_command_is_no_change(world: World, feed: ChangeFeed) -> None:
    with pytest.raises(Exception, match="Title"):
        world.tell("ben", LogTicket, ticket=5, values={"title": " "})
    assert feed.wait(0.15) is None


def test_too_much_to_list_is_everything(world: World, feed: ChangeFeed) -> None:
    with world.store.writing() as connection:
        rows = [{"kind": "ticket", "row_id": n, "version": 1} for n in range(MOST + 1)]
        connection.execute(tables.change.insert(), rows)
        connection.commit()
    assert feed.wait(SOON) == Changes(everything=True)
    assert feed.wait(0) is None


def test_another_epoch_is_everything(world: World, feed: ChangeFeed) -> None:
    with world.store.writing() as connection:
        connection.execute(tables.desk.update().values(feed_epoch="restored"))
        connection.commit()
    assert feed.wait(0.15) == Changes(everything=True)
    ticket = world.log("ben")
    assert heard(feed, 1) == [Change("ticket", ticket, 1)]


def test_closing_ends_the_waiting(feed: ChangeFeed) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(feed.wait, SOON)
        feed.close()
        assert waiting.result(SOON) is None
    assert feed.wait(SOON) is None


def test_a_slow_transaction_is_not_missed(postgresql_world: World) -> None:
    world = postgresql_world
    feed = world.desk("anna").feed()
    insert = "INSERT INTO firstline.change (kind, row_id, version) VALUES ('ticket', 1, 1)"
    with psycopg.connect(world.url) as slow, psycopg.connect(world.url, autocommit=True) as other:
        # The slow one has the lower number and the older transaction, and commits last.
        slow.execute(insert)
        other.execute("SELECT txid_current()")
        ticket = world.log("ben")
        assert heard(feed, 1) == [Change("ticket", ticket, 1)]
        slow.execute("NOTIFY firstline")
        slow.commit()
        assert heard(feed, 1) == [Change("ticket", 1, 1)]
    assert feed.wait(0) is None
    feed.close()


def test_a_cut_connection_is_said_and_mended(postgresql_world: World) -> None:
    world = postgresql_world
    feed = world.desk("anna").feed()
    with psycopg.connect(world.url, autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                      " OR query LIKE '%pg_control_checkpoint%' AND pid <> pg_backend_pid()")  # fmt: skip
    ticket = world.log("ben")
    with pytest.raises(Unreachable):
        feed.wait(SOON)
    assert heard(feed, 1) == [Change("ticket", ticket, 1)]
    feed.close()


def test_writers_in_a_hurry_lose_nothing(world: World, feed: ChangeFeed) -> None:
    def write(login: str) -> set[int]:
        return {world.log(login) for _ in range(25)}

    logins = ("anna", "ben")
    for login in logins:
        world.desk(login)
    with ThreadPoolExecutor(len(logins)) as pool:
        written = [pool.submit(write, login) for login in logins]
        found = heard(feed, 25 * len(logins))
        expected = {ticket for each in written for ticket in each.result(SOON)}
    assert sorted(change.row_id for change in found) == sorted(expected)


def test_a_question_nobody_waits_for_is_stopped(world: World) -> None:
    world.log()
    desk = world.desk("anna")
    stopper = threading.Event()

    def stop_again_and_again() -> None:
        while not stopper.wait(0.01):
            desk.interrupt()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(stop_again_and_again)
        with pytest.raises(Interrupted), desk.store.reading() as connection:
            connection.execute(sa.text(_FOREVER[connection.dialect.name]))
        stopper.set()
        done.result(SOON)
    assert len(desk.ask(TicketIds())) == 1


def test_nothing_to_stop_is_no_matter(world: World) -> None:
    desk = world.desk("anna")
    desk.interrupt()
    assert len(desk.ask(TicketIds())) == 0


_FOREVER = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}
