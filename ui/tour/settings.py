"""The desk's settings, page by page, as an administrator walks through them."""

from PySide6.QtCore import Qt

from ui.tour import hands
from ui.tour.driver import Picture, Script, Until
from ui.views.main_window import MainWindow

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEYS = (
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_7,
    Qt.Key.Key_8,
)  # fmt: skip


def look_at_settings(main: MainWindow) -> Script:
    """Open the settings by their key, and take a picture of each page."""
    main.activateWindow()
    yield Until("the window is in front", main.isActiveWindow)
    hands.press(Qt.Key.Key_Comma, _CTRL)
    yield Until("the settings are open", lambda: hands.front() is not main)
    window = main.furniture.settings if main.furniture is not None else None
    if window is None:
        raise hands.NotThere
    window.resize(main.size())
    for key in _KEYS:
        hands.press(key, _ALT)
        yield Until("the page is read", lambda: window.page.is_read)
        yield Picture(f"settings-{window.list.currentRow() + 1}", lambda: window)
    window.close()
