"""The way out: letters a terminal does not have are written plainly, and what cannot be written is said."""

import codecs
import errno
import io
import os
import sys
import unicodedata
from collections.abc import Callable
from typing import TextIO

from app.text import tr

_PLAINLY = "firstline_plainly"
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "…": "...", "→": "->"})
# Windows calls a closed pipe an invalid argument.
_CLOSED = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)


def printing(work: Callable[[], int]) -> int:
    """Do work that prints; gives its exit code, or 1 when what it printed could not be written."""
    _prepare()
    try:
        code = work()
        sys.stdout.flush()
    except OSError as error:
        # One about a file of its own is no matter of the output.
        if error.filename is not None:
            raise
        _give_up(sys.stdout)
        if error.errno not in _CLOSED:
            complain(tr("The output cannot be written: {reason}. What was asked for may be done already: "
                        "look before you repeat it.", reason=error.strerror))  # fmt: skip
        return 1
    return code


def complain(sentence: str) -> None:
    """Write a sentence to stderr; where that leads nowhere there is nobody to tell."""
    try:
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()
    except OSError:
        _give_up(sys.stderr)


def _prepare() -> None:
    # A program started without streams has None for them.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PLAINLY)


def _give_up(stream: TextIO) -> None:
    # What is left in the buffer would be tried again when the program ends, and fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isascii() else "?" for c in letters), error.end


codecs.register_error(_PLAINLY, _plainly)
