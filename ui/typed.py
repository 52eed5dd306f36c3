"""What somebody typed and did not finish, in dialogs and composers: it outlives Esc, the window, and a power cut."""

import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.fields import Value
from app.domain.ids import make_id
from ui.draft_files import Content, DraftFiles

# A value, and how it reads in its box.
Entry = tuple[Value, str]
Subject = tuple[str | int, ...]

# So long after a key all that was typed since is on its way to the disk.
_PAUSE_MS = 400


@dataclass(frozen=True)
class About:
    """What a draft is to become (`action`, as people read it), and the ticket it is for as it was seen.

    `ticket` 0: none yet.
    """

    action: str
    ticket: int = 0
    number: str = ""
    title: str = ""
    version: int = 0


@dataclass(frozen=True)
class Kept:
    """A draft; `at` says when it was begun (microseconds UTC), `command` is the id of the command it becomes.

    The id is made with the draft: what was sent and whose answer was lost is known by it.
    """

    subject: Subject
    about: About
    at: int
    command: int
    entries: Mapping[str, Entry]

    @property
    def key(self) -> str:
        """Give what tells it from every other draft."""
        return str(self.command)

    @property
    def text(self) -> str:
        """Give all that was typed, as one text."""
        return "\n".join(shown for _, shown in self.entries.values() if shown.strip())

    @staticmethod
    def of(content: Content) -> "Kept | None":
        """Read what a file holds; None for anything else."""
        try:
            entries = content["entries"].items()
            return Kept(
                tuple(content["subject"]),
                About(**content["about"]),
                int(content["at"]),
                int(content["command"]),
                {str(name): (value, str(shown)) for name, (value, shown) in entries},
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return None


class Typed(QObject):
    """The drafts of one window by subject, such as a ticket and a transition; on disk within a second."""

    changed = Signal()  # which drafts there are
    retyped = Signal(object)  # the subject whose draft is another now
    found = Signal(object)  # tuple[Kept, ...]: what earlier windows left, to be restored
    failed = Signal(str)  # what the disk says

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[Subject, Kept] = {}
        self._earlier: dict[str, Kept] = {}
        self._unwritten: dict[str, Kept | None] = {}
        self._files: DraftFiles | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.write)

    def use(self, files: DraftFiles) -> None:
        """Keep on disk what is typed from now on, and find what is there."""
        self._files = files
        files.failed.connect(self.failed)
        files.found.connect(self._find)
        files.start()

    def keep(self, subject: Subject, entries: Mapping[str, Entry], about: About) -> None:
        """Keep what is typed; nothing forgets it. What it is about stays as it was when it was begun."""
        kept = self._kept.get(subject)
        if not entries:
            if kept is not None:
                self.drop(kept)
        elif kept is None:
            now = time.time_ns() // 1_000
            self._note(Kept(subject, about, now, make_id(now), dict(entries)))
            self._tell(subject)
        elif kept.entries != entries:
            self._note(replace(kept, entries=dict(entries)))
            self.retyped.emit(subject)

    def of(self, subject: Subject) -> Mapping[str, Entry]:
        """Give what was typed of a subject; empty when nothing was."""
        kept = self._kept.get(subject)
        return kept.entries if kept else {}

    def kept(self, subject: Subject) -> Kept | None:
        """Give a subject's draft."""
        return self._kept.get(subject)

    def command_of(self, subject: Subject) -> int:
        """Give the id of the command that a draft becomes."""
        kept = self._kept.get(subject)
        return kept.command if kept else make_id(time.time_ns() // 1_000)

    def all(self) -> tuple[Kept, ...]:
        """Give every draft, newest first."""
        drafts = (*self._kept.values(), *self._earlier.values())
        written = (kept for kept in drafts if kept.text)
        return tuple(sorted(written, key=lambda kept: kept.at, reverse=True))

    def drop(self, kept: Kept) -> None:
        """Forget a draft: it was sent, or nobody wants it any more."""
        if self._kept.get(kept.subject, kept).key == kept.key:
            self._kept.pop(kept.subject, None)
        self._earlier.pop(kept.key, None)
        self._unwritten[kept.key] = None
        self._pause.start()
        self._tell(kept.subject)

    def forget(self, subject: Subject) -> None:
        """Forget a subject's draft, which was sent."""
        kept = self._kept.get(subject)
        if kept is not None:
            self.drop(kept)

    def restore(self, drafts: Collection[Kept], sent: Collection[int]) -> None:
        """Take over drafts of earlier windows, but for those whose command was `sent`.

        Of several of one subject, or where one was begun here, the newest is shown and the others stay in the list.
        """
        for kept in sorted(drafts, key=lambda kept: -kept.at):
            if kept.command in sent:
                self._unwritten[kept.key] = None
            else:
                self._shelve(kept)
        self._pause.start()

    def take_back(self, kept: Kept) -> None:
        """Keep a draft again that was dropped."""
        self._unwritten[kept.key] = kept
        self._pause.start()
        self._shelve(kept)

    def write(self) -> None:
        """Hand what is not on disk yet to the disk."""
        if self._files is not None:
            for key, kept in self._unwritten.items():
                self._files.put(key, asdict(kept) if kept else None)
        self._unwritten.clear()

    def close(self) -> None:
        """Write everything, and let go of the disk."""
        self._pause.stop()
        self.write()
        if self._files is not None:
            self._files.close()
            self._files = None

    def _shelve(self, kept: Kept) -> None:
        if kept.subject in self._kept:
            self._earlier[kept.key] = kept
        else:
            self._kept[kept.subject] = kept
        self._tell(kept.subject)

    def _tell(self, subject: Subject) -> None:
        self.retyped.emit(subject)
        self.changed.emit()

    def _note(self, kept: Kept) -> None:
        self._kept[kept.subject] = kept
        self._unwritten[kept.key] = kept
        if not self._pause.isActive():
            self._pause.start()

    def _find(self, contents: list[Content]) -> None:
        drafts = tuple(kept for kept in map(Kept.of, contents) if kept is not None)
        if drafts:
            self.found.emit(drafts)
