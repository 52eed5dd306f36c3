"""Who reported it: found by name, login, phone or badge while one types."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.rows import TicketRow
from app.domain.ticket_questions import OpenTicketsOf, Requesters
from app.domain.ticket_rows import RequesterRow
from app.text import tr
from ui.workplace import Workplace

_FOUND = Qt.ItemDataRole.UserRole
_SHOWN = 6


class RequesterBox(QWidget):
    """A line to type in, what it finds below, and the open tickets of whoever was chosen."""

    chosen = Signal(object)  # RequesterRow or None
    tickets_known = Signal(object)  # tuple of TicketRow

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.requester: RequesterRow | None = None
        self.line = QLineEdit(placeholderText=tr("Name, login, phone or badge"))
        self.line.setAccessibleName(tr("Requester"))
        self.line.textEdited.connect(self._look)
        self.line.installEventFilter(self)
        label = QLabel(tr("Requester"))
        label.setBuddy(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("People found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(self._take)
        self.list.hide()
        self._below = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._below.setProperty("secondary", True)
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(workplace.theme.px(4))
        for widget in (label, self.line, self.list, self._below):
            column.addWidget(widget)
        self.setFocusProxy(self.line)

    def show_requester(self, row: RequesterRow) -> None:
        """Show somebody as chosen."""
        self.requester = row
        site = f" · {row.site}" if row.site else ""
        vip = f" · {tr('VIP')}" if row.vip else ""
        self.line.setText(f"{row.name}{site}{vip}")
        self.list.hide()
        self._below.setText(_open_tickets(row.open_tickets))
        self._below.show()
        question = OpenTicketsOf(row.id)
        self._workplace.backend.ask(question, self._show_tickets, owner=self, key="open", back=True)
        self.chosen.emit(row)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self._below.setText(sentence)
        self._below.show()
        self.line.setAccessibleDescription(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk what was found by the arrow keys, and choose by Enter or by going on."""
        is_press = event.type() is QEvent.Type.KeyPress and not self.list.isHidden()
        if is_press and isinstance(event, QKeyEvent):
            return self._walk(event)
        if event.type() is QEvent.Type.FocusOut and self.list.count() == 1:
            self._take(self.list.item(0))
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> bool:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by is not None:
            row = (self.list.currentRow() + by) % max(1, self.list.count())
            self.list.setCurrentRow(row)
            return True
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if is_enter and is_plain and self.list.currentItem() is not None:
            self._take(self.list.currentItem())
            return event.key() != Qt.Key.Key_Tab
        if event.key() == Qt.Key.Key_Escape:
            self.list.hide()
            return True
        return False

    def _look(self, text: str) -> None:
        if self.requester is not None:
            self.requester = None
            self.chosen.emit(None)
        self._below.hide()
        if not text.strip():
            self._offer(())
            self._below.hide()
            return
        question = Requesters(text.strip())
        self._workplace.backend.ask(question, self._offer, owner=self, key="people", back=True)

    def _offer(self, people: tuple[RequesterRow, ...]) -> None:
        self.list.clear()
        for person in people:
            item = QListWidgetItem(_described(person))
            item.setData(_FOUND, person)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        row = self.fontMetrics().height() + self._workplace.theme.px(8)
        self.list.setFixedHeight(
            row * min(_SHOWN, max(1, len(people))) + self._workplace.theme.px(8)
        )
        self.list.setVisible(bool(people))
        if not people:
            self.complain(
                tr("Nobody found. A name, login, phone or badge finds people of the desk.")
            )

    def _take(self, item: QListWidgetItem) -> None:
        row = item.data(_FOUND)
        if isinstance(row, RequesterRow) and self.requester is None:
            self.show_requester(row)

    def _show_tickets(self, tickets: tuple[TicketRow, ...]) -> None:
        self._below.setText(_open_tickets(len(tickets)))
        self.tickets_known.emit(tickets)


def _described(person: RequesterRow) -> str:
    parts = (person.name, person.login, person.site, person.phone, tr("VIP") if person.vip else "")
    return "  ·  ".join(filter(None, parts))


def _open_tickets(count: int) -> str:
    if not count:
        return tr("No open tickets.")
    return tr("1 open ticket.") if count == 1 else tr("{count} open tickets.", count=count)
