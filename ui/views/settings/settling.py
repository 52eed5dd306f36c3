"""Two administrators changed the same field: it is settled in the form that was refused."""

from app.domain.setting_rows import ThingDetail
from app.domain.ticket_rows import FormField
from app.errors import Conflict
from app.text import tr
from ui.widgets.conflict_bar import ConflictBar, Dispute
from ui.widgets.form import Form


class Settling:
    """Shows a conflict in a bar, and puts what was chosen into the form."""

    def __init__(self, form: Form, bar: ConflictBar) -> None:
        self._form = form
        self._bar = bar
        self._theirs: dict[str, FormField] = {}
        bar.theirs_kept.connect(lambda name: self._settle(name, keeps_mine=False))
        bar.mine_used.connect(lambda name: self._settle(name, keeps_mine=True))

    def show(self, error: Conflict, now: ThingDetail) -> None:
        """Show which fields `error` is about, as the record is `now`."""
        wanted = {clash.field for clash in error.clashes}
        self._theirs = {each.name: each for each in now.form if each.name in wanted}
        rows = self._form.rows
        disputes = [
            Dispute(name, field.label, rows[name].field.shown, field.shown, rows[name].entry[1])
            for name, field in self._theirs.items()
        ]
        heading = tr("{who} changed this while you were writing", who=error.by)
        self._bar.show_disputes(heading, disputes)

    def clear(self) -> None:
        """Show no conflict."""
        self._theirs = {}
        self._bar.show_disputes("", ())

    def _settle(self, name: str, *, keeps_mine: bool) -> None:
        self._form.rows[name].begin(self._theirs.pop(name), keeps_entry=keeps_mine)
        left = [each for each in self._bar.disputes if each.field != name]
        self._bar.show_disputes(self._bar.heading, left)
        self._form.changed.emit()
        # The button that was pressed is gone: the keyboard goes on to what is next.
        if left:
            self._bar.focus()
        else:
            self._form.rows[name].focus()
