"""Files by plain SQL: they come and go by events, whole, and their content is what its hash says for good."""

from collections.abc import Mapping
from typing import Any

import pytest
from db.cases import (
    POSTGRESQL,
    SQLITE,
    Attack,
    Case,
    Id,
    broken,
    event,
    on_each_database,
    refusal,
    sql,
)
from db.right import less
from db.scene import LOG, ORPHAN, OWNER, PHOTO, REMOVED, Scene, hash_of

from app.domain.commands import EraseTexts
from app.domain.files import PIECE

NAME = {"name": "shot.png"}
STORED = {"attachment": 12, "media_type": "image/png", "size": len(ORPHAN), "sha256": hash_of(ORPHAN)}  # fmt: skip
PUBLIC = {"visibility": "public"}
OTHER = hash_of(b"other")


def attached(
    change: Mapping[str, Any] | None = None,
    ticket: str = "logged",
    words: Mapping[str, str] = NAME,
    **columns: Any,
) -> Attack:
    """A file that is wrong in one thing."""
    return event(ticket, "attached", says=STORED | (change or {}), words=words, **columns)


def stored(sha256: str, n: int, size: int, verb: str = "INSERT INTO") -> Attack:
    """A piece of so many bytes, in the words of each database."""

    def attack(scene: Scene, by: str) -> str:
        blank = (
            f"zeroblob({size})" if scene.world.is_sqlite else f"decode(repeat('00', {size}), 'hex')"
        )
        return f"{verb} attachment_piece (sha256, n, bytes, stored_at) VALUES ('{sha256}', {n}, {blank}, 1)"

    return attack


RIGHT = [
    Case("attach", attached()),
    Case("attach for the user to see", attached(**PUBLIC)),
    Case("attach to what is over", attached(ticket="closed")),
    Case("attach what another ticket has", attached({"size": len(PHOTO), "sha256": hash_of(PHOTO)})),
    Case("knowledge attaches", attached(), by="kay"),
    Case("mail attaches what the requester sent", attached(on_behalf_of=Id("person", "uma")), by="mailer"),
    Case("take off", event("counter", "detached", says={"attachment": Id("attachment", "log")})),
    Case("store a piece", stored(OTHER, 0, PIECE)),
    Case("store one of another hash", stored(OTHER, 99, 1)),
    Case("take away what nobody names", sql(f"DELETE FROM attachment_piece WHERE sha256 = '{hash_of(ORPHAN)}'")),
]  # fmt: skip

EVENTS = {
    "What is no text stands in an event as it is.": [
        Case("a kind of file as a digest",
             event("logged", "attached", says=less(STORED, "media_type"), words=NAME | {"media_type": "image/png"})),
    ],
    "A file has an id, a name, a media type, a size of 25 MB at most, and the hash of its content.": [
        Case("no id", event("logged", "attached", says=less(STORED, "attachment"), words=NAME)),
        Case("an id in words", attached({"attachment": "12"})),
        Case("an id below all", attached({"attachment": 0})),
        Case("no name", attached(words={})),
        Case("a name of blanks", attached(words={"name": " \u00a0"})),
        Case("no media type", event("logged", "attached", says=less(STORED, "media_type"), words=NAME)),
        Case("a media type of blanks", attached({"media_type": " "})),
        Case("nothing in it", attached({"size": 0})),
        Case("too much in it", attached({"size": 26_214_401})),
        Case("a size in words", attached({"size": "6"})),
        Case("no hash", event("logged", "attached", says=less(STORED, "sha256"), words=NAME)),
        Case("a hash in capitals", attached({"sha256": hash_of(ORPHAN).upper()})),
        Case("half a hash", attached({"sha256": hash_of(ORPHAN)[:32]})),
    ],
    "A file is stored whole before a ticket names it.": [
        Case("what was never stored", attached({"sha256": OTHER})),
        Case("more than was stored", attached({"size": len(ORPHAN) + 1})),
        Case("less than was stored", attached({"size": len(ORPHAN) - 1})),
        Case("half a file", attached({"size": PIECE + 1, "sha256": OTHER}), first=(stored(OTHER, 0, PIECE),)),
        Case("a file with a gap", attached({"size": 2 * PIECE, "sha256": OTHER}),
             first=(stored(OTHER, 0, PIECE), stored(OTHER, 2, PIECE))),
    ],
    "The pieces of a file are those of its hash.": [
        Case("pieces of something else", attached({"size": 5, "sha256": OTHER}), first=(stored(OTHER, 0, 5),), on=POSTGRESQL),
    ],
    "A file is taken off the ticket it is attached to.": [
        Case("a file nobody attached", event("logged", "detached", says={"attachment": 12})),
        Case("another ticket's file", event("logged", "detached", says={"attachment": Id("attachment", "log")})),
        Case("a file that is off already", event("counter", "detached", says={"attachment": Id("attachment", "removed")})),
        Case("no file", event("counter", "detached")),
    ],
    "A ticket in a final step no longer changes.": [
        Case("show the user a file after all is over", attached(ticket="closed", **PUBLIC)),
    ],
    "A note, a reply, a link, a watch, a file or an erasure changes no column.": [
        Case("a file that changes a column", event("logged", "attached", {"contact": "phone"}, says=STORED, words=NAME)),
        Case("a removal that changes a column",
             event("counter", "detached", {"contact": "phone"}, says={"attachment": Id("attachment", "log")})),
    ],
    "The actor has no role that may do this.": [
        Case("the counter attaches", attached(ticket="counter", on_behalf_of=Id("person", "vic")), by="kiosk"),
        Case("an administrator attaches", attached(), by="ada"),
        Case("monitoring takes off", event("alarm", "detached", says={"attachment": Id("attachment", "log")}), by="probe"),
    ],
}  # fmt: skip

