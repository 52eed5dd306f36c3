"""What is typed and not sent, on this computer's disk: a small file each, per person and desk.

Each window has a folder of its own, locked while it lives; the next one to open takes over what a dead one left.
"""

import json
import os
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QLockFile, QObject, Signal

Content = Mapping[str, Any]
_LOCK, _END, _UNREADABLE = "lock", ".json", ".unreadable"


class DraftFiles(QObject):
    """The drafts of one window as files, read and written in order by a thread of its own."""

    found = Signal(object)  # list[Content]: what windows that are gone have left
    failed = Signal(str)  # what the disk says

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Take the folder of one person at one desk."""
        super().__init__(parent)
        self._shared = folder
        self._own = folder / uuid4().hex
        self._jobs: SimpleQueue[tuple[str, Content | None] | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._run, name="drafts", daemon=True)
        self._lock = _lock_of(self._own)

    def start(self) -> None:
        """Begin, by finding what is there."""
        self._writer.start()

    def put(self, key: str, content: Content | None) -> None:
        """Write a draft, or take it away (None), as soon as the disk can; `key` is a file's name."""
        self._jobs.put((key, content))

    def close(self) -> None:
        """Write what is still to be written, and let go; what is left is there for the next window."""
        self._jobs.put(None)
        self._writer.join()

    def _run(self) -> None:
        is_open = self._attempt(self._open)
        while (job := self._jobs.get()) is not None:
            if is_open:
                self._attempt(partial(self._write, *job))
        if is_open:
            self._lock.unlock()
            _clear(self._own)

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except OSError as error:
            self.failed.emit(error.strerror or str(error))
            return False
        return True

    def _open(self) -> None:
        self._own.mkdir(parents=True, mode=0o700)
        self._lock.tryLock(0)
        others = [each for each in self._shared.iterdir() if each != self._own and each.is_dir()]
        self.found.emit([content for folder in others for content in self._adopt(folder)])

    def _adopt(self, folder: Path) -> list[Content]:
        lock = _lock_of(folder)
        if not lock.tryLock(0):
            return []
        found = []
        for file in folder.glob(f"*{_END}"):
            content = _read(file)
            if content is None:
                file.replace(file.with_suffix(_UNREADABLE))
            else:
                found.append(content)
                file.replace(self._file(file.stem))
        lock.unlock()
        _clear(folder)
        return found

    def _file(self, key: str) -> Path:
        return self._own / f"{key}{_END}"

    def _write(self, key: str, content: Content | None) -> None:
        file = self._file(key)
        if content is None:
            file.unlink(missing_ok=True)
            return
        beside = file.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(json.dumps(content).encode())
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    # A lock is dead when its process is, however old it may be.
    lock.setStaleLockTime(0)
    return lock


def _read(file: Path) -> Content | None:
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _clear(folder: Path) -> None:
    """Take away a folder nobody uses, unless something is left in it."""
    for file in (folder / _LOCK, *folder.glob("*.new")):
        file.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()
