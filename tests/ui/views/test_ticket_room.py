"""A ticket pane that is low: what is seen is whole, and all the rest is reached by the keyboard."""

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.commands import LinkTicket
from ui.views.ticket_pane import TicketPane
from ui.views.ticket_room import TicketRoom
from ui.widgets.conflict_bar import Dispute
from ui.workplace import Workplace

_DISPUTE = Dispute("team", "Team", "Service desk", "Network", "Workplace")


@pytest.fixture
def pane(workplace: Workplace, world: World, qtbot: QtBot) -> TicketPane:
    """Give a pane as wide as that of a window of 1280 x 720, with a ticket in it."""
    pane = TicketPane(workplace)
    qtbot.addWidget(pane)
    pane.resize(556, 640)
    pane.show()
    ticket, other = world.log(title="VPN drops every 20 minutes from home"), world.log()
    world.tell("anna", LinkTicket, ticket=ticket, relation="related_to", other=other)
    world.bring("anna", ticket, "triage")
    pane.show_ticket(ticket)
    qtbot.waitUntil(lambda: pane.detail is not None)
    _settle(qtbot)
    return pane


def _settle(qtbot: QtBot) -> None:
    rounds = itertools.count()
    qtbot.waitUntil(lambda: next(rounds) > 10)


def _scale(pane: TicketPane, scale: int, qtbot: QtBot) -> None:
    pane.workplace.theme.set_scale(scale)
    _settle(qtbot)


def _place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint()), widget.size())


def _is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def _shown_parts(pane: TicketPane) -> Iterator[QWidget]:
    """Give what stands in the upper part, down to single controls."""
    for each in pane.face.upper.content.findChildren(QWidget):
        if each.isVisible() and not each.findChildren(QWidget):
            yield each


def _begin_everything(pane: TicketPane, qtbot: QtBot) -> None:
    """Have a draft, a refusal and a conflict stand in the pane at once."""
    pane.face.composer.text.setPlainText("The gateway log shows\ntimeouts of three users")
    pane.face.strip.say("Resolve needs a resolution text. Say what was done, then again.", "error")
    pane.face.conflict.show_disputes("Ben changed this ticket", [_DISPUTE])
    _settle(qtbot)


def test_all_of_a_ticket_is_seen_in_a_window_of_1280_by_720(pane: TicketPane) -> None:
    face = pane.face
    assert face.upper.height() == face.upper.content.height()
    assert all(_is_whole(each) for each in (face.beside.link, face.beside.person, face.ways))
    assert face.timeline.height() >= 130
    assert not face.room.is_paged


@pytest.mark.parametrize("size", [(556, 480), (556, 540), (556, 600), (380, 600), (380, 640)])
def test_no_row_is_cut_in_two(pane: TicketPane, qtbot: QtBot, size: tuple[int, int]) -> None:
    pane.face.properties.more.setChecked(True)
    pane.resize(*size)
    _settle(qtbot)
    seen = [each for each in _shown_parts(pane) if not each.visibleRegion().isEmpty()]
    assert [each for each in seen if not _is_whole(each)] == []
    labels = [each for each in seen if isinstance(each, QLabel) and each.buddy() is not None]
    assert all(_is_whole(each.buddy()) for each in labels)


@pytest.mark.parametrize("size", [(556, 600), (380, 500), (720, 900)])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_overlaps_and_nothing_is_squeezed(
    pane: TicketPane, qtbot: QtBot, size: tuple[int, int], scale: int
) -> None:
    face = pane.face
    _scale(pane, scale, qtbot)
    pane.resize(*size)
    _begin_everything(pane, qtbot)
    content = face.room.widget()
    assert content is not None
    parts = [_place(each, content) for each in (face.upper, face.strip, face.conflict)]
    parts.append(_place(face.timeline, content))
    for above, below in itertools.pairwise(parts):
        assert above.bottom() < below.top(), parts
    for part in (face.heading, face.ribbon, face.ways, face.strip, face.conflict):
        needed = part.heightForWidth(part.width()) if part.hasHeightForWidth() else 0
        assert part.height() >= max(needed, part.minimumSizeHint().height())
    assert face.timeline.height() >= pane.workplace.theme.px(130)
    assert pane.height() == size[1]
    assert face.composer.geometry().bottom() < pane.height()
    assert face.composer.height() < pane.height() * 6 // 10


