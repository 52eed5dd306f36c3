"""What a queue says while it has no rows to show."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.questions import TicketCounts
from app.domain.views import NamedView, unassigned
from app.text import tr
from ui.formats import count
from ui.views.first_day import FirstDay
from ui.widgets.empty_state import EmptyState
from ui.workplace import Workplace


class EmptyQueue(EmptyState):
    """Says why: still reading, nothing there, nothing that fits, or not to be read."""

    filter_unwanted = Signal()
    view_wanted = Signal(str)  # the title of a view that has something
    new_incident_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view: NamedView | None = None
        self.first_day = FirstDay(workplace)
        self.first_day.ended.connect(self.setFocus)
        self.put_below(self.first_day)

    def say_reading(self) -> None:
        """Say that the answer is to come."""
        self._view = None
        self.say(tr("Reading the queue…"))

    def say_failed(self) -> None:
        """Say that there is none; the strip above says why."""
        self._view = None
        self.say(tr("The queue could not be read"), tr("Nothing is lost. Try again above."))

    def say_nothing_fits(self) -> None:
        """Say that the filter leaves nothing."""
        self._view = None
        self.say(
            tr("Nothing fits"),
            tr("No ticket of this view has all that the filter asks for."),
            tr("Clear the filter"),
            self.filter_unwanted.emit,
        )

    def say_empty(self, view: NamedView) -> None:
        """Say what belongs in `view`, and what there is to do: elsewhere, or by logging a ticket."""
        self._view = view
        self.first_day.offer()
        self.say(view.empty, view.belongs)
        other, seat = unassigned(), self._workplace.seat
        if view.title == other.title:
            self._offer_new(view)
            return
        theirs = other.filter(seat.person.id, seat.teams, time.time_ns() // 1_000)
        self._workplace.backend.ask(
            TicketCounts((theirs,)), lambda found: self._offer(view, other.title, found[0]),
            owner=self, key="elsewhere", back=True,
        )  # fmt: skip

    def _offer(self, view: NamedView, title: str, number: int) -> None:
        if self._view is not view:
            return
        if not number:
            self._offer_new(view)
            return
        many = tr("{n} tickets have nobody yet.", n=count(number))
        sentence = many if number > 1 else tr("One ticket has nobody yet.")
        self.say(
            view.empty,
            f"{view.belongs}\n{sentence}",
            tr("Show unassigned"),
            lambda: self.view_wanted.emit(title),
        )

    def _offer_new(self, view: NamedView) -> None:
        self.say(
            view.empty, view.belongs, tr("New incident   Ctrl+N"), self.new_incident_wanted.emit
        )
