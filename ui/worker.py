"""A thread with a desk of its own, which does one job after another."""

import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.errors import DeskError, Interrupted, TooBusy, Unreachable
from ui.desk import Desk

# How long a command waits before it is sent again to a database that is away, in seconds.
_AGAIN = 1.0
# The serial under which a worker tells that the database is away.
AWAY = -1

Answered = Callable[[int, object, BaseException | None], None]


@dataclass(frozen=True)
class Job:
    """One thing to do with the desk; a command is done however often it must be tried."""

    serial: int
    run: Callable[[Desk], Any]
    is_command: bool = False


class Worker:
    """Does jobs in their order; `answered` is called on its thread with serial, answer and error."""

    def __init__(self, name: str, open_desk: Callable[[], Desk], answered: Answered) -> None:
        self._open_desk = open_desk
        self._answered = answered
        self._jobs: deque[Job] = deque()
        self._current: Job | None = None
        self._desk: Desk | None = None
        self._dropped = 0
        self._is_closing = False
        self._condition = threading.Condition()
        self._thread = threading.Thread(target=self._work, name=f"desk-{name}", daemon=True)

    def start(self) -> None:
        """Begin to work; once is enough."""
        if self._thread.ident is None:
            self._thread.start()

    @property
    def is_started(self) -> bool:
        """Whether it has begun."""
        return self._thread.ident is not None

    def put(self, job: Job) -> None:
        """Add a job; after `close` there are no new ones."""
        with self._condition:
            if not self._is_closing:
                self._jobs.append(job)
                self._condition.notify_all()

    def drop(self, serial: int) -> None:
        """Take a question back: it is not asked, or interrupted while it is."""
        with self._condition:
            if self._current is not None and self._current.serial == serial:
                self._dropped = serial
                self._interrupt()
            else:
                self._jobs = deque(job for job in self._jobs if job.serial != serial)

    def is_command(self, serial: int) -> bool:
        """Say whether a job that is still to be done is a command."""
        with self._condition:
            return any(job.serial == serial and job.is_command for job in self._all())

    @property
    def commands(self) -> int:
        """Count the commands that are still to be done."""
        with self._condition:
            return sum(job.is_command for job in self._all())

    def settle(self, seconds: float) -> None:
        """Wait for the commands, so long at the most."""
        with self._condition:
            self._condition.wait_for(
                lambda: not any(job.is_command for job in self._all()), seconds
            )

    def close(self) -> None:
        """Drop the questions; the thread ends when the commands are done."""
        with self._condition:
            self._is_closing = True
            self._jobs = deque(job for job in self._jobs if job.is_command)
            if self._current is not None and not self._current.is_command:
                self._interrupt()
            self._condition.notify_all()

    def join(self, seconds: float) -> None:
        """Wait for the thread to end."""
        if self.is_started:
            self._thread.join(seconds)

    def _all(self) -> list[Job]:
        return [*self._jobs, *([self._current] if self._current else [])]

    def _interrupt(self) -> None:
        if self._desk is not None:
            self._desk.interrupt()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            answer, error = self._done(job)
            with self._condition:
                self._current = None
                self._condition.notify_all()
            self._answered(job.serial, answer, error)
        if self._desk is not None:
            self._desk.close()

    def _next(self) -> Job | None:
        with self._condition:
            self._condition.wait_for(lambda: self._jobs or self._is_closing)
            self._current = self._jobs.popleft() if self._jobs else None
            return self._current

    def _done(self, job: Job) -> tuple[object, BaseException | None]:
        while True:
            try:
                return job.run(self._opened()), None
            except Interrupted as error:
                # Otherwise it was meant for the question before this one, and came late.
                if not job.is_command and (self._is_closing or self._dropped == job.serial):
                    return None, error
            except (Unreachable, TooBusy) as error:
                if not job.is_command or not self._wait_for_the_database(error):
                    return None, error
            except DeskError as error:
                return None, error
            except Exception as error:  # noqa: BLE001 - a crash is told in the window, not lost in a thread
                error.add_note(traceback.format_exc())
                return None, error

    def _wait_for_the_database(self, error: DeskError) -> bool:
        """Tell that the database is away, and wait a little; False when there is no more waiting."""
        self._answered(AWAY, None, error)
        with self._condition:
            return not self._condition.wait_for(lambda: self._is_closing, _AGAIN)

    def _opened(self) -> Desk:
        if self._desk is None:
            self._desk = self._open_desk()
        return self._desk
