"""Bringing in a table: what each row would do is shown before anything is done, and what became of it after."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from app.domain.imports import (
    ADDED,
    CHANGED,
    LARGEST_IMPORT,
    LEFT,
    OUTCOMES,
    REFUSED,
    THING_OF,
    ImportPlan,
    ImportPreview,
    ImportReport,
)
from app.errors import InvalidValue, listed
from app.text import tr
from ui.carriage import Carriage
from ui.formats import count, size
from ui.models.import_rows import ImportRows, outcome_label
from ui.views.dialog_frame import DialogFrame
from ui.widgets.line_list import LineList
from ui.widgets.placing import AROUND, room_of
from ui.workplace import Workplace

# How high the rows are where there is room, and at least.
_ROWS_HIGH, _LEAST = 320, 92


def import_kind(thing: str) -> str:
    """Give the kind of table that brings in `thing`; empty where there is none."""
    return next((kind for kind, each in THING_OF.items() if each == thing), "")


class ImportDialog(DialogFrame):
    """Shows a preview, brings the table in, and says of each row what became of it."""

    imported = Signal(object)  # ImportReport

    def __init__(self, workplace: Workplace, kind: str, file: Path, parent: QWidget) -> None:
        super().__init__(workplace, tr("Import {file}", file=file.name), tr("Import"), parent)
        self._kind = kind
        self._file = file
        self._asker = workplace.seat.person.id
        self._carriage: Carriage | None = None
        self.plan: ImportPlan | None = None
        self.report: ImportReport | None = None
        self.rows = ImportRows(self)
        least = workplace.theme.px(_LEAST)
        self.list = LineList(self.rows, tr("Rows"), workplace.theme, least)
        self.list.view.setProperty("boxed", True)
        self.list.view.setMinimumHeight(least)
        self.read_as = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.read_as.setProperty("secondary", True)
        self.read_as.hide()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(tr("Rows done"))
        self.bar.hide()
        self.body.addWidget(self.read_as)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.bar)
        self.primary.setDisabled(True)
        self.subtitle.setText(tr("Reading…"))
        self._read()

    def finish(self) -> None:
        """Bring in what the preview shows; afterwards, close."""
        if self.report is not None:
            self.accept()
        elif self.plan is not None and self.primary.isEnabled():
            self._bring_in(self.plan)

    def reject(self) -> None:
        """Close, or stop after the row that is under way."""
        if self._carriage is not None:
            self._carriage.cancel()
        else:
            super().reject()

    def sizeHint(self) -> QSize:
        """Ask for more rows than there have to be, where there is room: they scroll, and not what is around them."""
        least = super().sizeHint()
        most = room_of(self).height() - AROUND.height()
        more = self._theme.px(_ROWS_HIGH - _LEAST)
        return QSize(least.width(), min(least.height() + more, most))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Esc does."""
        if self._carriage is not None:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _read(self) -> None:
        file, kind, asker = self._file, self._kind, self._asker
        self._backend.carry(
            lambda desk, _: desk.ask(ImportPreview(kind, _content(file), asker)),
            self._show_plan,
            owner=self,
            failed=self._presenter.refuse,
        )

    def _show_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.rows.show(plan.rows)
        self.subtitle.setText(_counted(plan.counts))
        self.read_as.setText(plan.read_as)
        self.read_as.show()
        due = plan.counts[ADDED] + plan.counts[CHANGED]
        self.primary.setEnabled(bool(due))
        idle = "" if due else tr("Nothing in this table would change the desk.")
        told = " ".join(filter(None, (_unread(plan), idle)))
        if told:
            self.strip.say(told, "warning" if plan.unused else "plain")
        self.list.focus()

    def _bring_in(self, plan: ImportPlan) -> None:
        asker = self._asker
        self.be_busy(busy=True)
        self.bar.setRange(0, len(plan.rows))
        self.bar.show()
        self._carriage = self._backend.carry(
            lambda desk, carriage: desk.bring_in(
                plan, asker, carriage.tell, carriage.is_cancelled
            ),
            self._show_report,
            owner=self,
            progress=lambda done, _: self.bar.setValue(done),
            is_sent=True,
        )  # fmt: skip

    def _show_report(self, report: ImportReport) -> None:
        self.report, self._carriage = report, None
        self.be_busy(busy=False)
        self.bar.hide()
        self.rows.show(report.rows)
        self.subtitle.setText(_counted(report.counts))
        self.primary.setText(tr("Close"))
        self.primary.setAccessibleName(tr("Close"))
        self.dismiss.hide()
        if report.stopped:
            self.strip.say(report.stopped, "warning")
        elif report.counts[REFUSED]:
            told = tr(
                "What is refused stands first. Mend the file and import it again: what is there already stays."
            )
            self.strip.say(told, "warning")
        else:
            self.strip.say(tr("All of it is on the desk now."), "good")
        self.primary.setFocus()
        self.imported.emit(report)

    def _recover(self, trace: str) -> None:
        self._carriage = None
        super()._recover(trace)


def _unread(plan: ImportPlan) -> str:
    if not plan.unused:
        return ""
    names = listed([f"“{name}”" for name in plan.unused])
    if len(plan.unused) == 1:
        return tr("The column {name} is not known here: what it says is not read.", name=names)
    return tr("The columns {names} are not known here: what they say is not read.", names=names)


def _counted(counts: Mapping[str, int]) -> str:
    told = (f"{count(counts[each])} {outcome_label(each)}" for each in OUTCOMES
            if counts[each] or each != LEFT)  # fmt: skip
    return " · ".join(told)


def _content(file: Path) -> bytes:
    try:
        length = file.stat().st_size
        if length > LARGEST_IMPORT:
            raise InvalidValue(tr("“{file}” is {size}. At most {most} are read at once: divide it.",
                                  file=file.name, size=size(length), most=size(LARGEST_IMPORT)))  # fmt: skip
        return file.read_bytes()
    except OSError as error:
        raise InvalidValue(tr("“{file}” cannot be read: {reason}",
                              file=file.name, reason=error.strerror)) from error  # fmt: skip
