"""A ticket on paper or as a PDF: for staff with everything, or for the user with what they may see."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSaveFile
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from app.clock import SystemClock
from app.domain.rows import HistoryEntry, TicketDetail
from app.domain.ticket_questions import HistoryBefore
from app.text import tr
from ui.models.ticket_sheet import ticket_sheet
from ui.views.dialog_frame import DialogFrame
from ui.widgets.file_dialog import FileDialog
from ui.widgets.radio_choice import RadioChoice
from ui.workplace import Workplace

_MARGIN_MM = 15.0
_DOTS = 300
_STAFF, _USER = "staff", "user"
Use = Callable[[QTextDocument], None]


class TicketPrint(DialogFrame):
    """Asks for whom, reads the whole history, and prints it or saves it."""

    def __init__(self, workplace: Workplace, detail: TicketDetail, parent: QWidget) -> None:
        heading = tr("Print {number}", number=detail.row.number)
        super().__init__(workplace, heading, tr("Print…"), parent)
        self._detail = detail
        self.subtitle.setText(detail.row.title)
        choices = (
            (_STAFF, tr("For staff: everything")),
            (_USER, tr("For the user: only what they may see")),
        )
        self.audience = RadioChoice(choices, workplace.theme.px(8))
        self.audience.show_value(_STAFF, "")
        self.audience.describe(tr("For whom"))
        self.body.addWidget(self.audience)
        self.body.addStretch(1)
        self.pdf = QPushButton(tr("Save as PDF…"), autoDefault=False)
        self.pdf.clicked.connect(self.save)
        self.buttons.insertWidget(2, self.pdf)

    def finish(self) -> None:
        """Choose a printer, and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        chooser = QPrintDialog(printer, self)
        chooser.accepted.connect(lambda: self._read(lambda sheet: self._print(sheet, printer)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.setModal(True)
        chooser.show()

    def save(self) -> None:
        """Choose a file, and write it."""
        folder = Path.home() / f"{self._name}.pdf"
        dialog = FileDialog(self, self.pdf.text(), str(folder), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, file: Path) -> None:
        """Write the sheet into a file, whole or not at all."""
        self._read(lambda sheet: self._write(sheet, file))

    @property
    def _name(self) -> str:
        return self._detail.row.number

    def _print(self, sheet: QTextDocument, printer: QPrinter) -> None:
        sheet.print_(printer)
        self.accept()

    def _write(self, sheet: QTextDocument, file: Path) -> None:
        out = QSaveFile(str(file))
        if not out.open(QSaveFile.OpenModeFlag.WriteOnly):
            self._tell_failure(file, out)
            return
        writer = QPdfWriter(out)
        writer.setResolution(_DOTS)
        writer.setTitle(self._name)
        margins = QMarginsF(*(_MARGIN_MM,) * 4)
        a4 = QPageSize(QPageSize.PageSizeId.A4)
        writer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, margins,
                                         QPageLayout.Unit.Millimeter))  # fmt: skip
        sheet.print_(writer)
        del writer
        if out.commit():
            self.accept()
        else:
            self._tell_failure(file, out)

    def _tell_failure(self, file: Path, out: QSaveFile) -> None:
        told = tr("“{file}” cannot be written: {why}. Choose another place.",
                  file=os.fspath(file), why=out.errorString())  # fmt: skip
        self.be_busy(busy=False)
        self.strip.say(told, "error")

    def _read(self, use: Use) -> None:
        """Read what of the history is not here yet, page by page."""
        self.be_busy(busy=True)
        self._go_on(self._detail.history, use)

    def _go_on(self, known: Sequence[HistoryEntry], use: Use) -> None:
        if known and known[0].version > 1:
            question = HistoryBefore(self._detail.row.id, known[0].version)
            self._backend.ask(
                question,
                lambda older: self._go_on((*older, *known), use),
                owner=self,
                failed=self.turn_down,
                back=True,
            )
            return
        self.be_busy(busy=False)
        sheet = QTextDocument()
        is_for_user = self.audience.value == _USER
        now = SystemClock().now()
        sheet.setHtml(ticket_sheet(self._detail, known, now, for_user=is_for_user))
        use(sheet)
