"""Gaps that a canned text left: Tab leads from one to the next, and none is sent without a word."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.canned import gaps_in
from app.text import tr
from ui.widgets.text_places import select_span, units

Span = tuple[int, int]


class Gaps(QObject):
    """The gaps of one text."""

    def __init__(self, text: QPlainTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self._asked: tuple[object, str] | None = None
        self._is_filling = False  # whether the last gap that was chosen may have been typed over
        text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next gap by Tab, from the last one to the end of the text, and only then on."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._is_filling |= bool(gaps_in(self._text.textCursor().selectedText()))
            is_tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            return is_tab and (self._go_on() or self._go_to_end())
        return super().eventFilter(watched, event)

    def objection(self, subject: object = None) -> str:
        """Say which gaps are left, and go to the first; empty where none is, or it was said of this text before.

        `subject`: what it is written on; of another one it is said again.
        """
        written = self._text.toPlainText()
        spans = gaps_in(written)
        if not spans or self._asked == (subject, written):
            self._asked = None
            return ""
        self._asked = (subject, written)
        self.select(spans[0])
        named = ", ".join(dict.fromkeys(written[begin:end] for begin, end in spans))
        if len(spans) == 1:
            return tr("One gap is left: {gaps}.", gaps=named)
        return tr("{n} gaps are left: {gaps}.", n=len(spans), gaps=named)

    def select(self, span: Span) -> None:
        """Select a gap, so that what is typed takes its place."""
        cursor = self._text.textCursor()
        select_span(cursor, self._text.toPlainText(), span)
        self._text.setTextCursor(cursor)
        self._text.setFocus()

    def _go_on(self) -> bool:
        written = self._text.toPlainText()
        at = self._text.textCursor().selectionEnd()
        following = (span for span in gaps_in(written) if units(written[: span[0]]) >= at)
        span = next(following, None)
        if span is not None and not self._text.isReadOnly():
            self.select(span)
            return True
        return False

    def _go_to_end(self) -> bool:
        # Whoever goes on typing there would press the button that sends.
        was_filling, self._is_filling = self._is_filling, False
        if was_filling:
            self._text.moveCursor(QTextCursor.MoveOperation.End)
        return was_filling
