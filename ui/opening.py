"""How a window comes to its desk: made where there is none, opened, and who sits at it."""

from collections.abc import Callable
from importlib import import_module
from typing import cast
from urllib.parse import urlsplit

from app.clock import SystemClock
from app.domain.questions import DeskUid, NamesFor, NamesOfRoles, PersonByLogin, TeamsOf
from app.domain.roles import THING_ROLES
from app.errors import NoRole, NotFound
from app.text import tr
from ui.desk import Desk
from ui.seat import Seat
from ui.start import Start

Progress = Callable[[int, int], None]


class DeskOpening:
    """The way to the desk that `start` names; called off the GUI thread."""

    def __init__(self, start: Start, founding: str = "", progress: Progress | None = None) -> None:
        """Take the kind of desk to make first, ``sample`` or ``desk``, and who hears how far that is."""
        self.start = start
        self._founding = founding
        self._progress = progress or (lambda _done, _all: None)
        self._is_known = False

    def open(self) -> Desk:
        """Open the desk, making it first where it was asked for; raises DeskError."""
        if self._founding:
            self._found()
            self._founding = ""
        # SQLAlchemy comes with it, and takes longer than showing a window: never before first paint.
        desk = import_module("app.desk").Desk(self.start.url, is_known=self._is_known)
        # The window's other threads need not look again what it is.
        self._is_known = True
        return cast("Desk", desk)

    def _found(self) -> None:
        if self._founding == "sample":
            now = SystemClock().now()
            make = import_module("app.channels.sample").make_sample
            make(self.start.url, 1, now, self._progress)
        else:
            import_module("app.channels.founding").make_desk(self.start.url)

    def seat(self, desk: Desk) -> Seat:
        """Say who sits at this window: the login named, else the database's, else that of this computer.

        Raises NotFound for somebody the desk does not know.
        """
        login = (
            self.start.login
            or urlsplit(self.start.url).username
            or import_module("app.channels.author").own_login()
        )
        person = desk.ask(PersonByLogin(login))
        if person is None:
            raise NotFound(tr("This desk knows nobody with the login “{login}”. Ask an administrator of the "
                              "desk to add you, or name somebody with --as.", login=login))  # fmt: skip
        if not person.roles:
            # On a server its policies show nothing either.
            holders = desk.ask(NamesOfRoles(THING_ROLES))
            raise NoRole(person.name, holders)
        teams = desk.ask(TeamsOf(person.id))
        return Seat(
            person=person,
            teams=teams,
            team_names=desk.ask(NamesFor("team", teams)),
            desk=desk.ask(DeskUid()),
            where=self.start.where,
            is_shared=self.start.is_shared,
        )
