"""Many tickets changed at once: chosen by keyboard, asked once, each answering for itself."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from support.door import assert_whole
from support.hands import CTRL, SHIFT, Hands
from support.outage import outage
from support.queues import Crowd, is_settled, titles_of
from support.seats import Chair
from support.whole import history
from support.world import World

from app.domain.changes import Change
from app.domain.commands import AddNote, Command, LinkTicket, TicketCommand
from app.domain.questions import NamesFor, TicketRows
from app.domain.views import view_named
from app.errors import Conflict, DeskError, Finished, NotFound, Refused
from ui.desk import Desk
from ui.models.bulk import Bulk, Order, Refusal, Report
from ui.models.bulk_words import outcome, reasons
from ui.views.many import Many
from ui.workplace import Workplace


@pytest.fixture
def tickets(world: World) -> list[int]:
    """Give six logged tickets, in the order of their numbers."""
    return [world.log(title=f"Ticket {number}") for number in range(6)]


def test_arrows_with_shift_choose_and_the_bar_counts(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    assert hands.orders.bar.isHidden()
    hands.choose(3)
    assert hands.orders.bar.isVisible()
    assert hands.orders.bar.says.text() == "3 chosen"
    top = hands.queue.table.viewport().mapToGlobal(QPoint(0, 0))
    hands.press(Qt.Key.Key_Down)
    assert hands.orders.bar.isHidden()
    # No row moves when it comes or goes.
    assert hands.queue.table.viewport().mapToGlobal(QPoint(0, 0)) == top


def test_clicks_with_ctrl_and_shift_choose(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    table = hands.queue.table

    def click(row: int, modifier: Qt.KeyboardModifier) -> None:
        spot = table.visualRect(hands.queue.model.index(row, 1)).center()
        hands.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, spot)

    click(0, Qt.KeyboardModifier.NoModifier)
    click(2, CTRL)
    assert hands.orders.selection.tickets() == tuple(
        hands.queue.model.list.at(row) for row in (0, 2)
    )
    click(5, SHIFT)
    assert hands.orders.bar.says.text() == "5 chosen"


def test_all_of_a_view_is_chosen_without_reading_its_rows(
    many: Crowd, chair: Chair, qtbot: QtBot
) -> None:
    workplace = chair.take(many, "maria.costa")  # type: ignore[arg-type]
    hands = Hands(workplace, qtbot, many)  # type: ignore[arg-type]
    hands.show()
    known = len(hands.queue.model.rows)
    hands.press(Qt.Key.Key_A, CTRL)
    assert hands.orders.selection.count == 10_001
    assert len(hands.queue.model.rows) == known
    assert len(hands.orders.selection.tickets()) == 10_001
    assert hands.orders.bar.says.text() == "10,001 chosen; at most 10,000 are changed at once"
    assert not hands.orders.bar.assign.isEnabled()
    hands.orders.offer()
    assert "at most 10,000" in hands.queue.strip.text
    hands.qtbot.mouseClick(hands.orders.bar.clear, Qt.MouseButton.LeftButton)
    assert hands.orders.selection.count == 1


def test_all_means_those_too_that_are_yet_to_come(many: Crowd, chair: Chair, qtbot: QtBot) -> None:
    workplace = chair.take(many, "maria.costa")  # type: ignore[arg-type]
    hands = Hands(workplace, qtbot, many)  # type: ignore[arg-type]
    view = view_named("All tickets")
    assert view is not None
    hands.queue.show_view(view)
    qtbot.waitUntil(lambda: len(hands.queue.model.list) > 0)
    hands.orders.selection.choose_all()
    qtbot.waitUntil(lambda: is_settled(hands.queue) and hands.orders.selection.count == 10_001)


def test_the_selection_stays_with_its_tickets(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    hands.choose(3)
    chosen = set(hands.orders.selection.tickets())
    new = hands.world.log(title="New at the top")
    hands.until(lambda: new in hands.queue.model.list.ids)
    assert set(hands.orders.selection.tickets()) == chosen
    QAbstractItemModelTester(hands.queue.model)


def test_tickets_are_assigned_by_keyboard_alone(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    hands.choose(4)
    chosen = list(hands.orders.selection.tickets())
    hands.pick("Assign…")
    hands.until(hands.has_dialog)
    assert hands.dialog.windowTitle() == "Assign: 4 tickets"
    hands.finish()
    assert hands.dialog.strip.text == "Choose a team, a person, or both."
    hands.fill("team", "Net")
    hands.fill("assignee", "ben")
    hands.finish()
    hands.until(lambda: hands.queue.strip.text)
    assert hands.ended() == "Assign: 4 done."
    assert set(hands.values(chosen, "team")) == {hands.world.id("team", "Network")}
    assert set(hands.values(chosen, "assignee")) == {hands.world.id("person", "ben")}
    assert set(hands.orders.selection.tickets()) == set(chosen)
    assert_whole(hands.world)


def test_the_rest_of_the_menu(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    hands.choose(2)
    chosen = list(hands.orders.selection.tickets())
    hands.pick("Set the category…")
    hands.fill("category", "VPN")
    hands.finish()
    hands.until(lambda: hands.ended() == "Set the category: 2 done.")
    assert set(hands.values(chosen, "category")) == {hands.world.id("category", "VPN")}
    hands.pick("Assign to me")
    hands.until(lambda: hands.ended() == "Assign to me: 2 done.")
    assert set(hands.values(chosen, "assignee")) == {hands.world.id("person", "anna")}
    hands.pick("Write a work note…")
    hands.fill("note", "Same cause.")
    hands.finish()
    hands.until(lambda: hands.ended() == "Write a work note: 2 done.")
    assert all(history(hands.world.store, each)[-1].kind == "noted" for each in chosen)


def test_a_parent_is_found_by_its_number(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    hands.choose(3)
    chosen = list(hands.orders.selection.tickets())
    parent = chosen[0]
    (row,) = hands.world.desk("anna").ask(TicketRows((parent,)))
    hands.pick("Link to a parent…")
    hands.fill("other", row.number)
    hands.finish()
    # A ticket is no parent of itself; the two others are done all the same.
    hands.until(lambda: hands.ended().startswith("Link to a parent: 2 done, 1 refused."))
    assert "that one is not here" in hands.queue.strip.text


def test_a_transition_is_asked_once_and_sent_to_each(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    hands.choose(3)
    chosen = list(hands.orders.selection.tickets())
    hands.qtbot.mouseClick(hands.orders.bar.wait, Qt.MouseButton.LeftButton)
    hands.until(hands.has_dialog)
    hands.fill("waiting_reason", "Awaiting the user")
    hands.finish()
    assert "Not ready yet" in hands.dialog.strip.text
    hands.fill("note", "Which gateway do you use?")
    hands.finish()
    hands.until(lambda: hands.ended() == "Wait: 3 done.")
    assert set(hands.values(chosen, "step")) == {"waiting"}
    hands.pick("Resume")
    hands.until(lambda: hands.ended() == "Resume: 3 done.")
    assert set(hands.values(chosen, "step")) == {"logged"}
    assert hands.undo_list.undoes == ""
    assert_whole(hands.world)


def test_of_two_buttons_that_would_say_cancel_one_says_what(
    hands: Hands, tickets: list[int]
) -> None:
    hands.show()
    hands.choose(3)
    hands.pick("Cancel…")
    dialog = hands.dialog
    assert dialog.primary.text() == "Cancel: 3 tickets   Ctrl+Enter"
    assert dialog.dismiss.text() == "Go back"
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: not hands.has_dialog())


def test_what_not_all_can_take_is_not_offered(hands: Hands, tickets: list[int]) -> None:
    hands.world.bring("anna", tickets[0], "wait")
    hands.show()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.qtbot.mouseClick(hands.orders.bar.wait, Qt.MouseButton.LeftButton)
    hands.until(lambda: hands.queue.strip.text)
    assert hands.queue.strip.text == (
        "That is not possible for all of the chosen tickets. Possible: “Cancel”."
    )
    assert not hands.has_dialog()
    hands.world.bring("anna", tickets[1], "cancel")
    hands.queue.strip.clear()
    texts = [each.text() for each in hands.menu().actions()]
    assert texts[-1] == "No step on is possible for all of them"
    hands.press(Qt.Key.Key_Escape)


def test_each_answers_for_itself_and_the_refused_are_shown(
    hands: Hands, tickets: list[int]
) -> None:
    world = hands.world
    for ticket in tickets[:2]:
        world.bring("anna", ticket, "cancel")
    hands.show()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.pick("Assign to me")
    hands.until(lambda: hands.queue.strip.text)
    told = hands.ended().splitlines()
    assert told[0] == "Assign to me: 4 done, 2 refused."
    assert "was cancelled by Anna at" in told[1]
    assert told[1].endswith("(1 more for the same reason.)")
    hands.queue.strip.act()
    hands.until(lambda: is_settled(hands.queue) and len(hands.queue.model.list) == 2)
    assert hands.queue.head.title.text() == "Refused"
    assert set(titles_of(hands.queue.model)) == {"Ticket 0", "Ticket 1"}
    assert hands.panes.views.title == ""
    hands.show()
    assert len(hands.queue.model.list) == 6


def test_what_was_typed_is_there_again_after_esc(hands: Hands, tickets: list[int]) -> None:
    hands.show()
    hands.choose(2)
    hands.pick("Write a work note…")
    hands.fill("note", "Half a")
    hands.qtbot.keyClick(hands.dialog, Qt.Key.Key_Escape)
    hands.until(lambda: not hands.has_dialog())
    hands.pick("Write a work note…")
    assert hands.dialog.form.rows["note"].entry[1] == "Half a"
    hands.qtbot.keyClick(hands.dialog, Qt.Key.Key_Escape)


class Orders:
    """Orders for a runner alone."""

    def __init__(self, workplace: Workplace, qtbot: QtBot, world: World) -> None:
        self.workplace = workplace
        self.qtbot = qtbot
        self.world = world
        self.bulk = Bulk(workplace.backend)
        self.reports: list[Report] = []

    def start(self, kind: type[TicketCommand], tickets: list[int], **fields: Any) -> bool:
        seat = self.workplace.seat

        def prepare(_: Desk, ticket: int) -> Command:
            return seat.command(kind, ticket=ticket, **fields)

        return self.bulk.start(Order("Test", prepare), tickets, self.reports.append)

    def report(self) -> Report:
        self.qtbot.waitUntil(lambda: bool(self.reports))
        return self.reports[-1]


@pytest.fixture
def orders(workplace: Workplace, qtbot: QtBot, world: World) -> Orders:
    return Orders(workplace, qtbot, world)


def test_hundreds_with_some_refused_leave_the_window_free(orders: Orders, world: World) -> None:
    real = [world.log() for _ in range(97)]
    mixed = [*real[:50], 1, 2, 3, *real[50:]]
    progress: list[int] = []
    orders.bulk.moved.connect(lambda: progress.append(orders.bulk.progress[1]))
    assert orders.start(AddNote, mixed, text="Seen.")
    assert not orders.start(AddNote, mixed, text="Twice.")
    answers: list[Any] = []
    # A question is answered before the hundred are done.
    orders.workplace.backend.ask(
        NamesFor("person", (1,)),
        lambda _: answers.append(orders.bulk.is_running),
        owner=orders.bulk,
    )
    report = orders.report()
    assert answers == [True]
    assert (report.done, len(report.refusals), report.left) == (97, 3, 0)
    assert [refusal.ticket for refusal in report.refusals] == [1, 2, 3]
    assert {type(refusal.error) for refusal in report.refusals} == {NotFound}
    assert progress == [*sorted(progress[:-1]), 0]
    assert len(progress) > 3
    assert {len(history(world.store, ticket)) for ticket in real} == {2}
    assert outcome(report).splitlines() == [
        "Test: 97 done, 3 refused.",
        "There is no such ticket on this desk. Look it up by its number. (2 more for the same reason.)",
    ]
    assert_whole(world)


def test_called_off_in_the_middle_the_rest_stays_as_it_was(orders: Orders, world: World) -> None:
    tickets = [world.log() for _ in range(80)]
    orders.bulk.moved.connect(lambda: orders.bulk.progress[1] and orders.bulk.cancel())
    orders.start(AddNote, tickets, text="Seen.")
    report = orders.report()
    assert 0 < report.done < 80
    assert report.left == 80 - report.done
    lengths = [len(history(world.store, ticket)) for ticket in tickets]
    assert lengths == [2] * report.done + [1] * report.left
    assert outcome(report) == f"Test: {report.done} done, {report.left} left as they were."
    # Another order is taken after that.
    orders.reports.clear()
    orders.start(AddNote, tickets[:1], text="Again.")
    assert orders.report().done == 1


def test_other_windows_hear_of_it(orders: Orders, world: World, chair: Chair) -> None:
    other = chair.take(world, "ben")
    tickets = [world.log() for _ in range(30)]
    heard: set[int] = set()
    other.backend.changed.connect(lambda changes: heard.update(changes.ids("ticket")))
    orders.start(LinkTicket, tickets[1:], relation="child_of", other=tickets[0])
    orders.qtbot.waitUntil(lambda: heard >= set(tickets[1:]))


def test_what_nobody_foresaw_ends_it_with_a_report(orders: Orders, world: World) -> None:
    traces: list[str] = []
    orders.workplace.backend.crashed.connect(traces.append)

    def prepare(_: Desk, ticket: int) -> Command:
        raise ZeroDivisionError

    orders.bulk.start(Order("Test", prepare), [world.log()], orders.reports.append)
    report = orders.report()
    assert (report.done, report.left) == (0, 1)
    assert "ZeroDivisionError" in traces[0]
    assert not orders.bulk.is_running


def test_while_the_database_is_away_it_waits_and_each_counts_once(
    sqlite_world: World, chair: Chair, qtbot: QtBot
) -> None:
    orders = Orders(chair.take(sqlite_world, "anna"), qtbot, sqlite_world)
    tickets = [sqlite_world.log() for _ in range(60)]
    states: list[str] = []
    orders.workplace.backend.state_changed.connect(states.append)
    with outage(sqlite_world):
        orders.start(AddNote, tickets, text="Seen.")
        qtbot.waitUntil(lambda: bool(states))
        assert orders.bulk.is_running
    assert orders.report().done == 60
    assert {len(history(sqlite_world.store, ticket)) for ticket in tickets} == {2}


def test_a_window_closes_only_when_asked_again(hands: Hands, world: World) -> None:
    tickets = [world.log() for _ in range(200)]
    many: Many = hands.panes.many
    many.guard(hands.panes)
    seat, reports = hands.workplace.seat, []
    order = Order("Test", lambda _, ticket: seat.command(AddNote, ticket=ticket, text="x"))
    many.bulk.start(order, tickets, reports.append)
    assert not hands.panes.close()
    assert "Close again" in hands.queue.strip.text
    assert hands.panes.close()
    hands.until(lambda: reports)
    assert reports[0].left > 0


def test_reasons_are_grouped_and_few_are_told() -> None:
    errors: list[DeskError] = [
        Finished(f"INC-00000{n}", "closed", name, f"10:1{n}") for n, name in enumerate("ABC")
    ]
    errors += [Refused(text) for text in ("Alpha.", "Beta.", "Gamma.", "Delta.")]
    errors.append(Conflict("INC-000009", "Ben", "10:14", ()))
    told = reasons([Refusal(number, error) for number, error in enumerate(errors)])
    assert told == [
        (
            "INC-000000 was closed by A at 10:10. Log a new ticket and link it to this one. "
            "(2 more for the same reason.)"
        ),
        "Alpha.",
        "Beta.",
        "3 for other reasons.",
    ]
    order = Order("Test", lambda *_: Command(command_id=1, actor=1))
    changes = (Change("ticket", 1, 2),)
    stopped = Report(order, 1, changes, (), 4, Refused("Away."))
    assert outcome(stopped) == "Test: 1 done, 4 left as they were.\nAway."
