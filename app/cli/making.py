"""Commands that make desks and processes: sample, publish."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.channels.author import Author
from app.channels.sample import make_sample
from app.cli.files import read_text
from app.cli.printing import print_json, print_line
from app.cli.session import As, Database, Json, database_url, opened, person
from app.clock import SystemClock
from app.domain.commands import PublishWorkflow
from app.text import tr

Seed = Annotated[int, typer.Option(help=tr("The same seed makes the same tickets."))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=tr("A workflow as TOML."))]


def sample(database: Database = "", seed: Seed = 1, json: Json = False) -> None:
    """Make a sample desk: a company's people, teams and categories, and about 150 tickets."""
    made = make_sample(database_url(database), seed, SystemClock().now())
    if json:
        print_json(made)
    else:
        print_line(
            tr("{company}: {people} people, {tickets} tickets in {database}", **asdict(made))
        )


def publish(file: File, database: Database = "", login: As = "") -> None:
    """Publish a workflow file as its next version; tickets keep the version they were opened under."""
    source = read_text(file)
    with opened(database) as desk:
        author = Author(desk, person(desk, login).id)
        changes = author.tell(
            PublishWorkflow, row_id=author.new_id(), source=source, file=file.name
        )
        told = tr("Published.") if changes.changes else tr("This version is published already.")
        print_line(told)
