"""The desk's front: ask a question, tell a command."""

from app.clock import Clock, SystemClock
from app.db import schema
from app.db.store import Store
from app.domain.changes import Changes
from app.domain.commands import Command
from app.services.controller import WorkflowController


class Desk:
    """One desk in one database."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        """Open the desk at `url`; an older schema is migrated. Raises NotADesk, OlderProgram, Unreachable."""
        self.clock = clock or SystemClock()
        self.store = Store(url)
        schema.ensure_current(self.store)
        self._controller = WorkflowController(self.store, self.clock)

    def tell(self, command: Command) -> Changes:
        """Carry out a command."""
        return self._controller.execute(command)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
