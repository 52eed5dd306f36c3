"""The only way from the window to the desk: ask and tell, off the GUI thread."""

import itertools
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.questions import Question
from app.errors import DeskError
from ui.carriage import Carriage
from ui.desk import Desk, Opening
from ui.echo import Echo
from ui.watcher import Watcher
from ui.worker import Job, Worker

A = TypeVar("A")
Then = Callable[[Any], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Waiting:
    """Who waits for an answer; nobody any more once the owner was deleted."""

    then: Then | None
    failed: Then | None
    owner: "weakref.ref[QObject] | None"
    key: tuple[int, str] | None
    is_command: bool = False
    progress: Progress | None = None

    @property
    def is_there(self) -> bool:
        if self.owner is None:
            return True
        owner = self.owner()
        return owner is not None and shiboken6.isValid(owner)


class Backend(QObject):
    """Asks and tells the desk by two workers with a connection each, and hears what others change.

    *front* answers commands, tickets and pages, *back* id lists, counts, search and suggestions; what is large
    is carried by two more, one each way, which begin when there is something. Answers come back on the GUI
    thread, never to a deleted owner, never after a newer question of the same key.
    """

    opened = Signal(object)  # what `Opening.seat` gave
    failed_to_open = Signal(object)  # DeskError
    changed = Signal(object)  # Changes: this window's own and other people's
    state_changed = Signal(str)  # "" while the desk answers, else the sentence why not
    refused = Signal(object)  # a DeskError that nobody asked to hear of
    crashed = Signal(str)  # the trace of an error nobody foresaw
    _answered = Signal(object, object, object)
    _heard = Signal(object)
    _progressed = Signal(object, object, object)

    def __init__(self, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._waiting: dict[int, _Waiting] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._serials = itertools.count(1)
        self._echo = Echo()
        self._told: set[int] = set()
        self._news: list[Changes] = []
        self._state = ""
        self._answered.connect(self._deliver)
        self._heard.connect(self._pass_on)
        self._progressed.connect(self._tell_progress)
        self._front = Worker("front", opening.open, self._answered.emit)
        self._back = Worker("back", opening.open, self._answered.emit)
        self._sender = Worker("sender", opening.open, self._answered.emit)
        self._fetcher = Worker("fetcher", opening.open, self._answered.emit)
        self._watcher = Watcher(opening.open, self._heard.emit)

    def start(self) -> None:
        """Open the desk; `opened` or `failed_to_open` follows."""
        first = Job(0, self._opening.seat)
        self._waiting[0] = _Waiting(self._open, self.failed_to_open.emit, None, None)
        self._front.start()
        self._front.put(first)

    def ask(
        self,
        question: Question[A],
        then: Callable[[A], None],
        *,
        owner: QObject,
        key: str = "",
        failed: Callable[[DeskError], None] | None = None,
        back: bool = False,
    ) -> None:
        """Ask a question; `then` gets the answer on the GUI thread, unless `owner` has gone by then.

        With a `key`, a newer question of the same owner and key takes the place of this one.
        """
        # A command may wait for its turn to write; nobody waits for it to read.
        worker = self._back if back or self._told else self._front
        serial = next(self._serials)
        topic = (id(owner), key) if key else None
        if topic:
            outdated = self._latest.get(topic)
            self._latest[topic] = serial
            if outdated is not None:
                self._waiting.pop(outdated, None)
                self._front.drop(outdated)
                self._back.drop(outdated)
        self._waiting[serial] = _Waiting(then, failed, weakref.ref(owner), topic)
        worker.put(Job(serial, lambda desk: desk.ask(question)))

    def tell(
        self,
        command: Command,
        then: Callable[[Changes], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Carry out a command, however long the database is away; `then` gets what it changed."""
        serial = next(self._serials)
        reference = weakref.ref(owner) if owner is not None else None
        self._waiting[serial] = _Waiting(then, failed, reference, None, is_command=True)
        self._told.add(serial)
        self._front.put(Job(serial, lambda desk: desk.tell(command), is_command=True))

    def carry(
        self,
        run: Callable[[Desk, Carriage], A],
        then: Callable[[A], None],
        *,
        owner: QObject,
        failed: Callable[[DeskError], None] | None = None,
        progress: Progress | None = None,
        is_sent: bool = False,
    ) -> Carriage:
        """Bring something large from the desk, or to it (`is_sent`); `run` is called on another thread.

        What is sent is a command like any other: tried however long the database is away, told of by `changed`.
        """
        serial = next(self._serials)
        carriage = Carriage(lambda done, size: self._progressed.emit(serial, done, size))
        self._waiting[serial] = _Waiting(
            then, failed, weakref.ref(owner), None, is_command=is_sent, progress=progress
        )
        worker = self._sender if is_sent else self._fetcher
        if not worker.is_started:
            worker.start()
            if is_sent:
                # What an earlier day left half sent.
                worker.put(Job(next(self._serials), lambda desk: desk.sweep()))
        worker.put(Job(serial, lambda desk: run(desk, carriage), is_command=is_sent))
        return carriage

    def warm(self) -> None:
        """Let the first command not wait for what it needs to be loaded."""
        self._back.put(Job(next(self._serials), lambda desk: desk.warm()))

    @property
    def unsent(self) -> int:
        """Count the commands that are told and not yet acknowledged."""
        return self._front.commands + self._sender.commands

    def settle(self, seconds: float) -> int:
        """Wait a little for what was told; gives how many commands are still to be acknowledged."""
        for worker in (self._front, self._sender):
            worker.settle(seconds)
        return self.unsent

    def close(self, seconds: float = 10.0) -> int:
        """Stop asking, wait for what was told, and let go; gives how many commands remain untold."""
        self._waiting = {
            serial: each
            for serial, each in self._waiting.items()
            if self._front.is_command(serial) or self._sender.is_command(serial)
        }
        self._watcher.stop()
        workers = (self._front, self._back, self._sender, self._fetcher)
        for worker in workers:
            worker.close()
        for worker in workers:
            worker.join(seconds)
        self._watcher.join(seconds)
        return self.unsent

    def _open(self, seat: object) -> None:
        self._back.start()
        self._watcher.start()
        self.opened.emit(seat)

    def _deliver(self, serial: int, answer: object, error: BaseException | None) -> None:
        if error is not None and serial < 0:
            self._tell_state(error)
            return
        waiting = self._waiting.pop(serial, None)
        if waiting is not None and waiting.key and self._latest.get(waiting.key) == serial:
            del self._latest[waiting.key]
        self._told.discard(serial)
        if error is not None:
            self._fail(waiting, error)
        else:
            self._succeed(waiting, answer)
        self._tell_news()

    def _tell_progress(self, serial: int, done: int, size: int) -> None:
        waiting = self._waiting.get(serial)
        if waiting is not None and waiting.progress is not None and waiting.is_there:
            waiting.progress(done, size)

    def _succeed(self, waiting: _Waiting | None, answer: object) -> None:
        if waiting is not None and waiting.then is not None and waiting.is_there:
            waiting.then(answer)
        self._set_state("")
        if isinstance(answer, Changes):
            self._echo.remember(answer)
            self.changed.emit(answer)

    def _fail(self, waiting: _Waiting | None, error: BaseException) -> None:
        if waiting is None or not (waiting.is_there or waiting.is_command):
            return
        if not isinstance(error, DeskError):
            self.crashed.emit(
                str(error.__notes__[0]) if hasattr(error, "__notes__") else repr(error)
            )
        elif waiting.failed is not None and waiting.is_there:
            waiting.failed(error)
        else:
            self.refused.emit(error)

    def _tell_state(self, error: BaseException) -> None:
        self._set_state(error.sentence if isinstance(error, DeskError) else repr(error))

    def _set_state(self, sentence: str) -> None:
        if sentence != self._state:
            self._state = sentence
            self.state_changed.emit(sentence)

    def _pass_on(self, heard: object) -> None:
        if isinstance(heard, DeskError):
            self._tell_state(heard)
        elif isinstance(heard, Changes):
            self._set_state("")
            self._news.append(heard)
            self._tell_news()

    def _tell_news(self) -> None:
        # The feed may be quicker than the answer to a command: what is this window's own is known after that.
        while self._news and not self._told:
            news = self._echo.without_own(self._news.pop(0))
            if news.changes or news.everything:
                self.changed.emit(news)
