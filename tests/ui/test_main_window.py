"""The main window: there before its desk, its panes by keyboard, and what it remembers."""

import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support.outage import outage
from support.seats import WorldOpening
from support.windows import Shown, front, panes_of
from support.world import World

from app.desk import Desk
from app.domain.commands import AddNote
from app.domain.ids import make_id
from app.domain.views import named_views
from app.errors import Unreachable
from ui.actions import deeds
from ui.collector import collect
from ui.enter_key import EnterKey
from ui.preferences import Preferences
from ui.seat import Seat
from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.views.new_incident import NewIncidentDialog
from ui.views.palette import Palette
from ui.views.shortcut_list import ShortcutList
from ui.views.ticket_window import TicketWindow

ROOT = Path(__file__).parents[2]


class ElsewhereOpening(WorldOpening):
    """Opens the same desk under the name of another one."""

    def seat(self, desk: Desk) -> Seat:
        """Say who sits here, at which desk."""
        return replace(super().seat(desk), desk="another")


def test_every_view_opens_by_its_shortcut(window: MainWindow, qtbot: QtBot) -> None:
    panes = panes_of(window)
    for number, view in enumerate(named_views(), 1):
        key = Qt.Key(Qt.Key.Key_0 + number)
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert panes.views.title == view.title
        assert panes.queue.head.title.text() == view.title


def test_the_ticket_pane_follows_the_queue(window: MainWindow, qtbot: QtBot, world: World) -> None:
    tickets = [world.log(title=f"Ticket {number}") for number in range(3)]
    panes = panes_of(window)
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.queue.model.rowCount() == 3)
    seen = []
    panes.focus("queue")
    for _ in tickets:
        ticket = panes.queue.current
        qtbot.waitUntil(
            lambda ticket=ticket: (
                panes.ticket.detail is not None and panes.ticket.detail.row.id == ticket
            )
        )
        seen.append(ticket)
        qtbot.keyClick(panes.queue.table, Qt.Key.Key_Down)
    assert sorted(seen) == sorted(tickets)


def test_the_first_ticket_of_a_view_after_an_empty_one_is_chosen(
    window: MainWindow, qtbot: QtBot, world: World
) -> None:
    panes = panes_of(window)
    panes.focus("queue")
    qtbot.waitUntil(lambda: panes.views.count_of("My work") == "0")
    ticket = world.log()
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.queue.table.chosen() == (ticket,))


def test_enter_opens_a_window_of_its_own_once(
    window: MainWindow, qtbot: QtBot, world: World
) -> None:
    ticket = world.log(title="Badge printer")
    panes = panes_of(window)
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.queue.current == ticket)
    for _ in range(2):
        qtbot.keyClick(panes.queue.table, Qt.Key.Key_Return)
    assert window.furniture is not None
    assert list(window.furniture.windows.shown) == [ticket]
    own = window.furniture.windows.shown[ticket]
    qtbot.waitUntil(lambda: "Badge printer" in own.windowTitle())
    own.close()
    qtbot.waitUntil(lambda: window.furniture is not None and not window.furniture.windows.shown)


def test_a_new_incident_is_shown_once_it_is_logged(
    window: MainWindow, qtbot: QtBot, world: World
) -> None:
    world.log(title="Older")
    panes = panes_of(window)
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.ticket.detail is not None)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(front(NewIncidentDialog)))
    dialog = front(NewIncidentDialog)[0]
    assert isinstance(dialog, NewIncidentDialog)
    qtbot.keyClicks(dialog.requester.line, "uma")
    qtbot.waitUntil(lambda: dialog.requester.list.count() == 1)
    qtbot.keyClick(dialog.requester.line, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.form.rows["title"].box, "Newer")
    dialog.finish()
    qtbot.waitUntil(lambda: panes.queue.model.rowCount() == 2)
    qtbot.waitUntil(
        lambda: panes.ticket.detail is not None and panes.ticket.detail.row.title == "Newer"
    )
    qtbot.waitUntil(lambda: panes.queue.current == panes.ticket.ticket)
    qtbot.waitUntil(lambda: "is logged: Newer" in window.strip.text)


