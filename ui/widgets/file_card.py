"""A file of a ticket as a small card: its picture or ending, name and size; and one that is on its way."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from app.domain.files import ending_of
from app.domain.ticket_rows import AttachmentRow
from app.text import tr
from ui import formats
from ui.models.file_kinds import may_open
from ui.models.shipments import Shipment
from ui.theme import SECONDARY, Theme

SIDE = 32
_WIDTH = 150
_LONGEST_ENDING = 5


class FileCard(QPushButton):
    """One file: Enter or a click looks into it, a menu opens, saves or removes it."""

    save_wanted = Signal()
    open_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self, theme: Theme, file: AttachmentRow, *, can_remove: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.file = file
        self._theme = theme
        self._can_remove = can_remove
        seen = tr("the user sees it") if file.visibility == "public" else tr("only staff sees it")
        size = formats.size(file.size)
        shown = tr("the user sees it") if file.visibility == "public" else tr("internal")
        name = self.fontMetrics().elidedText(
            file.name, Qt.TextElideMode.ElideMiddle, theme.px(_WIDTH)
        )
        self.setText(f"{name}\n{size} · {shown}".replace("&", "&&"))
        self.setProperty("file", True)
        self.setAccessibleName(
            tr("File {name}, {size}, {seen}", name=file.name, size=size, seen=seen)
        )
        self.setToolTip(tr("{name}\n{size}, by {who}; {seen}",
                           name=file.name, size=size, who=file.by, seen=seen))  # fmt: skip
        self.setIconSize(QSize(theme.px(SIDE), theme.px(SIDE)))
        self.setIcon(QIcon(ending_icon(theme, file.name)))

    def show_picture(self, picture: QImage) -> None:
        """Show what it is a picture of."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(ratio)
        self.setIcon(QIcon(pixmap))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with it."""
        menu = QMenu(self)
        menu.addAction(tr("Preview"), self.click)
        if may_open(self.file.name):
            menu.addAction(tr("Open"), self.open_wanted.emit)
        menu.addAction(tr("Save as…"), self.save_wanted.emit)
        menu.addSeparator()
        removal = menu.addAction(tr("Remove"), self.remove_wanted.emit)
        removal.setEnabled(self._can_remove)
        menu.popup(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by Delete, look by Enter."""
        if event.key() == Qt.Key.Key_Delete and self._can_remove:
            self.remove_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ShipmentCard(QFrame):
    """A file on its way, with how far it is and a way to call it off."""

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, shipment: Shipment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shipment = shipment
        name = QLabel(textFormat=Qt.TextFormat.PlainText)
        name.setText(
            name.fontMetrics().elidedText(
                shipment.name, Qt.TextElideMode.ElideMiddle, theme.px(_WIDTH)
            )
        )
        name.setToolTip(shipment.name)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedSize(theme.px(80), theme.px(8))
        self.bar.setAccessibleName(tr("Sending {name}", name=shipment.name))
        self.cancel = QPushButton("×")
        self.cancel.setProperty("quiet", True)
        self.cancel.setAccessibleName(tr("Cancel sending {name}", name=shipment.name))
        self.cancel.setToolTip(tr("Cancel: nothing of it is attached."))
        self.cancel.clicked.connect(self.cancel_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(4), 0, theme.px(4))
        for widget in (name, self.bar, self.cancel):
            row.addWidget(widget)
        self.setProperty("file", True)
        self.show_progress()

    def show_progress(self) -> None:
        """Show how far it is now."""
        shipment = self.shipment
        self.bar.setRange(0, 100 if shipment.size else 0)
        self.bar.setValue(100 * shipment.done // shipment.size if shipment.size else 0)


def ending_icon(theme: Theme, name: str) -> QPixmap:
    """Draw a sheet with the ending of a file's name."""
    side = theme.px(SIDE)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sheet = QRectF(side * 0.08, side * 0.02, side * 0.84, side * 0.96)
    painter.setPen(QColor(theme.colours.line))
    painter.setBrush(QColor(theme.colours.ground))
    painter.drawRoundedRect(sheet, theme.px(4), theme.px(4))
    painter.setPen(QColor(theme.colours.muted))
    font = theme.font(SECONDARY - 2, bold=True)
    painter.setFont(font)
    ending = ending_of(name)[:_LONGEST_ENDING].upper()
    painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, ending or "…")
    painter.end()
    return pixmap
