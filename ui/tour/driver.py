"""Plays a script of steps inside Qt's own loop: acts, waits for facts, takes pictures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.text import tr
from ui.tour.hands import NotThere, front

_LOOK_MS = 20
_PATIENCE_MS = 30_000
_SETTLED_MS = 100


@dataclass(frozen=True)
class Until:
    """Something to wait for: what it is, and how to see that it is so."""

    what: str
    holds: Callable[[], object]


@dataclass(frozen=True)
class Picture:
    """A picture to take of what is in front."""

    name: str
    widget: Callable[[], QWidget]


Script = Iterator[Until | Picture]


class Tour(QObject):
    """Plays one script; `ended` tells "" or the sentence why it could not go on."""

    ended = Signal(str)

    def __init__(self, script: Script, folder: Path) -> None:
        super().__init__()
        self.pictures: list[Path] = []
        self._script = script
        self._folder = folder
        self._waiting: Until | None = None
        self._waited = QElapsedTimer()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin to play."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._timer.start()

    def _go_on(self) -> None:
        try:
            if self._waiting is None or self._is_met(self._waiting):
                self._step()
        except StopIteration:
            self._end("")
        except NotThere as error:
            front().grab().save(str(self._folder / "stopped-here.png"))
            self._end(tr("The tour could not go on: {reason}", reason=error))

    def _step(self) -> None:
        step = next(self._script)
        self._waited.start()
        if isinstance(step, Picture):
            self._waiting = Until(step.name, lambda: self._is_taken(step))
        else:
            self._waiting = step

    def _is_met(self, until: Until) -> bool:
        what = until.what
        try:
            if until.holds():
                return True
        except NotThere as error:
            what = f"{until.what} ({error})"
        if self._waited.elapsed() > _PATIENCE_MS:
            raise NotThere(what)
        return False

    def _is_taken(self, picture: Picture) -> bool:
        """Take a picture once what was done last is laid out and painted."""
        if self._waited.elapsed() < _SETTLED_MS:
            return False
        self._take(picture)
        return True

    def _take(self, picture: Picture) -> None:
        file = self._folder / f"{len(self.pictures) + 1:02}-{picture.name}.png"
        if not picture.widget().grab().save(str(file)):
            raise NotThere(str(file))
        self.pictures.append(file)

    def _end(self, reason: str) -> None:
        self._timer.stop()
        self.ended.emit(reason)
