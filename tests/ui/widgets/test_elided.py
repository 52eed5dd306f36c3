"""A value that does not fit its box ends in an ellipsis, and is whole on hover."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.elided_line import ElidedLine
from ui.widgets.inputs import ChoiceInput, FixedInput, WordsInput

LONG = "Access / Password & sign-in of everybody"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """Give a window 160 pixels wide."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(160, 32)
    window.show()
    return window


def drawn(widget: QWidget, window: QWidget) -> QImage:
    """Give what is seen of a widget alone in a window, without the keyboard."""
    for other in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        other.hide()
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setParent(window)
    widget.resize(160, 32)
    widget.show()
    return window.grab().toImage()


def choice(label: str) -> ChoiceInput:
    box = ChoiceInput([(1, label)])
    box.show_value(1, label)
    return box


@pytest.mark.parametrize(
    "text", [LONG, "الطابعة في الطابق الثاني لا تعمل منذ يوم الاثنين", "印刷機が動かない" * 4]
)
def test_a_long_value_ends_in_an_ellipsis(window: QWidget, text: str) -> None:
    line = ElidedLine(text)
    as_cut = drawn(line, window)
    room = line._room().width()
    fitting = line.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    assert fitting.endswith("…")
    as_typed = QLineEdit(text)
    as_typed.setCursorPosition(0)
    assert as_cut != drawn(as_typed, window)
    if text == LONG:
        # Other scripts stand elsewhere in Qt's own line.
        assert as_cut == drawn(QLineEdit(fitting), window)


def test_a_long_choice_does_too(window: QWidget) -> None:
    cut = choice(LONG)
    as_cut = drawn(cut, window)
    endings = (f"{LONG[:length]}…" for length in range(4, len(LONG)))
    assert any(drawn(choice(ending), window) == as_cut for ending in endings)


@pytest.mark.parametrize("kind", [WordsInput, FixedInput])
def test_it_is_whole_on_hover(window: QWidget, kind: type[WordsInput]) -> None:
    line = kind()
    line.show_value(LONG, LONG)
    drawn(line, window)
    assert (line.is_cut, line.text()) == (True, LONG)
    place = QPoint(4, 4)
    QApplication.sendEvent(
        line, QHelpEvent(QHelpEvent.Type.ToolTip, place, line.mapToGlobal(place))
    )
    assert QToolTip.text() == LONG
    QToolTip.hideText()
    line.resize(600, 32)
    assert not line.is_cut
