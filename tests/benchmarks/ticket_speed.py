"""How long a ticket takes to open, against a bare query of it and its history painted as plain text.

By turns in one run, on a desk that `make corpus` made (or a new one): read the ratio.

    make bench-ticket ARGS="--desk big.db"
"""

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import corpus
from benchmarks.queue_speed import opened, until
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit

from ui.views.ticket_pane import TicketPane

SIZE = (520, 760)
_EVENTS = "SELECT kind, actor, occurred_at, now, texts FROM ticket_event WHERE ticket_id = ? ORDER BY version"


def floor(connection: sqlite3.Connection, view: QPlainTextEdit, ticket: int) -> float:
    """Ask for a ticket and its events with the bare driver, and paint them as text; gives seconds."""
    began = time.perf_counter()
    row = connection.execute("SELECT * FROM ticket WHERE id = ?", (ticket,)).fetchone()
    events = connection.execute(_EVENTS, (ticket,)).fetchall()
    view.setPlainText("\n".join(" ".join(map(str, each)) for each in (row, *events)))
    view.viewport().repaint()
    return time.perf_counter() - began


def ours(pane: TicketPane, ticket: int) -> float:
    """Show a ticket in the real pane; gives seconds until it is painted."""
    began = time.perf_counter()
    until(pane.reader.arrived, lambda: pane.show_ticket(ticket))
    pane.repaint()
    return time.perf_counter() - began


def measure(file: Path, folder: Path, rounds: int) -> dict[str, object]:
    """Open different tickets by turns; gives medians in milliseconds and their ratio."""
    workplace, backend, _ = opened(f"sqlite:///{file}", folder)
    pane, view = TicketPane(workplace), QPlainTextEdit()
    for widget in (pane, view):
        widget.resize(*SIZE)
        widget.show()
    connection = sqlite3.connect(file)
    ids = [
        row[0]
        for row in connection.execute(
            "SELECT id FROM ticket ORDER BY id DESC LIMIT ?", (rounds + 3,)
        )
    ]
    times: tuple[list[float], list[float]] = ([], [])
    for ticket in ids:
        times[0].append(ours(pane, ticket))
        times[1].append(floor(connection, view, ticket))
    connection.close()
    QTimer.singleShot(0, pane.close)
    view.close()
    backend.close()
    mine, bare = (statistics.median(each[3:]) * 1_000 for each in times)
    return {
        "case": "ticket opened",
        "ours_ms": round(mine, 1),
        "floor_ms": round(bare, 1),
        "ratio": round(mine / bare, 1),
    }


def main() -> None:
    """Make the desk, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument(
        "--desk", type=Path, help="a file that `make corpus` made, instead of a new one"
    )
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="firstline-ticket-") as name:
        file = told.desk or Path(name) / "desk.db"
        if told.desk is None:
            corpus.load(f"sqlite:///{file}", told.tickets)
        print(json.dumps(measure(file, Path(name), told.rounds)))


if __name__ == "__main__":
    main()
