"""The ends of all chains, kept elsewhere: proof that history seen then is still there.

Whoever owns a database can drop its guards and rewrite a whole chain so that it fits again; only the newest
hashes kept out of their reach show it.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.events import TICKET_STREAM
from app.domain.numbers import shown_number
from app.errors import InvalidValue
from app.queries.acts import desk_uid
from app.queries.workflows import Workflows
from app.services.findings import Finding
from app.text import tr

# In bytes; a million tickets take half of it.
_LARGEST = 500_000_000


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest event of one record, when it was looked at."""

    stream: str
    subject: int
    name: str
    version: int
    hash: str


class Heads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every record's head; `desk` is the uid of the desk they were taken from."""

    desk: str
    heads: list[Head]

    def together(self, others: "Heads") -> "Heads":
        """Give these and others of the same desk; what both have is there once."""
        return Heads(self.desk, list(dict.fromkeys((*self.heads, *others.heads))))


def take_heads(connection: Connection) -> Heads:
    """Read the heads of every record of the desk."""
    return Heads(desk_uid(connection), [*_ticket_heads(connection), *_thing_heads(connection)])


def _ticket_heads(connection: Connection) -> Iterator[Head]:
    workflows = Workflows()
    event, ticket = tables.ticket_event, tables.ticket
    is_newest = (event.c.ticket_id == ticket.c.id) & (event.c.version == ticket.c.version)
    statement = sa.select(
        ticket.c.id, ticket.c.workflow_version, ticket.c.number, event.c.version, event.c.hash
    ).join(event, is_newest)
    for row in connection.execute(statement.order_by(ticket.c.number)).all():
        prefix = workflows.get(connection, row.workflow_version).prefix
        name = shown_number(prefix, row.number)
        yield Head(TICKET_STREAM, row.id, name, row.version, row.hash)


def _thing_heads(connection: Connection) -> Iterator[Head]:
    event = tables.desk_event.c
    newest = sa.func.max(event.version).over(partition_by=(event.thing, event.thing_id))
    ranked = sa.select(
        event.thing, event.thing_id, event.version, event.hash, newest.label("newest")
    ).subquery()
    statement = sa.select(ranked).where(ranked.c.version == ranked.c.newest)
    for row in connection.execute(statement.order_by(ranked.c.thing, ranked.c.thing_id)):
        name = f"{row.thing} {row.thing_id}"
        yield Head(row.thing, row.thing_id, name, row.version, row.hash)


def require_place(connection: Connection, file: Path) -> None:
    """Raise InvalidValue for a file whose place heads must not take: anything but older heads of this desk."""
    if connection.dialect.name == "sqlite":
        for _, _, database in connection.exec_driver_sql("PRAGMA database_list"):
            if database and _is_of(file, Path(database)):
                raise InvalidValue(tr("{file} is the desk itself. Name another file.", file=file))
    if os.path.lexists(file) and _desk_of(file) != desk_uid(connection):
        raise InvalidValue(tr("{file} is there already and holds no heads of this desk. Name another file.",
                              file=file))  # fmt: skip


def _is_of(file: Path, database: Path) -> bool:
    names = [database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return any(
        file.resolve() == name.resolve()
        or (file.exists() and name.exists() and file.samefile(name))
        for name in names
    )


def _desk_of(file: Path) -> str | None:
    try:
        return read_heads(file).desk if file.is_file() else None
    except InvalidValue:
        return None


def write_heads(heads: Heads, file: Path) -> None:
    """Write heads to a file, whole or not at all, to be kept elsewhere; raises InvalidValue where that fails."""
    target = file.resolve()
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(heads), indent=1))
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(target)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        sentence = tr("{file} cannot be written: {reason}.", file=file, reason=error.strerror)
        raise InvalidValue(sentence) from error


def read_heads(file: Path) -> Heads:
    """Read such a file; raises InvalidValue when it is none or proves nothing."""
    try:
        heads = msgspec.json.decode(_content(file), type=Heads)
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        told = getattr(error, "strerror", None) or tr("it is not what “check --heads” wrote")
        sentence = tr("{file} cannot be read as heads: {reason}.", file=file, reason=told)
        raise InvalidValue(sentence) from error
    if not heads.heads:
        raise InvalidValue(tr("{file} holds no heads, so it proves nothing. Name one that “check --heads” "
                              "wrote.", file=file))  # fmt: skip
    return heads


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        # Some files have no end.
        start = stream.read(1)
        content = start + stream.read(_LARGEST) if start == b"{" else b""
    if not content or len(content) > _LARGEST:
        raise ValueError(file)
    return content


def compare_heads(connection: Connection, heads: Heads) -> Iterator[Finding]:
    """Say of each record whether the history that was seen then is gone or different now.

    Raises InvalidValue for heads of another desk.
    """
    if desk_uid(connection) != heads.desk:
        raise InvalidValue(
            tr("These heads were taken from another desk and prove nothing about this one.")
        )
    hashes = _hashes(connection)
    for head in heads.heads:
        now = hashes.get((head.stream, head.subject, head.version))
        if now is None:
            what = tr("version {version}, seen then, is gone", version=head.version)
            yield Finding(head.name, what)
        elif now != head.hash:
            what = tr("version {version} is not the one seen then: history was rewritten",
                      version=head.version)  # fmt: skip
            yield Finding(head.name, what)


def _hashes(connection: Connection) -> dict[tuple[str, int, int], str]:
    ticket, desk = tables.ticket_event.c, tables.desk_event.c
    both = sa.union_all(
        sa.select(sa.literal(TICKET_STREAM), ticket.ticket_id, ticket.version, ticket.hash),
        sa.select(desk.thing, desk.thing_id, desk.version, desk.hash),
    )
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(both)}
