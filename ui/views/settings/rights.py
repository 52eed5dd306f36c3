"""Whether somebody may change what a settings page shows, and who may."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.setting_questions import SettingsRefusal
from ui.views.settings.kinds import PageKind
from ui.workplace import Workplace


class SettingsRights(QObject):
    """What the desk said last, of its own settings and of what everybody has of their own."""

    learned = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._refusals = {False: "", True: ""}

    def ask(self) -> None:
        """Ask the desk anew."""
        asker = self._workplace.seat.person.id
        for owned in self._refusals:
            self._workplace.backend.ask(
                SettingsRefusal(asker, owned), partial(self._learn, owned),
                owner=self, key=f"right {owned}",
            )  # fmt: skip

    def refusal(self, kind: PageKind) -> str:
        """Give why a page can only be read; empty where it can be changed."""
        return self._refusals[kind.is_owned]

    def _learn(self, owned: bool, refusal: str) -> None:  # noqa: FBT001 - a key
        self._refusals[owned] = refusal
        self.learned.emit()
