"""Workplaces for tests: the window's real backend on a world's desk."""

from pytestqt.qtbot import QtBot
from support.world import World

from app.desk import Desk
from app.domain.questions import DeskUid, PersonByLogin, TeamsOf
from ui.backend import Backend
from ui.preferences import Preferences
from ui.seat import Seat
from ui.theme import Theme
from ui.workplace import Workplace


class WorldOpening:
    """Opens a world's desk as one of its people."""

    def __init__(self, world: World, login: str) -> None:
        self.world = world
        self.login = login

    def open(self) -> Desk:
        """Open the desk in this thread."""
        desk = Desk(self.world.url_of(self.login))
        desk.store._engine.pool.of_a_window = True  # type: ignore[attr-defined]
        return desk

    def seat(self, desk: Desk) -> Seat:
        """Say who sits here."""
        person = desk.ask(PersonByLogin(self.login))
        assert person is not None
        return Seat(
            person,
            desk.ask(TeamsOf(person.id)),
            (),
            desk.ask(DeskUid()),
            "the tests' desk",
            is_shared=False,
        )


class Chair:
    """Gives people workplaces, and clears them away."""

    def __init__(self, qtbot: QtBot, theme: Theme, preferences: Preferences) -> None:
        self._qtbot = qtbot
        self._theme = theme
        self._preferences = preferences
        self._backends: list[Backend] = []

    def take(self, world: World, login: str) -> Workplace:
        """Open the desk for `login`, and wait until it is."""
        backend = Backend(WorldOpening(world, login))
        self._backends.append(backend)
        with self._qtbot.waitSignal(backend.opened) as opened:
            backend.start()
        return Workplace(backend, opened.args[0], self._theme, self._preferences)

    def leave(self) -> None:
        """Close every backend; what was told is done by then."""
        for backend in self._backends:
            assert backend.close() == 0
            backend.deleteLater()
