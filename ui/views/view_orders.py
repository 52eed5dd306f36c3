"""What is done to views: saved, changed, shared, moved, hidden, removed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint

from app.domain.changes import Changes
from app.domain.commands import AddThing, Command, EditThing
from app.domain.fields import Values
from app.domain.saved_views import SAVED_VIEW, SavedView, TeamsToShareWith
from app.domain.views import NamedView, named_views
from app.errors import Conflict, DeskError
from app.text import tr
from ui.models.queue_columns import queue_columns
from ui.models.shown_view import CHANGED
from ui.models.wanted import Wanted
from ui.views.columns_dialog import ColumnsDialog
from ui.views.columns_menu import ColumnsMenu
from ui.views.queue_pane import QueuePane
from ui.views.view_dialog import Naming, ViewDialog
from ui.views.view_menu import ViewMenu, whose
from ui.views.views_column import ViewsColumn
from ui.workplace import Workplace

Teams = tuple[tuple[int, str], ...]


class ViewOrders(QObject):
    """Ties the column of views to the queue; what it tells the desk are commands like any other."""

    def __init__(self, workplace: Workplace, column: ViewsColumn, queue: QueuePane) -> None:
        super().__init__(queue)
        self._workplace = workplace
        self._column = column
        self._views = column.views
        self._queue = queue
        state = queue.bar.state
        state.save_wanted.connect(self.update)
        state.save_as_wanted.connect(self.save_as)
        column.menu_wanted.connect(self.offer)
        column.removal_wanted.connect(self.remove)
        column.views.arranged.connect(self._renew)
        queue.table.header.menu_wanted.connect(self.offer_columns)

    def save_as(self) -> None:
        """Ask how what the queue shows is to be called, and save it."""
        wanted = self._queue.view.wanted
        if not wanted.base:
            told = tr("These tickets are a list of the moment. Choose a view to begin with.")
            self._queue.strip.say(told, "warning")
            return
        row_id = self._workplace.seat.new_id()
        saved = wanted.view.saved
        team = saved.team if saved is not None and saved.may_change else None

        def name(teams: Teams) -> None:
            naming = Naming(tr("Save view"), tr("Save"), teams, team=team, shows=shown(wanted))
            self._open(naming, lambda named: self._add(row_id, {**wanted.values(), **named}),
                       lambda _: self._views.read(partial(self._column.choose, str(row_id))))  # fmt: skip

        self._ask_teams(name)

    def update(self) -> None:
        """Save what the queue shows in the place of what its view was."""
        view, values = self._queue.view.wanted.view, self._queue.view.wanted.values()
        if self._queue.view.state == CHANGED and view.saved is not None:
            self._edit(view.saved, values, view.saved.values)

    def rename(self, key: str) -> None:
        """Ask how a view is to be called, and who is to see it."""
        saved = self._saved(key)
        if saved is None:
            return

        def name(teams: Teams) -> None:
            held = {"name": saved.name, "team": saved.team}
            if saved.team is not None and saved.team not in dict(teams):
                teams = (*teams, (saved.team, saved.team_name))
            naming = Naming(tr("Rename or share"), tr("Save"), teams, saved.name, saved.team)
            self._open(naming, lambda named: self._change(saved, named, held), self._tell_nothing)

        self._ask_teams(name)

    def remove(self, key: str) -> None:
        """Take a view away, and offer to bring it back."""
        saved = self._saved(key)
        view = self._views.find(key)
        if saved is None or view is None:
            return
        if refusal := whose(view):
            self._queue.strip.say(refusal, "warning")
            return

        def tell(_: Changes) -> None:
            told = tr("The view “{name}” is removed.", name=saved.name)
            back = partial(self._edit, saved, {"active": 1}, {"active": 0})
            self._queue.strip.say(
                told, "plain", tr("Bring it back"), partial(self._bring_back, back)
            )

        self._tell(self._change(saved, {"active": 0}, {"active": 1}), tell)

    def offer(self, key: str, place: QPoint) -> None:
        """Offer what can be done to a view, or, with no key, to the column."""
        menu = ViewMenu(self._column)
        view = self._views.find(key) if key else None
        if view is not None:
            self._offer_of(view, menu)
        menu.offer(tr("Save what is shown as a view…"), self.save_as, key="Ctrl+Shift+V")
        menu.offer_hidden(self._views.hidden, self._views.show)
        menu.popup(place)

    def offer_columns(self, place: QPoint) -> None:
        """Offer the columns there are."""
        menu = ColumnsMenu(queue_columns(), self._queue.view.wanted.columns, self._column)
        menu.wanted.connect(self._queue.view.put_columns)
        menu.arranging_wanted.connect(self.arrange_columns)
        menu.popup(place)

    def arrange_columns(self) -> None:
        """Let columns be chosen and put in order."""
        wanted = self._queue.view.wanted
        dialog = ColumnsDialog(self._workplace, wanted.columns, self._queue.window())
        dialog.wanted.connect(self._queue.view.put_columns)
        dialog.open()

    def _offer_of(self, view: NamedView, menu: ViewMenu) -> None:
        key, refusal = view.key, whose(view)
        if view.saved is not None:
            is_shown = self._queue.view.wanted.view.key == key
            unchanged = (
                tr("The queue shows it as it is.")
                if is_shown
                else tr("The queue shows another view.")
            )
            is_changed = is_shown and self._queue.view.wanted.is_changed
            menu.offer(
                tr("Update with what is shown"),
                self.update,
                refusal or ("" if is_changed else unchanged),
            )
            menu.offer(tr("Rename or share…"), partial(self.rename, key), refusal)
            menu.addSeparator()
        menu.offer(tr("Move up"), partial(self._views.move, key, -1), key="Alt+Shift+Up")
        menu.offer(tr("Move down"), partial(self._views.move, key, 1), key="Alt+Shift+Down")
        menu.offer(tr("Hide"), partial(self._views.hide, key))
        if view.saved is not None:
            menu.offer(tr("Remove"), partial(self.remove, key), refusal, key=tr("Del"))
        menu.addSeparator()

    def _renew(self) -> None:
        """Let the queue go on with its view as it is now."""
        shown = self._queue.view.wanted.view
        if shown.saved is not None and self._views.is_known:
            self._queue.view.renew(self._views.find(shown.key))

    def _ask_teams(self, then: Callable[[Teams], None]) -> None:
        asked = TeamsToShareWith(self._workplace.seat.person.id)
        self._workplace.backend.ask(asked, then, owner=self, key="teams")

    def _open(
        self, naming: Naming, command: Callable[[Values], Command], done: Callable[[Changes], None]
    ) -> None:
        ViewDialog(self._workplace, naming, command, done, self._queue.window()).open()

    def _add(self, row_id: int, values: Values) -> Command:
        return self._workplace.seat.command(
            AddThing, thing=SAVED_VIEW, row_id=row_id, values=values
        )

    def _change(self, saved: SavedView, values: Values, seen: Values) -> Command:
        return self._workplace.seat.command(
            EditThing, thing=SAVED_VIEW, row_id=saved.id, values=values, based_on=seen
        )

    def _edit(self, saved: SavedView, values: Values, seen: Values) -> None:
        def refuse(error: DeskError) -> None:
            if isinstance(error, Conflict):
                mine = partial(self._edit, saved, values, {})
                self._queue.strip.say(error.sentence, "warning", tr("Keep mine"), mine)
            else:
                self._queue.strip.say(error.sentence, "error")

        self._queue.strip.clear("warning")
        command = self._change(saved, values, seen)
        self._workplace.backend.tell(command, self._tell_nothing, owner=self, failed=refuse)

    def _tell(self, command: Command, then: Callable[[Changes], None]) -> None:
        def refuse(error: DeskError) -> None:
            self._queue.strip.say(error.sentence, "error")

        self._workplace.backend.tell(command, then, owner=self, failed=refuse)

    def _bring_back(self, back: Callable[[], None]) -> None:
        self._queue.strip.clear()
        back()

    def _tell_nothing(self, _: Changes) -> None:
        """Leave it at that: what was done is seen where it happened."""

    def _saved(self, key: str) -> SavedView | None:
        view = self._views.find(key)
        return view.saved if view is not None else None


def shown(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Give what is saved with a view, as label and text."""
    columns = {column.key: column for column in queue_columns()}
    base = next(view for view in named_views() if view.key == wanted.base)
    sort = next(column.says for column in columns.values() if column.sort == wanted.sort.key)
    arrow = "↓" if wanted.sort.descending else "↑"
    conditions = ", ".join(f"{term.label}: {term.shown}" for term in wanted.terms)
    return (
        (tr("Begins with"), base.title),
        (tr("Conditions"), conditions or tr("none")),
        (tr("Order"), f"{sort} {arrow}"),
        (tr("Columns"), ", ".join(columns[key].name for key in wanted.columns)),
    )
