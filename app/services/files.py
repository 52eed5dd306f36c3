"""Files beside a ticket: they come and go by its events."""

import sqlalchemy as sa

from app.db import tables
from app.domain import commands, events
from app.domain.events import Draft
from app.domain.fields import Values
from app.domain.files import LARGEST_FILE, StoredFile, tidy_name
from app.domain.roles import TICKET_RIGHTS
from app.errors import InvalidValue, NotFound
from app.file_errors import FileTooLarge
from app.queries.files import attachments_of, hash_of, is_named
from app.services.tickets import require_open
from app.services.turn import Turn
from app.services.values import require_choice, worded_line
from app.text import tr

_VISIBILITIES = ("internal", "public")


def attach_file(turn: Turn, command: commands.AttachFile) -> None:
    """Put a stored file beside a ticket; the same one again under the same name changes nothing."""
    ticket = turn.ticket()
    ticket.require_right(tr("attach a file"), TICKET_RIGHTS[events.ATTACHED])
    require_choice(tr("Who sees a file"), command.visibility, _VISIBILITIES)
    if command.visibility == "public":
        require_open(ticket)
    name = tidy_name(command.name)
    if any(
        (each.sha256, each.name, each.visibility) == (command.sha256, name, command.visibility)
        for each in attachments_of(turn.connection, command.ticket)
    ):
        return
    _require_new(turn, command.attachment)
    _require_stored(turn, StoredFile(command.sha256, command.size))
    said: Values = {
        "attachment": command.attachment,
        "media_type": worded_line(tr("The media type"), command.media_type),
        "size": command.size,
        "sha256": command.sha256,
    }
    words = {"name": name}
    draft = Draft(events.ATTACHED, said=said, words=words, visibility=command.visibility)
    ticket.append(draft)


def detach_file(turn: Turn, command: commands.DetachFile) -> None:
    """Take a file off a ticket; its content stays, as its history does."""
    ticket = turn.ticket()
    ticket.require_right(tr("take files off a ticket"), TICKET_RIGHTS[events.DETACHED])
    files = attachments_of(turn.connection, command.ticket)
    file = next((each for each in files if each.id == command.attachment), None)
    if file is None:
        raise NotFound(tr("{ticket} has no such file any more.", ticket=ticket.name))
    said: Values = {"attachment": file.id}
    ticket.append(Draft(events.DETACHED, said=said, visibility=file.visibility))


def _require_new(turn: Turn, attachment: int) -> None:
    taken = sa.select(sa.literal(1)).where(tables.attachment.c.id == attachment)
    if turn.connection.scalar(taken) is not None:
        raise InvalidValue(tr("This id is a file's already. Make a new one."))


def _require_stored(turn: Turn, file: StoredFile) -> None:
    if file.size > LARGEST_FILE:
        raise FileTooLarge(file.size)
    # SQLite cannot hash. What a ticket names was looked at when it came, and the guards keep it as it was.
    is_known = is_named(turn.connection, file.sha256)
    if not is_known and hash_of(turn.connection, file) != file.sha256:
        raise NotFound(tr("The file is not stored whole. Attach it again."))
