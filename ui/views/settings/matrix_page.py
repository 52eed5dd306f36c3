"""The priority matrix: a grid to click, published as a new version; tickets keep the one they have."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import SystemClock
from app.domain.changes import Changes
from app.domain.commands import PublishMatrix
from app.domain.setting_questions import MatrixVersions
from app.domain.setting_rows import MatrixVersion
from app.errors import DeskError
from app.text import tr
from ui.formats import moment
from ui.models.lines import Line
from ui.models.matrix_grid import MatrixGrid
from ui.models.shown_thing import typed_subject
from ui.presenter import Presenter
from ui.typed import About, Subject
from ui.views.settings.matrix_frame import MatrixFrame
from ui.widgets.reading_order import order_focus
from ui.workplace import Workplace

_SUBJECT = typed_subject("matrix", 0)
_CELLS, _SEEN = "cells", "seen:cells"


class MatrixPage(MatrixFrame):
    """Shows the newest version, lets it be changed, and names those before."""

    tickets_wanted = Signal(object)
    left = Signal()

    def __init__(self, title: str, workplace: Workplace) -> None:
        super().__init__(title, workplace.theme)
        self._workplace = workplace
        self._backend = workplace.backend
        self._newest: MatrixVersion | None = None
        self._refusal = ""
        self._is_busy = False
        self._is_asked = False
        self._presenter = Presenter(self.strip)
        self._listen()
        self._arrange()

    @property
    def parts(self) -> tuple[tuple[QWidget, Callable[[], None]], ...]:
        """Give the parts F6 goes through."""
        return ((self.table, self.focus), (self.history, self.history.focus))

    @property
    def is_read(self) -> bool:
        """Whether a version is shown."""
        return self._newest is not None

    @property
    def is_changed(self) -> bool:
        """Whether the grid is not as the version it began with."""
        return self._newest is not None and self.grid.cells != self._newest.cells

    def reload(self) -> None:
        """Read the versions anew."""
        self._backend.ask(
            MatrixVersions(), self._show, owner=self, key="matrix", failed=self._presenter.refuse
        )

    def show_refusal(self, refusal: str) -> None:
        """Be read-only where there is a reason why."""
        self._refusal = refusal
        self._arrange()

    def focus(self) -> None:
        """Put the keyboard into the grid."""
        self.table.setFocus()

    # There is nothing to search, and a change of the grid is what begins a new version.
    focus_search = begin_new = focus

    def hear(self, changes: Changes) -> None:
        """Show what was published elsewhere."""
        if changes.everything or changes.ids("matrix"):
            self.reload()

    def save(self) -> None:
        """Say what a new version would change, and, told once more, publish it."""
        if self._refusal or self._is_busy:
            return
        if not self.is_changed:
            self.strip.say(tr("Nothing is changed here."))
        elif self._is_asked:
            self._publish()
        else:
            self._is_asked = True
            told = _changes(self.grid.differing(self._newest.cells)) if self._newest else ""
            self.strip.say(told, "warning", self.publish.accessibleName(), self._publish)

    def _publish(self) -> None:
        self._is_asked = False
        self.strip.clear()
        seat = self._workplace.seat
        command = seat.command(
            PublishMatrix,
            command_id=self._workplace.typed.command_of(_SUBJECT),
            row_id=seat.new_id(),
            cells=self.grid.cells,
        )
        self._is_busy = True
        self._arrange()
        self._backend.tell(command, lambda _: self._take(), owner=self, failed=self._refuse)

    def start_afresh(self) -> None:
        """Show the version that holds."""
        self._workplace.typed.forget(_SUBJECT)
        self._is_asked = False
        self.strip.clear()
        if self._newest is not None:
            self._show_cells(self._newest.cells)
        self.focus()

    def _listen(self) -> None:
        self.table.left.connect(self.left)
        self.grid.changed.connect(self._keep)
        self.levels.committed.connect(lambda levels, _: self.grid.set_levels(int(levels)))
        self.publish.clicked.connect(self.save)
        self.afresh.clicked.connect(self.start_afresh)
        self._workplace.typed.retyped.connect(self._hear_typed)
        self._backend.crashed.connect(self._recover)

    def _show(self, versions: tuple[MatrixVersion, ...]) -> None:
        now = SystemClock().now()
        self.history.log.show_lines(tuple(
            Line(tr("Version {n}: {cells}", n=each.number, cells=_rows(each.cells)),
                 f"{each.by} · {moment(each.at, now)}", tr("in force") if each is versions[0] else "")
            for each in versions
        ))  # fmt: skip
        if not versions:
            return
        before, self._newest = self._newest, versions[0]
        self._is_asked = self._is_asked and before == self._newest
        typed = self._workplace.typed.of(_SUBJECT)
        if not typed:
            self._show_cells(self._newest.cells)
        elif before is None:
            self._show_cells(str(typed[_CELLS][0]))
            self.strip.say(tr("This is what you chose before. It is not published yet."))
        if typed and typed[_SEEN][0] not in (self._newest.cells, None):
            told = tr("{who} published version {n} while you were at it. What you publish replaces it.",
                      who=self._newest.by, n=self._newest.number)  # fmt: skip
            self.strip.say(told, "warning", tr("Take theirs"), self.start_afresh)
        self._arrange()

    def _hear_typed(self, subject: Subject) -> None:
        """Show a draft that came back from an earlier window, or none that was discarded."""
        typed = self._workplace.typed.of(_SUBJECT)
        if subject == _SUBJECT and self._newest is not None:
            cells = str(typed[_CELLS][0]) if typed else self._newest.cells
            if cells != self.grid.cells:
                self._show_cells(cells)

    def _show_cells(self, cells: str) -> None:
        self.grid.show(cells)
        self.levels.show_value(self.grid.levels, "")
        self._arrange()

    def _keep(self) -> None:
        if self._is_asked:
            # What was asked about is another matrix by now.
            self._is_asked = False
            self.strip.clear()
        seen = self._workplace.typed.of(_SUBJECT).get(_SEEN)
        holds = (self._newest.cells if self._newest else None, "")
        entries = {_CELLS: (self.grid.cells, _rows(self.grid.cells)), _SEEN: seen or holds}
        about = About(action=tr("Desk settings"), title=self.title.text())
        self._workplace.typed.keep(_SUBJECT, entries if self.is_changed else {}, about)
        self._arrange()

    def _take(self) -> None:
        self._recover("")
        self._workplace.typed.forget(_SUBJECT)
        self.strip.say(tr("Published. New tickets follow it; those there are keep theirs."), "good")
        self.reload()

    def _refuse(self, error: DeskError) -> None:
        self._recover("")
        self._presenter.refuse(error)

    def _recover(self, _: str) -> None:
        self._is_busy = False
        self._arrange()

    def _arrange(self) -> None:
        may = not self._refusal
        number = self._newest.number if self._newest else 0
        self.version.setText(tr("version {n}", n=number) if number else "")
        doing = tr("Publish version {n}", n=number + 1)
        self.publish.setText(tr("{action}   Ctrl+Enter", action=doing))
        self.publish.setAccessibleName(doing)
        self.publish.setVisible(may)
        why = "" if self.is_changed else tr("Nothing is changed yet: set a cell, or other levels.")
        self.publish.setEnabled(self.is_changed and not self._is_busy)
        self.publish.setToolTip(why)
        self.publish.setAccessibleDescription(why)
        self.afresh.setVisible(may and self.is_changed)
        self.levels.setEnabled(may)
        self.table.is_read_only = not may
        order_focus(self)


def _changes(number: int) -> str:
    """Say what publishing would change, by the number of cells."""
    cells = tr("1 cell changes.") if number == 1 else tr("{n} cells change.", n=number)
    kept = tr("Open tickets keep their priority until impact or urgency is changed.")
    return f"{cells} {kept}"


def _rows(cells: str) -> str:
    grid = MatrixGrid()
    grid.show(cells)
    size = range(grid.levels)
    lines = ("".join(str(grid.at(grid.index(row, column))) for column in size) for row in size)
    return " · ".join(" ".join(line) for line in lines)
