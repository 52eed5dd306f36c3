"""Who reported it: found by name, login, phone or badge while one types."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.commands import AddThing
from app.domain.fields import Value
from app.domain.questions import NamesOfRoles
from app.domain.roles import THING_ROLES
from app.domain.rows import TicketRow
from app.domain.ticket_questions import OpenTicketsOf, Requesters
from app.domain.ticket_rows import RequesterRow
from app.errors import DeskError, listed
from app.text import tr
from ui.typed import Entry
from ui.widgets.file_refusal import FileRefusal
from ui.widgets.marking import mark_widget
from ui.workplace import Workplace

_FOUND = Qt.ItemDataRole.UserRole
_SHOWN, _FEW = 6, 3


class RequesterBox(QWidget):
    """A line to type in, what it finds below, and the open tickets of whoever was chosen."""

    chosen = Signal(object)  # RequesterRow or None
    tickets_known = Signal(object)  # tuple of TicketRow

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.requester: RequesterRow | None = None
        self._found_for = ""
        self.line = QLineEdit(placeholderText=tr("Name, login, phone or badge"))
        self.line.setAccessibleName(tr("Requester"))
        self.line.textEdited.connect(self._look)
        self.line.installEventFilter(self)
        FileRefusal(self.line)
        label = QLabel(tr("Requester"))
        label.setBuddy(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("People found"))
        self.list.setProperty("popup", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.list.hide()
        self.add = QPushButton(autoDefault=False)
        self.add.setProperty("quiet", True)
        self.add.clicked.connect(self._add)
        self.add.hide()
        self._below = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._below.setProperty("secondary", True)
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(workplace.theme.px(4))
        for widget in (label, self.line, self.list, self._below):
            column.addWidget(widget)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    @property
    def entry(self) -> Entry:
        """Give the id of whoever was chosen, and the name or what is typed."""
        chosen = self.requester
        return (chosen.id, chosen.name) if chosen else (None, self.line.text())

    def show_requester(self, row: RequesterRow) -> None:
        """Show somebody as chosen."""

        def tell(tickets: tuple[TicketRow, ...]) -> None:
            if row is self.requester:
                self._say(_open_tickets(len(tickets)))
                self.tickets_known.emit(tickets)

        self.requester = row
        site = f" · {row.site}" if row.site else ""
        vip = f" · {tr('VIP')}" if row.vip else ""
        self.line.setText(f"{row.name}{site}{vip}")
        self.line.setCursorPosition(0)
        self.list.hide()
        self._say(_open_tickets(row.open_tickets))
        question = OpenTicketsOf(row.id)
        self._workplace.backend.ask(question, tell, owner=self, key="open", back=True)
        self.chosen.emit(row)

    def restore(self, person: Value, text: str) -> None:
        """Show what was typed or chosen before."""
        self.line.setText(text)
        if text:
            self._ask(text, lambda people: self._recognise(person, people))

    def clear(self) -> None:
        """Show nobody."""
        self.line.clear()
        self._look("")

    def is_chosen(self) -> bool:
        """Say whether somebody is, taking the only one there is; otherwise say so where it is."""
        self._take_only_one()
        if self.requester is None:
            told = tr("Who has the trouble? Choose somebody from the list.")
            if self.add.isVisible():
                told = tr("Who has the trouble? Add them, or choose somebody else.")
            self._say(told, is_wrong=True)
            self.line.setFocus()
        return self.requester is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk what was found by the arrow keys, and choose by Enter or by going on."""
        is_press = event.type() is QEvent.Type.KeyPress and not self.list.isHidden()
        if is_press and isinstance(event, QKeyEvent):
            return self._walk(event)
        if event.type() is QEvent.Type.FocusOut:
            self._take_only_one()
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
        self._say("")
        if text.strip():
            self._ask(text.strip(), self._offer)
        else:
            self._list(())

    def _ask(self, text: str, then: Callable[[tuple[RequesterRow, ...]], None]) -> None:
        backend = self._workplace.backend
        backend.ask(Requesters(text), then, owner=self, key="people", back=True)

    def _recognise(self, person: Value, people: tuple[RequesterRow, ...]) -> None:
        found = next((each for each in people if each.id == person), None)
        if found is not None:
            self.show_requester(found)
        else:
            self._offer(people)

    def _offer(self, people: tuple[RequesterRow, ...]) -> None:
        self._found_for = self.line.text().strip()
        if self._found_for:
            self._list(people)
            self._say("" if people else tr("Nobody found by “{text}”.", text=self._found_for))
            if not people:
                self._offer_to_add()

    def _offer_to_add(self) -> None:
        """Let somebody be added whom the desk does not know, or say who may."""
        if set(self._workplace.seat.person.roles) & {*THING_ROLES}:
            self.add.setText(
                tr("Add “{name}” as a requester", name=self._found_for.replace("&", "&&"))
            )
            self.add.setVisible(any(letter.isalpha() for letter in self._found_for))
            return
        question = NamesOfRoles(THING_ROLES)
        self._workplace.backend.ask(question, self._tell_who_adds, owner=self, key="who", back=True)

    def _tell_who_adds(self, names: tuple[str, ...]) -> None:
        if self.requester is None and self._found_for and not self.list.count():
            told = tr("Nobody found by “{text}”. {who} can add people to the desk.",
                      text=self._found_for, who=listed(names[:_FEW], tr(" or ")))  # fmt: skip
            self._say(told)

    def _add(self) -> None:
        """Add whom was typed to the desk, and choose them."""
        seat, name = self._workplace.seat, " ".join(self._found_for.split())
        person = seat.new_id()
        command = seat.command(AddThing, thing="person", row_id=person, values={"name": name})
        self.add.setEnabled(False)
        self._workplace.backend.tell(
            command,
            lambda _: self.show_requester(RequesterRow(person, name, "", "", "", "", False, 0)),
            owner=self,
            failed=self._refuse,
        )

    def _refuse(self, error: DeskError) -> None:
        self.add.setEnabled(True)
        self._say(error.sentence, is_wrong=True)

    def _list(self, people: tuple[RequesterRow, ...]) -> None:
        self.list.clear()
        for person in people:
            item = QListWidgetItem(_described(person))
            item.setToolTip(_described(person))
            item.setData(_FOUND, person)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        px = self._workplace.theme.px
        row = max(0, self.list.sizeHintForRow(0))
        for place in range(self.list.count()):
            # As wide as there is room, so that what is too long ends in an ellipsis.
            self.list.item(place).setSizeHint(QSize(1, row))
        self.list.setFixedHeight(row * min(_SHOWN, max(1, len(people))) + px(4))
        self.list.setVisible(bool(people))

    def _say(self, sentence: str, *, is_wrong: bool = False) -> None:
        if not is_wrong:
            self.add.hide()
            self.add.setEnabled(True)
        self._below.setText(sentence)
        self._below.setVisible(bool(sentence))
        mark_widget(self._below, "danger", is_on=is_wrong)
        mark_widget(self.line, "invalid", is_on=is_wrong)
        self.line.setAccessibleDescription(sentence)

    def _take_only_one(self) -> None:
        """Choose whom alone what is typed can mean; what was found for other words does not count."""
        if self.list.count() == 1 and self._found_for == self.line.text().strip():
            self._take(self.list.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        row = item.data(_FOUND)
        if isinstance(row, RequesterRow) and self.requester is None:
            self.show_requester(row)


def _described(person: RequesterRow) -> str:
    parts = (person.name, person.login, person.site, person.phone, tr("VIP") if person.vip else "")
    return "  ·  ".join(filter(None, parts))


def _open_tickets(count: int) -> str:
    if not count:
        return tr("No open tickets.")
    return tr("1 open ticket.") if count == 1 else tr("{count} open tickets.", count=count)
