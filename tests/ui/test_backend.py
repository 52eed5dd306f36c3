"""Ask and tell: off the GUI thread, latest wins, late answers harmless, nothing told is lost."""

import threading
from hashlib import sha256

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.world import World

from app.domain.changes import Changes
from app.domain.commands import AddNote, DetachFile, LogTicket
from app.domain.file_questions import AttachmentsOf
from app.domain.files import StoredFile
from app.domain.questions import PersonByLogin, TicketId, WholeTicket
from app.errors import InvalidValue, NotFound
from ui.carriage import Carriage
from ui.desk import Desk
from ui.workplace import Workplace


def test_an_answer_comes_back_on_the_gui_thread(workplace: Workplace, qtbot: QtBot) -> None:
    answers: list[object] = []
    owner = QObject()
    thread: list[threading.Thread] = []

    def then(person: object) -> None:
        answers.append(person)
        thread.append(threading.current_thread())

    workplace.backend.ask(PersonByLogin("ben"), then, owner=owner)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].name == "Ben"
    assert thread == [threading.main_thread()]


def test_what_is_told_comes_back_as_changes(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    heard: list[Changes] = []
    workplace.backend.changed.connect(heard.append)
    ticket = workplace.seat.new_id()
    told: list[Changes] = []
    command = workplace.seat.command(LogTicket, ticket=ticket, values={"title": "Scanner beeps"})
    workplace.backend.tell(command, told.append)
    qtbot.waitUntil(lambda: bool(told) and bool(heard))
    assert ticket in told[0].ids("ticket")
    assert ticket in heard[0].ids("ticket")
    assert world.held(ticket).values["title"] == "Scanner beeps"


def test_others_changes_arrive_and_own_ones_only_once(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    heard: list[Changes] = []
    workplace.backend.changed.connect(heard.append)
    own = workplace.seat.new_id()
    workplace.backend.tell(workplace.seat.command(LogTicket, ticket=own, values={"title": "Mine"}))
    theirs = world.log("ben", title="Theirs")
    qtbot.waitUntil(lambda: any(theirs in each.ids("ticket") for each in heard))
    assert sum(own in each.ids("ticket") for each in heard) == 1


def test_the_latest_question_of_a_key_wins(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    tickets = [world.log(title=f"Ticket {number}") for number in range(20)]
    answers: list[str] = []
    owner, me = QObject(), workplace.seat.person.id
    for ticket in tickets:
        question = WholeTicket(ticket, me)
        workplace.backend.ask(question, lambda d: answers.append(d.row.title), owner=owner, key="t")
    done: list[object] = []
    workplace.backend.ask(TicketId(1), done.append, owner=owner)
    qtbot.waitUntil(lambda: bool(done))
    assert answers == ["Ticket 19"]


def test_an_answer_for_a_deleted_owner_is_dropped(workplace: Workplace, qtbot: QtBot) -> None:
    answers: list[object] = []
    owner, other = QObject(), QObject()
    workplace.backend.ask(PersonByLogin("ben"), answers.append, owner=owner)
    owner.deleteLater()
    done: list[object] = []
    workplace.backend.ask(PersonByLogin("anna"), done.append, owner=other)
    qtbot.waitUntil(lambda: bool(done))
    assert answers == []


def test_a_refusal_goes_to_whoever_asked_else_to_the_window(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    ticket = world.log()
    told: list[object] = []
    empty = workplace.seat.command(AddNote, ticket=ticket, text=" ")
    workplace.backend.tell(empty, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], InvalidValue)
    with qtbot.waitSignal(workplace.backend.refused) as refused:
        workplace.backend.ask(
            WholeTicket(5, workplace.seat.person.id), told.append, owner=QObject(workplace.backend)
        )
    assert isinstance(refused.args[0], NotFound)


def test_closing_waits_for_what_was_told(chair: Chair, world: World) -> None:
    workplace = chair.take(world, "anna")
    tickets = [workplace.seat.new_id() for _ in range(20)]
    for ticket in tickets:
        command = workplace.seat.command(LogTicket, ticket=ticket, values={"title": "Printer"})
        workplace.backend.tell(command)
    assert workplace.backend.close() == 0
    assert [world.held(ticket).version for ticket in tickets] == [1] * 20


def test_nothing_waits_for_what_is_carried(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    backend, owner = workplace.backend, QObject()
    begun, go_on = threading.Semaphore(0), threading.Event()
    arrived: list[str] = []

    def large(_desk: Desk, carriage: Carriage) -> str:
        begun.release()
        go_on.wait(20)
        carriage.tell(1, 1)
        return "carried"

    told: list[tuple[int, int]] = []
    for is_sent in (True, False):
        backend.carry(
            large,
            arrived.append,
            owner=owner,
            is_sent=is_sent,
            progress=lambda *done: told.append(done),
        )
    assert begun.acquire(timeout=20)
    assert begun.acquire(timeout=20)
    assert backend.unsent == 1
    heard: list[object] = []
    ticket = workplace.seat.new_id()
    theirs = world.log("ben")
    backend.tell(workplace.seat.command(LogTicket, ticket=ticket, values={"title": "Mine"}))
    backend.changed.connect(lambda changes: heard.extend(changes.ids("ticket")))
    for back in (True, False):
        backend.ask(PersonByLogin("ben"), lambda _: arrived.append("asked"), owner=owner, back=back)
    qtbot.waitUntil(lambda: arrived == ["asked", "asked"] and {ticket, theirs} <= {*heard})
    go_on.set()
    qtbot.waitUntil(lambda: arrived[2:] == ["carried", "carried"])
    assert told == [(1, 1), (1, 1)]


def test_what_is_fetched_ends_with_the_window_and_what_is_sent_does_not(
    workplace: Workplace, world: World
) -> None:
    ticket, content = world.log(), bytes(200_000)
    number = world.attach("ben", ticket, content, "dump.bin")
    arrived: list[object] = []
    owner, sent = QObject(), threading.Event()

    def fetch(desk: Desk, _carriage: Carriage) -> int:
        return sum(map(len, desk.pieces(StoredFile(sha256(content).hexdigest(), len(content)))))

    def send(desk: Desk, _carriage: Carriage) -> Changes:
        sent.set()
        command = workplace.seat.command(DetachFile, ticket=ticket, attachment=number)
        return desk.tell(command)

    for _ in range(50):
        workplace.backend.carry(fetch, arrived.append, owner=owner)
    workplace.backend.carry(send, arrived.append, owner=owner, is_sent=True)
    assert workplace.backend.close() == 0
    assert sent.is_set()
    assert world.desk("anna").ask(AttachmentsOf(ticket)) == ()


def test_reading_does_not_wait_for_a_command_that_waits_for_its_turn(
    chair: Chair, qtbot: QtBot, sqlite_world: World
) -> None:
    ticket = sqlite_world.log()
    workplace = chair.take(sqlite_world, "anna")
    told: list[Changes] = []
    found: list[object] = []
    owner = QObject()
    with sqlite_world.store.writing():
        note = workplace.seat.command(AddNote, ticket=ticket, text="MTU?")
        workplace.backend.tell(note, told.append)
        workplace.backend.ask(PersonByLogin("ben"), found.append, owner=owner)
        qtbot.waitUntil(lambda: bool(found))
        assert told == []
    qtbot.waitUntil(lambda: bool(told))
