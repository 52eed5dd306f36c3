"""The priority that will follow from what is chosen in a form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.choices import priority_label
from app.domain.fields import Value, Values
from app.domain.ticket_questions import PriorityFor
from app.text import tr
from ui.backend import Backend
from ui.widgets.form import Form
from ui.widgets.marking import mark_widget

_FROM = ("impact", "urgency")


class PriorityLine(QLabel):
    """Stands below impact and urgency, and says at each choice which priority the desk's matrix gives."""

    def __init__(self, form: Form, held: Values, backend: Backend) -> None:
        """Take the form, and what the ticket holds of what it does not ask."""
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self._form = form
        self._held = held
        self._backend = backend
        self._asked: tuple[int | None, ...] = ()
        self.hide()
        asked = [name for name in _FROM if name in form.rows]
        if asked:
            form.put_below(asked[-1], self)
            form.changed.connect(self._ask)
            self._ask()

    def _ask(self) -> None:
        impact, urgency = (self._level(name) for name in _FROM)
        if (impact, urgency) == self._asked:
            return
        self._asked = (impact, urgency)
        if impact is None or urgency is None:
            self._say(tr("Priority follows from impact and urgency."), is_known=False)
        else:
            question = PriorityFor(impact, urgency)
            self._backend.ask(question, self._tell, owner=self, key="priority")

    def _tell(self, priority: int | None) -> None:
        if None not in self._asked:
            told = priority_label(priority) if priority is not None else tr("none")
            self._say(tr("Priority: {priority}", priority=told), is_known=True)

    def _say(self, sentence: str, *, is_known: bool) -> None:
        self.setText(sentence)
        mark_widget(self, "outcome", is_on=is_known)
        mark_widget(self, "secondary", is_on=not is_known)
        self.setAccessibleName(sentence)
        self.show()

    def _level(self, name: str) -> int | None:
        row = self._form.rows.get(name)
        value: Value = row.entry[0] if row is not None else self._held.get(name)
        return value if isinstance(value, int) else None
