"""Files through the door: stored once and whole, named tidily, seen, taken off, erased, and found when changed."""

import hashlib
import io
import os
import tracemalloc
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from services.test_check import without_guards
from support.door import assert_whole, last, refused
from support.world import World

from app.clock import SystemClock
from app.db import tables
from app.domain.commands import AttachFile, DetachFile, EraseTexts
from app.domain.file_questions import AttachmentPiece, AttachmentsOf
from app.domain.files import LARGEST_FILE, MEGABYTE, PIECE, StoredFile
from app.domain.questions import Filter, TicketIds, WholeTicket
from app.domain.ticket_rows import AttachmentRow
from app.errors import DeskError, Finished, InvalidValue, MissingRight, NotFound
from app.file_errors import Cancelled, DamagedFile, EmptyFile, FileChanged, FileTooLarge
from app.services.operations.pieces import PieceStore

# Three whole pieces and a little more.
LONG = bytes(range(256)) * 3_100


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files_of(world: World, ticket: int) -> tuple[AttachmentRow, ...]:
    return world.desk("anna").ask(AttachmentsOf(ticket))


def content_of(world: World, row: AttachmentRow) -> bytes:
    return b"".join(world.desk("anna").pieces(StoredFile(row.sha256, row.size)))


def pieces(world: World) -> list[tuple[str, int]]:
    piece = tables.attachment_piece.c
    with world.store.reading() as connection:
        rows = connection.execute(sa.select(piece.sha256, piece.n).order_by(piece.sha256, piece.n))
        return [(row.sha256, row.n) for row in rows]


def put(world: World, content: bytes) -> StoredFile:
    return PieceStore(world.desk("anna").store, SystemClock()).put(io.BytesIO(content))


def telling(ticket: int, world: World, file: StoredFile, **fields: object) -> AttachFile:
    told: dict[str, object] = {"ticket": ticket, "attachment": world.new_id(), "name": "a.txt"}
    told |= {"media_type": "text/plain", "sha256": file.sha256, "size": file.size, **fields}
    command = world.command("anna", AttachFile, **told)
    assert isinstance(command, AttachFile)
    return command


def test_a_file_comes_back_as_it_was(world: World) -> None:
    ticket = world.log()
    number = world.attach("anna", ticket, LONG, "dump.bin", visibility="public")
    (row,) = files_of(world, ticket)
    event = last(world, ticket)
    assert row == AttachmentRow(
        id=number,
        ticket=ticket,
        name="dump.bin",
        media_type="application/octet-stream",
        size=len(LONG),
        sha256=hash_of(LONG),
        version=2,
        visibility="public",
        by="Anna",
        by_id=world.id("person", "anna"),
        at=event.occurred_at,
    )
    assert content_of(world, row) == LONG
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    assert detail.files == (row,)
    assert (detail.history[-1].label, detail.history[-1].words) == (
        "File attached",
        (("File", "dump.bin"),),
    )
    assert_whole(world)
    assert world.desk("ada").check() == []


def test_a_file_is_stored_once_even_when_it_is_sent_often(world: World) -> None:
    tickets = [world.log(), world.log()]
    for name in ("one.txt", "two.txt"):
        for ticket in tickets:
            world.attach("anna", ticket, LONG, name)
    assert pieces(world) == [(hash_of(LONG), n) for n in range(4)]
    assert [len(files_of(world, ticket)) for ticket in tickets] == [2, 2]


def test_the_same_file_again_changes_nothing(world: World) -> None:
    ticket = world.log()
    first = world.attach("anna", ticket, b"x", "a.txt")
    world.attach("ben", ticket, b"x", "C:\\a.txt")
    assert [row.id for row in files_of(world, ticket)] == [first]
    assert last(world, ticket).version == 2
    world.attach("ben", ticket, b"x", "a.txt", visibility="public")
    assert len(files_of(world, ticket)) == 2


def test_a_name_is_tidied(world: World) -> None:
    ticket = world.log()
    world.attach("anna", ticket, b"x", "../../\u202egnp.exe\n")
    assert files_of(world, ticket)[0].name == "gnp.exe"


def test_what_is_taken_off_is_gone_and_its_history_stays(world: World) -> None:
    ticket = world.log()
    number = world.attach("anna", ticket, b"x", "a.txt", visibility="public")
    world.tell("ben", DetachFile, ticket=ticket, attachment=number)
    assert files_of(world, ticket) == ()
    assert (last(world, ticket).kind, last(world, ticket).visibility) == ("detached", "public")
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    assert detail.history[-1].words == (("File", "a.txt"),)
    with refused(world, NotFound, "INC-000001 has no such file any more."):
        world.tell("anna", DetachFile, ticket=ticket, attachment=number)
    assert world.desk("anna").sweep() == 0
    again = world.attach("anna", ticket, b"x", "a.txt", visibility="public")
    assert [row.id for row in files_of(world, ticket)] == [again]
    assert_whole(world)


