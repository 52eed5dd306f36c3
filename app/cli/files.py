"""Files that are named on the command line."""

from pathlib import Path

from app.errors import NotFound
from app.text import tr


def read_text(file: Path) -> str:
    """Read a text file; raises NotFound with what is wrong with it."""
    content = read_bytes(file)
    try:
        # Some editors put a mark at the beginning.
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        reason = tr("it is no text in UTF-8, as byte {position} shows", position=error.start + 1)
    raise NotFound(tr("{file} cannot be read: {reason}.", file=file, reason=reason))


def read_bytes(file: Path) -> bytes:
    """Read a file; raises NotFound with what is wrong with it."""
    try:
        return file.read_bytes()
    except OSError as error:
        reason = str(error.strerror)
    except ValueError:
        reason = tr("a file has no such name")
    raise NotFound(tr("{file} cannot be read: {reason}.", file=file, reason=reason))
