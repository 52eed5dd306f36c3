"""What a ticket was resolved with before it was reopened: said, and there for whoever wants it again."""

from app.text import tr
from ui.theme import Theme
from ui.typed import Entry
from ui.widgets.form import Form
from ui.widgets.strip import Strip

_LONGEST = 200


class EarlierOffer(Strip):
    """Stands above a form that is asked again with empty boxes, as what they held did not help."""

    def __init__(self, form: Form, theme: Theme) -> None:
        super().__init__(theme)
        self._form = form
        self._entries: dict[str, Entry] = {
            name: (row.field.earlier, row.field.earlier_shown)
            for name, row in form.rows.items()
            if row.field.earlier is not None
        }
        if self._entries:
            told = " · ".join(shown for _, shown in self._entries.values())
            sentence = tr("The earlier resolution did not hold: {what}", what=_cut(told))
            self.say(sentence, "plain", tr("Use the earlier resolution"), self._fill_in)
            self.setToolTip(told)

    def _fill_in(self) -> None:
        """Put it into the boxes; a text that was begun there stays, above it."""
        self._form.show_entries({name: self._beside(name) for name in self._entries})
        self.hide()
        self._form.rows[[*self._entries][-1]].focus()

    def _beside(self, name: str) -> Entry:
        value, shown = self._entries[name]
        row = self._form.rows[name]
        begun = row.entry[1].strip() if row.field.type == "long_text" else ""
        return (f"{begun}\n{shown}",) * 2 if begun else (value, shown)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
