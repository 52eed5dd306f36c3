"""An incident's whole life in the real windows, as an agent works on it."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QWidget

from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail
from app.text import tr
from ui.application import Application
from ui.tour import hands
from ui.tour.driver import Picture, Script, Until
from ui.tour.settings import look_at_settings
from ui.views.desk_panes import DeskPanes

_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier


def journey(application: Application) -> Script:
    """Give the script: log, triage, wait and resume, escalate, resolve, reopen, resolve, confirm; the settings."""
    yield Until("it is asked which desk to make", lambda: hands.button(tr("Make a sample desk")))
    yield Picture("first-start", lambda: application.window)
    hands.click(hands.button(tr("Make a sample desk")))
    yield Until("the desk is open", lambda: application.window.panes is not None)
    yield from Visitor(application).play()


class Visitor:
    """Somebody who works with the window, and looks what the desk holds after each thing they did."""

    def __init__(self, application: Application) -> None:
        self._window = application.window
        self._held: TicketDetail | None = None

    @property
    def _panes(self) -> DeskPanes:
        return cast("DeskPanes", self._window.panes)

    def play(self) -> Script:
        """Play the whole journey."""
        yield Until("the desk answers", lambda: self._panes.views.title)
        hands.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
        yield Until("the queue is filled", lambda: self._panes.queue.model.rowCount() > 3)
        yield Until("a ticket is shown", lambda: self._panes.ticket.detail is not None)
        yield Picture("queue", lambda: self._window)
        yield from self._log()
        yield from self._triage()
        yield from self._wait_and_resume()
        yield from self._escalate()
        yield from self._resolve("resolve")
        yield from self._reopen()
        yield from self._resolve("resolve-again")
        yield from self._confirm()
        yield from look_at_settings(self._window)

    def _log(self) -> Script:
        yield from self._begin(Qt.Key.Key_N, _CTRL)
        yield Until("it is asked who has the trouble", lambda: hands.field(tr("Requester")))
        hands.type_text("klaus")
        yield Until(
            "somebody is found", lambda: any(each.count() for each in hands.visible(QListWidget))
        )
        hands.press(Qt.Key.Key_Return)
        hands.field(tr("What is wrong, in one line")).setFocus()
        hands.type_text("VPN drops every 20 minutes from home")
        hands.press(Qt.Key.Key_Tab)
        hands.type_text(
            "Since Monday the VPN disconnects about every 20 minutes. Others at home are fine."
        )
        yield Picture("new-incident", hands.front)
        before = self._panes.ticket.ticket
        hands.press(Qt.Key.Key_Return, _CTRL)
        yield Until("the new ticket is shown", lambda: self._panes.ticket.ticket not in (0, before))
        yield from self._expect("new", "opened", phase=1, clock="runs")

    def _triage(self) -> Script:
        yield from self._begin(Qt.Key.Key_T, _CTRL_SHIFT)
        yield from self._name(tr("Category"), "VPN")
        for label in (tr("Impact"), tr("Urgency")):
            hands.click(_choice(label, 1))
        yield Picture("triage", hands.front)
        yield from self._finish("triage", phase=2, clock="runs")

    def _wait_and_resume(self) -> Script:
        yield from self._begin(Qt.Key.Key_W, _CTRL_SHIFT)
        yield from self._name(tr("Waiting reason"), "Awaiting the user")
        hands.field(tr("Note to the user")).setFocus()
        hands.type_text("Which gateway do you use, and since when does it happen?")
        yield Picture("wait", hands.front)
        yield from self._finish("wait", phase=2, clock="paused")
        yield from self._press(Qt.Key.Key_U, _CTRL_SHIFT)
        yield from self._expect("resume", "resume", phase=2, clock="runs")

    def _escalate(self) -> Script:
        yield from self._begin(Qt.Key.Key_E, _CTRL_SHIFT)
        yield from self._name(tr("Team"), "Network")
        hands.field(tr("What was found so far")).setFocus()
        hands.type_text(
            "Gateway log: DPD timeouts from 3 users of one provider. MTU 1500 on the tunnel."
        )
        yield Picture("escalate", hands.front)
        yield from self._finish("escalate", phase=3, clock="runs")

    def _resolve(self, name: str) -> Script:
        yield from self._begin(Qt.Key.Key_R, _CTRL_SHIFT)
        yield from self._name(tr("Resolution code"), "Configuration")
        hands.field(tr("Resolution text")).setFocus()
        hands.press(Qt.Key.Key_A, _CTRL)
        hands.type_text(
            "Set the tunnel's MTU to 1360 in the profile and pushed it; stable for 2 hours."
        )
        yield Picture(name, hands.front)
        yield from self._finish("resolve", phase=4, clock="stopped")

    def _reopen(self) -> Script:
        yield from self._begin(Qt.Key.Key_O, _CTRL_SHIFT)
        yield Until("it is asked why", lambda: hands.field(tr("Reason")))
        hands.field(tr("Reason")).setFocus()
        hands.type_text("It dropped again this morning.")
        yield Picture("reopen", hands.front)
        yield from self._finish("reopen", phase=3, clock="runs")

    def _confirm(self) -> Script:
        yield from self._begin(Qt.Key.Key_D, _CTRL_SHIFT)
        yield Until("it is asked who confirmed", lambda: hands.field(tr("Confirmed by")))
        yield Picture("confirm", hands.front)
        yield from self._finish("confirm", phase=5, clock="final")

    def _begin(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> Script:
        """Open a dialog by its shortcut."""
        yield from self._press(key, modifier)
        yield Until("a dialog is open", lambda: hands.is_dialog(hands.front()))

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> Script:
        # Without a window manager nothing puts it in front when a dialog closes.
        self._window.activateWindow()
        yield Until("the window is in front", self._window.isActiveWindow)
        hands.press(key, modifier)

    def _name(self, label: str, text: str) -> Script:
        """Name a record by typing the beginning of its name, and Enter."""
        yield Until("the dialog is there", lambda: hands.field(label))
        box = hands.field(label)
        line = cast("QLineEdit", box.lineEdit() if isinstance(box, QComboBox) else box)
        box.setFocus()
        line.selectAll()
        hands.type_text(text)
        yield Until(f"{text} is offered", lambda: self._is_offered(line, text))

    def _is_offered(self, line: QLineEdit, text: str) -> bool:
        popup = line.completer().popup()
        if popup is not None and popup.isVisible():
            hands.press_on(line, Qt.Key.Key_Return)
            return text.casefold() in line.text().casefold()
        return False

    def _finish(self, purpose: str, *, phase: int, clock: str) -> Script:
        dialog = hands.front()
        hands.press(Qt.Key.Key_Return, _CTRL)
        yield Until("the dialog is done", lambda: _is_gone(dialog))
        yield from self._expect(purpose, purpose, phase=phase, clock=clock)

    def _expect(self, name: str, purpose: str, *, phase: int, clock: str) -> Script:
        """Look what the desk holds of the ticket, then take a picture of how it is shown."""
        panes, ticket = self._panes, self._panes.ticket.ticket

        def holds() -> bool:
            held = self._held
            if held is not None:
                last = held.history[-1]
                if (last.purpose or last.kind) == purpose:
                    return (held.phase, held.row.clock) == (phase, clock)
            question = WholeTicket(ticket, panes.workplace.seat.person.id)
            panes.workplace.backend.ask(question, self._hold, owner=panes, key="tour")
            return False

        def is_shown() -> bool:
            shown = panes.ticket.detail
            return (
                shown is not None
                and self._held is not None
                and shown.row.version == self._held.row.version
            )

        self._held = None
        yield Until(f"the desk holds {name}: phase {phase}, clock {clock}", holds)
        yield Until("it is shown", is_shown)
        yield Picture(f"{name}-done", lambda: self._window)

    def _hold(self, detail: TicketDetail) -> None:
        self._held = detail


def _choice(label: str, place: int) -> QAbstractButton:
    named = [
        each for each in hands.visible(QAbstractButton) if each.accessibleName().startswith(label)
    ]
    if len(named) <= place:
        raise hands.NotThere(label)
    return named[place]


def _is_gone(dialog: QWidget) -> bool:
    return hands.front() is not dialog
