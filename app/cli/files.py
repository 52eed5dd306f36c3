"""Files that are named on the command line."""

from pathlib import Path

from app.errors import NotFound
from app.text import tr


def read_text(file: Path) -> str:
    """Read a text file; raises NotFound with what is wrong with it."""
    try:
        # Some editors put a mark at the beginning.
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = str(error.strerror)
    except UnicodeDecodeError as error:
        reason = tr("it is no text in UTF-8, as byte {position} shows", position=error.start + 1)
    except ValueError:
        reason = tr("a file has no such name")
    raise NotFound(tr("{file} cannot be read: {reason}.", file=file, reason=reason))
