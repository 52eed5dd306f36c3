"""What stands beside a ticket: links to follow, people beside the requester, and the ways to add some."""

from collections.abc import Sequence

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
from ui.widgets.text_window import TextWindow

# As many links, and as many people, are in sight; of the rest, how many there are.
_FEW = 8


class BesideRow(QWidget):
    """Links and people as chips, after the button that unfolds the properties above; hidden while it is empty."""

    followed = Signal(object)  # the id of another ticket: more than 32 bits
    unlinked = Signal(object)  # TicketLink
    removed = Signal(object)  # PersonBeside
    link_wanted = Signal()
    person_wanted = Signal()

    def __init__(self, theme: Theme, more: QPushButton) -> None:
        super().__init__()
        self._theme = theme
        self._more = more
        self._shown: tuple[object, ...] = ()
        self._parts: list[QPushButton] = []
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
        can_link, can_watch = events.LINKED in detail.may, events.WATCHED in detail.may
        has_more = not self._more.isHidden()
        wanted = (detail.links, detail.people, can_link, can_watch, has_more)
        if wanted == self._shown:
            return
        self._shown = wanted
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [
            *(self._link(each, can_remove=can_link) for each in detail.links[:_FEW]),
            *self._rest([f"{each.relation}: {each.name}" for each in detail.links]),
            *(self._person(each, can_remove=can_watch) for each in detail.people[:_FEW]),
            *self._rest([f"{each.relation}: {each.name}" for each in detail.people]),
        ]
        for button in (self.link, self.person):
            self._flow.removeWidget(button)
        for part in (*self._parts, self.link, self.person):
            self._flow.addWidget(part)
            part.show()
        self.link.setVisible(can_link)
        self.person.setVisible(can_watch)
        self.setVisible(bool(self._parts) or can_link or can_watch or has_more)
        self.updateGeometry()

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

    def _rest(self, lines: Sequence[str]) -> list[QPushButton]:
        """Give a button that shows those that are too many to be in sight."""
        if len(lines) <= _FEW:
            return []
        button = self._quiet(tr("and {count} more", count=count(len(lines) - _FEW)), tr("Show all"))
        button.clicked.connect(
            lambda: TextWindow(self._theme, tr("Beside this ticket"), "\n".join(lines), self).show()
        )
        return [button]
