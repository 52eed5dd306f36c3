"""The command line: which commands there are, and how an error is told."""

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.cli import importing, keeping, making, reading, writing
from app.cli.output import complain, printing
from app.errors import DeskError
from app.text import tr

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

# Opening windows is not the command line's: what is said here is done by the program's entry.
_WINDOWS = tr(
    "Without a command, the desk's window opens: your own desk's, or with “--database URL” (or "
    "FIRSTLINE_DATABASE) that one's, and with “--as LOGIN” as that person; “tour DIR” drives it and saves pictures."
)


@app.callback(help=f"{tr('Firstline, a service desk.')} {_WINDOWS}")
def _without_command() -> None:
    """Take no options of its own."""


app.command(help=tr("Make a sample desk with a company's people and about 150 tickets."))(
    making.sample
)
app.command(help=tr("Log a ticket and print its number."))(writing.log)
app.command(help=tr("Take a transition on a ticket, or edit, assign, note, reply."))(writing.do)
app.command(help=tr("Show a ticket, its history, what is possible now and what that needs."))(
    reading.show
)
app.command("list", help=tr("List the tickets of a view."))(reading.list_tickets)
app.command("views", help=tr("Name the views there are, and how many tickets each has."))(
    reading.list_views
)
app.command(help=tr("Check chains, replay, guards and derived columns; end with 1 on a finding."))(
    reading.check
)
app.command(help=tr("Publish a workflow file as its next version."))(making.publish)

app.command("import", help=tr("Bring in people, teams, services or categories from a CSV file."))(
    importing.import_table
)

app.command(help=tr("Write the desk into one file, while others work on it."))(keeping.backup)
app.command(help=tr("Put a backup in the desk's place; what was there is kept."))(keeping.restore)


def run(arguments: list[str]) -> int:
    """Run one command; gives its exit code. What a person can be told goes to stderr, with 1."""
    return printing(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    try:
        app(arguments, prog_name="firstline")
    except DeskError as error:
        complain(error.sentence)
        return 1
    except SQLAlchemyError as error:
        complain(tr("The database did not do what it was asked: {reason}", reason=_first(error)))
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _first(error: SQLAlchemyError) -> str:
    return (str(getattr(error, "orig", error)).splitlines() or [type(error).__name__])[0]
