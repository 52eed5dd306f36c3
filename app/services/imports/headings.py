"""The columns of each kind of table, and the headings by which people and programs name them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.imports import IMPORTS
from app.errors import InvalidValue, NotFound
from app.services.imports.records import Record, read_records
from app.text import tr

_SEPARATORS = (",", ";", "\t")
# Spreadsheets may say in a first line which one it is.
_DECLARED = re.compile('"?sep=([,;\t])"?\r?\n?', re.IGNORECASE)

# By column, the headings that mean it, without case, blanks and marks.
_ACTIVE = "active inuse enabled isactive"
_EMAIL = "email mail emailaddress mailaddress smtpaddress primaryemail workemail"
_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "login": "login loginname username user userid userlogin account accountname samaccountname logon logonname",
        "name": "name fullname displayname person employee employeename",
        "first_name": "firstname givenname forename",
        "last_name": "lastname surname familyname sn",
        "email": _EMAIL,
        "phone": "phone telephone phonenumber telephonenumber tel officephone workphone mobile mobilephone extension",
        "badge": "badge badgenumber badgeid badgeno card cardnumber employeeid employeenumber staffid personnelnumber",
        "site": "site location office building officelocation place",
        "language": "language lang preferredlanguage locale",
        "vip": "vip isvip important",
        "active": _ACTIVE,
        "roles": "roles role deskrole deskroles",
        "teams": "teams team group groups membership memberships memberof",
    },
    "teams": {
        "name": "name team teamname group groupname",
        "tier": "tier level supportlevel supporttier line",
        "email": _EMAIL,
        "active": _ACTIVE,
    },
    "services": {
        "name": "name service servicename",
        "active": _ACTIVE,
    },
    "categories": {
        "path": "path category categorypath categoryname name fullname fullpath",
        "parent": "parent parentcategory parentpath below under",
        "team": "team defaultteam group assignmentgroup",
        "service": "service defaultservice",
        "active": _ACTIVE,
    },
}  # fmt: skip
# A table without one of these says nothing about anybody.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "people": ("login", "badge", "email"),
    "teams": ("name",),
    "services": ("name",),
    "categories": ("path",),
}


@dataclass(frozen=True)
class Sheet:
    """A table as read: its separator, the column in each place (empty: none), the headings not known, its records."""

    separator: str
    columns: tuple[str, ...]
    unused: tuple[str, ...]
    records: tuple[Record, ...]

    def texts(self, record: Record) -> dict[str, str]:
        """Give a record's cells by column; raises InvalidValue for one that is broken or too long."""
        if record.fault:
            raise InvalidValue(tr("{fault}.", fault=record.fault[0].upper() + record.fault[1:]))
        cells = [cell.strip() for cell in record.cells]
        if any(cells[len(self.columns) :]):
            raise InvalidValue(tr("It has {count} cells, the first line has {known}. A text with a “{separator}” in it "
                                  "stands in quotes.", count=len(cells), known=len(self.columns),
                                  separator=self.separator))  # fmt: skip
        pairs = zip(self.columns, cells, strict=False)
        return {column: cell for column, cell in pairs if column and cell}


def read_sheet(kind: str, text: str) -> Sheet:
    """Read a table of `kind`; raises NotFound for an unknown kind, InvalidValue for one without the column needed."""
    if kind not in IMPORTS:
        raise NotFound(tr("“{kind}” cannot be imported. There are: {kinds}.",
                          kind=kind, kinds=", ".join(IMPORTS)))  # fmt: skip
    declared = _DECLARED.match(text)
    separators = (declared[1],) if declared else _SEPARATORS
    # One more line, to count from.
    body = "\n" + text[declared.end() :] if declared else text
    heads = {separator: next(read_records(body, separator), None) for separator in separators}
    separator = max(heads, key=lambda each: _likeness(kind, heads[each]))
    head = heads[separator]
    if head is None:
        raise InvalidValue(tr("The file is empty: its first line names the columns."))
    columns = _columns(kind, head)
    needed = _NEEDED[kind]
    if not set(needed) & set(columns):
        raise InvalidValue(tr("No column is called {needed}. The first line names the columns: {known}; it says: {found}.",
                              needed=tr(" or ").join(f"“{each}”" for each in needed),
                              known=", ".join(_HEADINGS[kind]), found=_shown(head)))  # fmt: skip
    unused = tuple(
        cell.strip() for cell, column in zip(head.cells, columns, strict=True) if not column
    )
    records = tuple(each for each in read_records(body, separator) if each.line > head.line)
    return Sheet(separator, columns, tuple(filter(None, unused)), records)


def _likeness(kind: str, head: Record | None) -> tuple[int, int]:
    """Say how much a first line looks like one of `kind`: by the columns it names, then by their number."""
    return (sum(map(bool, _columns(kind, head))), len(head.cells)) if head else (0, 0)


def _columns(kind: str, head: Record) -> tuple[str, ...]:
    known = {word: column for column, words in _HEADINGS[kind].items() for word in words.split()}
    found: list[str] = []
    for cell in head.cells:
        column = known.get(_plainly(cell), "")
        # Of two columns for the same, the first one counts, and the other is told as unused.
        found.append("" if column in found else column)
    return tuple(found)


def _plainly(heading: str) -> str:
    parts = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(letter for letter in parts if letter.isalnum())


_SHOWN = 200


def _shown(head: Record) -> str:
    line = ", ".join(cell.strip() for cell in head.cells) or head.fault
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
