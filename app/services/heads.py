"""The ends of all chains, kept elsewhere: proof that history seen then is still there.

Whoever owns a database can drop its guards and rewrite a whole chain so that it fits again; only the newest
hashes kept out of their reach show it.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.events import TICKET_STREAM
from app.domain.numbers import shown_number
from app.errors import InvalidValue
from app.queries.workflows import Workflows
from app.services.check import Finding
from app.text import tr


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


def take_heads(connection: Connection) -> Heads:
    """Read the heads of every record of the desk."""
    uid = str(connection.scalar(sa.select(tables.desk.c.uid)))
    return Heads(uid, [*_ticket_heads(connection), *_thing_heads(connection)])


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


def write_heads(heads: Heads, file: Path) -> None:
    """Write heads to a file, to be kept elsewhere; raises InvalidValue where that fails."""
    try:
        file.write_bytes(msgspec.json.format(msgspec.json.encode(heads), indent=1))
    except OSError as error:
        sentence = tr("{file} cannot be written: {reason}.", file=file, reason=error.strerror)
        raise InvalidValue(sentence) from error


def read_heads(file: Path) -> Heads:
    """Read such a file; raises InvalidValue when it is none or proves nothing."""
    try:
        heads = msgspec.json.decode(file.read_bytes(), type=Heads)
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        told = getattr(error, "strerror", None) or tr("it is not what “check --heads” wrote")
        sentence = tr("{file} cannot be read as heads: {reason}.", file=file, reason=told)
        raise InvalidValue(sentence) from error
    if not heads.heads:
        raise InvalidValue(tr("{file} holds no heads, so it proves nothing. Name one that “check --heads” "
                              "wrote.", file=file))  # fmt: skip
    return heads


def compare_heads(connection: Connection, heads: Heads) -> Iterator[Finding]:
    """Say of each record whether the history that was seen then is gone or different now.

    Raises InvalidValue for heads of another desk.
    """
    uid = connection.scalar(sa.select(tables.desk.c.uid))
    if uid != heads.desk:
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
