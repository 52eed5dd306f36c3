"""Every shortcut in one list (F1)."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.actions import deeds
from ui.theme import Theme


def elsewhere() -> tuple[tuple[str, str], ...]:
    """Give the keys that belong to a pane and stand in no menu."""
    return (
        (tr("Walk through the queue"), "↑ ↓ PgUp PgDn Home End"),
        (tr("Open the chosen ticket in a window of its own"), tr("Enter")),
        (tr("Copy number and title of the chosen tickets"), "Ctrl+C"),
        (tr("Send what is written, finish a dialog"), tr("Ctrl+Enter")),
        (tr("Close a dialog or list; what was typed stays"), tr("Esc")),
    )


class ShortcutList(QDialog):
    """A list of what can be done by key, narrowed by typing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setProperty("panel", True)
        self._rows: list[tuple[str, tuple[QLabel, QLabel]]] = []
        self.search = QLineEdit(placeholderText=tr("Narrow the list"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Narrow the list"))
        self.search.textChanged.connect(self._narrow)
        body = QWidget()
        body.setProperty("panel", True)
        self._grid = QGridLayout(body)
        self._grid.setHorizontalSpacing(theme.px(24))
        for text, keys in (*_of_menus(), *elsewhere()):
            self._add(text, keys)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(body)
        # The box keeps the keyboard; the list is turned by its keys.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = area.verticalScrollBar()
        for key, action in (
            ("PgDown", QScrollBar.SliderAction.SliderPageStepAdd),
            ("PgUp", QScrollBar.SliderAction.SliderPageStepSub),
        ):
            turn = QShortcut(QKeySequence(key), self)
            turn.activated.connect(lambda action=action: bar.triggerAction(action))
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(area)
        wanted = QSize(theme.px(520), theme.px(600))
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() * 0.9))

    @property
    def shown(self) -> tuple[str, ...]:
        """Give the texts listed now."""
        return tuple(text for text, (label, _) in self._rows if not label.isHidden())

    def _add(self, text: str, keys: str) -> None:
        row = self._grid.rowCount()
        name, key = QLabel(text), QLabel(keys, alignment=Qt.AlignmentFlag.AlignRight)
        key.setProperty("secondary", True)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(key, row, 1)
        self._rows.append((text, (name, key)))

    def _narrow(self, wanted: str) -> None:
        for text, labels in self._rows:
            for label in labels:
                label.setVisible(wanted.casefold() in text.casefold())


def _of_menus() -> tuple[tuple[str, str], ...]:
    native = QKeySequence.SequenceFormat.NativeText
    return tuple(
        (deed.plain, QKeySequence(deed.shortcut).toString(native))
        for deed in deeds()
        if deed.shortcut
    )
