"""What can go wrong with a file, one class per reason, each with its own sentence."""

from app.domain.files import LARGEST_FILE, MEGABYTE
from app.errors import DeskError, Refused
from app.text import tr


class FileTooLarge(Refused):
    """A file has more bytes than a desk keeps of one."""

    def __init__(self, size: int, name: str = "") -> None:
        sentence = tr(
            "{name} has {size:.1f} MB; {most} MB at most can be attached. Put it where others can reach it, and "
            "write down where that is.",
            name=f"“{name}”" if name else tr("The file"),
            size=size / MEGABYTE,
            most=LARGEST_FILE // MEGABYTE,
        )
        super().__init__(sentence)


class EmptyFile(Refused):
    """A file has nothing in it."""

    def __init__(self, name: str = "") -> None:
        named = f"“{name}”" if name else tr("The file")
        super().__init__(tr("{name} is empty: there is nothing to attach.", name=named))


class FileUnreadable(Refused):
    """Something that was to be attached is no file, or not for this person to read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(tr("“{name}” cannot be attached: {reason}.", name=name, reason=reason))


class FileUnwritable(Refused):
    """A file could not be saved where somebody wanted it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr("“{name}” was not saved: {reason}. Choose another place.", name=name, reason=reason)
        )


class CanRun(Refused):
    """A file could be at work on this computer once it was opened."""

    def __init__(self, name: str) -> None:
        sentence = tr("“{name}” is not opened from here: it could run on this computer as a program. Save it only "
                      "if you trust who sent it.", name=name)  # fmt: skip
        super().__init__(sentence)


class NotWhatItSays(Refused):
    """The content of a file is of another kind than its name says."""

    def __init__(self, name: str) -> None:
        sentence = tr("“{name}” is not what its name says, and is not opened. Save it only if you trust who "
                      "sent it.", name=name)  # fmt: skip
        super().__init__(sentence)


class FileChanged(Refused):
    """A file was written to while it was being read."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file was changed while it was read. Attach it again once it is done.")
        )


class Cancelled(Refused):
    """Somebody stopped it."""

    def __init__(self) -> None:
        super().__init__(tr("Cancelled. Nothing was attached."))


class DamagedFile(DeskError):
    """What is stored of a file is not what its hash says."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file on the desk is damaged. Ask an administrator to run “firstline check”.")
        )


class DraftsUnkept(DeskError):
    """What is typed cannot be kept on this computer's disk."""

    def __init__(self, why: str) -> None:
        sentence = tr("What you type cannot be kept on this computer ({why}): send it before you close the window.",
                      why=why)  # fmt: skip
        super().__init__(sentence)
