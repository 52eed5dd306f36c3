"""What can go wrong with a desk's own file, one class per reason: where it lies, its damage, its backups."""

from collections.abc import Sequence
from pathlib import Path

from app.errors import DeskError, Unreachable
from app.text import tr


class OnShare(DeskError):
    """An embedded desk lies where several computers can open it."""

    def __init__(self, file: Path, kind: str) -> None:
        """Take the file, and the kind of file system it is on."""
        self.kind = kind
        sentence = tr(
            "{file} is on a network share or a shared folder ({kind}), where two computers writing at once would "
            "destroy it. Keep an embedded desk on this computer's own disk; for a desk of several people use "
            "PostgreSQL: docs/deployment.md.",
            file=file,
            kind=kind,
        )
        super().__init__(sentence)


class DamagedDesk(Unreachable):
    """The desk's file cannot be read as one; `backup` is the newest that was found beside it."""

    def __init__(self, url: str, reason: str, backup: Path | None) -> None:
        self.backup = backup
        if backup is None:
            way = tr("No backup was found beside it; if you have one: firstline restore FILE")
        else:
            way = tr(
                "The newest backup beside it is {backup}: firstline restore {backup}", backup=backup
            )
        sentence = tr("{url} is damaged, or no desk: {reason}.", url=url, reason=reason)
        DeskError.__init__(self, f"{sentence} {way}")


class NoBackup(DeskError):
    """A file cannot be restored from."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            tr("{file} is no backup that can be restored: {reason}.", file=file, reason=reason)
        )


class BackupFailed(DeskError):
    """A copy of a desk could not be written, or is not what it should be; what had its name before has it still."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            tr(
                "{file} was not written: {reason}. What was there before is there still.",
                file=file,
                reason=reason,
            )
        )


class InTheWay(DeskError):
    """Something else has the name a backup is to have."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(
            tr("{file} holds {what}, and stays as it is. Name another file.", file=file, what=what)
        )


class ServersOwn(DeskError):
    """A shared desk is backed up and restored by PostgreSQL's own programs."""

    def __init__(self, url: str) -> None:
        super().__init__(
            tr(
                "{url} is on a server: it is backed up by “pg_dump --format=custom --schema=firstline” under its owner's "
                "login and restored by pg_restore, as docs/deployment.md says.",
                url=url,
            )
        )


class InUse(DeskError):
    """Other programs have the desk's file open."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            tr(
                "Another program has {file} open. Close every window of this desk, then restore again.",
                file=file,
            )
        )


class NewerDesk(DeskError):
    """A restore would lose what the desk has and the backup has not."""

    def __init__(self, url: str, lost: Sequence[str]) -> None:
        """Take the desk's place, and what would be gone in a few words each."""
        self.lost = tuple(lost)
        super().__init__(
            tr(
                "{url} has what the backup has not: {lost}. With --over-newer it is restored all the same, and the desk "
                "as it is now is kept in a file beside it.",
                url=url,
                lost=", ".join(lost),
            )
        )
