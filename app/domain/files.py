"""Files that are attached to tickets: how large, how they are called, and what they claim to be."""

import mimetypes
import re
import unicodedata
from dataclasses import dataclass

# A file is kept in pieces of this many bytes, the last one shorter.
PIECE = 256 * 1024
MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
LONGEST_NAME = 200
# What most file systems take of a name, in bytes.
_MOST_BYTES = 240
_LONGEST_ENDING = 20
# What stands for a place, or what some system takes in no name.
_UNFIT = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
_SPACES = re.compile(r"\s+")
# Devices of Windows, whatever comes after the first dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class StoredFile:
    """A file as its content names it: SHA-256 as 64 hexadecimal digits, and its size in bytes."""

    sha256: str
    size: int


def pieces_of(size: int) -> int:
    """Count the pieces that a file of `size` bytes has."""
    return -(-size // PIECE)


def tidy_name(name: str) -> str:
    """Give a file's name without path, marks that show nothing or turn the writing, and what no disk takes.

    At most `LONGEST_NAME` characters; the ending stays. Of a name of which nothing is left, “file” is made.
    """
    last = re.split(r"[/\\]", name.encode("utf-8", "replace").decode("utf-8"))[-1]
    shown = "".join(each for each in last if unicodedata.category(each) not in ("Cf", "Cs", "Co"))
    plain = _SPACES.sub(" ", _UNFIT.sub("_", _SPACES.sub(" ", unicodedata.normalize("NFC", shown))))
    plain = plain.strip(" ").rstrip(". ")
    if not plain.strip("._ "):
        plain = "file"
    if _DEVICE.match(plain):
        plain = f"_{plain}"
    return _short(plain)


def _short(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    rest = f"{dot}{ending}"
    stem = stem[: LONGEST_NAME - len(rest)]
    while len(f"{stem}{rest}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem}{rest}"


def ending_of(name: str) -> str:
    """Give the ending of a file's name, in small letters and without its dot."""
    stem, _, ending = name.rpartition(".")
    return ending.lower() if stem else ""


def media_type_of(name: str) -> str:
    """Give the media type that a file's name speaks for."""
    return mimetypes.guess_type(f"file.{ending_of(name)}")[0] or UNKNOWN_TYPE
