"""What follows the first paint: the desk is opened, or it is asked which one to make."""

import gc
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.errors import DeskError
from app.paths import file_of, url_of
from app.text import tr
from ui import actions
from ui.backend import Backend
from ui.opening import DeskOpening
from ui.preferences import CHOSEN_DESK
from ui.start import Origin, Start
from ui.views.any_window import keys_slot, look_slots
from ui.views.failed import Failed
from ui.views.main_window import MainWindow
from ui.views.making import Making
from ui.views.welcome import Welcome
from ui.widgets.file_dialog import FileDialog


class Beginning(QObject):
    """Leads a window to a desk: the one it was started with, or another one that is chosen."""

    _made = Signal(int, int)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._start: Start | None = None
        self._backend: Backend | None = None
        self._made.connect(self._tell_made)
        window.other_desk_wanted.connect(self._choose_another)
        slots = look_slots(window.theme)
        slots |= {"quit": window.close, "other_desk": self._choose_another}
        actions.install(window, slots | keys_slot(window.theme, window, slots))

    def begin(self, start: Start) -> None:
        """Open the desk of `start`, or ask which one to make where there is none yet."""
        self._start = start
        if not start.is_new:
            self._window.wait_for_the_desk(is_shared=start.is_shared, where=start.where)
            self._open(DeskOpening(start))
            return
        welcome = Welcome(self._window.theme, start.where)
        welcome.chosen.connect(self._found)
        self._window.show_page(welcome)
        welcome.sample.setFocus()

    def _found(self, kind: str) -> None:
        self._window.show_page(Making(self._window.theme, kind))
        self._window.status.tell_place(is_shared=False, where=self._named.where)
        self._window.status.tell(tr("Making the desk…"))
        self._open(DeskOpening(self._named, kind, self._made.emit))

    @property
    def _named(self) -> Start:
        assert self._start is not None  # noqa: S101 - there is none only before `begin`
        return self._start

    def _open(self, opening: DeskOpening) -> None:
        backend = Backend(opening, self)
        # What is loaded once the desk is open stays: no collection need look at it again.
        backend.opened.connect(gc.freeze)
        backend.opened.connect(self._remember)
        backend.failed_to_open.connect(self._fail)
        before, self._backend = self._backend, backend
        self._window.serve(backend)
        if before is not None:
            before.close()
            before.deleteLater()
        backend.start()
        self._window.prepare()

    def _remember(self) -> None:
        """Open a desk that was chosen instead of the usual one the next time, too."""
        if self._named.origin is Origin.CHOSEN:
            self._window.theme.preferences.keep(CHOSEN_DESK, self._named.url)

    def _tell_made(self, done: int, of: int) -> None:
        page = self._window.page
        if isinstance(page, Making):
            page.tell(done, of)

    def _fail(self, error: DeskError) -> None:
        failed = Failed(self._window.theme, error, self._named)
        failed.again.connect(lambda: self.begin(self._named))
        failed.another_wanted.connect(self._choose_another)
        failed.new_wanted.connect(self._choose_place)
        self._window.show_page(failed)
        self._window.status.tell_state(error.sentence)
        failed.button.setFocus()

    def _choose_another(self) -> None:
        if isinstance(self._window.page, Making):
            # It is unfinished, and would be left so.
            self._window.status.tell(tr("Making the desk… Another one can be opened after that."))
            return
        dialog = self._file_dialog(tr("Open another desk"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def _choose_place(self) -> None:
        dialog = self._file_dialog(tr("Where the new desk is kept"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("db")
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        file = file_of(self._named.url)
        start = str(file.parent) if file else ""
        dialog = FileDialog(self._window, title, start, tr("Desks (*.db)"))
        dialog.fileSelected.connect(self._go_to)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _go_to(self, file: str) -> None:
        if shiboken6.isValid(self._window) and self._window.leave():
            is_named = self._named.origin is Origin.NAMED
            origin = Origin.NAMED if is_named else Origin.CHOSEN
            self.begin(replace(self._named, url=url_of(Path(file)), origin=origin))
