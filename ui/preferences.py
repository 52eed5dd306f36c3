"""What a window remembers from one day to the next: geometry, splitters, scheme, text size."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

# What is remembered of a desk that was chosen instead of one's own: its URL.
CHOSEN_DESK = "desk"


class Preferences:
    """Settings in one file, per person and computer; nothing of the desk's own is in it."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def folder(self) -> Path:
        """Give the folder the file is in."""
        return Path(self._settings.fileName()).parent

    def text(self, key: str, default: str = "") -> str:
        """Give a remembered text."""
        return str(self._settings.value(key, default))

    def number(self, key: str, default: int) -> int:
        """Give a remembered number; the default where the file holds none."""
        try:
            return int(str(self._settings.value(key, default)))
        except ValueError:
            return default

    def state(self, key: str) -> QByteArray:
        """Give a remembered geometry or splitter state; empty when there is none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, key: str, value: str | int | QByteArray) -> None:
        """Remember a value."""
        self._settings.setValue(key, value)

    def save(self) -> None:
        """Write the file now."""
        self._settings.sync()
