"""How the window looks: scheme, text size, and Qt's palette and style sheet made of both."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.colours import DARK, LIGHT, Colours
from ui.preferences import Preferences
from ui.style_sheet import style_sheet

SCHEMES = ("system", "light", "dark")
SMALLEST, LARGEST = 80, 200
# Points: body, secondary text, titles.
BODY, SECONDARY, TITLE = 10, 9, 15


class Theme(QObject):
    """Scheme and text size of the whole application; `changed` when either was set."""

    changed = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application = application
        self.preferences = preferences
        self.scheme = preferences.text("scheme", SCHEMES[0])
        self.scale = preferences.number("scale", 100)
        self._family = application.font().family()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark scheme is shown now."""
        if self.scheme == "system":
            hints = QGuiApplication.styleHints()
            return hints.colorScheme() is Qt.ColorScheme.Dark
        return self.scheme == "dark"

    @property
    def colours(self) -> Colours:
        """Give the colours of the scheme shown now."""
        return DARK if self.is_dark else LIGHT

    def set_scheme(self, scheme: str) -> None:
        """Show ``light``, ``dark``, or what the system says (``system``)."""
        self.scheme = scheme
        self.preferences.keep("scheme", scheme)
        self._apply()

    def set_scale(self, scale: int) -> None:
        """Set the text size in per cent, from 80 to 200."""
        self.scale = max(SMALLEST, min(LARGEST, scale))
        self.preferences.keep("scale", self.scale)
        self._apply()

    def px(self, length: int) -> int:
        """Give a length in pixels at the text size of now."""
        return round(length * self.scale / 100)

    def font(self, points: float = BODY, *, bold: bool = False) -> QFont:
        """Give a font by its size at 100 %."""
        font = QFont(self._family)
        font.setPointSizeF(points * self.scale / 100)
        font.setBold(bold)
        return font

    @property
    def largest_window(self) -> QSize:
        """Give the size a window starts with where the screen has room for it."""
        return QSize(self.px(1500), self.px(860))

    def _follow_system(self) -> None:
        if self.scheme == "system":
            self._apply()

    def _apply(self) -> None:
        self._application.setFont(self.font())
        self._application.setPalette(palette_of(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, self.px))
        self.changed.emit()


def palette_of(colours: Colours) -> QPalette:
    """Give Qt's palette of a scheme."""
    role = QPalette.ColorRole
    palette = QPalette()
    for each, colour in (
        (role.Window, colours.ground),
        (role.WindowText, colours.text),
        (role.Base, colours.panel),
        (role.AlternateBase, colours.ground),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.panel),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.danger),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.ToolTipBase, colours.panel),
        (role.ToolTipText, colours.text),
        (role.Light, colours.panel),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.line),
        (role.Shadow, colours.line),
    ):
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.muted))
    return palette
