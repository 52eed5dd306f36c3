"""The window people have open all day."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.parts import load_in_parts
from ui.theme import Theme
from ui.views.skeleton import Skeleton
from ui.views.status_line import StatusLine
from ui.widgets.placing import fit
from ui.widgets.strip import Strip

if TYPE_CHECKING:
    # All of the desk is loaded once the window is seen.
    from ui.backend import Backend
    from ui.presenter import Presenter
    from ui.seat import Seat
    from ui.views.desk_panes import DeskPanes
    from ui.views.furniture import Furniture


# What the panes are made of, in parts that take about as long to load.
_PARTS = (
    "ui.models.draft_keeper",
    "ui.widgets.inputs",
    "ui.widgets.boxes",
    "ui.views.children",
    "ui.views.queue_pane",
    "ui.views.ticket_face",
    "ui.views.desk_panes",
    "ui.views.furniture",
)
# How long, in seconds, closing waits for what was told before it asks.
_PATIENCE_S = 1.0


class MainWindow(QMainWindow):
    """A frame that is there at once; its panes come when the desk is open."""

    painted = Signal()  # once, when it is seen for the first time
    other_desk_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(tr("Firstline"))
        self.theme = theme
        self.furniture: Furniture | None = None
        self._backend: Backend | None = None
        self._presenter: Presenter | None = None
        self._is_painted = False
        self.strip = Strip(theme)
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())  # nothing but the ground
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self._place()

    @property
    def panes(self) -> "DeskPanes | None":
        """Give the panes, once the desk is open."""
        return self.furniture.panes if self.furniture is not None else None

    @property
    def page(self) -> QWidget | None:
        """Give what is shown: the panes, or what stands in their place."""
        return self.pages.currentWidget()

    def serve(self, backend: "Backend") -> None:
        """Show the desk of `backend`, once it is open."""
        # Kept: a signal does not hold what it calls.
        self._presenter = presenter = import_module("ui.presenter").Presenter(self.strip)
        self._backend = backend
        backend.opened.connect(self._furnish)
        backend.refused.connect(presenter.refuse)
        backend.crashed.connect(presenter.report)
        backend.state_changed.connect(presenter.away)
        backend.state_changed.connect(self.status.tell_state)

    def prepare(self) -> None:
        """Load the panes while the desk is opened, part by part: between them the window answers."""
        load_in_parts(_PARTS, self)

    def show_page(self, page: QWidget) -> None:
        """Show `page` instead of what is shown."""
        gone = self.page
        self.pages.setCurrentIndex(self.pages.addWidget(page))
        if gone is not None:
            self.pages.removeWidget(gone)
            gone.deleteLater()

    def wait_for_the_desk(self, *, is_shared: bool, where: str) -> None:
        """Show where the panes will be, and which desk is being opened."""
        self.status.tell_place(is_shared=is_shared, where=where)
        self.status.tell(tr("Opening the desk…"))
        if not isinstance(self.page, Skeleton):
            self.show_page(Skeleton(self.theme))

    def _furnish(self, seat: "Seat") -> None:
        self.furniture = import_module("ui.views.furniture").furnish(self, self._backend, seat)
        self.furniture.deeds.other_desk_wanted.connect(self.other_desk_wanted)
        self.status.tell_seat(seat)

    def leave(self) -> bool:
        """Let go of the desk, so that another one can be opened; says whether that is so."""
        if not self._may_close():
            return False
        for dialog in self.findChildren(QDialog):
            # The one in which the other desk was chosen is just closing.
            if not isinstance(dialog, QFileDialog):
                dialog.close()
        self._let_go()
        if self.furniture is not None:
            self.furniture.deeds.deleteLater()
            self.furniture.deleteLater()
            self.furniture = None
        return True

    def _let_go(self) -> None:
        """Keep how the panes stand, close the other windows, and wait for what was told."""
        if self.furniture is not None:
            self.furniture.panes.remember()
            self.furniture.close()
        if self._backend is not None:
            self._backend.close()

    def _place(self) -> None:
        remembered = self.theme.preferences.state("window")
        if remembered.isEmpty() or not self.restoreGeometry(remembered):
            fit(self, self.theme.largest_window)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that it is seen, once what else is to be painted with it is."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stands, and wait for what was told; stay if that would be lost and is wanted."""
        if not self._may_close():
            event.ignore()
            return
        self.theme.preferences.keep("window", self.saveGeometry())
        self._let_go()
        self.theme.preferences.save()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        """Ask, where something was told that the database does not get."""
        unsent = self._backend.settle(_PATIENCE_S) if self._backend is not None else 0
        if not unsent:
            return True
        told = tr("One of your changes has not reached the database yet.")
        if unsent > 1:
            told = tr("{count} of your changes have not reached the database yet.", count=unsent)
        text = tr("{told} What you wrote stays in Drafts; the change of a field is lost if you quit now. Quit all the same?",
                  told=told)  # fmt: skip
        buttons = QMessageBox.StandardButton
        asked = QMessageBox.question(
            self, tr("Firstline"), text, buttons.Yes | buttons.No, buttons.No
        )
        return asked == QMessageBox.StandardButton.Yes
