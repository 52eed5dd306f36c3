"""What was begun and not sent, in one list: to go on with, to copy, or to discard."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from app.clock import SystemClock
from app.text import tr
from ui import formats
from ui.models.lines import LINE, Line
from ui.presenter import copy
from ui.typed import Kept
from ui.views.dialog_frame import DialogFrame
from ui.widgets.line_delegate import LineDelegate
from ui.widgets.plain_text import PlainText
from ui.workplace import Workplace

_LINES = 7


class DraftList(DialogFrame):
    """Every draft, newest first, with its whole text below."""

    chosen = Signal(object)  # Kept: somebody goes on with it

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, tr("Drafts"), tr("Go on with it"), parent)
        self._typed = workplace.typed
        self._drafts: tuple[Kept, ...] = ()
        self.subtitle.setText(tr("Begun and not sent; kept on this computer."))
        self.dismiss.setText(tr("Close"))
        self.dismiss.setToolTip("")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Drafts"))
        self.list.setProperty("boxed", True)
        self.list.setItemDelegate(LineDelegate(workplace.theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_text)
        self.list.itemActivated.connect(self.finish)
        self.text = PlainText(readOnly=True)
        self.text.setAccessibleName(tr("What was typed"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES)
        self.copy = self._button(tr("Copy the text"), self._copy)
        self.discard = self._button(tr("Discard"), self._discard)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.text)
        self._typed.changed.connect(self._reload)
        self._reload()
        self.list.setFocus()

    def finish(self) -> None:
        """Go on with the chosen draft."""
        kept = self._current()
        if kept is not None:
            self.accept()
            self.chosen.emit(kept)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, autoDefault=False)
        button.clicked.connect(act)
        self.buttons.insertWidget(self.buttons.count() - 2, button)
        return button

    def _reload(self) -> None:
        place = max(0, self.list.currentRow())
        now = SystemClock().now()
        self._drafts = self._typed.all()
        self.list.clear()
        for kept in self._drafts:
            self.list.addItem(_item(kept, now))
        self.list.setCurrentRow(min(place, len(self._drafts) - 1))
        for button in (self.primary, self.copy, self.discard):
            button.setEnabled(bool(self._drafts))
        if not self._drafts:
            self.text.setPlainText(
                tr("Nothing is begun. What you type and do not send is listed here.")
            )

    def _current(self) -> Kept | None:
        place = self.list.currentRow()
        return self._drafts[place] if 0 <= place < len(self._drafts) else None

    def _show_text(self) -> None:
        kept = self._current()
        self.text.setPlainText(kept.text if kept else "")

    def _copy(self) -> None:
        kept = self._current()
        if kept is not None:
            copy(kept.text)

    def _discard(self) -> None:
        kept = self._current()
        if kept is None:
            return
        self._typed.drop(kept)
        again = lambda: self._take_back(kept)  # noqa: E731
        self.strip.say(tr("The draft is discarded."), "plain", tr("Take it back"), again)

    def _take_back(self, kept: Kept) -> None:
        self._typed.take_back(kept)
        self.strip.clear()
        self.list.setFocus()


def _item(kept: Kept, now: int) -> QListWidgetItem:
    about = kept.about
    head = " · ".join(filter(None, (about.number, about.action, formats.moment(kept.at, now))))
    first = " ".join(kept.text.split())
    item = QListWidgetItem(f"{head}\n{about.title or first}")
    item.setData(LINE, Line(about.title or first, head))
    item.setToolTip(about.title)
    return item
