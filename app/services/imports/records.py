"""A text as records of cells: the separator is given, a broken quote costs its own line and no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.text import tr

_BREAK = re.compile("\r\n|\r|\n")
_QUOTED = re.compile(' *"([^"]*(?:""[^"]*)*)" *')


@dataclass(frozen=True)
class Record:
    """One record: the line it begins in, counted from 1, its cells, and what is broken in it."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.fault and not any(cell.strip() for cell in self.cells)


class _Broken(Exception):
    """A quote that is not closed, or not followed by the end of its cell."""


def read_records(text: str, separator: str) -> Iterator[Record]:
    """Give the records of `text`; blank ones are left out.

    Spreadsheets quote a cell by ``"``, doubling those within; any other cell is taken as it stands.
    """
    start, line = 0, 1
    while start < len(text):
        try:
            cells, end = _record(text, start, separator)
            record = Record(line, tuple(cells))
        except _Broken as error:
            # What follows is read anew from the next line: the rest of the file has done nothing wrong.
            end = _line_end(text, start)
            record = Record(line, (), str(error))
        if not record.is_blank:
            yield record
        line += len(_BREAK.findall(text, start, end))
        start = end


def _record(text: str, start: int, separator: str) -> tuple[list[str], int]:
    cells, plain = [], _plain(separator)
    while True:
        cell, start = _cell(text, start, plain)
        cells.append(cell)
        if text.startswith(separator, start):
            start += 1
            continue
        found = _BREAK.match(text, start)
        if found is None and start < len(text):
            raise _Broken(
                tr(
                    "after the quote that closes a text there is more. Double the quotes within a text"
                )
            )
        return cells, found.end() if found else start


def _cell(text: str, start: int, plain: re.Pattern[str]) -> tuple[str, int]:
    if text.startswith('"', start) or (text.startswith(" ", start) and _opens(text, start)):
        quoted = _QUOTED.match(text, start)
        if quoted is None:
            raise _Broken(tr("a quote that opens a text is not closed"))
        return quoted[1].replace('""', '"'), quoted.end()
    found = plain.match(text, start)
    return (found[0], found.end()) if found else ("", start)


def _opens(text: str, start: int) -> bool:
    while text.startswith(" ", start):
        start += 1
    return text.startswith('"', start)


def _line_end(text: str, start: int) -> int:
    found = _BREAK.search(text, start)
    return found.end() if found else len(text)


@cache
def _plain(separator: str) -> re.Pattern[str]:
    return re.compile(f"[^{separator}\r\n]+")
