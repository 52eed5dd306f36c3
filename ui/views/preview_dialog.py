"""Looking into a file without another program: pictures and texts."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.ticket_rows import AttachmentRow
from app.errors import DeskError
from app.text import tr
from ui import formats
from ui.models.contents import Preview, preview
from ui.models.file_kinds import may_open
from ui.widgets.picture_view import PictureView
from ui.widgets.placing import place_over
from ui.widgets.plain_text import PlainText
from ui.widgets.strip import Strip
from ui.workplace import Workplace


class PreviewDialog(QDialog):
    """Shows one file; Esc closes it, wherever it is on its way."""

    open_wanted = Signal(object)  # AttachmentRow
    save_wanted = Signal(object)

    def __init__(self, workplace: Workplace, file: AttachmentRow, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(file.name)
        self.setProperty("panel", True)
        self.file = file
        self._theme = theme = workplace.theme
        self.strip = Strip(theme)
        self.message = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.message.setProperty("secondary", True)
        self.shown: QWidget = self.message
        self.open_it = QPushButton(tr("Open"))
        self.open_it.setVisible(may_open(file.name))
        self.open_it.setToolTip(tr("Open a copy with the program this computer has for it."))
        self.open_it.clicked.connect(lambda: self.open_wanted.emit(file))
        self.save_it = QPushButton(tr("Save as…"))
        self.save_it.clicked.connect(lambda: self.save_wanted.emit(file))
        self.shut = QPushButton(tr("Close"))
        self.shut.clicked.connect(self.reject)
        self._lay_out()
        self.message.setText(tr("Reading…"))
        self._carriage = workplace.backend.carry(
            preview(file), self._show, owner=self, failed=self._fail, progress=self._tell
        )
        self.finished.connect(self._carriage.cancel)

    def refuse(self, _ticket: int, error: DeskError) -> None:
        """Say why what was wanted of the file is not done."""
        self.strip.say(error.sentence, "error")

    def _lay_out(self) -> None:
        px, file = self._theme.px, self.file
        seen = tr("the user sees it") if file.visibility == "public" else tr("only staff sees it")
        told = tr("{size}, by {who}; {seen}", size=formats.size(file.size), who=file.by, seen=seen)
        about = QLabel(told, textFormat=Qt.TextFormat.PlainText)
        about.setProperty("secondary", True)
        below = QHBoxLayout()
        below.addWidget(about, 1)
        for button in (self.open_it, self.save_it, self.shut):
            button.setAutoDefault(False)
            below.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(px(16),) * 4)
        self._column.setSpacing(px(12))
        self._column.addWidget(self.strip)
        self._column.addWidget(self.message, 1)
        self._column.addLayout(below)
        place_over(self, QSize(px(760), px(560)))
        self.shut.setFocus()

    def _tell(self, done: int, size: int) -> None:
        self.message.setText(tr("Reading… {part} %", part=100 * done // size))

    def _fail(self, error: DeskError) -> None:
        self.message.setText("")
        self.strip.say(error.sentence, "error")

    def _show(self, found: Preview) -> None:
        if found.picture is not None:
            self._put(PictureView(found.picture))
        elif found.text is not None:
            text = PlainText(readOnly=True)
            text.setPlainText(found.text)
            self._put(text)
            if found.is_cut:
                self.strip.say(tr("Only the first megabyte is shown. Save it to see the rest."))
        else:
            self.message.setText(self._unseen())

    def _unseen(self) -> str:
        if may_open(self.file.name):
            return tr(
                "This kind of file is not shown here. Open it with the program this computer has for it."
            )
        return tr(
            "This kind of file is not shown here, nor opened: it could run on this computer as a program. "
            "Save it if you trust who sent it."
        )

    def _put(self, widget: QWidget) -> None:
        widget.setAccessibleName(self.file.name)
        self._column.replaceWidget(self.message, widget)
        self._column.setStretchFactor(widget, 1)
        self.message.hide()
        self.shown = widget
