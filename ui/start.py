"""What a window is started with; read before anything of the desk is loaded."""

from dataclasses import dataclass
from pathlib import Path

from app.paths import file_of


@dataclass(frozen=True)
class Start:
    """The desk's URL, the person's login (empty: that of this computer), and the file of the window's memory."""

    url: str
    login: str
    memory: Path

    @property
    def is_shared(self) -> bool:
        """Whether the desk is on a server."""
        return file_of(self.url) is None

    @property
    def is_new(self) -> bool:
        """Whether the embedded desk is yet to be made."""
        file = file_of(self.url)
        return file is not None and not file.exists()

    @property
    def where(self) -> str:
        """Give the desk's place as people read it, without a password."""
        return str(file_of(self.url) or self.url.rsplit("@", 1)[-1])
