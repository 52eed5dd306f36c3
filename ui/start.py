"""What a window is started with; read before anything of the desk is loaded."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.paths import file_of


class Origin(StrEnum):
    """How it was said which desk to open."""

    OWN = "own"  # not at all: this person's own
    NAMED = "named"  # by whoever started the program, for this time
    REMEMBERED = "remembered"  # chosen in a window on another day
    CHOSEN = "chosen"  # chosen in this window


@dataclass(frozen=True)
class Start:
    """The desk's URL, the person's login (empty: that of this computer), and the file of the window's memory."""

    url: str
    login: str
    memory: Path
    origin: Origin = Origin.OWN

    @property
    def is_shared(self) -> bool:
        """Whether the desk is on a server."""
        return file_of(self.url) is None

    @property
    def is_new(self) -> bool:
        """Whether the embedded desk is yet to be made; one that is remembered was there, and is missed."""
        file = file_of(self.url)
        is_missing = file is not None and not file.exists()
        return is_missing and self.origin is not Origin.REMEMBERED

    @property
    def where(self) -> str:
        """Give the desk's place as people read it, without a password."""
        return str(file_of(self.url) or self.url.rsplit("@", 1)[-1])
