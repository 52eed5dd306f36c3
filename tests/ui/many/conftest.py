"""Anna's window with several tickets in it."""

import pytest
from pytestqt.qtbot import QtBot
from support.hands import Hands
from support.world import World

from ui.workplace import Workplace


@pytest.fixture
def hands(workplace: Workplace, qtbot: QtBot, world: World) -> Hands:
    """Give anna's window."""
    return Hands(workplace, qtbot, world)
