"""The ticket pane on a real desk: what it shows, what is done in it, and that nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.whole import history
from support.world import World

from app.domain.commands import AddNote, AddThing, AssignTicket, EditTicket, LinkTicket
from app.domain.ticket_rows import Option
from ui.views.ticket_pane import TicketPane
from ui.widgets.inputs import ChoiceInput, LongInput
from ui.widgets.reference_input import ReferenceInput
from ui.workplace import Workplace


class Sight:
    """A pane with somebody's eyes and hands."""

    def __init__(self, workplace: Workplace, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.pane = TicketPane(workplace)
        qtbot.addWidget(self.pane)
        self.pane.resize(560, 720)
        self.pane.show()

    def show(self, ticket: int) -> TicketPane:
        self.pane.show_ticket(ticket)
        self.until(lambda: self.pane.detail is not None and self.pane.detail.row.id == ticket)
        return self.pane

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    def value(self, name: str) -> Any:
        assert self.pane.detail is not None
        return self.pane.detail.values[name]

    def field(self, name: str) -> Any:
        return self.pane.face.properties.fields[name].input

    def type_note(self, text: str) -> None:
        self.pane.compose(public=False)
        self.pane.face.composer.text.setPlainText(text)

    def type_into(self, box: ReferenceInput, text: str) -> None:
        box.line.setFocus()
        box.line.selectAll()
        self.qtbot.keyClicks(box.line, text)
        self.until(lambda: box._offered == text)

    def says(self, text: str) -> bool:
        return text in self.pane.face.strip.text

    def seen(self) -> list[str]:
        model = self.pane.face.timeline.history
        return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


@pytest.fixture
def sight(workplace: Workplace, qtbot: QtBot) -> Sight:
    return Sight(workplace, qtbot)


def choose(box: ChoiceInput, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_it_shows_a_ticket_whole(sight: Sight, world: World) -> None:
    ticket = world.log(title="VPN drops", description="Every 20 minutes.", contact="phone")
    with sight.qtbot.waitSignal(sight.pane.title_changed) as titled:
        face = sight.show(ticket).face
    assert titled.args == ["INC-000001 VPN drops"]
    assert face.heading.text().startswith("INC-000001 · Uma · opened ")
    assert face.heading.text().endswith(" by phone")
    assert face.title.label.text() == "VPN drops"
    assert "Detected & logged: now" in face.ribbon.accessibleDescription()
    assert [each.text() for each in face.ways.buttons.values()] == [
        "Triage…", "Wait…", "Cancel…", "Solve on first contact…",
    ]  # fmt: skip
    assert face.ways.buttons["triage"].property("primary")
    assert "Every 20 minutes." in sight.seen()[1]
    sight.pane.show_ticket(0)
    assert not face.isVisible()


def test_walking_shows_the_last_one_asked_for(sight: Sight, world: World) -> None:
    tickets = [world.log(title=f"Ticket {number}") for number in range(12)]
    titles: list[str] = []
    sight.pane.title_changed.connect(titles.append)
    for ticket in tickets:
        sight.pane.show_ticket(ticket)
    sight.show(tickets[-1])
    assert titles[-1].endswith("Ticket 11")
    assert sight.pane.face.title.label.text() == "Ticket 11"


def test_what_is_done_before_a_ticket_is_here_is_done_to_it(sight: Sight, world: World) -> None:
    old, new = world.log(), world.log()
    world.bring("anna", new, "triage", "wait")
    sight.show(old)
    sight.pane.show_ticket(new)
    sight.pane.take("resume")
    sight.until(lambda: world.held(new).values["step"] == "diagnosis")
    assert world.held(old).values["step"] == "logged"


def test_a_ticket_that_is_not_there_is_said_so(sight: Sight) -> None:
    sight.pane.show_ticket(99)
    sight.until(lambda: "no ticket with id 99" in sight.pane.message.text())


def test_a_way_that_asks_goes_to_its_dialog_and_one_that_does_not_is_taken(
    sight: Sight, world: World
) -> None:
    ticket = world.log()
    sight.show(ticket)
    with sight.qtbot.waitSignal(sight.pane.transition_wanted) as wanted:
        sight.qtbot.mouseClick(sight.pane.face.ways.buttons["triage"], Qt.MouseButton.LeftButton)
    assert wanted.args[1].key == "triage"
    world.bring("anna", ticket, "triage", "wait")
    sight.until(lambda: "resume" in sight.pane.face.ways.buttons)
    assert sight.pane.face.ways.buttons["resume"].text() == "Resume"
    sight.pane.face.ways.buttons["resume"].click()
    sight.until(lambda: sight.value("step") == "diagnosis")
    sight.pane.take("reopen")
    assert sight.says(
        "INC-000001 is in “Diagnosis”: that is not possible there. Possible: “Resolve”, "
    )


def test_a_grey_button_can_be_reached_and_says_who_may(
    chair: Chair, qtbot: QtBot, world: World
) -> None:
    ticket = world.log()
    sight = Sight(chair.take(world, "kay"), qtbot)
    sight.show(ticket)
    button = sight.pane.face.ways.buttons["triage"]
    button.setFocus()
    assert button.hasFocus()
    assert button.accessibleDescription() == "Triage is for agents and team leads."
    button.click()
    assert sight.says("Triage is for agents and team leads.")
    assert not sight.pane.face.ways.assign.isVisible()
    assert sight.field("impact").isReadOnly()
    told = "Changing this is for agents, resolvers and team leads."
    assert told in sight.field("impact").accessibleDescription()


def test_a_ticket_is_taken_by_a_button(sight: Sight, world: World) -> None:
    ticket = world.log()
    sight.show(ticket)
    sight.pane.face.ways.assign.click()
    sight.until(lambda: world.held(ticket).values["assignee"] == world.id("person", "anna"))
    sight.until(lambda: not sight.pane.face.ways.assign.isVisible())


def test_a_field_is_chosen_in_place(sight: Sight, world: World) -> None:
    ticket = world.log(urgency=2)
    sight.show(ticket)
    choose(sight.field("impact"), 1)
    sight.until(lambda: sight.value("priority") == 2)
    assert sight.field("priority").text().startswith("P2 · High")
    assert not sight.pane.errands.draft(ticket).edits


def test_a_record_is_looked_for_while_one_types(sight: Sight, world: World) -> None:
    ticket = world.log()
    sight.show(ticket)
    team = sight.field("team")
    sight.type_into(team, "net")
    sight.qtbot.keyClick(team.line, Qt.Key.Key_Return)
    sight.until(lambda: world.held(ticket).values["team"] == world.id("team", "Network"))
    assert team.line.text() == "Network"
    team.line.setFocus()
    team.line.clear()
    sight.field("impact").setFocus()
    sight.until(lambda: world.held(ticket).values["team"] is None)


def test_a_list_opens_where_it_stands(sight: Sight, world: World) -> None:
    for number in range(30):
        values = {"name": f"Applications {number:02}", "tier": 2}
        world.tell("ada", AddThing, thing="team", row_id=world.new_id(), values=values)
    ticket = world.log(team=world.id("team", "Network"))
    sight.show(ticket)
    team = sight.field("team")
    team.line.setFocus()
    sight.qtbot.keyClick(team, Qt.Key.Key_Down)
    popup = team.line.completer().popup()
    sight.until(popup.isVisible)
    assert popup.currentIndex().data(Qt.ItemDataRole.EditRole) == "Network"
    assert popup.visualRect(popup.currentIndex()).intersects(popup.viewport().rect())
    assert team.options.rowCount() > 30
    sight.qtbot.keyClick(popup, Qt.Key.Key_Down)
    assert popup.currentIndex().data(Qt.ItemDataRole.EditRole) != "Network"
    sight.qtbot.keyClick(popup, Qt.Key.Key_Up)
    sight.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert (popup.isVisible(), team.line.text(), team.is_busy) == (False, "Network", False)
    assert world.held(ticket).version == 1


def test_what_is_chosen_is_in_the_list_however_long_that_is(sight: Sight, world: World) -> None:
    ticket = world.log(team=world.id("team", "Network"))
    sight.show(ticket)
    team = sight.field("team")
    others = tuple(Option(number, f"Team {number}") for number in range(3))
    assert [each.label for each in team._with_present(others)][:2] == ["Network", "Team 0"]


def test_what_names_no_record_stays_and_is_said(sight: Sight, world: World) -> None:
    ticket = world.log()
    sight.show(ticket)
    team = sight.field("team")
    sight.type_into(team, "zzz")
    sight.field("impact").setFocus()
    sight.until(lambda: sight.says("Team: nothing is called “zzz”. Choose from the list."))
    assert team.line.text() == "zzz"
    sight.qtbot.keyClick(team, Qt.Key.Key_Escape)
    assert team.line.text() == ""


def test_the_title_is_edited_in_place(sight: Sight, world: World) -> None:
    ticket = world.log(title="VPN")
    title = sight.show(ticket).face.title
    sight.pane.rename()
    assert title.input.selectedText() == "VPN"
    sight.qtbot.keyClicks(title.input, "VPN drops")
    sight.qtbot.keyClick(title.input, Qt.Key.Key_Return)
    sight.until(lambda: world.held(ticket).values["title"] == "VPN drops")
    sight.until(lambda: title.label.isVisible() and title.label.text() == "VPN drops")
    sight.pane.rename()
    sight.qtbot.keyClicks(title.input, "Nonsense")
    sight.qtbot.keyClick(title.input, Qt.Key.Key_Escape)
    assert title.label.text() == "VPN drops"
    assert world.held(ticket).version == 2


def test_the_description_is_edited_under_more(sight: Sight, world: World) -> None:
    ticket = world.log()
    sight.show(ticket)
    sight.pane.face.properties.more.click()
    box = sight.field("description")
    assert isinstance(box, LongInput)
    box.setFocus()
    box.setPlainText("In three rooms.\nSince Monday.")
    sight.qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sight.until(
        lambda: world.held(ticket).values["description"] == "In three rooms.\nSince Monday."
    )


def test_a_note_and_a_reply_are_written_where_it_says(sight: Sight, world: World) -> None:
    ticket = world.log()
    composer = sight.show(ticket).face.composer
    sight.pane.compose(public=False)
    assert (composer.text.accessibleName(), composer.send.isEnabled()) == ("Work note", False)
    composer.text.setPlainText("MTU is 1500.")
    sight.qtbot.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sight.until(lambda: any("MTU is 1500." in each for each in sight.seen()))
    assert composer.text.toPlainText() == ""
    sight.pane.compose(public=True)
    assert composer.text.accessibleName() == "Reply to the user"
    assert composer.text.accessibleDescription() == "Uma sees this"
    composer.text.setPlainText("Please try again.")
    composer.send.click()
    assert composer.text.toPlainText() == "Please try again."
    sight.until(lambda: any("You → Uma · reply" in each for each in sight.seen()))
    assert sight.pane.face.timeline.is_at_end


def test_a_note_never_becomes_a_reply(sight: Sight, world: World) -> None:
    """Ctrl+R over a half-written work note shows the reply's own text, and loses nothing."""
    ticket, other = world.log(), world.log()
    composer = sight.show(ticket).face.composer
    sight.pane.compose(public=False)
    sight.qtbot.keyClicks(composer.text, "He never reads his mail.")
    sight.pane.compose(public=True)
    assert composer.text.toPlainText() == ""
    assert not composer.send.isEnabled()
    assert (composer.note.text(), composer.reply.text()) == ("Work note ●", "Reply to the user")
    assert composer.note.accessibleName() == "Work note, begun"
    sight.qtbot.keyClicks(composer.text, "Please look again.")
    sight.show(other)
    assert composer.text.toPlainText() == ""
    sight.show(ticket)
    assert (composer.text.toPlainText(), composer.is_public) == ("Please look again.", True)
    composer.send.click()
    sight.until(lambda: any("Please look again." in each for each in sight.seen()))
    composer.note.click()
    assert composer.text.toPlainText() == "He never reads his mail."
    composer.send.click()
    sight.until(lambda: any("He never reads" in each for each in sight.seen()))
    assert composer.note.text() == "Work note"
    assert [event.visibility for event in history(world.store, ticket)[-2:]] == [
        "public",
        "internal",
    ]


def test_what_is_refused_stays_where_it_was_typed(sight: Sight, world: World) -> None:
    ticket, other = world.log(), world.log()
    sight.show(ticket)
    sight.type_note("\x01")
    sight.pane.face.composer.send.click()
    sight.until(lambda: sight.says("The note is empty."))
    assert sight.pane.face.composer.text.toPlainText() == "\x01"
    sight.show(other)
    assert sight.pane.face.strip.text == ""
    sight.show(ticket)
    assert sight.says("The note is empty.")


def test_drafts_wait_while_one_walks(sight: Sight, world: World) -> None:
    one, other = world.log(), world.log()
    composer = sight.show(one).face.composer
    sight.type_note("Half a th")
    sight.show(other)
    assert composer.text.toPlainText() == ""
    sight.pane.compose(public=True)
    composer.text.setPlainText("Dear")
    sight.show(one)
    assert (composer.text.toPlainText(), composer.note.isChecked()) == ("Half a th", True)
    sight.show(other)
    assert (composer.text.toPlainText(), composer.reply.isChecked()) == ("Dear", True)


def test_what_is_typed_into_a_field_is_told_of_its_own_ticket(sight: Sight, world: World) -> None:
    one, other = world.log(title="VPN"), world.log(title="Printer")
    title = sight.show(one).face.title
    sight.pane.rename()
    sight.qtbot.keyClicks(title.input, "VPN drops")
    sight.show(other)
    sight.until(lambda: world.held(one).values["title"] == "VPN drops")
    assert world.held(other).values["title"] == "Printer"
    assert title.label.text() == "Printer"


def test_what_is_sent_while_one_walks_on_arrives_once(sight: Sight, world: World) -> None:
    one, other = world.log(), world.log()
    composer = sight.show(one).face.composer
    sight.type_note("On its way.")
    composer.send.click()
    composer.send_wanted.emit()
    sight.show(other)
    sight.until(lambda: world.held(one).version == 2)
    sight.show(one)
    assert composer.text.toPlainText() == ""
    assert world.held(one).version == 2


def test_other_peoples_work_comes_in_while_one_types(sight: Sight, world: World) -> None:
    ticket = world.log(title="VPN")
    face = sight.show(ticket).face
    sight.pane.rename()
    sight.qtbot.keyClicks(face.title.input, "VPN at h")
    face.composer.text.setPlainText("Half a th")
    ben = world.id("person", "ben")
    world.tell("ben", AssignTicket, ticket=ticket, values={"assignee": ben})
    world.tell("ben", AddNote, ticket=ticket, text="Mine now.")
    sight.until(lambda: any("Mine now." in each for each in sight.seen()))
    assert (face.title.input.text(), face.title.is_busy) == ("VPN at h", True)
    assert face.composer.text.toPlainText() == "Half a th"
    assert sight.field("assignee").line.text() == "Ben"
    assert "Assignee: changed by Ben, " in face.marks.text()
    assert face.properties.fields["assignee"].label.text() == "Assignee ●"
    face.marks.click()
    assert not face.marks.isVisible()


def _dispute(sight: Sight, world: World) -> int:
    ticket = world.log(title="VPN")
    face = sight.show(ticket).face
    sight.pane.rename()
    sight.qtbot.keyClicks(face.title.input, "Mine")
    world.tell("ben", EditTicket, ticket=ticket, values={"title": "Theirs"})
    sight.until(lambda: sight.value("title") == "Theirs")
    sight.qtbot.keyClick(face.title.input, Qt.Key.Key_Return)
    sight.until(face.conflict.isVisible)
    (dispute,) = face.conflict.disputes
    assert (dispute.label, dispute.before, dispute.theirs, dispute.mine) == (
        "Title", "VPN", "Theirs", "Mine",
    )  # fmt: skip
    assert face.conflict.heading == "Ben changed this ticket while you were writing"
    return ticket


def _press(sight: Sight, name: str) -> None:
    buttons = sight.pane.face.conflict.findChildren(QAbstractButton)
    next(each for each in buttons if each.accessibleName().startswith(name)).click()


def test_what_both_changed_is_asked_and_mine_is_told_again(sight: Sight, world: World) -> None:
    ticket = _dispute(sight, world)
    _press(sight, "Use mine")
    sight.until(lambda: world.held(ticket).values["title"] == "Mine")
    sight.until(lambda: not sight.pane.face.conflict.isVisible())


def test_what_both_changed_is_asked_and_theirs_is_kept(sight: Sight, world: World) -> None:
    ticket = _dispute(sight, world)
    other = world.log()
    sight.show(other)
    assert not sight.pane.face.conflict.isVisible()
    sight.show(ticket)
    assert sight.pane.face.conflict.isVisible()
    _press(sight, "Keep theirs")
    assert sight.pane.face.title.label.text() == "Theirs"
    assert not sight.pane.face.conflict.isVisible()
    assert world.held(ticket).values["title"] == "Theirs"


def test_two_panes_on_one_ticket_keep_both_works(chair: Chair, qtbot: QtBot, world: World) -> None:
    ticket = world.log(title="VPN")
    anna, ben = (Sight(chair.take(world, login), qtbot) for login in ("anna", "ben"))
    for sight in (anna, ben):
        sight.show(ticket)
    choose(anna.field("impact"), 1)
    choose(ben.field("urgency"), 1)
    for sight in (anna, ben):
        sight.until(lambda seen=sight: seen.value("priority") == 1)
        assert not sight.pane.face.conflict.isVisible()
    assert "changed by Ben" in anna.pane.face.marks.text()


def test_a_long_history_comes_by_pages_without_a_jump(sight: Sight, world: World) -> None:
    ticket = world.log()
    for number in range(430):
        world.tell("ben", AddNote, ticket=ticket, text=f"Note {number}\nand a line more")
    timeline = sight.show(ticket).face.timeline
    QAbstractItemModelTester(timeline.history)
    assert timeline.is_at_end
    assert timeline.history.first_version == 232
    while timeline.history.first_version > 1:
        first = timeline.history.first_version
        timeline.verticalScrollBar().setValue(100)
        place = timeline.indexAt(QPoint(20, 60))
        before, text = timeline.visualRect(place).top(), place.data()
        sight.until(lambda known=first: timeline.history.first_version < known)
        now = timeline.indexAt(QPoint(20, 60))
        assert (timeline.visualRect(now).top(), now.data()) == (before, text)
    world.tell("ben", AddNote, ticket=ticket, text="The newest.")
    sight.until(lambda: "The newest." in sight.seen()[-1])
    assert not timeline.is_at_end


def test_an_entry_is_copied_and_shown_whole(sight: Sight, world: World) -> None:
    ticket = world.log()
    world.tell("ben", AddNote, ticket=ticket, text="word " * 3_000)
    timeline = sight.show(ticket).face.timeline
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.history.index(2, 0))
    sight.qtbot.keyClick(timeline, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().count("word") == 3_000
    sight.qtbot.keyClick(timeline, Qt.Key.Key_Return)
    window = next(
        each
        for each in QApplication.topLevelWidgets()
        if hasattr(each, "text") and each.isVisible()
    )
    assert window.text.toPlainText().count("word") == 3_000  # type: ignore[attr-defined]
    window.close()


def test_links_lead_to_other_tickets(sight: Sight, world: World) -> None:
    ticket, other = world.log(), world.log(title="The first one")
    world.tell("anna", LinkTicket, ticket=ticket, relation="duplicate_of", other=other)
    beside = sight.show(ticket).face.beside
    button = beside.widgets()[1]
    assert button.accessibleName() == "Duplicate of: INC-000002 The first one"
    with sight.qtbot.waitSignal(sight.pane.opened) as opened:
        button.click()  # type: ignore[attr-defined]
    assert opened.args == [other]


def test_what_has_ended_is_read_and_noted_only(sight: Sight, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "cancel")
    face = sight.show(ticket).face
    assert face.ways.buttons == {}
    assert not face.composer.reply.isEnabled()
    assert "You may not reply" in face.composer.reply.accessibleDescription()
    assert face.composer.note.isEnabled()
    assert sight.field("category").isReadOnly()
    assert "Cancelled" in face.ribbon.accessibleDescription()
    sight.pane.rename()
    assert not face.title.is_busy


def _stops(face: QWidget) -> list[QWidget]:
    """Give what Tab comes by, in its order."""
    found, widget = [], face.nextInFocusChain()
    while widget is not face:
        if (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisibleTo(face)
            and not widget.focusProxy()
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_goes_as_one_reads_and_everything_has_a_name(sight: Sight, world: World) -> None:
    ticket, other = world.log(), world.log()
    world.tell("anna", LinkTicket, ticket=ticket, relation="related_to", other=other)
    sight.pane.resize(560, 1_200)
    face = sight.show(ticket).face
    face.properties.more.click()
    stops = [each for each in _stops(face) if face.isAncestorOf(each)]

    def places() -> list[tuple[int, int]]:
        found = [each.mapTo(face, QPoint(0, each.height() // 2)) for each in stops]
        return [(place.y() // 12, place.x()) for place in found]

    sight.until(lambda: places() == sorted(places()))
    for each in stops:
        told = QAccessible.queryAccessibleInterface(each)
        assert told.text(QAccessible.Text.Name), each
        assert told.role() is not QAccessible.Role.NoRole


@pytest.mark.parametrize("width", [400, 560, 700])
def test_nothing_is_wider_than_the_pane_whatever_others_changed(
    workplace: Workplace, qtbot: QtBot, world: World, width: int
) -> None:
    sight = Sight(workplace, qtbot)
    sight.pane.resize(width, 720)
    ticket = world.log(title="Scanner " * 20)
    sight.show(ticket)
    for title in ("W" * 200, "Scanner beeps " * 15):
        world.tell(
            "ben", EditTicket, ticket=ticket, values={"title": title, "impact": 2, "urgency": 3}
        )
        sight.until(lambda title=title: sight.pane.detail.row.title == title.strip())
    face = sight.pane.face
    assert face.marks.isVisible()
    assert "changed by Ben" in face.marks.accessibleName()
    content = face.properties.parentWidget()
    viewport = content.parentWidget()
    assert content.width() <= viewport.width()
    wide = [
        each
        for each in content.findChildren(QWidget)
        if each.isVisible() and each.width() > viewport.width()
    ]
    assert wide == []


def test_a_ticket_stands_as_it_did_when_it_is_shown_again(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    sight = Sight(workplace, qtbot)
    tickets = [world.log(title=f"Ticket {number} " * (1 + 6 * number)) for number in range(4)]
    world.bring("anna", tickets[1], "triage", "escalate")
    face, seen = sight.pane.face, []

    def stands() -> tuple[object, object]:
        return face.properties.geometry(), face.timeline.geometry()

    for _ in range(3):
        for ticket in tickets:
            sight.show(ticket)
            looks: list[object] = []

            def has_settled(looks: list[object] = looks) -> bool:
                looks.append(stands())
                return looks[-5:].count(looks[-1]) == 5

            sight.until(has_settled)
            seen.append(stands())
    # The first round is the pane's own first.
    assert seen[4:8] == seen[8:]
