"""A value that does not fit its box ends in an ellipsis, and is whole on hover."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.elided_line import ElidedLine
from ui.widgets.inputs import ChoiceInput, FixedInput, WordsInput

LONG = "Access / Password & sign-in of everybody"


def drawn(widget: QWidget, qtbot: QtBot) -> bytes:
    """Give what is seen of a widget in a window 160 pixels wide, without the keyboard."""
    window = QWidget()
    qtbot.addWidget(window)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setParent(window)
    for each in (window, widget):
        each.resize(160, 32)
    window.show()
    return window.grab().toImage().constBits().tobytes()


def choice(label: str) -> ChoiceInput:
    box = ChoiceInput([(1, label)])
    box.show_value(1, label)
    return box


@pytest.mark.parametrize(
    "text", [LONG, "الطابعة في الطابق الثاني لا تعمل منذ يوم الاثنين", "印刷機が動かない" * 4]
)
def test_a_long_value_ends_in_an_ellipsis(qtbot: QtBot, theme: Theme, text: str) -> None:
    line = ElidedLine(text)
    as_cut = drawn(line, qtbot)
    room = line._room().width()
    fitting = line.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    assert fitting.endswith("…")
    other = ElidedLine(fitting)
    other.setAlignment(Qt.AlignmentFlag.AlignLeft)
    if text == LONG:
        assert as_cut == drawn(other, qtbot)
    else:
        assert as_cut != drawn(ElidedLine(text[:3]), qtbot)


def test_a_long_choice_does_too(qtbot: QtBot, theme: Theme) -> None:
    cut = choice(LONG)
    as_cut = drawn(cut, qtbot)
    endings = (f"{LONG[:length]}…" for length in range(4, len(LONG)))
    assert any(drawn(choice(ending), qtbot) == as_cut for ending in endings)


@pytest.mark.parametrize("kind", [WordsInput, FixedInput])
def test_it_is_whole_on_hover(qtbot: QtBot, theme: Theme, kind: type[WordsInput]) -> None:
    line = kind()
    line.show_value(LONG, LONG)
    drawn(line, qtbot)
    assert (line.is_cut, line.text()) == (True, LONG)
    place = QPoint(4, 4)
    QApplication.sendEvent(
        line, QHelpEvent(QHelpEvent.Type.ToolTip, place, line.mapToGlobal(place))
    )
    assert QToolTip.text() == LONG
    QToolTip.hideText()
    line.resize(600, 32)
    assert not line.is_cut
