"""The window people have open all day."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from app.errors import DeskError
from app.text import tr
from ui.backend import Backend
from ui.preferences import Preferences
from ui.presenter import Presenter
from ui.seat import Seat
from ui.theme import Theme
from ui.views.failed import Failed
from ui.views.status_line import StatusLine
from ui.widgets.strip import Strip
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.views.desk_panes import DeskPanes
    from ui.views.furniture import Furniture


class MainWindow(QMainWindow):
    """A frame that is there at once; its panes come when the desk is open."""

    def __init__(self, backend: Backend, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.setWindowTitle(tr("Firstline"))
        self.furniture: Furniture | None = None
        self._backend = backend
        self._theme = theme
        self._preferences = preferences
        self.strip = Strip(theme)
        self._presenter = Presenter(self.strip)
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())  # nothing but the ground while the desk is opened
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self._listen()
        self._place()

    def _listen(self) -> None:
        self._backend.opened.connect(self._furnish)
        self._backend.failed_to_open.connect(self._fail)
        self._backend.refused.connect(self._presenter.refuse)
        self._backend.crashed.connect(self._presenter.report)
        self._backend.state_changed.connect(self._presenter.away)
        self._backend.state_changed.connect(self.status.tell_state)

    @property
    def panes(self) -> "DeskPanes | None":
        """Give the panes, once the desk is open."""
        return self.furniture.panes if self.furniture is not None else None

    def prepare(self) -> None:
        """Load the panes while the desk is opened."""
        import_module("ui.views.furniture")

    def show_page(self, page: QWidget) -> None:
        """Show `page` instead of the panes: the first start's question, or why the desk is not open."""
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def wait_for_the_desk(self) -> None:
        """Show the empty ground until the desk is open."""
        self.pages.setCurrentIndex(0)

    def _furnish(self, seat: Seat) -> None:
        workplace = Workplace(self._backend, seat, self._theme, self._preferences)
        made: Furniture = import_module("ui.views.furniture").Furniture(
            workplace, self, self._presenter.refuse, lambda told: self.strip.say(told, "good")
        )
        self.furniture = made
        self.status.tell_seat(seat)
        self.show_page(made.panes)
        made.panes.open_first_view()
        made.panes.focus("queue")

    def _fail(self, error: DeskError) -> None:
        failed = Failed(error.sentence)
        failed.again.connect(self._backend.start)
        self.show_page(failed)
        self.status.tell_state(error.sentence)

    def _place(self) -> None:
        remembered = self._preferences.state("window")
        if remembered.isEmpty() or not self.restoreGeometry(remembered):
            room = self.screen().availableGeometry().size()
            self.resize(room.boundedTo(self._theme.largest_window))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stands, and wait for what was told."""
        self._preferences.keep("window", self.saveGeometry())
        if self.furniture is not None:
            self.furniture.panes.remember()
            self.furniture.windows.close()
        self._preferences.save()
        left = self._backend.close()
        if left:
            text = tr("The database is away: {count} changes could not be sent and are lost when you quit.",
                      count=left)  # fmt: skip
            QMessageBox.warning(self, tr("Firstline"), text)
        super().closeEvent(event)
