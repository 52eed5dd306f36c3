"""What a new desk still needs, for whoever can give it: each thing leads to its page of the settings."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.roles import THING_ROLES
from app.domain.setting_questions import ThingsBegun
from app.text import tr
from ui.workplace import Workplace

# In the window's memory, by desk: it was dismissed, or all of it was done.
_DONE = "first_day_done"


class FirstDay(QWidget):
    """Lists what there is already and what not; hidden from all but administrators, and once it is done."""

    page_wanted = Signal(str)  # the kind of things a page of the settings is about
    ended = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._key = f"{_DONE}/{workplace.seat.desk}"
        heading = QLabel(tr("The first day"))
        heading.setProperty("section", True)
        says = QLabel(tr("What tickets need of a desk. Each opens its page of the settings (Ctrl+,)."),
                      wordWrap=True)  # fmt: skip
        says.setProperty("secondary", True)
        self.steps = {thing: QPushButton(autoDefault=False) for thing, _ in _steps()}
        self.dismiss = QPushButton(tr("Do not show this again"), autoDefault=False)
        self.dismiss.setProperty("quiet", True)
        self.dismiss.clicked.connect(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(workplace.theme.px(4))
        for widget in (heading, says, *self.steps.values()):
            column.addWidget(widget)
        column.addWidget(self.dismiss, alignment=Qt.AlignmentFlag.AlignLeft)
        for thing, button in self.steps.items():
            button.setProperty("step", True)
            button.clicked.connect(partial(self.page_wanted.emit, thing))
        workplace.backend.changed.connect(self._hear)
        self.hide()

    def offer(self) -> None:
        """Show what is still to do, unless it is somebody else's, or over."""
        is_theirs = bool({*THING_ROLES} & {*self._workplace.seat.person.roles})
        if is_theirs and not self._workplace.preferences.text(self._key):
            self._workplace.backend.ask(
                ThingsBegun(), self._show, owner=self, key="begun", back=True
            )

    def _show(self, begun: frozenset[str]) -> None:
        for thing, told in _steps():
            is_there = thing in begun
            mark, state = ("✓", tr("there")) if is_there else ("○", tr("to do"))
            self.steps[thing].setText(f"{mark}   {told}")
            self.steps[thing].setAccessibleName(f"{told}: {state}")
        if begun.issuperset(self.steps):
            self._end()
        else:
            self.show()

    def _hear(self, changes: Changes) -> None:
        if self.isVisible() and (changes.everything or any(map(changes.ids, self.steps))):
            self.offer()

    def _end(self) -> None:
        self._workplace.preferences.keep(self._key, "yes")
        if self.isVisible():
            self.hide()
            self.ended.emit()


def _steps() -> tuple[tuple[str, str], ...]:
    return (
        ("team", tr("Teams: who works on tickets, and at which level")),
        ("service", tr("Services: what people use and what can fail")),
        ("category", tr("Categories: what a ticket is about; triage asks for one")),
        ("person", tr("People: colleagues with their roles, and everybody who reports")),
        ("matrix", tr("Priority matrix: a priority for each impact and urgency")),
        ("resolution_code", tr("Resolution codes: how a ticket was resolved")),
        ("waiting_reason", tr("Waiting reasons: why a ticket waits, and on whom")),
    )
