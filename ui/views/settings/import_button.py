"""The way in for many at once: a file that is chosen, or dropped on the button."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.text import tr
from ui.views.settings.import_dialog import ImportDialog, import_kind
from ui.views.settings.kinds import PageKind
from ui.widgets.file_dialog import FileDialog
from ui.workplace import Workplace


class ImportButton(QPushButton):
    """Opens a table of a page's things; hidden where none can be brought in."""

    def __init__(self, kind: PageKind, workplace: Workplace) -> None:
        super().__init__(tr("Import from CSV…"))
        self._workplace = workplace
        self._kind = import_kind(kind.thing)
        self.setAutoDefault(False)
        self.setAcceptDrops(True)
        if not self._kind:
            self.hide()
        self.clicked.connect(self._choose)

    def show_refusal(self, refusal: str) -> None:
        """Be grey where there is a reason why."""
        self.setDisabled(bool(refusal))
        self.setToolTip(refusal)

    def open(self, file: Path) -> ImportDialog:
        """Show what a table would do."""
        dialog = ImportDialog(self._workplace, self._kind, file, self.window())
        dialog.open()
        return dialog

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what the file that was dropped would do."""
        self.open(Path(event.mimeData().urls()[0].toLocalFile()))

    def _choose(self) -> None:
        kinds = tr("Tables (*.csv *.tsv *.txt);;All files (*)")
        dialog = FileDialog(self, self.text(), kinds=kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
