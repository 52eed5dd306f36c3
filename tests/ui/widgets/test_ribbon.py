"""The ribbon of phases: names where there is room for all of them, numbers elsewhere, and never a cut word."""

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.domain.ticket_rows import PhaseTime
from ui.theme import Theme
from ui.widgets.ribbon import Ribbon

_NAMES = ("Logged", "Diagnosis", "Investigation", "Resolved", "Closed")


def _phases(current: int) -> list[PhaseTime]:
    states = ["done"] * current + ["current"] + ["ahead"] * (len(_NAMES) - current - 1)
    return [
        PhaseTime(number=n, label=name, title=name, state=state, entered_at=None, spent=0)
        for n, (name, state) in enumerate(zip(_NAMES, states, strict=True), 1)
    ]


@pytest.fixture
def ribbon(theme: Theme, qtbot: QtBot) -> Ribbon:
    ribbon = Ribbon(theme, lambda: 0)
    qtbot.addWidget(ribbon)
    ribbon.show_phases(_phases(2))
    return ribbon


def test_there_are_names_where_all_fit(ribbon: Ribbon) -> None:
    ribbon.resize(560, 46)
    assert ribbon.shape.shown == list(_NAMES)


def test_elsewhere_the_phase_one_is_in_keeps_its_name(ribbon: Ribbon, theme: Theme) -> None:
    theme.set_scale(200)
    ribbon.resize(524, 92)
    assert ribbon.shape.shown == ["1", "2", "Investigation", "4", "5"]
    room = ribbon.shape.widths[2] - ribbon.shape.start(2)
    assert QFontMetricsF(theme.font(8, bold=True)).horizontalAdvance("Investigation") <= room
    assert sum(ribbon.shape.widths) <= ribbon.width()
    assert "Resolved" in ribbon.accessibleDescription()


def test_in_a_sliver_there_are_numbers_only(ribbon: Ribbon, theme: Theme) -> None:
    theme.set_scale(200)
    ribbon.resize(260, 92)
    assert ribbon.shape.shown == ["1", "2", "3", "4", "5"]


def test_names_and_numbers_are_not_mixed(ribbon: Ribbon, theme: Theme) -> None:
    theme.set_scale(200)
    ribbon.resize(524, 92)
    ribbon.show_phases(_phases(0))
    assert ribbon.shape.shown == ["Logged", "2", "3", "4", "5"]
