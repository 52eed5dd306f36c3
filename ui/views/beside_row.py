"""What stands beside a ticket: links to follow, and people beside the requester."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.ticket_rows import TicketLink
from app.text import tr
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout

_LONGEST = 60


class BesideRow(QWidget):
    """Links as buttons and people as words; hidden where there are none."""

    followed = Signal(object)  # the id of another ticket: more than 32 bits

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._parts: list[QWidget] = []
        self._flow = FlowLayout(theme.px(4), self)
        self.hide()

    def show_beside(self, links: Sequence[TicketLink], people: Sequence[tuple[str, str]]) -> None:
        """Show links and people, each with what it is to the ticket."""
        wanted = (*links, *people)
        if wanted == self._shown:
            return
        self._shown = wanted
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [*map(self._link, links), *(self._person(*each) for each in people)]
        for part in self._parts:
            self._flow.addWidget(part)
            part.show()
        self.setVisible(bool(self._parts))

    def widgets(self) -> list[QWidget]:
        """Give what can have the focus, in reading order."""
        return [each for each in self._parts if isinstance(each, QPushButton)]

    def _link(self, link: TicketLink) -> QPushButton:
        name = link.name if len(link.name) <= _LONGEST else link.name[: _LONGEST - 1] + "…"
        told = tr("{relation}: {name}", relation=link.relation, name=name)
        button = QPushButton(told.replace("&", "&&"), self)
        button.setProperty("quiet", True)
        button.setAccessibleName(tr("{relation}: {name}", relation=link.relation, name=link.name))
        button.setToolTip(link.name)
        button.clicked.connect(lambda: self.followed.emit(link.ticket))
        return button

    def _person(self, relation: str, name: str) -> QLabel:
        label = QLabel(tr("{relation}: {name}", relation=relation, name=name), self)
        label.setProperty("secondary", True)
        return label
