"""The desk's settings, page by page, as an administrator walks through them."""

from PySide6.QtCore import Qt

from ui.tour import hands
from ui.tour.driver import Picture, Script, Until
from ui.views.main_window import MainWindow
from ui.views.settings.thing_page import ThingPage
from ui.views.settings.window import SettingsWindow

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEYS = (
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_7,
)  # fmt: skip


def look_at_settings(main: MainWindow) -> Script:
    """Open the settings by their key, and take a picture of each page."""
    main.activateWindow()
    yield Until("the window is in front", main.isActiveWindow)
    hands.press(Qt.Key.Key_Comma, _CTRL)
    yield Until("the settings are open", lambda: _settings() is not None)
    window = _settings()
    if window is None:
        raise hands.NotThere
    window.resize(main.size())
    for key in _KEYS:
        hands.press(key, _ALT)
        yield Until("the page is read", lambda: _is_read(window))
        yield Picture(f"settings-{window.list.currentRow() + 1}", lambda: window)
    window.close()


def _settings() -> SettingsWindow | None:
    front = hands.front()
    return front if isinstance(front, SettingsWindow) else None


def _is_read(window: SettingsWindow) -> bool:
    page = window.page
    if isinstance(page, ThingPage):
        return page.pane.shown.detail is not None
    return bool(page.version.text())
