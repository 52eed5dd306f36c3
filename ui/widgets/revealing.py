"""Areas that scroll by themselves to what has the keyboard."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.theme import Theme

# What is seen around it, in pixels at 100 %: its label, and that there is more.
_AROUND = 28


class Revealing(QObject):
    """Keeps what has the keyboard in view, however it came there."""

    def __init__(self, theme: Theme, *areas: QScrollArea) -> None:
        """Take the areas, one in another from inside to outside."""
        super().__init__(areas[-1])
        self._theme = theme
        self._areas = areas
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def show(self, widget: QWidget) -> None:
        """Scroll to a widget in the areas, or to as much of it as there is room for."""
        for area in self._areas:
            content = area.widget()
            if content is not None and content.isAncestorOf(widget):
                self._scroll(area, content, widget)

    def _scroll(self, area: QScrollArea, content: QWidget, widget: QWidget) -> None:
        room, height = area.viewport().height(), widget.height()
        if height > room and widget.hasFocus():
            # Of a text higher than the area, Qt shows the line that is being written.
            area.ensureWidgetVisible(widget, 0, 0)
            return
        around = max(0, min(self._theme.px(_AROUND), (room - height) // 2))
        top = widget.mapTo(content, QPoint()).y() - around
        least = top + height + 2 * around - room
        bar = area.verticalScrollBar()
        bar.setValue(min(top, max(bar.value(), least)))

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        if focused is not None:
            self.show(focused)
