"""Whether what is stored of a file is what was attached."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.engine import Connection

from app.domain.files import StoredFile
from app.queries.files import hash_of
from app.text import tr


class Contents:
    """The contents of files on one desk, each looked at once however many tickets name it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sound: dict[StoredFile, bool] = {}

    def faults(self, files: Iterable[tuple[Any, ...]]) -> Iterator[str]:
        """Say which of a ticket's files are not what their hash says; rows of the table without the ticket."""
        for _, _, name, _, size, sha256, _ in sorted(files):
            # Erased, it has no content any more.
            if name and not self._is_sound(StoredFile(sha256, size)):
                yield tr("the file “{name}” is not the one that was attached", name=name)

    def _is_sound(self, file: StoredFile) -> bool:
        if file not in self._sound:
            self._sound[file] = hash_of(self._connection, file) == file.sha256
        return self._sound[file]
