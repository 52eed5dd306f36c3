"""The head of a queue: which view it is, how many tickets it has, the way to find anything, and to log one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.text import tr
from ui.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.marking import mark_widget

# Below these widths (at 100 %) the search box goes; then the count, and the button says less.
_NARROW, _NARROWEST, _WIDEST_SEARCH = 560, 420, 380
# Between them.
_AROUND = 32


class QueueHead(QWidget):
    """Title, count, search box, and the one primary button of the window."""

    new_incident_wanted = Signal()
    palette_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title, self.count = ElidedLabel(), QLabel()
        self.title.setProperty("title", True)
        self.count.setProperty("secondary", True)
        self.views = QPushButton("▾")
        self.views.setProperty("quiet", True)
        self.views.setAccessibleName(tr("Choose a view"))
        self.views.setToolTip(tr("Choose a view (Ctrl+1)"))
        self.views.setMenu(QMenu(self.views))
        self.views.hide()
        self.search = QPushButton()
        self.search.setProperty("box", True)
        self.search.setAccessibleName(tr("Find tickets and commands"))
        self.search.clicked.connect(self.palette_wanted)
        self.new = QPushButton()
        self.new.setProperty("primary", True)
        self.new.setAccessibleName(tr("New incident"))
        self.new.setToolTip(tr("New incident (Ctrl+N)"))
        self.new.clicked.connect(self.new_incident_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title)
        row.addWidget(self.views)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addWidget(self.new)
        theme.changed.connect(self._fit)
        self._fit()

    def bar_new(self, refusal: str) -> None:
        """Say, where there is a reason why, that whoever sits here cannot log an incident."""
        told = refusal or tr("New incident (Ctrl+N)")
        mark_widget(self.new, "barred", is_on=bool(refusal))
        mark_widget(self.new, "primary", is_on=not refusal)
        self.new.setToolTip(told)
        self.new.setAccessibleDescription(refusal)

    def show_title(self, title: str) -> None:
        """Say which view it is; its count is not known yet."""
        self.title.setText(title)
        self.count.clear()
        self._fit()

    def tell_count(self, shown: str, *, open_only: bool) -> None:
        """Say how many tickets it has."""
        tickets = tr("1 ticket") if shown == "1" else tr("{n} tickets", n=shown)
        self.count.setText(tr("{n} open", n=shown) if open_only else tickets)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self.search.setVisible(self.width() >= px(_NARROW))
        self.search.setMaximumWidth(px(_WIDEST_SEARCH))
        self.count.setVisible(self.width() >= px(_NARROWEST))
        self.new.setText(tr("+ New incident") if self.width() >= px(_NARROWEST) else tr("+ New"))
        self.search.setText(tr("Find tickets and commands   Ctrl+K"))
        # A box or a button may say less, a title is not cut for it.
        for say_less in (
            partial(self.search.setText, tr("Find   Ctrl+K")),
            partial(self.new.setText, tr("+ New")),
            self.count.hide,
        ):
            if self._is_tight():
                say_less()

    def _is_tight(self) -> bool:
        shown = (self.title, self.count, self.search, self.new)
        wanted = sum(each.sizeHint().width() for each in shown if not each.isHidden())
        return wanted + self._theme.px(_AROUND) > self.width()
