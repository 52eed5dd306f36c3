"""Links, people, handing over and mentions on a ticket, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot
from support.door import assert_whole
from support.hands import CTRL, Hands
from support.queues import is_settled
from support.seats import Chair
from support.whole import history
from support.world import World

from app.domain.commands import LinkTicket, UnlinkTicket, WatchTicket
from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail
from tests.ui.test_accessibility import nameless
from ui.views.children import offer_children
from ui.views.transition_dialog import TransitionDialog, start_transition
from ui.widgets.beside_chip import BesideChip


class Side:
    """A ticket in a pane, and what stands beside it."""

    def __init__(self, hands: Hands, ticket: int) -> None:
        self.hands = hands
        self.world = hands.world
        self.ticket = ticket
        self.pane = hands.panes.ticket
        self.beside = self.pane.beside
        self.row = self.pane.face.beside
        self.pane.show_ticket(ticket)
        hands.until(lambda: self.pane.detail is not None and self.pane.reader.is_here)

    def told(self, ticket: int) -> TicketDetail:
        return self.world.desk("anna").ask(WholeTicket(ticket, self.world.id("person", "anna")))

    def chips(self) -> list[str]:
        return [each.text() for each in self.row.widgets() if isinstance(each, BesideChip)]

    def chip(self, text: str) -> BesideChip:
        return next(
            each
            for each in self.row.widgets()
            if isinstance(each, BesideChip) and text in each.text()
        )

    def texts(self) -> list[str]:
        return [each.text() for each in self.row.widgets() if isinstance(each, QPushButton)]

    def press(self, text: str) -> None:
        parts = [each for each in self.row.widgets() if isinstance(each, QPushButton)]
        next(each for each in parts if each.text() == text).click()

    def says(self) -> str:
        self.hands.until(lambda: self.pane.face.strip.text)
        return self.pane.face.strip.text


@pytest.fixture
def side(hands: Hands, world: World) -> Side:
    world.log(title="Core switch down")
    return Side(hands, world.log(title="VPN drops"))


def test_a_ticket_is_linked_to_one_found_by_its_title(side: Side) -> None:
    side.beside.link()
    side.hands.fill("other", "core")
    side.hands.finish()
    side.hands.until(lambda: side.chips() == ["Child of: INC-000001 Core switch down"])
    (link,) = side.told(side.ticket).links
    parent = link.ticket
    with side.hands.qtbot.waitSignal(side.pane.opened) as opened:
        side.hands.qtbot.keyClick(side.chip("Core"), Qt.Key.Key_Space)
    assert opened.args == [parent]
    # The other end says what it is there, and can be taken off there too.
    other = Side(side.hands, parent)
    assert other.chips() == ["Parent of: INC-000002 VPN drops"]
    side.hands.qtbot.keyClick(other.chip("VPN"), Qt.Key.Key_Delete)
    assert other.says() == "The link is taken off: INC-000002 VPN drops."
    side.hands.until(lambda: other.chips() == [])
    other.pane.face.strip.act()
    side.hands.until(lambda: other.chips() == ["Parent of: INC-000002 VPN drops"])
    assert_whole(side.world)


def test_a_child_is_linked_from_its_parent(side: Side) -> None:
    side.beside.link()
    row = side.hands.dialog.form.rows["relation"]
    row.show_entry("child", "Parent of")
    side.hands.fill("other", "INC-000001")
    side.hands.finish()
    side.hands.until(lambda: side.chips() == ["Parent of: INC-000001 Core switch down"])


def test_a_refused_link_keeps_what_was_typed(side: Side) -> None:
    side.beside.link()
    side.hands.finish()
    assert side.hands.dialog.strip.text == "Not ready yet: Ticket, by number or title."
    side.hands.fill("other", "VPN")
    side.hands.finish()
    side.hands.until(lambda: "A link leads to another ticket" in side.hands.dialog.strip.text)
    side.hands.qtbot.keyClick(side.hands.dialog, Qt.Key.Key_Escape)
    side.beside.link()
    assert side.hands.dialog.form.rows["other"].entry[1] == "INC-000002 VPN drops"
    side.hands.qtbot.keyClick(side.hands.dialog, Qt.Key.Key_Escape)


def test_a_duplicate_is_closed_from_its_pane(side: Side, world: World) -> None:
    ticket = world.log(title="VPN drops too", requester=world.id("person", "vic"))
    other = Side(side.hands, ticket)
    other.beside.mark_duplicate()
    assert side.hands.dialog.windowTitle() == "Close INC-000003 as a duplicate"
    side.hands.fill("other", "INC-000001")
    side.hands.finish()
    side.hands.until(lambda: other.pane.detail.row.clock == "final")  # type: ignore[union-attr]
    assert other.chips() == ["Duplicate of: INC-000001 Core switch down"]
    original = other.told(ticket).links[0].ticket
    assert [(each.kind, each.name) for each in other.told(original).people] == [("affected", "Vic")]


def test_a_person_is_added_and_taken_off(side: Side) -> None:
    side.beside.add_person()
    side.hands.fill("person", "vic")
    side.hands.finish()
    side.hands.until(lambda: side.chips() == ["Affected: Vic"])
    side.hands.qtbot.keyClick(side.chip("Vic"), Qt.Key.Key_Backspace)
    assert side.says() == "Vic is taken off."
    side.pane.face.strip.act()
    side.hands.until(lambda: side.chips() == ["Affected: Vic"])
    side.chip("Vic").click()
    side.hands.until(lambda: QApplication.activePopupWidget() is not None)
    side.hands.qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    side.hands.until(lambda: side.chips() == [])


def test_one_watches_and_watches_no_more(side: Side) -> None:
    side.beside.watch()
    assert side.says() == "You watch this ticket."
    side.hands.until(lambda: side.chips() == ["Watching: Anna"])
    side.hands.show("Watched")
    assert list(side.hands.queue.model.list.ids) == [side.ticket]
    side.pane.show_ticket(side.ticket)
    side.beside.watch()
    side.hands.until(lambda: side.chips() == [])


def test_a_ticket_is_handed_over_with_a_word(side: Side, world: World) -> None:
    side.beside.hand_over()
    side.hands.fill("note", "Yours now, @be")
    mentioning = side.hands.dialog.form.rows["note"].box
    side.hands.until(lambda: QApplication.activePopupWidget() is not None)
    side.hands.qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert mentioning.toPlainText() == "Yours now, @ben "
    side.hands.finish()
    assert side.hands.dialog.strip.text == "Choose a team, a person, or both."
    side.hands.fill("assignee", "ben")
    side.hands.finish()
    side.hands.until(lambda: side.chips() == ["Mentioned: Ben"])
    assert world.held(side.ticket).values["assignee"] == world.id("person", "ben")
    # The word stays; the assignment can be undone.
    assert side.hands.undo_list.undoes == "assignee of INC-000002"
    side.hands.undo_list.undo()
    side.hands.until(lambda: world.held(side.ticket).values["assignee"] is None)
    assert "noted" in [event.kind for event in history(world.store, side.ticket)]


def test_a_colleague_is_completed_while_a_note_is_typed(
    side: Side, world: World, chair: Chair, qtbot: QtBot
) -> None:
    mentioning = side.pane.face.mentioning
    QAbstractItemModelTester(mentioning.options)
    side.pane.compose(public=False)
    note = side.pane.face.composer.text
    qtbot.keyClicks(note, "Ask @")
    side.hands.until(mentioning.list.isVisible)
    qtbot.keyClicks(note, "ru")
    side.hands.until(lambda: [each.label for each in mentioning.options.options] == ["Rui"])
    qtbot.keyClick(mentioning.list, Qt.Key.Key_Escape)
    assert not mentioning.list.isVisible()
    qtbot.keyClicks(note, "i")
    side.hands.until(mentioning.list.isVisible)
    qtbot.keyClick(mentioning.list, Qt.Key.Key_Tab)
    assert note.toPlainText() == "Ask @rui "
    qtbot.keyClick(note, Qt.Key.Key_Return, CTRL)
    side.hands.until(lambda: side.chips() == ["Mentioned: Rui"])
    # Rui finds it, and takes himself off.
    his = Hands(chair.take(world, "rui"), qtbot, world)
    his.show("Mentioned")
    assert list(his.queue.model.list.ids) == [side.ticket]
    his.until(lambda: his.panes.ticket.detail is not None)
    chips = his.panes.ticket.face.beside.widgets()
    mine = next(each for each in chips if isinstance(each, BesideChip))
    qtbot.keyClick(mine, Qt.Key.Key_Delete)
    his.until(lambda: len(his.queue.model.list) == 0 and is_settled(his.queue))


def test_a_reply_to_the_user_offers_nobody(side: Side, qtbot: QtBot) -> None:
    side.pane.compose(public=True)
    qtbot.keyClicks(side.pane.face.composer.text, "Hello @be")
    assert not side.pane.face.mentioning.list.isVisible()


@pytest.mark.parametrize("is_ticked", [True, False])
def test_resolving_a_parent_offers_to_resolve_its_children(
    side: Side,
    world: World,
    is_ticked: bool,
) -> None:
    children = [world.log(title=f"Child {number}") for number in range(3)]
    closed = world.log()
    for ticket in (side.ticket, *children[:2], closed):
        world.bring("anna", ticket, "triage")
    world.bring("anna", closed, "cancel")
    for child in (*children, closed):
        world.tell("anna", LinkTicket, ticket=child, relation="child_of", other=side.ticket)
    detail = side.told(side.ticket)
    way = next(each for each in detail.possible if each.purpose == "resolve")
    dialog = start_transition(
        side.hands.workplace,
        detail,
        way,
        side.hands.panes,
        side.hands.workplace.backend.refused.emit,
    )
    assert isinstance(dialog, TransitionDialog)
    carry_out = side.hands.orders.carry_out
    offer_children(dialog, detail, way, side.hands.workplace.seat, carry_out)
    (box,) = dialog.findChildren(QCheckBox)
    assert box.text() == "Resolve its 3 open children too, with the same resolution"
    assert nameless(dialog) == []
    box.setChecked(is_ticked)
    for name, value in world.resolution["values"].items():
        shown = "Configuration corrected" if name == "resolution_code" else str(value)
        dialog.form.rows[name].show_entry(value, shown)
    with side.hands.qtbot.waitSignal(dialog.taken):
        dialog.finish()
    steps = [world.held(child).values["step"] for child in children]
    if is_ticked:
        side.hands.until(lambda: side.hands.queue.strip.text)
        told = side.hands.ended().splitlines()
        assert told[0] == "Resolve children of INC-000002: 2 done, 1 refused."
        assert "is in “Logged”" in told[1]
        steps = [world.held(child).values["step"] for child in children]
        assert steps == ["resolved", "resolved", "logged"]
        assert world.held(children[0]).values["resolution"] == "MTU set to 1400."
    else:
        assert steps == ["diagnosis", "diagnosis", "logged"]
    assert_whole(world)


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_the_other_end_of_a_link_is_shown_where_it_is_open(
    side: Side, world: World, who: str
) -> None:
    """Whether it is linked in a window of this program or of another one."""
    other = world.log("ben", title="Gateway is slow")
    link = {"ticket": other, "relation": "child_of", "other": side.ticket}
    backend = side.hands.workplace.backend
    for kind, chips in (
        (LinkTicket, ["Parent of: INC-000003 Gateway is slow"]),
        (UnlinkTicket, []),
    ):
        if who == "anna":
            backend.tell(side.hands.workplace.seat.command(kind, **link))
        else:
            world.tell(who, kind, **link)
        side.hands.until(lambda chips=chips: side.chips() == chips)


def test_many_beside_a_ticket_stay_a_few_chips(side: Side, world: World) -> None:
    people = [world.id("person", name) for name in
              ("anna", "ben", "rui", "sol", "lena", "kay", "ada", "uma", "vic")]  # fmt: skip
    for person in people:
        world.tell("anna", WatchTicket, ticket=side.ticket, person=person)
    side.hands.until(lambda: len(side.chips()) == 8)
    assert "and 1 more" in [each.text() for each in side.row.widgets()]  # type: ignore[attr-defined]
    assert nameless(side.pane) == []


def test_all_of_many_can_be_reached_and_taken_off(side: Side, world: World) -> None:
    names = ("anna", "ben", "rui", "sol", "lena", "kay", "ada", "uma", "vic", "mailer")
    for name in names:
        world.tell("anna", WatchTicket, ticket=side.ticket, person=world.id("person", name))
    others = [world.log(title=f"Child {number}") for number in range(10)]
    for other in others:
        world.tell("anna", LinkTicket, ticket=other, relation="child_of", other=side.ticket)
    side.hands.until(lambda: side.texts().count("and 2 more") == 2)
    side.press("and 2 more")
    assert len(side.chips()) == 20
    assert side.texts()[-3:] == ["Show fewer", "+ Link…", "+ Person…"]
    assert nameless(side.pane) == []
    # From the keyboard, one after the other: the next one has it.
    side.chip("Uma").setFocus()
    for left in (19, 18):
        side.hands.press(Qt.Key.Key_Delete)
        side.hands.until(lambda left=left: len(side.chips()) == left)
    assert not {"Watching: Uma", "Watching: Vic"} & set(side.chips())
    # What somebody else adds before it does not take the keyboard from it.
    side.chip("Sol").setFocus()
    world.tell("ben", LinkTicket, ticket=side.ticket, relation="related_to", other=others[0])
    side.hands.until(lambda: len(side.chips()) == 19)
    assert side.chip("Sol").hasFocus()
    world.tell("ben", UnlinkTicket, ticket=side.ticket, relation="related_to", other=others[0])
    side.hands.until(lambda: len(side.chips()) == 18)
    side.hands.qtbot.keyClick(side.chip("Child 9"), Qt.Key.Key_Delete)
    side.hands.until(lambda: len(side.chips()) == 17)
    side.press("Show fewer")
    assert len(side.chips()) == 16
    # Another ticket begins with a few.
    side.press("and 1 more")
    side.pane.show_ticket(others[0])
    side.hands.until(lambda: side.pane.reader.is_here)
    side.pane.show_ticket(side.ticket)
    side.hands.until(lambda: side.pane.reader.is_here and len(side.chips()) == 16)


def test_who_may_not_is_offered_nothing(
    side: Side, world: World, chair: Chair, qtbot: QtBot
) -> None:
    world.tell("anna", WatchTicket, ticket=side.ticket, person=world.id("person", "uma"))
    hers = Side(Hands(chair.take(world, "ada"), qtbot, world), side.ticket)
    assert hers.row.link.isHidden()
    assert hers.row.person.isHidden()
    qtbot.keyClick(hers.chip("Uma"), Qt.Key.Key_Delete)
    hers.chip("Uma").click()
    assert hers.chips() == ["Watching: Uma"]
    hers.beside.watch()
    assert hers.says().startswith("Ada may not do this")
