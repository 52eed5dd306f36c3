"""Commands and changes as JSON text and back, without loss."""

import msgspec

from app.domain import commands
from app.domain.changes import Changes
from app.domain.commands import Command
from app.errors import InvalidValue
from app.text import tr

COMMANDS: dict[str, type[Command]] = {
    kind.__name__: kind
    for kind in (
        commands.LogTicket,
        commands.EditTicket,
        commands.AssignTicket,
        commands.AddNote,
        commands.Reply,
        commands.TakeTransition,
        commands.LinkTicket,
        commands.UnlinkTicket,
        commands.MarkDuplicate,
        commands.WatchTicket,
        commands.UnwatchTicket,
        commands.AttachFile,
        commands.DetachFile,
        commands.MoveTicket,
        commands.EraseTexts,
        commands.AddThing,
        commands.EditThing,
        commands.PublishMatrix,
        commands.PublishWorkflow,
        commands.ImportRow,
    )
}


class _Envelope(msgspec.Struct):
    kind: str
    command: msgspec.Raw


def kind_of(command: Command) -> str:
    """Give the name a command is stored under."""
    return type(command).__name__


def encode_command(command: Command) -> str:
    """Give a command as JSON text."""
    body = msgspec.Raw(msgspec.json.encode(command))
    return msgspec.json.encode(_Envelope(kind_of(command), body)).decode()


def decode_command(text: str | bytes) -> Command:
    """Read a command back; raises InvalidValue saying what does not fit."""
    try:
        envelope = msgspec.json.decode(text, type=_Envelope)
        return msgspec.json.decode(envelope.command, type=COMMANDS[envelope.kind])
    except KeyError as error:
        raise InvalidValue(tr("There is no command {kind}.", kind=error)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidValue(tr("This is no command: {reason}.", reason=error)) from error


def encode_changes(changes: Changes) -> str:
    """Give changes as JSON text."""
    return msgspec.json.encode(changes).decode()


def decode_changes(text: str) -> Changes:
    """Read changes back; raises InvalidValue when it is something else."""
    try:
        return msgspec.json.decode(text, type=Changes)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidValue(
            tr("The answer stored for this command cannot be read. “firstline check” says more.")
        ) from error
