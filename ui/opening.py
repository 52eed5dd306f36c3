"""How a window comes to its desk: made where there is none, opened, and who sits at it."""

from importlib import import_module
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from app.clock import SystemClock
from app.domain.questions import NamesFor, PersonByLogin, TeamsOf
from app.errors import NotFound
from app.text import tr
from ui.desk import Desk
from ui.seat import Seat

_FILE = "sqlite:///"


class DeskOpening:
    """The way to the desk at `url` for the person with `login`; all but `is_new` runs off the GUI thread."""

    def __init__(self, url: str, login: str) -> None:
        self._url = url
        self._login = login
        self.founding = ""  # the kind of desk to make first: ``sample`` or ``desk``

    @property
    def is_new(self) -> bool:
        """Whether the embedded desk is yet to be made."""
        return self._url.startswith(_FILE) and not Path(self._url.removeprefix(_FILE)).exists()

    @property
    def where(self) -> str:
        """Give the desk's place as people read it, without a password."""
        return self._url.rsplit("@", 1)[-1].removeprefix(_FILE)

    def open(self) -> Desk:
        """Open the desk, making it first where it was asked for; raises DeskError."""
        if self.founding and self.is_new:
            self._found()
        # SQLAlchemy comes with it, and takes longer than showing a window: never before first paint.
        return cast("Desk", import_module("app.desk").Desk(self._url))

    def _found(self) -> None:
        if self.founding == "sample":
            now = SystemClock().now()
            import_module("app.channels.sample").make_sample(self._url, 1, now)
        else:
            with import_module("app.channels.founding").founding(self._url):
                pass

    def seat(self, desk: Desk) -> Seat:
        """Say who sits at this window: `login`, else the database's login, else that of this computer.

        Raises NotFound for somebody the desk does not know.
        """
        login = (
            self._login
            or urlsplit(self._url).username
            or import_module("app.channels.author").own_login()
        )
        person = desk.ask(PersonByLogin(login))
        if person is None:
            raise NotFound(tr("This desk knows nobody with the login “{login}”. Ask an administrator of the "
                              "desk to add you, or name somebody with --as.", login=login))  # fmt: skip
        teams = desk.ask(TeamsOf(person.id))
        return Seat(
            person=person,
            teams=teams,
            team_names=desk.ask(NamesFor("team", teams)),
            where=self.where,
            is_shared=not self._url.startswith(_FILE),
        )