def test_what_is_known_already_is_opened_beside_or_added_to(
    window: MainWindow, qtbot: QtBot, world: World
) -> None:
    ticket = world.log(title="Printer prints blank pages")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(front(NewIncidentDialog)))
    dialog = front(NewIncidentDialog)[0]
    assert isinstance(dialog, NewIncidentDialog)
    dialog.form.rows["title"].box.setText("Blank pages")
    qtbot.waitUntil(lambda: [each.id for each in dialog.similar.tickets] == [ticket])
    opening, joining = dialog.similar.buttons()
    opening.click()
    qtbot.waitUntil(lambda: bool(front(TicketWindow)))
    joining.click()
    qtbot.waitUntil(
        lambda: window.strip.text == "Added to INC-000001: what you wrote is a work note."
    )


def test_the_palette_goes_to_views_and_does_commands(
    window: MainWindow, qtbot: QtBot, theme: Theme
) -> None:
    for typed in ("waiting", "larger"):
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(front(Palette)))
        palette = front(Palette)[0]
        assert isinstance(palette, Palette)
        qtbot.keyClicks(palette.box, typed)
        qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert panes_of(window).views.title == "Waiting"
    assert theme.scale == 110
    theme.set_scale(100)


def test_every_deed_can_be_done_and_has_a_shortcut_of_its_own(window: MainWindow) -> None:
    assert {deed.key for deed in deeds()} == set(window.furniture.deeds.actions)
    shortcuts = Counter(deed.shortcut for deed in deeds() if deed.shortcut)
    assert [each for each, times in shortcuts.items() if times > 1] == []


def test_views_stand_in_the_go_menu_and_no_two_menus_are_called_alike(window: MainWindow) -> None:
    menus = {action.text().replace("&", ""): action.menu() for action in window.menuBar().actions()}
    assert list(menus) == ["Desk", "Go", "Ticket", "View", "Help"]
    go = menus["Go"].actions()[: len(named_views())]
    assert [(each.text().replace("&&", "&"), each.shortcut().toString()) for each in go] == [
        (view.title, f"Alt+{number}") for number, view in enumerate(named_views(), 1)
    ]


def test_no_shortcut_is_a_menus_mnemonic(window: MainWindow) -> None:
    menus = (action.text() for action in window.menuBar().actions())
    mnemonics = {f"Alt+{text[text.index('&') + 1].upper()}" for text in menus}
    assert mnemonics.isdisjoint(deed.shortcut for deed in deeds())


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, qapp: QApplication) -> None:
    pressed: list[str] = []
    body = QWidget()
    column = QVBoxLayout(body)
    buttons = {name: QPushButton(name) for name in ("one", "other")}
    for name, button in buttons.items():
        button.clicked.connect(lambda _=False, name=name: pressed.append(name))
        column.addWidget(button)
    qtbot.addWidget(body)
    enter_key = EnterKey(qapp)
    body.show()
    qtbot.waitUntil(body.isActiveWindow)
    for button in (*buttons.values(), buttons["one"]):
        button.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A):
            qtbot.keyClick(button, key)
    enter_key.deleteLater()
    assert pressed == ["one", "one", "other", "other", "one", "one"]


def test_the_list_of_shortcuts_is_whole_grouped_and_can_be_narrowed(
    qtbot: QtBot, theme: Theme
) -> None:
    listed = ShortcutList(theme)
    qtbot.addWidget(listed)
    listed.show()
    assert list(listed.shown) == [
        "Desk",
        "Go",
        "Ticket",
        "View",
        "Help",
        "In the column of views",
        "In the queue",
        "Writing and dialogs",
        "Desk settings",
    ]
    with_keys = [deed.plain for deed in deeds() if deed.shortcut]
    texts = [text for some in listed.shown.values() for text in some]
    assert texts[: len(with_keys)] == with_keys
    assert set(with_keys) >= {view.title for view in named_views()}
    for typed, found in (
        ("resol", {"Ticket": ["Resolve"]}),
        ("ctrl+k", {"Desk": ["Find anything"]}),
        ("writing", {"Writing and dialogs": listed.shown["Writing and dialogs"]}),
        ("zzz", {}),
    ):
        listed.search.setText(typed)
        assert listed.shown == found


