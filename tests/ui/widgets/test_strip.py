"""A line of news: what is wrong stays until it is dismissed, what went well goes by itself."""

from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.strip import Strip


def test_what_went_well_goes_by_itself_and_what_is_wrong_stays(qtbot: QtBot, theme: Theme) -> None:
    strip = Strip(theme)
    qtbot.addWidget(strip)
    strip._good.setInterval(1)
    strip.say("INC-000001 is logged.", "good")
    assert strip.text == "INC-000001 is logged."
    qtbot.waitUntil(lambda: strip.text == "")
    strip.say("INC-000001 is logged.", "good")
    strip.say("Resolve needs a resolution text.", "error")
    with qtbot.waitSignal(strip._good.timeout):
        pass
    assert strip.text == "Resolve needs a resolution text."
