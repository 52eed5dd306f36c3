"""Rows and tickets as text for people, and as JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from app.clock import as_datetime
from app.domain.rows import HistoryEntry, Possibility, TicketDetail, TicketRow
from app.services.findings import Finding
from app.text import tr

# Where nobody looks at a terminal, a table is as wide as a page.
_WIDE = 1_000
# Below this a table leaves requester and team out.
_ROOMY = 120


def print_json(value: object) -> None:
    """Print anything made of dataclasses, lists and plain values as one JSON document."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=plain, separators=(",", ":"))
    sys.stdout.write(text + "\n")


def print_line(text: str = "") -> None:
    """Print a line as it is, however long."""
    _console().print(text, soft_wrap=True)


def _console() -> Console:
    plain = Console(highlight=False, markup=False)
    wide = None if plain.is_terminal else _WIDE
    return Console(highlight=False, markup=False, width=wide)


@contextmanager
def progressing(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far something long is, to whoever looks at a terminal; hears what is done, and its sum."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(what)
        yield lambda done, size: shown.update(task, completed=done, total=size)


def print_queue(title: str, rows: Iterable[TicketRow], *, more: bool) -> None:
    """Print rows of a queue as a table."""
    console = _console()
    rows = tuple(rows)
    # What is read by a program or a file gets no columns wider than what stands in them.
    filled = console.is_terminal
    table = Table(box=None, pad_edge=False, header_style="bold", expand=filled)
    people = (tr("Requester"), tr("Team"), tr("Assignee"))
    shown = people if console.width >= _ROOMY else people[2:]
    widths = {tr("Number"): 10, tr("Title"): None, tr("Step"): 13, tr("P"): 1,
              **dict.fromkeys(shown, 17), tr("Updated"): 16}  # fmt: skip
    for heading, width in widths.items():
        share = 1 if filled and width is None else None
        table.add_column(heading, no_wrap=True, overflow="ellipsis", ratio=share,
                         width=width if filled else None, max_width=width)  # fmt: skip
    for row in rows:
        level = str(row.priority) if row.priority else "–"
        names = (row.requester, row.team, row.assignee)[-len(shown) :]
        table.add_row(row.number, row.title, row.step, level, *names, moment(row.updated_at))
    count = len(rows)
    counted = tr("{title}: {count} shown, there are more", title=title, count=count)
    print_line(counted if more else tr("{title}: {count}", title=title, count=count))
    if rows:
        console.print(table)


@dataclass(frozen=True)
class ViewLine:
    """A view, the team it is shared with, if any, and how many tickets it has."""

    view: str
    team: str
    tickets: int


def print_views(views: Iterable[ViewLine]) -> None:
    """Print views as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (tr("View"), tr("Team")):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    table.add_column(tr("Tickets"), justify="right")
    for line in views:
        table.add_row(line.view, line.team, f"{line.tickets:,}")
    _console().print(table)


def moment(value: int) -> str:
    """Give a moment in this computer's zone, to the minute."""
    return f"{as_datetime(value).astimezone():%Y-%m-%d %H:%M}"


def print_ticket(ticket: TicketDetail) -> None:
    """Print a ticket: heading, fields, history, and what is possible now."""
    row = ticket.row
    print_line(f"{row.number}  {row.title}")
    phase = tr("phase {phase} of 5", phase=ticket.phase) if ticket.phase else ""
    print_line(", ".join(filter(None, (row.step, phase))))
    people = ((each.relation, each.name) for each in ticket.people)
    links = ((link.relation, link.name) for link in ticket.links)
    for label, value in (*ticket.fields, *people, *links):
        print_line(f"  {label}: {_indented(value)}")
    print_line()
    print_line(tr("History"))
    for entry in ticket.history:
        _print_entry(entry)
    print_line()
    print_line(
        tr("Possible now") if ticket.possible else tr("Nothing more is possible: it has ended.")
    )
    for way in ticket.possible:
        print_line(f"  {way.key}: {_way(way)}")


def _print_entry(entry: HistoryEntry) -> None:
    who = entry.actor
    if entry.on_behalf_of:
        who = tr("{actor} for {person}", actor=entry.actor, person=entry.on_behalf_of)
    marks = [entry.channel, tr("public") if entry.visibility == "public" else tr("internal")]
    if entry.claimed:
        marks.append(tr("recorded {moment}", moment=moment(entry.recorded_at)))
    when = moment(entry.occurred_at)
    print_line(f"  {entry.version:>3}  {when}  {entry.label}, {who} ({', '.join(marks)})")
    for change in entry.changes:
        before = tr(" (was {before})", before=_indented(change.before)) if change.before else ""
        print_line(f"       {change.label}: {_indented(change.after) or '–'}{before}")
    for title, text in entry.words:
        print_line(f"       {title}: {_indented(text)}")


def _indented(text: str) -> str:
    return text.replace("\n", "\n         ")


def _way(way: Possibility) -> str:
    asked = [f"{field.name}= ({field.label})" for field in way.form if field.required]
    needs = tr("needs {needs}", needs=", ".join(asked)) if asked else ""
    taken = ", ".join(f"{field.name}=" for field in way.form if not field.required)
    offers = tr("takes {offers}", offers=taken) if taken else ""
    told = (f"{way.label} → {way.leads_to}", needs, offers, way.refusal)
    return "; ".join(filter(None, told))


def print_findings(findings: Iterable[Finding]) -> None:
    """Print what `check` found, a line each."""
    for finding in findings:
        print_line(f"{finding.subject}: {finding.what}")
