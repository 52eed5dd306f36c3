"""Where a work note or a reply to the user is written."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import events
from app.text import tr
from ui.models.drafts import Draft
from ui.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.inputs import is_send
from ui.widgets.note_edit import NoteEdit

_LINES, _MOST_LINES, _LEAST = 2, 8, 32
# What is written takes a part of the pane's height at the most; in a pane lower than this, in pixels at 100 %,
# it begins with one line.
_SHARE, _LOW = 6, 740
# What the style sheet leaves around a text, in pixels at 100 %.
_PADDING = 5
# Narrower than these the switch, or the way to the texts, has a short name, in pixels at 100 %; the button that
# sends stands below.
_NARROW, _ROOMY = 320, 380


class Composer(QFrame):
    """Writes into the draft of the ticket shown; colour and words say who will see it."""

    written = Signal()
    send_wanted = Signal()
    attach_wanted = Signal()
    texts_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draft = Draft()
        self._user = ""
        self._room = 0
        self.note, self.reply = QPushButton(), QPushButton()
        self._switch = QButtonGroup(self)
        for place, button in enumerate((self.note, self.reply)):
            self._switch.addButton(button, place)
            button.setCheckable(True)
            button.setProperty("segment", True)
        self._switch.idClicked.connect(lambda place: self._choose(public=bool(place)))
        self._seen = ElidedLabel()
        self._seen.setProperty("secondary", True)
        self.text = NoteEdit()
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._typed)
        self.text.installEventFilter(self)
        self.texts = QPushButton()
        self.texts.setAccessibleName(tr("Texts"))
        self.attach = QPushButton(tr("Attach…"))
        for button, wanted in ((self.texts, self.texts_wanted), (self.attach, self.attach_wanted)):
            button.setProperty("quiet", True)
            button.clicked.connect(wanted)
        self.texts.setToolTip(tr("Insert a text   {key}", key="Ctrl+T"))
        self.send = QPushButton()
        self.send.clicked.connect(self.send_wanted)
        self._lay_out()
        self.setObjectName("composer")
        for act in (self._place, self._restyle):
            theme.changed.connect(act)
        self._restyle()

    def show_draft(self, draft: Draft, user: str, may: tuple[str, ...]) -> None:
        """Write into `draft` from now on; `may` holds what this person may do, `user` the requester."""
        self._draft, self._user = draft, user
        self._allow(self.note, tr("You may not write notes here."), is_on=events.NOTED in may)
        self._allow(
            self.reply,
            tr("You may not reply to the user on this ticket now."),
            is_on=events.REPLIED in may,
        )
        why = tr("You may not attach files here.")
        self._allow(self.attach, why, is_on=events.ATTACHED in may)
        if draft.is_public and not self.reply.isEnabled() and not draft.text:
            draft.is_public = False
        self.refresh()

    def refresh(self) -> None:
        """Take over what became of the draft."""
        draft = self._draft
        if self.text.toPlainText() != draft.text:
            self.text.setPlainText(draft.text)
            self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setReadOnly(draft.is_sending)
        self.note.setChecked(not draft.is_public)
        self.reply.setChecked(draft.is_public)
        self._restyle()

    @property
    def is_public(self) -> bool:
        """Whether the user is to see what is written, or attached, now."""
        return self._draft.is_public

    def compose(self, *, public: bool) -> None:
        """Begin to write a reply, or a note."""
        if (self.reply if public else self.note).isEnabled():
            self._choose(public=public)
        self.text.setFocus()

    def widgets(self) -> list[QWidget]:
        """Give what can have the focus, in reading order."""
        return [self.note, self.reply, self.texts, self.attach, self.text, self.send]

    def fit(self, room: int) -> None:
        """Take a part of a pane that is `room` pixels high, and scroll where more is written."""
        self._room = room
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name and place the buttons as there is room."""
        super().resizeEvent(event)
        self._place()
        self._restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send by Ctrl+Enter, before the window has another use for it."""
        if watched is self.text and event.type() is QEvent.Type.Resize:
            self._tell_hint()
        if is_send(event):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                if not event.isAutoRepeat():
                    self.send_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(0)
        above.addWidget(self.note)
        above.addWidget(self.reply)
        above.addSpacing(self._theme.px(4))
        above.addWidget(self._seen, 1)
        above.addWidget(self.texts)
        above.addWidget(self.attach)
        self._column = column = QVBoxLayout(self)
        column.addLayout(above)
        self._writing = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._writing.addWidget(self.text, 1)
        self._writing.addWidget(self.send)
        column.addLayout(self._writing)
        self._place()

    @property
    def _is_narrow(self) -> bool:
        return self.width() < self._theme.px(_NARROW)

    def _place(self) -> None:
        """Put the button that sends beside what is written, or below where that would be too narrow."""
        ways, side, edge = QBoxLayout.Direction, Qt.AlignmentFlag, self._theme.px(8)
        self._column.setContentsMargins(edge, edge, edge, edge)
        is_narrow = self._is_narrow
        self._writing.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._writing.setAlignment(self.send, side.AlignRight if is_narrow else side.AlignBottom)

    def _allow(self, button: QPushButton, why: str, *, is_on: bool) -> None:
        button.setEnabled(is_on)
        button.setToolTip("" if is_on else why)
        button.setAccessibleDescription("" if is_on else why)

    def _name(self, button: QPushButton, name: str, short: str, begun: str) -> None:
        """Name a button as there is room, and show whether something is written behind it."""
        shown = short if self._is_narrow else name
        is_begun = bool(begun.strip())
        button.setText(f"{shown} ●" if is_begun else shown)
        button.setAccessibleName(tr("{name}, begun", name=name) if is_begun else name)

    def _choose(self, *, public: bool) -> None:
        if not self._draft.is_sending:
            self._draft.is_public = public
        self.refresh()

    def _typed(self) -> None:
        self._draft.write(self.text.toPlainText())
        self.written.emit()
        self._restyle()

    def _restyle(self) -> None:
        colours, px = self._theme.colours, self._theme.px
        is_public = self._draft.is_public
        seen = tr("{user} sees this", user=self._user) if self._user else tr("The user sees this")
        self._seen.setText(seen if is_public else tr("Only staff see this"))
        self._tell_hint()
        self.text.setAccessibleName(tr("Reply to the user") if is_public else tr("Work note"))
        self.text.setAccessibleDescription(self._seen.text())
        self._name(self.note, tr("Work note"), tr("Note"), self._draft.note if is_public else "")
        behind = "" if is_public else self._draft.reply
        self._name(self.reply, tr("Reply to the user"), tr("Reply"), behind)
        self.texts.setText(tr("Texts…") if self.width() >= px(_ROOMY) else "/…")
        # It does not keep the pane from becoming narrow.
        self.texts.setMinimumWidth(px(_LEAST))
        action = tr("Send reply") if is_public else tr("Add note")
        self.send.setText(tr("Sending…") if self._draft.is_sending else action)
        self.send.setToolTip(tr("Ctrl+Enter"))
        self.send.setAccessibleName(action)
        can_send = (self.reply if is_public else self.note).isEnabled()
        is_begun = bool(self._draft.text.strip())
        # Beside what is written it is always there: nothing moves when one begins to write.
        self.send.setVisible(is_begun or not self._is_narrow)
        self.send.setEnabled(is_begun and can_send and not self._draft.is_sending)
        ground = colours.ground if is_public else colours.warning_ground
        bar = colours.accent if is_public else colours.warning
        self.setStyleSheet(
            f"#composer {{ background: {ground}; border-left: {px(3)}px solid {bar}; }}"
        )
        self._grow()

    def _tell_hint(self) -> None:
        """Say what is written here, and how it is sent where there is room for that."""
        reply, note = tr("Write a reply to the user…"), tr("Write a work note…")
        what = reply if self._draft.is_public else note
        hint = tr("{what}   Ctrl+Enter sends", what=what)
        room = self.text.viewport().width() - 2 * round(self.text.document().documentMargin())
        is_room = self.text.fontMetrics().horizontalAdvance(hint) <= room
        self.text.setPlaceholderText(hint if is_room else what)

    def _grow(self) -> None:
        line = self.text.fontMetrics().lineSpacing()
        most = max(1, min(_MOST_LINES, self._room // (_SHARE * line)))
        written = self.text.document().size().toSize().height()
        least = 1 if self._room < self._theme.px(_LOW) else _LINES
        lines = min(most, max(least, written))
        around = self._theme.px(_PADDING) + 1 + round(self.text.document().documentMargin())
        # A little more than that, or Qt would show a bar beside one line.
        self.text.setFixedHeight(lines * line + 2 * around + self._theme.px(4))
