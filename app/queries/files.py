"""Files of tickets: which there are, and their content piece by piece."""

import hashlib

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.file_questions import AttachmentPiece
from app.domain.files import StoredFile, pieces_of
from app.domain.ticket_rows import AttachmentRow
from app.errors import NotFound
from app.text import tr

_attachment, _piece = tables.attachment, tables.attachment_piece
_event, _card = tables.ticket_event, tables.person_card
_OF_TICKET = (
    sa.select(
        *(_attachment.c[name] for name in ("id", "ticket_id", "name", "media_type", "size")),
        _attachment.c.sha256,
        _attachment.c.version,
        _event.c.visibility,
        _event.c.occurred_at,
        _event.c.actor,
        _card.c.name.label("by"),
    )
    .join(
        _event,
        (_event.c.ticket_id == _attachment.c.ticket_id)
        & (_event.c.version == _attachment.c.version),
    )
    .outerjoin(_card, _card.c.id == _event.c.actor)
    .where(_attachment.c.ticket_id == sa.bindparam("ticket"), _attachment.c.active == 1)
    .order_by(_attachment.c.version)
)


def attachments_of(connection: Connection, ticket: int) -> tuple[AttachmentRow, ...]:
    """Answer `AttachmentsOf`: the files of a ticket in the order they came."""
    rows = connection.execute(_OF_TICKET, {"ticket": ticket}).all()
    return tuple(
        AttachmentRow(
            id=row.id,
            ticket=row.ticket_id,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            version=row.version,
            visibility=row.visibility,
            by=row.by or "",
            by_id=row.actor,
            at=row.occurred_at,
        )
        for row in rows
    )


def attachment_piece(connection: Connection, question: AttachmentPiece) -> bytes:
    """Answer `AttachmentPiece`; raises NotFound where there is none, or not for whoever asks."""
    piece = _read(connection, question.sha256, question.n)
    if piece is None:
        raise NotFound(tr("This file is not on the desk any more."))
    return piece


def hash_of(connection: Connection, file: StoredFile) -> str:
    """Give the hash of what is stored under `file`'s; empty where that is not all of it, and nothing else."""
    size = sa.func.coalesce(sa.func.sum(sa.func.length(_piece.c.bytes)), 0)
    stored = sa.select(sa.func.count(), size).where(_piece.c.sha256 == file.sha256)
    if tuple(connection.execute(stored).one()) != (pieces_of(file.size), file.size):
        return ""
    digest = hashlib.sha256()
    for number in range(pieces_of(file.size)):
        digest.update(_read(connection, file.sha256, number) or b"")
    return digest.hexdigest()


def is_named(connection: Connection, sha256: str) -> bool:
    """Say whether a ticket names content with this hash."""
    is_it = (_attachment.c.sha256 == sha256) & (_attachment.c.name != "")
    return connection.scalar(sa.select(sa.literal(1)).where(is_it).limit(1)) is not None


def _read(connection: Connection, sha256: str, number: int) -> bytes | None:
    is_it = (_piece.c.sha256 == sha256) & (_piece.c.n == number)
    return connection.scalar(sa.select(_piece.c.bytes).where(is_it))
