"""A queue of ten thousand tickets."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.queues import settle, view
from support.statements import spoken_statements

from app.domain.questions import TicketId
from ui.views.queue_pane import QueuePane


def test_the_end_of_a_long_queue_is_one_key_away(large: QueuePane, qtbot: QtBot) -> None:
    large.focus_list()
    qtbot.keyClick(large.table, Qt.Key.Key_End)
    assert large.current == large.model.list.at(10_000)
    qtbot.waitUntil(lambda: large.model.row(10_000) is not None)
    for key, place in ((Qt.Key.Key_PageUp, None), (Qt.Key.Key_Up, None), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(large.table, key)
        assert place is None or large.current == large.model.list.at(place)


def idle(pane: QueuePane, qtbot: QtBot) -> None:
    """Wait until both workers have nothing left to ask, such as pages for what was shown before."""
    answers: list[object] = []
    for back in (False, True):
        pane._workplace.backend.ask(TicketId(1), answers.append, owner=pane, back=back)
    qtbot.waitUntil(lambda: len(answers) == 2)


def test_statements_are_few_however_long_the_queue(large: QueuePane, qtbot: QtBot) -> None:
    # First rows (ids, then rows), the count, the ids of all; then one or two pages where the current ticket is.
    for title in ("All open", "All tickets"):
        idle(large, qtbot)
        with spoken_statements() as spoken:
            large.show_view(view(title))
            settle(qtbot, large)
            qtbot.waitUntil(lambda: large.model.row(large.table.currentIndex().row()) is not None)
        assert 4 <= len(spoken) <= 6, spoken
    large.focus_list()
    idle(large, qtbot)
    with spoken_statements() as spoken:
        qtbot.keyClick(large.table, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: large.model.row(10_000) is not None)
    assert len(spoken) == 1


def test_a_long_selection_is_copied_to_its_bound(large: QueuePane, qtbot: QtBot) -> None:
    large.focus_list()
    qtbot.keyClick(large.table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert large.table.chosen_count == 10_001
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    QTest.keySequence(large.table, "Ctrl+C")
    qtbot.waitUntil(lambda: bool(clipboard.text()))
    assert len(clipboard.text().splitlines()) == 1_000
