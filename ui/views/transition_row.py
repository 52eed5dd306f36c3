"""The ways on from where a ticket stands, as buttons in the order people need them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.rows import Possibility
from app.text import tr
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout


class TransitionRow(QWidget):
    """Buttons of a ticket; a grey one can be reached all the same, and says why it does nothing."""

    wanted = Signal(object)  # Possibility
    barred = Signal(str)  # the sentence why not
    mine_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout(theme.px(8), self)
        self.assign = QPushButton(tr("Assign to me"))
        self.assign.clicked.connect(self.mine_wanted)
        self._flow.addWidget(self.assign)

    def show_ways(self, ways: Sequence[Possibility], *, can_take: bool) -> None:
        """Show what is possible; `can_take`: the ticket can be given to whoever sits here."""
        self.assign.setVisible(can_take)
        self.setVisible(can_take or bool(ways))
        if tuple(ways) == self._shown:
            return
        self._shown = tuple(ways)
        focused = next((key for key, each in self.buttons.items() if each.hasFocus()), "")
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._flow.removeWidget(self.assign)
        self.buttons = {way.key: self._button(way) for way in ways}
        self._flow.addWidget(self.assign)
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def press(self, way: Possibility) -> None:
        """Do what the button of `way` does."""
        if way.refusal:
            self.barred.emit(way.refusal)
        else:
            self.wanted.emit(way)

    def widgets(self) -> list[QWidget]:
        """Give what can have the focus, in reading order."""
        return [*self.buttons.values(), self.assign]

    def _button(self, way: Possibility) -> QPushButton:
        more = "…" if way.form else ""
        button = QPushButton(way.label.replace("&", "&&") + more, self)
        button.setAccessibleName(way.label)
        if way.refusal:
            button.setProperty("barred", True)
            button.setToolTip(way.refusal)
            button.setAccessibleDescription(way.refusal)
        else:
            told = tr("Leads to “{step}”.", step=way.leads_to)
            button.setToolTip(told)
            button.setAccessibleDescription(told)
            button.setProperty("primary", way.is_primary)
        button.clicked.connect(lambda: self.press(way))
        self._flow.addWidget(button)
        button.show()
        return button
