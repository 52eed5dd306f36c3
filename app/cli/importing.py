"""The command that brings in people, teams, services and categories: import."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import read_bytes
from app.cli.printing import print_json, print_line, progressing
from app.cli.session import As, Database, Json, opened, person
from app.domain.imports import (
    ADDED,
    CHANGED,
    LEFT,
    REFUSED,
    UNCHANGED,
    ImportPlan,
    ImportPreview,
    ImportReport,
)
from app.text import tr

Kind = Annotated[
    str, typer.Argument(metavar="KIND", help=tr("people, teams, services or categories."))
]
File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help=tr("A table as CSV, its columns named in the first line.")),
]
Preview = Annotated[bool, typer.Option("--preview", help=tr("Only say what would be done."))]


def import_table(
    kind: Kind,
    file: File,
    preview: Preview = False,
    database: Database = "",
    login: As = "",
    json: Json = False,
) -> None:
    """Bring in a table, row by row; print what was refused and why, and end with 1 if anything was."""
    content = read_bytes(file)
    with opened(database) as desk:
        me = person(desk, login)
        plan = desk.ask(ImportPreview(kind, content, me.id))
        if preview:
            _print_plan(plan, json=json)
            raise typer.Exit(1 if plan.counts[REFUSED] else 0)
        with _stoppable() as stop, progressing(tr("Importing {kind}", kind=kind)) as progress:
            report = desk.bring_in(plan, me.id, progress, lambda: bool(stop))
    _print_report(plan, report, json=json)
    raise typer.Exit(0 if report.is_whole else 1)


@contextmanager
def _stoppable() -> Iterator[list[int]]:
    """Let Ctrl+C end the import after the row it is at; a second one ends the program."""
    stop: list[int] = []

    def ask_to_stop(number: int, _frame: object) -> None:
        stop.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _print_plan(plan: ImportPlan, *, json: bool) -> None:
    if json:
        print_json({"counts": plan.counts, "plan": plan})
        return
    _print_reading(plan)
    for row in plan.rows:
        if row.outcome == REFUSED:
            _print_refusal(row.line, row.name, row.reason)
        elif row.outcome != UNCHANGED:
            print_line(
                tr(
                    "line {line}: {name}: {outcome}",
                    line=row.line,
                    name=row.name,
                    outcome=_OUTCOMES[row.outcome],
                )
            )
            for change in row.changes:
                before = tr(" (was {before})", before=change.before) if change.before else ""
                print_line(f"  {change.label}: {change.after or '–'}{before}")
    counts = plan.counts
    print_line(
        tr(
            "Would be: {added} added, {changed} changed, {unchanged} unchanged, {refused} refused",
            **counts,
        )
    )


def _print_report(plan: ImportPlan, report: ImportReport, *, json: bool) -> None:
    if json:
        print_json({"counts": report.counts, "report": report})
        return
    _print_reading(plan)
    for row in report.rows:
        if row.outcome == REFUSED:
            _print_refusal(row.line, row.name, row.reason)
    counts = report.counts
    print_line(
        tr("{added} added, {changed} changed, {unchanged} unchanged, {refused} refused", **counts)
    )
    if counts[LEFT]:
        print_line(
            tr(
                "{stopped} {left} rows are left: import the file again.",
                stopped=report.stopped,
                left=counts[LEFT],
            )
        )


_OUTCOMES = {ADDED: tr("added"), CHANGED: tr("changed")}


def _print_reading(plan: ImportPlan) -> None:
    print_line(plan.read_as)
    if plan.unused:
        print_line(tr("Columns that are not used: {names}.", names=", ".join(plan.unused)))


def _print_refusal(line: int, name: str, reason: str) -> None:
    shown = f"{name}: " if name else ""
    print_line(tr("line {line}: {shown}refused: {reason}", line=line, shown=shown, reason=reason))
