"""Whether a desk's file is still where it was: what is written to a file without a name is lost unseen."""

from contextlib import suppress
from pathlib import Path

from app.errors import Unreachable
from app.text import tr


class Whereabouts:
    """One file, known by device and number once it was there; a desk that is no file has none (`file` None)."""

    def __init__(self, file: Path | None, name: str) -> None:
        self._file = file
        self._name = name
        self._known: tuple[int, int] | None = None

    def remember(self) -> None:
        """Take note of the file that is there now, unless one is known already."""
        if self._file is not None and self._known is None:
            with suppress(FileNotFoundError):
                found = self._file.stat()
                self._known = found.st_dev, found.st_ino

    def is_another(self) -> bool:
        """Say whether there is another file than before in its place; raises Unreachable where there is none."""
        if self._file is None:
            return False
        try:
            found = self._file.stat()
        except FileNotFoundError as error:
            if self._known is None:  # it is yet to be made
                return False
            gone = tr("its file is gone. Put it back; nothing is written meanwhile.")
            raise Unreachable(self._name, gone) from error
        known, self._known = self._known, (found.st_dev, found.st_ino)
        return known not in (None, self._known)
