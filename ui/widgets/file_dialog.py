"""Dialogs for files that read nothing but names: the desk's own file may lie among those they list.

Qt, and a desktop's own dialogs, open files to find out of what kind they are. On Linux a process that closes a file
gives up all its locks on it, SQLite's too: another process would then take the desk's journal for a left one.
"""

import sys

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QWidget

from app.text import tr


class FileDialog(QFileDialog):
    """Qt's dialog, which tells files from folders and no more."""

    def __init__(
        self, parent: QWidget | None, title: str, start: str = "", kinds: str = ""
    ) -> None:
        super().__init__(parent, title)
        if not sys.platform.startswith(("win", "darwin")):
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        # Before any folder is listed.
        self._icons = _PlainIcons()
        self.setIconProvider(self._icons)
        if start:
            info = QFileInfo(start)
            self.setDirectory(start if info.isDir() else info.path())
            if not info.isDir():
                self.selectFile(info.fileName())
        if kinds:
            self.setNameFilter(kinds)


class _PlainIcons(QAbstractFileIconProvider):
    """Gives icons and kinds without a look into any file; called by a thread of Qt's."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        self._words = tr("Folder"), tr("File")

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """Give a folder's icon, or a file's."""
        kinds = QAbstractFileIconProvider.IconType
        is_folder = what.isDir() if isinstance(what, QFileInfo) else what is not kinds.File
        return self._folder if is_folder else self._file

    def type(self, info: QFileInfo) -> str:
        """Say whether it is a folder or a file."""
        return self._words[0] if info.isDir() else self._words[1]
