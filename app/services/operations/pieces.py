"""Files on their way into the desk: stored in pieces by their hash, before an event names them."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clock import MICROSECONDS, Clock
from app.db import faults, tables
from app.db.store import Store
from app.domain.files import LARGEST_FILE, PIECE, StoredFile, pieces_of
from app.errors import GuardRefused
from app.file_errors import Cancelled, DamagedFile, EmptyFile, FileChanged, FileTooLarge
from app.queries.files import hash_of

_piece, _attachment = tables.attachment_piece, tables.attachment
# What nobody has named after so long was given up: by a kill, a power cut.
_GIVEN_UP = 48 * 3_600 * MICROSECONDS

# Hears how many bytes are done, and of how many.
Progress = Callable[[int, int], None]
Cancelling = Callable[[], bool]


def unheard(_done: int, _size: int) -> None:
    """Hear of progress and do nothing."""


def never() -> bool:
    """Cancel nothing."""
    return False


class PieceStore:
    """Stores files piece by piece, each in a transaction of its own, and never holds more than one."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def put(
        self, stream: BinaryIO, progress: Progress = unheard, cancelled: Cancelling = never
    ) -> StoredFile:
        """Store what is not there yet of `stream`, which can be read again from its start.

        Raises EmptyFile or FileTooLarge before reading; FileChanged where it is not the same twice, and
        Cancelled, with nothing left of it; DamagedFile.
        """
        source = _Source(stream, cancelled)
        # It is read twice, each time half of the way.
        file = source.named(lambda done: progress(done // 2, source.size))
        for _ in range(2):
            stored = self._stored(file)
            missing = set(range(pieces_of(file.size))) - stored
            self._fill(source, file, missing, progress)
            # What this one wrote itself is right.
            if not stored or self._is_whole(file):
                progress(file.size, file.size)
                return file
            # Pieces that were there are of something else. Unless a ticket names them they go, and come again.
            self._take_back(file.sha256, range(pieces_of(LARGEST_FILE)))
        raise DamagedFile

    def sweep(self) -> int:
        """Take away the pieces that no ticket names: erased, or given up long ago; gives how many."""
        named = sa.select(_attachment.c.sha256).where(_attachment.c.name != "")
        erased = sa.select(_attachment.c.sha256).where(_attachment.c.name == "")
        is_old = _piece.c.stored_at < self._clock.now() - _GIVEN_UP
        orphans = sa.select(_piece.c.sha256, _piece.c.n).where(
            _piece.c.sha256.not_in(named), is_old | _piece.c.sha256.in_(erased)
        )
        with self._store.reading() as connection:
            found = connection.execute(orphans).all()
        for sha256 in sorted({row.sha256 for row in found}):
            self._take_back(sha256, [row.n for row in found if row.sha256 == sha256])
        return len(found)

    def _fill(
        self, source: "_Source", file: StoredFile, missing: set[int], progress: Progress
    ) -> None:
        written: list[int] = []
        again = hashlib.sha256()
        try:
            for number, piece in enumerate(source.pieces() if missing else ()):
                again.update(piece)
                if number in missing:
                    self._write(file, number, piece)
                    written.append(number)
                progress((file.size + min(file.size, (number + 1) * PIECE)) // 2, file.size)
            if missing and again.hexdigest() != file.sha256:
                raise FileChanged
        except (Cancelled, FileChanged):
            self._take_back(file.sha256, written)
            raise

    def _stored(self, file: StoredFile) -> set[int]:
        stored = sa.select(_piece.c.n).where(_piece.c.sha256 == file.sha256)
        with self._store.reading() as connection:
            return set(connection.scalars(stored))

    def _is_whole(self, file: StoredFile) -> bool:
        with self._store.reading() as connection:
            return hash_of(connection, file) == file.sha256

    def _write(self, file: StoredFile, number: int, piece: bytes) -> None:
        row = {"sha256": file.sha256, "n": number, "bytes": piece, "stored_at": self._clock.now()}
        try:
            with self._store.writing() as connection:
                connection.execute(_piece.insert().values(row))
                connection.commit()
        except IntegrityError as error:
            # Somebody else may be storing the same file, and have been quicker.
            if number not in self._stored(file):
                raise GuardRefused(faults.rule(error)) from error

    def _take_back(self, sha256: str, numbers: Sequence[int]) -> None:
        is_it = (_piece.c.sha256 == sha256) & _piece.c.n.in_(numbers)
        try:
            with self._store.writing() as connection:
                connection.execute(_piece.delete().where(is_it))
                connection.commit()
        except IntegrityError:
            # A ticket names it since: it stays.
            return


class _Source:
    """A file to be read, twice: its hash is asked before its pieces."""

    def __init__(self, stream: BinaryIO, cancelled: Cancelling) -> None:
        self._stream = stream
        self._cancelled = cancelled
        self.size = stream.seek(0, 2)
        if self.size > LARGEST_FILE:
            raise FileTooLarge(self.size)
        if not self.size:
            raise EmptyFile

    def named(self, read: Callable[[int], None]) -> StoredFile:
        """Read it once, for its hash; `read` hears how many bytes are."""
        digest, size = hashlib.sha256(), 0
        for piece in self.pieces():
            digest.update(piece)
            size += len(piece)
            read(size)
        if size != self.size:
            raise FileChanged
        return StoredFile(digest.hexdigest(), size)

    def pieces(self) -> Iterator[bytes]:
        """Give its pieces from the start; raises Cancelled between two of them."""
        self._stream.seek(0)
        # One that grows meanwhile is not read without end.
        for _ in range(pieces_of(self.size) + 1):
            if self._cancelled():
                raise Cancelled
            piece = self._stream.read(PIECE)
            if not piece:
                return
            yield piece
