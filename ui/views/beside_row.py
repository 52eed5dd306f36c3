"""What stands beside a ticket: links to follow, people beside the requester, and the ways to add some."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain import events
from app.domain.rows import TicketDetail
from app.domain.ticket_rows import PersonBeside, TicketLink
from app.text import tr
from ui.formats import count
from ui.theme import Theme
from ui.widgets.beside_chip import BesideChip
from ui.widgets.flow_layout import FlowLayout

S = TypeVar("S", TicketLink, PersonBeside)

# As many links, and as many people, are in sight; of the rest, how many there are, until all are wanted.
_FEW = 8


class BesideRow(QWidget):
    """Links and people as chips, after the button that unfolds the properties above; hidden while it is empty."""

    followed = Signal(object)  # the id of another ticket: more than 32 bits
    unlinked = Signal(object)  # TicketLink
    removed = Signal(object)  # PersonBeside
    link_wanted = Signal()
    person_wanted = Signal()
    rearranged = Signal()

    def __init__(self, theme: Theme, more: QPushButton) -> None:
        super().__init__()
        self._more = more
        self._shown: tuple[object, ...] = ()
        self._parts: list[QPushButton] = []
        self._detail: TicketDetail | None = None
        self._is_whole = False
        self._flow = FlowLayout(theme.px(4), self)
        self._flow.addWidget(more)
        self.link = self._quiet(tr("+ Link…"), tr("Link to another ticket"))
        self.link.clicked.connect(self.link_wanted)
        self.person = self._quiet(tr("+ Person…"), tr("Add an affected person or a watcher"))
        self.person.clicked.connect(self.person_wanted)
        self.setAccessibleName(tr("Links and people"))
        self.hide()

    def show_beside(self, detail: TicketDetail) -> None:
        """Show links and people, each with what it is to the ticket."""
        if self._detail is None or self._detail.row.id != detail.row.id:
            self._is_whole = False
        self._detail = detail
        can_link, can_watch = events.LINKED in detail.may, events.WATCHED in detail.may
        has_more = not self._more.isHidden()
        wanted = (detail.links, detail.people, can_link, can_watch, has_more, self._is_whole)
        if wanted == self._shown:
            return
        self._shown = wanted
        before = self._parts
        focused = next((part for part in before if part.hasFocus()), None)
        links = [self._link(each, can_remove=can_link) for each in self._in_sight(detail.links)]
        people = [
            self._person(each, can_remove=can_watch) for each in self._in_sight(detail.people)
        ]
        self._parts = [
            *links,
            *self._rest(len(detail.links) - len(links)),
            *people,
            *self._rest(len(detail.people) - len(people)),
            *self._fewer(max(len(links), len(people))),
        ]
        for part in (*before, self.link, self.person):
            self._flow.removeWidget(part)
        for part in (*self._parts, self.link, self.person):
            self._flow.addWidget(part)
            part.show()
        self.link.setVisible(can_link)
        self.person.setVisible(can_watch)
        self.setVisible(bool(self._parts) or can_link or can_watch or has_more)
        self.updateGeometry()
        if focused is not None:
            self._take_over(focused.accessibleName(), before.index(focused))
        for part in before:
            part.hide()
            part.deleteLater()

    def widgets(self) -> list[QWidget]:
        """Give what can have the focus, in reading order."""
        return [self._more, *self._parts, self.link, self.person]

    def _quiet(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _link(self, link: TicketLink, *, can_remove: bool) -> BesideChip:
        chip = BesideChip(link.relation, link.name, self, leads=True, can_remove=can_remove)
        chip.followed.connect(lambda: self.followed.emit(link.ticket))
        chip.removed.connect(lambda: self.unlinked.emit(link))
        return chip

    def _person(self, person: PersonBeside, *, can_remove: bool) -> BesideChip:
        chip = BesideChip(person.relation, person.name, self, leads=False, can_remove=can_remove)
        chip.removed.connect(lambda: self.removed.emit(person))
        return chip

    def _take_over(self, name: str, place: int) -> None:
        """Give the keyboard to the chip that had it, or to the next one where that was taken off."""
        same = next((part for part in self._parts if part.accessibleName() == name), None)
        parts = self._parts or [self.link]
        (same or parts[min(place, len(parts) - 1)]).setFocus()

    def _in_sight(self, all_of_them: Sequence[S]) -> Sequence[S]:
        return all_of_them if self._is_whole else all_of_them[:_FEW]

    def _rest(self, left: int) -> list[QPushButton]:
        """Give a button that shows those that are too many to be in sight."""
        if left <= 0:
            return []
        button = self._quiet(tr("and {count} more", count=count(left)), tr("Show all"))
        button.clicked.connect(lambda: self._show_whole(is_whole=True))
        return [button]

    def _fewer(self, most: int) -> list[QPushButton]:
        """Give a button that shows a few again."""
        if most <= _FEW:
            return []
        button = self._quiet(tr("Show fewer"), tr("Show fewer"))
        button.clicked.connect(lambda: self._show_whole(is_whole=False))
        return [button]

    def _show_whole(self, *, is_whole: bool) -> None:
        self._is_whole = is_whole
        if self._detail is not None:
            self.show_beside(self._detail)
            self.rearranged.emit()