def test_f6_walks_through_the_panes(window: MainWindow, qtbot: QtBot, world: World) -> None:
    world.log()
    panes = panes_of(window)
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.ticket.detail is not None)
    panes.focus("views")
    places = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        places.append(
            [pane.isAncestorOf(focused) for pane in (panes.views, panes.queue, panes.ticket)]
        )
        qtbot.keyClick(focused, Qt.Key.Key_F6)
    assert places == [[True, False, False], [False, True, False], [False, False, True]]


def test_what_was_shown_is_remembered(show: Shown, qtbot: QtBot) -> None:
    first = show()
    qtbot.waitUntil(lambda: first.panes is not None)
    panes_of(first).views.choose("Waiting")
    panes_of(first).toggle_knowledge()
    first.resize(1111, 666)
    first.close()
    again = show()
    qtbot.waitUntil(lambda: again.panes is not None)
    assert panes_of(again).views.title == "Waiting"
    assert not panes_of(again).knowledge.isHidden()


def test_the_view_chosen_last_is_remembered_for_each_desk_though_nothing_is_closed(
    show: Shown, qtbot: QtBot, world: World, preferences: Preferences
) -> None:
    first = show()
    qtbot.waitUntil(lambda: first.panes is not None)
    panes_of(first).views.choose("Waiting")
    file = preferences.folder / "window.ini"
    qtbot.waitUntil(lambda: "=paused\n" in file.read_text() if file.exists() else False)
    other = show(ElsewhereOpening(world, "anna"))
    qtbot.waitUntil(lambda: other.panes is not None)
    assert panes_of(other).views.title == "My work"
    panes_of(other).views.choose("All open")
    again = show()
    qtbot.waitUntil(lambda: again.panes is not None)
    assert panes_of(again).views.title == "Waiting"


def test_the_tour_goes_through_the_whole_journey(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command = [
        sys.executable,
        "main.py",
        "tour",
        str(tmp_path / "tour"),
        "--dark",
        "--size",
        "1280x720",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(str(tmp_path / "tour"))
    pictures = sorted(each.name for each in (tmp_path / "tour").iterdir())
    assert pictures[0] == "01-first-start.png"
    assert pictures[-1].endswith("settings-8.png")
    assert len(pictures) == 27


def test_the_window_tells_what_its_desk_tells_nobody_else(window: MainWindow, qtbot: QtBot) -> None:
    collect()
    backend = window._backend
    assert backend is not None
    backend.refused.emit(Unreachable("the tests' desk", "no route to host"))
    assert "no route to host" in window.strip.text
    backend.crashed.emit("Traceback")
    assert "Something went wrong" in window.strip.text
    backend.state_changed.emit("The tests' desk is away.")
    assert "Reconnecting" in window.strip.text


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_quitting_with_changes_the_database_did_not_get_asks(
    window: MainWindow,
    world: World,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    asked: list[str] = []

    def decide(_parent: QWidget, _title: str, text: str, *_: Any) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(QMessageBox, "question", decide)
    ticket, backend = world.log(), window._backend
    assert backend is not None
    actor = world.id("person", "anna")
    with outage(world):
        backend.tell(
            AddNote(
                command_id=make_id(time.time_ns() // 1_000),
                actor=actor,
                ticket=ticket,
                text="Lost?",
            )
        )
        assert window.close() is (answer == "Yes")
    assert asked[0].startswith("One of your changes has not reached the database yet.")
    if answer == "No":
        qtbot.waitUntil(lambda: not backend.unsent)
        assert world.held(ticket).version == 2
