"""What a table would do to the desk, told before anything is done."""

import itertools
from collections.abc import Iterator, Mapping

from sqlalchemy.engine import Connection

from app.domain.commands import ImportRow
from app.domain.fields import LARGEST_ID, THINGS, Field, Kind, Value
from app.domain.imports import (
    ADDED,
    CHANGED,
    REFUSED,
    UNCHANGED,
    ImportPlan,
    ImportPreview,
    PlannedRow,
)
from app.domain.roles import THING_ROLES, Touch, role_label
from app.domain.rows import FieldChange
from app.errors import InvalidValue, Refused
from app.queries.records import standing
from app.services.imports.encodings import text_of
from app.services.imports.headings import Sheet, read_sheet
from app.services.imports.planning import RowPlan, plan_row
from app.services.imports.records import Record
from app.services.imports.register import Register, Step
from app.services.keeping import Asker, Edit, require_kept
from app.services.rights import require_right
from app.text import tr

# What a row is called by: the first of these columns that it fills.
_NAMES = ("login", "name", "email", "badge", "path")
_LONG = 60


def import_preview(connection: Connection, question: ImportPreview) -> ImportPlan:
    """Answer it from one state of the desk; raises InvalidValue or NotFound for a table that cannot be read."""
    _require_right(connection, question)
    text, encoding = text_of(question.content)
    sheet = read_sheet(question.kind, text)
    outlook = _Outlook(connection, question)
    rows = tuple(outlook.row(sheet, record) for record in sheet.records)
    return ImportPlan(question.kind, encoding, sheet.separator, sheet.unused, rows)


def _require_right(connection: Connection, question: ImportPreview) -> None:
    asker = standing(connection, question.asker)
    command = ImportRow(command_id=1, actor=question.asker, table=question.kind, texts={})
    action = tr("import {kind}", kind=question.kind)
    require_right(connection, command, asker, action, THING_ROLES, touch=Touch())


class _Outlook:
    """Plans the rows of one table one by one, each on what those before it leave."""

    def __init__(self, connection: Connection, question: ImportPreview) -> None:
        self._connection = connection
        self._asker = Asker(question.asker)
        self._kind = question.kind
        self._register = Register(connection, question.kind)
        # Ids of what is not there yet.
        self._ids = itertools.count(LARGEST_ID, -1)
        self._fresh: set[int] = set()
        self._lines: dict[int, int] = {}

    def row(self, sheet: Sheet, record: Record) -> PlannedRow:
        try:
            texts = sheet.texts(record)
        except Refused as error:
            return PlannedRow(record.line, "", REFUSED, reason=error.sentence)
        name = _called(texts)
        plan = RowPlan(self._register, lambda: next(self._ids))
        try:
            subject = plan_row(plan, self._kind, texts)
            first = self._lines.setdefault(subject, record.line)
            if first != record.line:
                raise InvalidValue(tr("Line {line} is about the same one already.", line=first))
            self._require_kept(plan.steps)
        except Refused as error:
            return PlannedRow(record.line, name, REFUSED, reason=error.sentence)
        plan.settle()
        return self._planned(record.line, name, texts, plan.steps, subject)

    def _require_kept(self, steps: list[Step]) -> None:
        for step in steps:
            row = self._register.row(step.thing, step.row_id)
            if step.was is not None and row is not None:
                edit = Edit(THINGS[step.thing], row, step.now)
                require_kept(self._connection, self._asker, step.row_id, edit)

    def _planned(
        self, line: int, name: str, texts: Mapping[str, str], steps: list[Step], subject: int
    ) -> PlannedRow:
        fresh = {step.row_id for step in steps if step.was is None}
        self._fresh |= fresh
        is_new = subject in self._fresh
        own = next((step for step in steps if step.row_id == subject), None)
        return PlannedRow(
            line,
            name,
            (ADDED if subject in fresh else CHANGED) if steps else UNCHANGED,
            tuple(self._changes(steps)),
            texts=texts,
            record=None if is_new else subject,
            based_on=(own and not is_new and own.was) or {},
            ids=len(fresh),
        )

    def _changes(self, steps: list[Step]) -> Iterator[FieldChange]:
        for step in steps:
            thing = THINGS[step.thing]
            if step.thing in ("role_grant", "membership"):
                yield FieldChange(tr(thing.label), "", self._given(step), step.thing)
                continue
            for field in thing.fields:
                if field.name in step.now and not _is_usual(field, step):
                    was = step.was[field.name] if step.was else None
                    before, after = (
                        self._shown(field, was),
                        self._shown(field, step.now[field.name]),
                    )
                    yield FieldChange(tr(field.label), before, after, field.name, field.is_text)

    def _given(self, step: Step) -> str:
        row = self._register.row(step.thing, step.row_id) or {}
        team = self._register.row("team", row["team"])
        parts = [role_label(row["role"])] if "role" in row else []
        return ": ".join([*parts, *([str(team["name"])] if team else [])])

    def _shown(self, field: Field, value: Value) -> str:
        if value is None:
            return ""
        if field.kind is Kind.FLAG:
            return tr("yes") if value else tr("no")
        row = self._register.row(field.references, value) if field.references else None
        return str(row["name"]) if row else str(value)


def _is_usual(field: Field, step: Step) -> bool:
    # That a new record is in use, and no VIP, needs no line.
    return step.was is None and field.kind is Kind.FLAG and step.now[field.name] == field.default


def _called(texts: Mapping[str, str]) -> str:
    name = next((texts[each] for each in _NAMES if each in texts), "")
    return name if len(name) <= _LONG else f"{name[:_LONG]}…"
