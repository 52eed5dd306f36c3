"""Ctrl+K: what is found by a few letters, and where Enter goes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from support.world import World

from ui.views.palette import Found, Palette
from ui.workplace import Workplace


def opened(workplace: Workplace, qtbot: QtBot) -> tuple[Palette, list[object]]:
    went: list[object] = []
    views = [
        Found("My work", act=lambda: went.append("My work")),
        Found("Waiting", act=lambda: None),
    ]
    offers = (("Views", views), ("Commands", [Found("Waste nothing", "Ctrl+W", lambda: None)]))
    palette = Palette(workplace, offers, went.append)
    qtbot.addWidget(palette)
    palette.show()
    return palette, went


def texts(palette: Palette) -> list[str]:
    model = palette.found
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_views_and_commands_are_narrowed_by_typing(workplace: Workplace, qtbot: QtBot) -> None:
    palette, went = opened(workplace, qtbot)
    QAbstractItemModelTester(palette.found)
    assert texts(palette) == ["Views", "My work", "Waiting", "Commands", "Waste nothing Ctrl+W"]
    qtbot.keyClicks(palette.box, "my")
    assert texts(palette) == ["Views", "My work"]
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert went == ["My work"]
    assert palette.isHidden()


def test_a_ticket_is_found_by_number_and_by_title(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    ticket = world.log(title="Badge printer prints blank cards")
    palette, went = opened(workplace, qtbot)
    for typed in ("inc-1", "printer badge"):
        palette.box.setText(typed)
        qtbot.waitUntil(
            lambda: "INC-000001  Badge printer prints blank cards Logged" in texts(palette)
        )
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert went == [ticket]


def test_the_arrows_pass_over_headings(workplace: Workplace, qtbot: QtBot) -> None:
    palette, _ = opened(workplace, qtbot)
    rows = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        rows.append(palette.list.currentIndex().row())
        qtbot.keyClick(palette.box, key)
    assert [*rows, palette.list.currentIndex().row()] == [1, 2, 4, 4, 2]


def test_nothing_found_says_what_is_looked_for(workplace: Workplace, qtbot: QtBot) -> None:
    palette, went = opened(workplace, qtbot)
    palette.box.setText("zzz")
    qtbot.waitUntil(
        lambda: (
            texts(palette) == ["Nothing found. Numbers, titles, views and commands are looked for."]
        )
    )
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert went == []
    assert not palette.isHidden()
