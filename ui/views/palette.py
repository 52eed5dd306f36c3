"""Ctrl+K: views, commands, ticket numbers and titles, by a few letters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from app.domain.rows import TicketRow
from app.domain.ticket_questions import TitlesMatching
from app.domain.views import named_views
from app.text import tr
from ui import actions
from ui.widgets.found_delegate import FoundDelegate
from ui.widgets.placing import place_over
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
Act = Callable[[], None]
FOUND = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Found:
    """One line of the palette: a heading (`act` None), or something to go to."""

    text: str
    detail: str = ""
    act: Act | None = None


class FoundList(QAbstractListModel):
    """What the palette shows, headings among it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Found, ...] = ()

    def show(self, rows: Sequence[Found]) -> None:
        """Show `rows` instead of what was shown."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a line, or its text."""
        row = self._rows[index.row()]
        if role == FOUND:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.text} {row.detail}".strip()
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let headings not be chosen."""
        row = self._rows[index.row()]
        return Qt.ItemFlag.NoItemFlags if row.act is None else super().flags(index)

    def step(self, row: int, by: int) -> int:
        """Give the next row in direction `by` that can be chosen; `row` where there is none."""
        after = row + by
        while 0 <= after < len(self._rows):
            if self._rows[after].act is not None:
                return after
            after += by
        return row


class Palette(QDialog):
    """A box to type in and what it finds; Enter goes there."""

    def __init__(
        self,
        workplace: Workplace,
        offers: Sequence[tuple[str, Sequence[Found]]],
        open_ticket: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        """Take groups of what can be found without the desk (heading, lines), and how to open a ticket."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._workplace = workplace
        self._offers = offers
        self._open_ticket = open_ticket
        self._tickets: tuple[TicketRow, ...] = ()
        self.setProperty("panel", True)
        self.setWindowTitle(tr("Find anything"))
        self.box = QLineEdit(placeholderText=tr("Ticket number, title, view or command"))
        self.box.setAccessibleName(tr("Find anything"))
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)
        self.found = FoundList(self)
        self.list = QListView(uniformItemSizes=True)
        self.list.setAccessibleName(tr("Found"))
        self.list.setModel(self.found)
        self.list.setItemDelegate(FoundDelegate(workplace.theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.clicked.connect(self._go)
        self._lay_out()
        place_over(self, QSize(workplace.theme.px(520), workplace.theme.px(420)))
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list by the arrow keys while the box has the focus."""
        if (
            watched is self.box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None:
                self._choose(self.found.step(self.list.currentIndex().row(), by))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        """Draw an edge: a popup has no frame, and stands on panels of its own colour."""
        theme = self._workplace.theme
        edge = QFrame()
        edge.setObjectName("edge")
        edge.setStyleSheet(f"#edge {{ border: 1px solid {theme.colours.muted}; }}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(edge)
        column = QVBoxLayout(edge)
        column.setContentsMargins(*(theme.px(12),) * 4)
        column.setSpacing(theme.px(8))
        column.addWidget(self.box)
        column.addWidget(self.list)

    def _typed(self, text: str) -> None:
        if text.strip():
            question = TitlesMatching(text.strip())
            self._workplace.backend.ask(question, self._find, owner=self, key="titles", back=True)
        else:
            self._tickets = ()
        self._show()

    def _find(self, tickets: tuple[TicketRow, ...]) -> None:
        self._tickets = tickets
        self._show()

    def _show(self) -> None:
        wanted = self.box.text().casefold().split()
        groups = [(tr("Tickets"), [self._ticket(each) for each in self._tickets])]
        groups += [
            (heading, [line for line in lines if _fits(line.text, wanted)])
            for heading, lines in self._offers
        ]
        rows = [each for heading, lines in groups if lines for each in (Found(heading), *lines)]
        self.found.show(
            rows
            or [Found(tr("Nothing found. Numbers, titles, views and commands are looked for."))]
        )
        self._choose(self.found.step(-1, 1))

    def _ticket(self, row: TicketRow) -> Found:
        return Found(f"{row.number}  {row.title}", row.step, lambda: self._open_ticket(row.id))

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.found.index(row, 0))

    def _go(self, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if isinstance(found, Found) and found.act is not None:
            self.close()
            found.act()


def open_palette(
    workplace: Workplace,
    window: QWidget,
    offered: Mapping[str, QAction],
    open_ticket: Callable[[int], None],
    *,
    saved: Sequence[Found] = (),
    pages: Sequence[Found] = (),
) -> None:
    """Open the palette over a window that offers these deeds, by their keys, `saved` views, and `pages` of settings."""
    of_views = {actions.view_key(view.title) for view in named_views()}
    views: list[Found] = []
    commands: list[Found] = []
    for deed in actions.every_deed():
        if deed.key in offered and deed.key != "palette":
            group = views if deed.key in of_views else commands
            group.append(Found(deed.plain, deed.keys, offered[deed.key].trigger))
    offers = ((tr("Views"), [*views, *saved]), (tr("Commands"), [*commands, *pages]))
    palette = Palette(workplace, offers, open_ticket, window)
    palette.show()
    palette.box.setFocus()


def _fits(text: str, wanted: list[str]) -> bool:
    plain = text.casefold()
    return all(word in plain for word in wanted)