@pytest.mark.parametrize("scale", [100, 200])
def test_the_keyboard_brings_everything_into_view(
    pane: TicketPane, qtbot: QtBot, scale: int
) -> None:
    _scale(pane, scale, qtbot)
    pane.resize(556, 600)
    _begin_everything(pane, qtbot)
    qtbot.waitUntil(pane.isActiveWindow)
    pane.face.title.label.setFocus()
    seen: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in seen:
        seen.append(here)
        seen_of_it = here.visibleRegion().boundingRect().height()
        assert seen_of_it > 100 if here is pane.face.timeline else _is_whole(here), here
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    face = pane.face
    for button in (*face.ways.buttons.values(), face.beside.link, *_buttons(face.conflict)):
        assert button in seen


def _buttons(within: QWidget) -> list[QPushButton]:
    return within.findChildren(QPushButton)


def test_what_is_said_in_a_low_pane_is_scrolled_to(pane: TicketPane, qtbot: QtBot) -> None:
    _scale(pane, 200, qtbot)
    pane.resize(556, 600)
    _settle(qtbot)
    assert pane.face.room.is_paged
    pane.face.strip.say("Refused.", "error")
    qtbot.waitUntil(lambda: _is_whole(pane.face.strip))
    pane.face.room.begin()
    pane.face.conflict.show_disputes("Ben changed this ticket", [_DISPUTE])
    qtbot.waitUntil(lambda: not pane.face.conflict.visibleRegion().isEmpty())


def test_a_conflict_in_a_tall_pane_is_settled_without_scrolling(
    pane: TicketPane, qtbot: QtBot
) -> None:
    pane.resize(420, 920)
    two = [_DISPUTE, Dispute("category", "Category", "Network", "VPN", "Wi-Fi")]
    pane.face.conflict.show_disputes("Ben changed this ticket", two)
    _settle(qtbot)
    assert len(_buttons(pane.face.conflict)) == 4
    assert all(_is_whole(each) for each in _buttons(pane.face.conflict))


def test_beginning_to_write_moves_nothing(pane: TicketPane, qtbot: QtBot) -> None:
    before = pane.face.composer.geometry(), pane.face.timeline.geometry()
    pane.face.composer.text.setPlainText("Looked at it.")
    _settle(qtbot)
    assert (pane.face.composer.geometry(), pane.face.timeline.geometry()) == before
    assert pane.face.composer.send.isEnabled()


@pytest.mark.parametrize("scale", [80, 100, 200])
def test_one_line_of_a_note_needs_no_bar(pane: TicketPane, qtbot: QtBot, scale: int) -> None:
    _scale(pane, scale, qtbot)
    text = pane.face.composer.text
    for written in ("", "Looked at it."):
        text.setPlainText(written)
        _settle(qtbot)
        assert not text.verticalScrollBar().isVisible()
        hint = text.fontMetrics().horizontalAdvance(text.placeholderText())
        assert hint < text.viewport().width()


@pytest.mark.parametrize("size", [(556, 640), (900, 1000), (420, 360)])
def test_a_pane_nobody_touches_rests(
    pane: TicketPane, qtbot: QtBot, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.resize(*size)
    _settle(qtbot)
    shared = itertools.count()
    share = TicketRoom.share
    monkeypatch.setattr(TicketRoom, "share", lambda room: (next(shared), share(room)))
    _settle(qtbot)
    assert next(shared) == 0


def test_a_conflict_is_reached_before_the_timeline(pane: TicketPane, qtbot: QtBot) -> None:
    _begin_everything(pane, qtbot)
    chain: list[QWidget] = [pane.face.title.label]
    while (following := chain[-1].nextInFocusChain()) is not chain[0]:
        chain.append(following)
    mine = next(each for each in pane.face.conflict.findChildren(QPushButton) if each.isVisible())
    assert chain.index(mine) < chain.index(pane.face.timeline)
