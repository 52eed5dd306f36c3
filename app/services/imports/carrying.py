"""A planned table brought in row by row: each is whole on the desk or not there at all."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.commands import ImportRow
from app.domain.imports import (
    LEFT,
    REFUSED,
    UNCHANGED,
    ImportedRow,
    ImportPlan,
    ImportReport,
    PlannedRow,
)
from app.errors import Conflict, DeskError, GuardRefused, Refused
from app.text import tr


@dataclass(frozen=True)
class Importing:
    """One person's import of one plan; `make_id` makes ids for commands and new records."""

    tell: Callable[[ImportRow], Changes]
    make_id: Callable[[], int]
    actor: int
    plan: ImportPlan

    def run(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ImportReport:
        """Tell what is due row by row, and say what became of each.

        `progress` hears the rows done and their number; once `cancelled` says so, or the database is away, the
        rest is left. Bringing the same table in again goes on from there.
        """
        rows, stopped = [], ""
        for done, row in enumerate(self.plan.rows):
            if row.is_due and not stopped and cancelled():
                stopped = tr("Cancelled. What was brought in stays.")
            if not row.is_due:
                rows.append(ImportedRow(row.line, row.name, row.outcome, row.reason))
            elif stopped:
                rows.append(ImportedRow(row.line, row.name, LEFT))
            else:
                try:
                    rows.append(self._brought(row))
                except DeskError as error:
                    stopped = error.sentence
                    rows.append(ImportedRow(row.line, row.name, LEFT))
            progress(done + 1, len(self.plan.rows))
        return ImportReport(tuple(rows), stopped)

    def _brought(self, row: PlannedRow) -> ImportedRow:
        try:
            changes = self.tell(row.command(self.plan.kind, self._make, self.make_id))
        except (Refused, Conflict, GuardRefused) as error:
            return ImportedRow(row.line, row.name, REFUSED, error.sentence)
        # Somebody else may have done the same meanwhile.
        return ImportedRow(row.line, row.name, row.outcome if changes.changes else UNCHANGED)

    def _make(self, **told: object) -> ImportRow:
        common = {"command_id": self.make_id(), "actor": self.actor, "channel": "import"}
        return ImportRow(**common, **told)  # type: ignore[arg-type]
