"""The desk's front: ask a question, tell a command."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from sqlalchemy.engine import Connection

from app.clock import Clock, SystemClock
from app.db import schema
from app.db.feed import ChangeFeed, open_feed
from app.db.store import Store
from app.domain import (
    canned_questions,
    file_questions,
    filter_questions,
    imports,
    many_questions,
    questions,
    saved_views,
    setting_questions,
    ticket_questions,
)
from app.domain.changes import Changes
from app.domain.commands import AttachFile, Command, EraseTexts
from app.domain.file_questions import AttachmentPiece
from app.domain.files import StoredFile, pieces_of
from app.domain.ids import make_id
from app.domain.imports import ImportPlan, ImportReport
from app.domain.questions import Question
from app.errors import DeskError
from app.file_errors import DamagedFile
from app.queries import (
    acts,
    canned,
    details,
    edits,
    entries,
    files,
    filter_choices,
    options,
    people,
    queues,
    shared_ways,
    thing_details,
    thing_history,
    thing_uses,
    things_listed,
    tickets,
    titles,
    typed_filters,
    views_seen,
    workflows,
)
from app.queries.records import names_of_roles
from app.queries.workflows import Workflows
from app.services.operations.pieces import Cancelling, PieceStore, Progress, never, unheard

if TYPE_CHECKING:
    # What reading does not need, a window's start does not wait for.
    from app.services.backup import Backup
    from app.services.controller import WorkflowController
    from app.services.findings import Finding
    from app.services.heads import Heads

A = TypeVar("A")

# Each entry takes the question of its own type; `ask` looks it up by that type.
_ANSWERS: Mapping[type[Question[Any]], Callable[[Connection, Any, Workflows], Any]] = {
    questions.TicketPage: queues.ticket_page,
    questions.TicketIds: lambda c, q, _: queues.ticket_ids(c, q),
    questions.TicketRows: lambda c, q, w: queues.ticket_rows(c, q.ids, w),
    questions.TicketCounts: lambda c, q, _: queues.ticket_counts(c, q),
    filter_questions.TypedFilter: typed_filters.typed_filter,
    filter_questions.FilterChoices: filter_choices.filter_choices,
    questions.WholeTicket: details.ticket_detail,
    ticket_questions.HistoryBefore: entries.history_before,
    ticket_questions.Options: options.options,
    ticket_questions.PriorityFor: lambda c, q, _: workflows.priority_for(c, q),
    ticket_questions.Requesters: options.requesters,
    ticket_questions.OpenTicketsOf: titles.open_tickets_of,
    ticket_questions.SimilarTitles: titles.similar_titles,
    ticket_questions.TitlesMatching: titles.titles_matching,
    file_questions.AttachmentsOf: lambda c, q, _: files.attachments_of(c, q.ticket),
    file_questions.AttachmentPiece: lambda c, q, _: files.attachment_piece(c, q),
    canned_questions.CannedTexts: lambda c, q, _: canned.canned_texts(c, q),
    many_questions.SharedWays: shared_ways.shared_ways,
    many_questions.EditMade: edits.edit_made,
    questions.TicketId: tickets.ticket_id,
    questions.PersonByLogin: lambda c, q, _: people.person_by_login(c, q.login),
    questions.RecordsNamed: lambda c, q, _: people.records_named(c, q.thing, q.name),
    questions.NamesOf: lambda c, q, _: people.names_of(c, q.thing),
    questions.NamesFor: lambda c, q, _: people.names_for(c, q.thing, q.ids),
    questions.NamesOfRoles: lambda c, q, _: tuple(names_of_roles(c, q.roles)),
    imports.ImportPreview: lambda c, q, _: import_module(
        "app.services.imports.preview"
    ).import_preview(c, q),
    questions.DeskUid: lambda c, _q, _w: acts.desk_uid(c),
    questions.CommandsDone: lambda c, q, _: acts.commands_done(c, q),
    questions.TeamsOf: lambda c, q, _: people.teams_of(c, q.person),
    saved_views.SavedViews: views_seen.saved_views,
    saved_views.TeamsToShareWith: lambda c, q, _: views_seen.teams_to_share_with(c, q),
    setting_questions.ThingIds: lambda c, q, _: things_listed.thing_ids(c, q),
    setting_questions.ThingRows: lambda c, q, _: things_listed.thing_rows(c, q),
    setting_questions.ThingsBegun: lambda c, _q, _w: things_listed.things_begun(c),
    setting_questions.CategoryTree: lambda c, q, _: things_listed.category_tree(c, q),
    setting_questions.WholeThing: lambda c, q, _: thing_details.whole_thing(c, q),
    setting_questions.ThingHistory: lambda c, q, _: thing_history.thing_history(c, q),
    setting_questions.ThingUses: lambda c, q, _: thing_uses.thing_uses(c, q),
    setting_questions.SettingsRefusal: lambda c, q, _: thing_details.settings_refusal(c, q),
    setting_questions.LoggingRefusal: lambda c, q, _: thing_details.logging_refusal(c, q),
    setting_questions.MatrixVersions: lambda c, q, _: thing_details.matrix_versions(c, q),
}


class Desk:
    """One desk in one database."""

    def __init__(self, url: str, clock: Clock | None = None, *, is_known: bool = False) -> None:
        """Open the desk at `url`, migrating an older one; `is_known`: it was just looked at, or is being made.

        Raises NotADesk, Unfinished, OlderProgram or Unreachable.
        """
        self.clock = clock or SystemClock()
        self.store = Store(url)
        try:
            if not is_known:
                schema.ensure_current(self.store)
        except DeskError:
            self.store.close()
            raise
        self._workflows = Workflows()
        self._pieces = PieceStore(self.store, self.clock)

    @cached_property
    def _controller(self) -> "WorkflowController":
        made = import_module("app.services.controller").WorkflowController(self.store, self.clock)
        return cast("WorkflowController", made)

    def warm(self) -> None:
        """Load what the first command would have to wait for."""
        _ = self._controller

    def ask(self, question: Question[A]) -> A:
        """Answer a question from one state of the desk."""
        with self.store.reading() as connection:
            answer = _ANSWERS[type(question)](connection, question, self._workflows)
        return cast("A", answer)

    def interrupt(self) -> None:
        """Stop what this Desk is being asked now, from another thread; the asker gets Interrupted."""
        self.store.interrupt()

    def feed(self) -> ChangeFeed:
        """Begin to hear what changes, whoever does it, on a connection of its own; raises Unreachable."""
        return open_feed(self.store)

    def tell(self, command: Command) -> Changes:
        """Carry out a command."""
        changes = self._controller.execute(command)
        if isinstance(command, EraseTexts):
            # What was erased with a file's name is the file; a kill in between leaves it to the next sweep.
            self.sweep()
        return changes

    def attach(
        self,
        command: AttachFile,
        stream: BinaryIO,
        progress: Progress = unheard,
        cancelled: Cancelling = never,
    ) -> Changes:
        """Store what `stream` holds and attach it as `command` says, but for size and hash, which are found.

        `progress` hears the bytes done and their sum; raises Cancelled once `cancelled` says so.
        """
        file = self._pieces.put(stream, progress, cancelled)
        return self.tell(replace(command, sha256=file.sha256, size=file.size))

    def bring_in(
        self,
        plan: ImportPlan,
        actor: int,
        progress: Progress = unheard,
        cancelled: Cancelling = never,
    ) -> ImportReport:
        """Bring in a planned table as `actor`, a command a row; `progress` hears the rows done and their number.

        Nothing is raised: the report says of each row what became of it, and what stopped it, if anything did.
        """
        importing = import_module("app.services.imports.carrying").Importing(
            self.tell, lambda: make_id(self.clock.now()), actor, plan
        )
        return cast("ImportReport", importing.run(progress, cancelled))

    def pieces(self, file: StoredFile) -> Iterator[bytes]:
        """Give a file's content piece by piece; raises NotFound, and DamagedFile at its end."""
        digest = sha256()
        for number in range(pieces_of(file.size)):
            piece = self.ask(AttachmentPiece(file.sha256, number))
            digest.update(piece)
            yield piece
        if digest.hexdigest() != file.sha256:
            raise DamagedFile

    def sweep(self) -> int:
        """Take away what is stored of files and belongs to no ticket; gives how many pieces."""
        return self._pieces.sweep()

    def back_up(self, file: Path, progress: Progress = unheard) -> "Backup":
        """Write a backup of an embedded desk into `file`, checked before it has its name.

        `progress` hears how much is copied, and of how much. Raises ServersOwn, InTheWay, BackupFailed or
        DamagedDesk.
        """
        made = import_module("app.services.backup").back_up(self.store, file, progress)
        return cast("Backup", made)

    def check(
        self, against: "Heads | None" = None, progress: Callable[[int], None] = lambda _: None
    ) -> "list[Finding]":
        """Look for what is not as its history says, and for history seen in `against` that is gone."""
        with self.store.reading() as connection:
            compare = import_module("app.services.heads").compare_heads
            lost = list(compare(connection, against)) if against else []
            return [*import_module("app.services.check").check(connection, progress), *lost]

    def require_place_for_heads(self, file: Path) -> None:
        """Raise InvalidValue where writing heads to `file` would destroy something else."""
        with self.store.reading() as connection:
            import_module("app.services.heads").require_place(connection, file)

    def heads(self) -> "Heads":
        """Give the ends of all chains, to be kept elsewhere."""
        with self.store.reading() as connection:
            return cast("Heads", import_module("app.services.heads").take_heads(connection))

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
