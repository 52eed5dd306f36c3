"""Commands that keep a desk: backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.printing import print_findings, print_json, print_line, progressing
from app.cli.session import Database, Json, database_url, opened
from app.services.restore import restore as put_back
from app.text import tr

To = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help=tr("Where to; an older backup of the same desk is replaced.")
    ),
]
From = Annotated[Path, typer.Argument(metavar="FILE", help=tr("A file that “backup” wrote."))]
OverNewer = Annotated[
    bool, typer.Option("--over-newer", help=tr("Also where the desk has what the backup has not."))
]


def backup(file: To, database: Database = "", json: Json = False) -> None:
    """Write the desk into one file while others work on it, and check that file; end with 1 on a finding."""
    with opened(database) as desk, progressing(tr("Copying the desk")) as progress:
        written = desk.back_up(file, progress)
    if json:
        print_json({**vars(written), "file": str(written.file)})
    else:
        print_findings(written.findings)
        print_line(tr("{file}: {tickets} tickets, {size:.1f} MB, checked", file=written.file, tickets=written.tickets,
                      size=written.size / 1e6))  # fmt: skip
    raise typer.Exit(1 if written.findings else 0)


def restore(
    file: From, over_newer: OverNewer = False, database: Database = "", json: Json = False
) -> None:
    """Put a backup in the desk's place and keep what was there beside it; end with 1 on a finding."""
    with progressing(tr("Restoring the desk")) as progress:
        done = put_back(database_url(database), file, progress, over_newer=over_newer)
    if json:
        print_json({**vars(done), "file": str(done.file), "kept": done.kept and str(done.kept)})
        raise typer.Exit(1 if done.findings else 0)
    print_findings(done.findings)
    print_line(tr("{file}: {tickets} tickets restored", file=done.file, tickets=done.tickets))
    if done.kept and not done.is_compared:
        print_line(
            tr(
                "The desk that was there could not be read; what it had beyond the backup is not known."
            )
        )
    if done.kept:
        print_line(tr("The desk that was there is kept in {kept}", kept=done.kept))
    raise typer.Exit(1 if done.findings else 0)
