"""Colours that can be read, text of every size, and the scheme that was chosen."""

import re

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.colours import DARK, LIGHT, Colours
from ui.preferences import Preferences
from ui.style_sheet import style_sheet
from ui.theme import Theme

SCHEMES = {"light": LIGHT, "dark": DARK}
# What stands on what, by the names of the colours.
PAIRS = [
    *((ink, ground) for ink in ("text", "muted", "accent") for ground in ("panel", "ground")),
    *(("text", ground) for ground in ("selection", "good_ground", "warning_ground", "danger_ground", "line")),
    *((ink, "panel") for ink in ("good", "warning", "danger")),
    ("on_accent", "accent"),
    ("on_good", "good"),
    *(("accent", ground) for ground in ("good_ground", "warning_ground", "danger_ground")),
]  # fmt: skip


def luminance(colour: QColor) -> float:
    """Give the relative luminance of WCAG 2.2."""
    parts = colour.redF(), colour.greenF(), colour.blueF()
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colours = vars(SCHEMES[scheme])
    assert contrast(QColor(colours[ink]), QColor(colours[ground])) >= 4.5


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, None])
def test_every_priority_can_be_read(colours: Colours, level: int | None) -> None:
    assert contrast(*colours.priority(level)) >= 4.5


def test_scheme_and_text_size_are_remembered(qapp: QApplication, preferences: Preferences) -> None:
    theme = Theme(qapp, preferences)
    theme.set_scheme("dark")
    theme.set_scale(250)
    again = Theme(qapp, preferences)
    assert (again.is_dark, again.scale, again.colours) == (True, 200, DARK)
    assert qapp.font().pointSizeF() == 20
    again.set_scheme("light")
    again.set_scale(100)
    assert qapp.palette().window().color() == QColor(LIGHT.ground)


class Counting(QLabel):
    """Counts how often its style is put on."""

    polished = 0

    def event(self, event: QEvent) -> bool:
        self.polished += event.type() is QEvent.Type.StyleChange
        return super().event(event)


def test_a_switch_of_colours_puts_the_style_on_once(qtbot: QtBot, theme: Theme) -> None:
    label = Counting("Text")
    qtbot.addWidget(label)
    label.show()
    label.polished = 0
    theme.set_scheme("dark")
    assert label.palette().windowText().color() == QColor(DARK.text)
    assert label.polished == 1
    theme.set_scheme("light")


def test_no_rule_is_for_every_widget() -> None:
    selectors = re.findall(r"([^{}]+)\{", style_sheet(LIGHT, lambda length: length))
    assert [each for each in selectors if re.search(r"(^|[\s,])\*", each)] == []