def test_what_is_over_takes_files_that_only_staff_sees(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "resolve", "confirm")
    with refused(world, Finished):
        world.attach("anna", ticket, b"x", visibility="public")
    world.attach("anna", ticket, b"x")
    assert world.desk("ada").check() == []


def test_an_erased_file_is_gone_for_good(world: World) -> None:
    ticket, other = world.log(), world.log()
    world.attach("anna", ticket, b"a face", "face.png")
    world.attach("anna", ticket, b"shared", "shared.txt")
    world.attach("anna", other, b"shared", "shared.txt")
    world.tell("ada", EraseTexts, ticket=ticket, versions=(2, 3), reason="Asked to.")
    assert files_of(world, ticket) == ()
    assert pieces(world) == [(hash_of(b"shared"), 0)]
    assert content_of(world, files_of(world, other)[0]) == b"shared"
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    assert detail.history[1].words == (("File", "a file that was erased"),)
    assert_whole(world)
    assert world.desk("ada").check() == []


def test_refusals_are_told_before_anything_is_read(world: World) -> None:
    ticket = world.log()
    command = telling(ticket, world, StoredFile("", 0))
    sentence = "The file has 25.1 MB; 25 MB at most can be attached. Put it where others can reach it, and write down where that is."  # fmt: skip
    with refused(world, FileTooLarge, sentence):
        world.desk("anna").attach(command, Sized(25 * MEGABYTE + MEGABYTE // 10))
    with refused(world, EmptyFile, "The file is empty: there is nothing to attach."):
        world.desk("anna").attach(command, Sized(0))
    assert pieces(world) == []


class Sized(io.BytesIO):
    """A file of some size that nobody may read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def seek(self, _offset: int, _whence: int = 0, /) -> int:
        return self._size

    def read(self, _size: int | None = -1, /) -> bytes:
        raise AssertionError


def test_the_door_refuses_what_is_not_stored_or_does_not_fit(world: World) -> None:
    ticket, desk = world.log(), world.desk("anna")
    stored = put(world, LONG)
    unknown = StoredFile(hash_of(b"never"), 5)
    refusals: list[tuple[type[DeskError], AttachFile]] = [
        (NotFound, telling(ticket, world, unknown)),
        (NotFound, telling(ticket, world, StoredFile(stored.sha256, stored.size - 1))),
        (NotFound, telling(ticket, world, StoredFile(stored.sha256, stored.size + PIECE))),
        (FileTooLarge, telling(ticket, world, StoredFile(stored.sha256, LARGEST_FILE + 1))),
        (InvalidValue, telling(ticket, world, StoredFile(stored.sha256, 0))),
        (InvalidValue, telling(ticket, world, stored, visibility="secret")),
        (InvalidValue, telling(ticket, world, stored, media_type=" ")),
        (InvalidValue, telling(ticket, world, stored, attachment=0)),
        (NotFound, telling(world.new_id(), world, stored)),
    ]
    for error, command in refusals:
        with refused(world, error):
            desk.tell(command)
    number = world.attach("anna", ticket, LONG)
    with refused(world, InvalidValue, "This id is a file's already. Make a new one."):
        desk.tell(telling(ticket, world, stored, attachment=number))
    with refused(world, MissingRight):
        world.attach("ada", ticket, b"x")


def test_a_cancelled_file_leaves_nothing(world: World) -> None:
    ticket = world.log()
    told: list[tuple[int, int]] = []

    # Read once for its hash, which is half of the way; then two pieces are stored.
    last = ((len(LONG) + 2 * PIECE) // 2, len(LONG))

    def cancelled() -> bool:
        return last in told

    command = telling(ticket, world, StoredFile("", 0))
    with refused(world, Cancelled, "Cancelled. Nothing was attached."):
        world.desk("anna").attach(
            command, io.BytesIO(LONG), lambda *done: told.append(done), cancelled
        )
    assert told[-1] == last
    assert pieces(world) == []


def test_progress_ends_at_the_whole_even_of_what_is_there_already(world: World) -> None:
    store = PieceStore(world.desk("anna").store, SystemClock())
    told: list[tuple[int, int]] = []
    for _ in range(2):
        store.put(io.BytesIO(LONG), lambda *done: told.append(done))
        assert told.pop() == (len(LONG), len(LONG))
        told.clear()


class Changing(io.BytesIO):
    """A file that somebody writes to while it is read."""

    def __init__(self, *contents: bytes) -> None:
        self._contents = list(contents)
        super().__init__(contents[0])

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if (offset, whence) == (0, 0):
            super().__init__(self._contents.pop(0))
        return super().seek(offset, whence)


@pytest.mark.parametrize("then", [b"y" * len(LONG), LONG + LONG, LONG[:-1]])
def test_a_file_that_changes_while_it_is_read_leaves_nothing(world: World, then: bytes) -> None:
    store = PieceStore(world.desk("anna").store, SystemClock())
    with pytest.raises(FileChanged):
        store.put(Changing(LONG, then))
    assert pieces(world) == []


def store_raw(world: World, sha256: str, number: int, content: bytes) -> None:
    row = {"sha256": sha256, "n": number, "bytes": content, "stored_at": 1}
    with world.desk("anna").store.writing() as connection:
        connection.execute(tables.attachment_piece.insert().values(row))
        connection.commit()


def test_storing_goes_on_where_it_was_cut_short(world: World) -> None:
    store_raw(world, hash_of(LONG), 1, LONG[PIECE : 2 * PIECE])
    ticket = world.log()
    world.attach("anna", ticket, LONG)
    assert content_of(world, files_of(world, ticket)[0]) == LONG


@pytest.mark.parametrize("number", [1, 9])
def test_pieces_of_something_else_are_replaced(world: World, number: int) -> None:
    store_raw(world, hash_of(LONG), number, b"something else")
    ticket = world.log()
    world.attach("anna", ticket, LONG)
    assert content_of(world, files_of(world, ticket)[0]) == LONG
    assert world.desk("ada").check() == []


def test_only_what_nobody_names_and_was_given_up_is_swept(world: World) -> None:
    class Later:
        def now(self) -> int:
            return SystemClock().now() + 72 * 3_600 * 1_000_000

    ticket = world.log()
    world.attach("anna", ticket, b"named")
    put(world, b"given up")
    store = world.desk("anna").store
    assert PieceStore(store, SystemClock()).sweep() == 0
    assert PieceStore(store, Later()).sweep() == 1
    assert pieces(world) == [(hash_of(b"named"), 0)]


def test_a_changed_piece_is_found_and_names_every_ticket_that_has_it(world: World) -> None:
    tickets = [world.log() for _ in range(3)]
    for ticket in tickets[:2]:
        world.attach("anna", ticket, LONG, "dump.bin")
    world.attach("anna", tickets[2], b"sound")
    piece = tables.attachment_piece
    with without_guards(world) as connection:
        is_it = (piece.c.sha256 == hash_of(LONG)) & (piece.c.n == 1)
        connection.execute(piece.update().where(is_it).values(bytes=b"0" * PIECE))
    found = world.desk("ada").check()
    what = "the file “dump.bin” is not the one that was attached"
    assert [(each.subject, each.what) for each in found] == [
        ("INC-000001", what),
        ("INC-000002", what),
    ]
    with pytest.raises(DamagedFile):
        content_of(world, files_of(world, tickets[0])[0])
    with pytest.raises(DamagedFile):
        put(world, LONG)


@pytest.mark.parametrize("change", ["name", "sha256", "active", "media_type", "row"])
def test_a_forged_file_is_named(world: World, change: str) -> None:
    ticket = world.log()
    world.attach("anna", ticket, b"sound", "a.txt")
    other = put(world, b"noise")
    table = tables.attachment
    forged = {"name": "b.txt", "sha256": other.sha256, "active": 0, "media_type": "image/png"}
    with without_guards(world) as connection:
        if change == "row":
            connection.execute(table.delete())
        else:
            connection.execute(table.update().values({change: forged[change]}))
    (finding,) = world.desk("ada").check()
    assert (finding.subject, finding.what) == (
        "INC-000001",
        "its links, people or files are not those of its history",
    )


def test_a_piece_that_is_not_there_is_told(world: World) -> None:
    with pytest.raises(NotFound):
        world.desk("anna").ask(AttachmentPiece(hash_of(b"never"), 0))


def test_tickets_with_a_file_are_found(world: World) -> None:
    with_file, without, removed = world.log(), world.log(), world.log()
    world.attach("anna", with_file, b"x")
    number = world.attach("anna", removed, b"x")
    world.tell("anna", DetachFile, ticket=removed, attachment=number)
    desk = world.desk("anna")
    assert list(desk.ask(TicketIds(Filter(has_attachment=True)))) == [with_file]
    assert set(desk.ask(TicketIds(Filter()))) == {with_file, without, removed}
    open_ones = Filter(has_attachment=True, clocks=("runs", "paused"))
    assert list(desk.ask(TicketIds(open_ones))) == [with_file]


class Made(io.RawIOBase):
    """A file of 25 MB that is made while it is read, so that only its reader can hold it."""

    def __init__(self) -> None:
        self._at = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = LARGEST_FILE if whence == os.SEEK_END else offset
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        number, self._at = self._at // PIECE, min(self._at + size, LARGEST_FILE)
        return number.to_bytes(4) * (size // 4) if number * PIECE < LARGEST_FILE else b""


def each_piece(world: World, row: AttachmentRow) -> Iterator[int]:
    for piece in world.desk("anna").pieces(StoredFile(row.sha256, row.size)):
        yield len(piece)


def test_25_megabytes_go_in_and_out_in_little_memory(world: World) -> None:
    ticket = world.log()
    world.attach("anna", ticket, b"warm")
    command = telling(ticket, world, StoredFile("", 0))
    tracemalloc.start()
    try:
        world.desk("anna").attach(command, Made())  # type: ignore[arg-type]
        row = files_of(world, ticket)[1]
        assert sum(each_piece(world, row)) == row.size == LARGEST_FILE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * PIECE
