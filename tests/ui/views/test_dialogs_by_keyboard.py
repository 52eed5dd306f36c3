"""Every transition through its dialog, by keyboard alone."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from support.dialogs import Desk
from support.world import World

from ui.theme import Theme
from ui.views.new_incident import NewIncidentDialog
from ui.widgets.reading_order import in_reading_order

RESOLUTION = {
    "resolution_kind": "Workaround",
    "resolution_code": "Configuration",
    "resolution": "MTU set to 1400.",
    "cause": "Tunnel",
}
TRIAGE = {"category": "VPN", "impact": "3", "urgency": "2", "assignee": "anna"}
WAYS = {
    "triage": ((), TRIAGE, "runs"),
    "escalate": (("triage",), {"team": "Network", "note": "MTU looks wrong."}, "runs"),
    "hand_back": (("triage", "escalate"), {"note": "Not the network."}, "runs"),
    "wait": (
        ("triage",),
        {"waiting_reason": "Awaiting the supp", "vendor_ref": "SR-1"},
        "paused",
    ),
    "resolve": (("triage",), RESOLUTION, "stopped"),
    "reopen": (("triage", "resolve"), {"reason": "It is back."}, "runs"),
    "confirm": (("triage", "resolve"), {"confirmed_by": "Uma", "how": "by phone"}, "final"),
    "cancel": (("triage",), {"reason": "Logged twice."}, "final"),
    "first_contact": ((), {**TRIAGE, **RESOLUTION}, "stopped"),
}


@pytest.mark.parametrize("key", WAYS)
def test_each_transition_is_taken_by_keyboard_alone(desk: Desk, world: World, key: str) -> None:
    before, answers, clock = WAYS[key]
    ticket = world.log()
    world.bring("lena", ticket, *before)
    if key == "hand_back":
        desk = desk.of("rui")
    dialog = desk.begin(ticket, key)
    for name, text in answers.items():
        desk.keyboard.fill(dialog.form, name, text)
    with desk.qtbot.waitSignal(dialog.taken):
        desk.keyboard.finish()
    assert desk.clock(ticket) == clock
    told = {**world.held(ticket).values}
    typed = {"resolution", "cause", "vendor_ref"} & set(answers)
    assert {name: told[name] for name in typed} == {name: answers[name] for name in typed}
    if "impact" in answers:
        assert (told["impact"], told["urgency"]) == (3, 2)
        assert told["assignee"] == world.id("person", "anna")


def tab_stops(window: QWidget) -> list[QWidget]:
    """Give what Tab reaches from the first stop on, until it comes round."""
    first = next(each for each in in_reading_order(window) if each.isVisible())
    first.setFocus()
    stops = [QApplication.focusWidget()]
    while window.focusNextChild() and QApplication.focusWidget() is not stops[0]:
        stops.append(QApplication.focusWidget())
        assert len(stops) < 100
    return stops


def check_controls(window: QWidget) -> None:
    """Every control can be reached in reading order, and a screen reader hears its name and kind."""
    shown = [each for each in in_reading_order(window) if each.isVisible() and each.isEnabled()]
    stops = tab_stops(window)
    # Of radio buttons Tab reaches one, and the arrow keys the others.
    reached = [each for each in shown if each in stops or not isinstance(each, QRadioButton)]
    assert stops == reached
    for each in shown:
        spoken = QAccessible.queryAccessibleInterface(each)
        assert spoken.text(QAccessible.Text.Name), each
        assert spoken.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), each


@pytest.mark.parametrize("key", ["triage", "wait", "first_contact"])
def test_a_transitions_controls_have_names_and_stand_in_reading_order(
    desk: Desk, world: World, key: str
) -> None:
    dialog = desk.begin(world.log(), key)
    desk.refuse(dialog)
    check_controls(dialog)
    stops = tab_stops(dialog)
    assert stops[-2:] == [dialog.dismiss, dialog.primary]
    dialog.reject()


def test_the_controls_of_a_new_incident_too(desk: Desk, world: World) -> None:
    ticket = world.log(title="VPN drops")
    dialog = NewIncidentDialog(desk.workplace, desk.parent)
    dialog.open()
    desk.qtbot.keyClicks(dialog.requester.line, "uma")
    desk.qtbot.waitUntil(lambda: dialog.requester.list.count() == 1)
    assert dialog.requester.is_chosen()
    desk.qtbot.waitUntil(lambda: [each.id for each in dialog.theirs.tickets] == [ticket])
    dialog.unfold.click()
    check_controls(dialog)
    stops = tab_stops(dialog)
    assert stops[-3:] == [dialog.dismiss, dialog.solve, dialog.primary]
    opening = dialog.theirs.buttons()[0]
    assert stops.index(opening) < stops.index(dialog.unfold)
    dialog.reject()


@pytest.mark.parametrize("scale", [80, 100, 200])
def test_a_dialog_is_never_larger_than_the_screen(
    desk: Desk, world: World, theme: Theme, scale: int
) -> None:
    theme.set_scale(scale)
    dialog = desk.begin(world.log(), "first_contact")
    desk.refuse(dialog)
    screen = dialog.screen().availableGeometry()
    assert screen.contains(dialog.geometry())
    last = dialog.form.rows["cause"]
    desk.keyboard.go_to(dialog.form, "cause")
    viewport = dialog._area.viewport()
    place = viewport.rect().translated(viewport.mapTo(dialog, viewport.rect().topLeft()))
    assert place.contains(last.box.mapTo(dialog, last.box.rect().center()))
    dialog.reject()


def test_a_dialog_grows_with_what_comes_to_be_asked(desk: Desk, world: World) -> None:
    dialog = desk.begin(world.log(), "wait")
    before = dialog.height()
    desk.keyboard.fill(dialog.form, "waiting_reason", "Awaiting the user")
    desk.qtbot.waitUntil(lambda: dialog.height() > before)
    assert dialog._area.verticalScrollBar().maximum() == 0
    desk.keyboard.fill(dialog.form, "waiting_reason", "Awaiting the supp")
    dialog.form.rows["vendor_ref"].setVisible(False)
    desk.qtbot.waitUntil(lambda: dialog.height() == before)
    dialog.reject()


def test_a_dialog_stays_as_somebody_sized_it(desk: Desk, world: World) -> None:
    dialog = desk.begin(world.log(), "wait")
    with desk.qtbot.waitSignal(dialog.windowHandle().heightChanged):
        dialog.windowHandle().resize(600, 500)
    desk.qtbot.waitUntil(lambda: dialog.size() == QSize(600, 500))
    desk.keyboard.fill(dialog.form, "waiting_reason", "Awaiting the user")
    desk.qtbot.waitUntil(lambda: not dialog.form.rows["note"].isHidden())
    assert dialog.size() == QSize(600, 500)
    dialog.reject()


@pytest.mark.parametrize("corner", ["left", "right", "top", "bottom"])
def test_a_dialog_is_in_sight_wherever_its_window_is(desk: Desk, world: World, corner: str) -> None:
    room = desk.parent.screen().availableGeometry()
    away = {"left": (-500, 0), "right": (room.right() - 40, 0), "top": (0, -400),
            "bottom": (0, room.bottom() - 40)}  # fmt: skip
    desk.parent.resize(600, 500)
    desk.parent.move(*away[corner])
    desk.parent.show()
    dialog = desk.begin(world.log(), "wait")
    assert room.contains(dialog.frameGeometry())
    desk.keyboard.fill(dialog.form, "waiting_reason", "Awaiting the user")
    desk.qtbot.waitUntil(lambda: not dialog.form.rows["note"].isHidden())
    assert room.contains(dialog.frameGeometry())
    dialog.reject()
