"""What the window needs of a desk, wherever it is."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, TypeVar

from app.domain.changes import Changes
from app.domain.commands import AttachFile, Command
from app.domain.files import StoredFile
from app.domain.imports import ImportPlan, ImportReport
from app.domain.questions import Question

A = TypeVar("A")


class ChangeFeed(Protocol):
    """What others change, as it happens."""

    def wait(self, seconds: float) -> Changes | None:
        """Wait for a change; None when none came in time."""
        ...

    def stop(self) -> None:
        """Have whoever waits hear None; may be called from another thread."""
        ...

    def close(self) -> None:
        """Let go of its connection."""
        ...


class Desk(Protocol):
    """A desk as one thread has it open; only `interrupt` may be called from another."""

    def ask(self, question: Question[A]) -> A:
        """Answer a question; raises DeskError."""
        ...

    def tell(self, command: Command) -> Changes:
        """Carry out a command; raises DeskError."""
        ...

    def attach(
        self,
        command: AttachFile,
        stream: BinaryIO,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Changes:
        """Store what `stream` holds and attach it; raises DeskError."""
        ...

    def bring_in(
        self,
        plan: ImportPlan,
        actor: int,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> ImportReport:
        """Bring in a planned table row by row; says of each what became of it."""
        ...

    def pieces(self, file: StoredFile) -> Iterator[bytes]:
        """Give a file's content piece by piece; raises DeskError."""
        ...

    def warm(self) -> None:
        """Load what the first command would have to wait for."""
        ...

    def sweep(self) -> int:
        """Take away what is stored of files and belongs to no ticket."""
        ...

    def interrupt(self) -> None:
        """Stop what is being asked right now; that `ask` raises Interrupted."""
        ...

    def feed(self) -> ChangeFeed:
        """Listen to what others change."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class Opening(Protocol):
    """How a window comes to its desk; called off the GUI thread."""

    def open(self) -> Desk:
        """Open the desk; raises DeskError."""
        ...

    def seat(self, desk: Desk) -> object:
        """Say who sits at this window."""
        ...
