"""Keeping on disk what is typed at one window, and giving back what earlier windows left."""

from PySide6.QtCore import QObject

from app.domain.questions import CommandsDone
from app.errors import DeskError
from ui.draft_files import DraftFiles
from ui.typed import Kept
from ui.workplace import Workplace


class DraftKeeper(QObject):
    """Gives a workplace's drafts their folder; what was sent just before a window ended is not given back."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = workplace.backend
        self._typed = workplace.typed
        seat = workplace.seat
        folder = workplace.preferences.folder / "drafts" / seat.desk / str(seat.person.id)
        self._typed.found.connect(self._ask)
        self._typed.use(DraftFiles(folder, self))

    def close(self) -> None:
        """Write everything, and let go of the folder."""
        self._typed.close()

    def _ask(self, drafts: tuple[Kept, ...]) -> None:
        def restore(sent: tuple[int, ...]) -> None:
            self._typed.restore(drafts, sent)

        def give_all(_: DeskError) -> None:
            restore(())

        commands = tuple(kept.command for kept in drafts)
        self._backend.ask(CommandsDone(commands), restore, owner=self, failed=give_all)