ROWS = {
    "A file comes to a ticket by an event of it, once.": [
        Case("a file without an event", sql(
            f"INSERT INTO attachment VALUES (12, {{ticket:logged}}, 4, 'a', 'b', 6, '{hash_of(ORPHAN)}', 1)"), by=OWNER),
        Case("replace a file by itself", sql("INSERT OR REPLACE INTO attachment SELECT * FROM attachment"), on=SQLITE),
        Case("a file of that id again", attached({"attachment": Id("attachment", "log")})),
    ],
    "A file changes only by an event that takes it off its ticket or erases it.": [
        Case("another name", sql("UPDATE attachment SET name = 'other.png'"), by=OWNER),
        Case("another content", sql(f"UPDATE attachment SET sha256 = '{hash_of(ORPHAN)}'"), by=OWNER),
        Case("another ticket", sql("UPDATE attachment SET ticket_id = {ticket:logged}"), by=OWNER),
        Case("take it off", sql("UPDATE attachment SET active = 0 WHERE id = {attachment:log}"), by=OWNER),
        Case("put it back", sql("UPDATE attachment SET active = 1 WHERE id = {attachment:removed}"), by=OWNER),
        Case("erase it", sql("UPDATE attachment SET name = '', active = 0"), by=OWNER),
        Case("another id", sql("UPDATE attachment SET id = 12 WHERE id = {attachment:removed}"), by=OWNER),
    ],
    "That a file was attached is never deleted.": [
        Case("delete a file", sql("DELETE FROM attachment"), by=OWNER),
        Case("truncate the files", sql("TRUNCATE attachment"), by=OWNER, on=POSTGRESQL),
    ],
}  # fmt: skip

PIECES = {
    "A piece of a file has its place in it, and 256 kB at most.": [
        Case("too large a piece", stored(OTHER, 0, PIECE + 1)),
        Case("an empty piece", stored(OTHER, 0, 0)),
        Case("before the start", stored(OTHER, -1, 1)),
        Case("behind all ends", stored(OTHER, 100, 1)),
        Case("no hash", stored("x", 0, 1)),
    ],
    "A piece of a file is stored once.": [
        Case("another piece in its place", stored(hash_of(ORPHAN), 0, 1), on=SQLITE),
        Case("replace a piece", stored(hash_of(ORPHAN), 0, 1, "INSERT OR REPLACE INTO"), on=SQLITE),
    ],
    'duplicate key value violates unique constraint "attachment_piece_pkey"': [
        Case("another piece in its place", stored(hash_of(ORPHAN), 0, 1), on=POSTGRESQL),
    ],
    "What a ticket names stays as it is.": [
        Case("add to a file", stored(hash_of(LOG), 1, 1)),
        Case("add to a file that was taken off", stored(hash_of(REMOVED), 1, 1)),
    ],
    "A piece of a file is never changed.": [
        Case("other bytes", sql("UPDATE attachment_piece SET bytes = bytes"), by=OWNER),
        Case("another place", sql("UPDATE attachment_piece SET n = n + 1"), by=OWNER),
    ],
    "A piece of a file that a ticket names is never deleted.": [
        Case("delete a piece", sql(f"DELETE FROM attachment_piece WHERE sha256 = '{hash_of(LOG)}'")),
        Case("delete a piece of what was taken off", sql(f"DELETE FROM attachment_piece WHERE sha256 = '{hash_of(REMOVED)}'")),
        Case("truncate the pieces", sql("TRUNCATE attachment_piece"), by=OWNER, on=POSTGRESQL),
    ],
}  # fmt: skip
CASES = [case for rules in (EVENTS, ROWS, PIECES) for case in broken(rules)]


@on_each_database(RIGHT)
def test_a_right_file_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_wrong_file_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule


@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_the_counter_stores_and_takes_away_nothing(scene: Scene) -> None:
    case = Case("store", stored(OTHER, 0, 1), by="kiosk")
    assert refusal(scene, case).startswith("new row violates row-level security policy")
    client = scene.client("kiosk")
    before = scene.state()
    client.run("DELETE FROM attachment_piece")
    assert scene.state() == before


def test_an_erasure_takes_the_file_with_its_name_and_nothing_else(fresh: Scene) -> None:
    scene, world = fresh, fresh.world
    ticket = world.log()
    kept, erased = world.attach("anna", ticket, LOG), world.attach("anna", ticket, PHOTO, "me.png")
    rows = {row["id"]: row for row in scene.read("SELECT * FROM attachment")}
    world.tell("ada", EraseTexts, ticket=ticket, versions=(3,), reason="A face.")
    now = {row["id"]: row for row in scene.read("SELECT * FROM attachment")}
    assert now[kept] == rows[kept]
    assert now[erased] == {**rows[erased], "name": "", "active": 0}
    assert {row["sha256"] for row in scene.read("SELECT sha256 FROM attachment_piece")} == {
        hash_of(LOG)
    }
    assert world.desk("ada").check() == []
