"""What every command needs: the desk, the person, and the options that name them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer

from app import paths
from app.channels.author import own_login
from app.desk import Desk
from app.domain.numbers import read_number, read_prefix
from app.domain.questions import PersonByLogin, TicketId, WholeTicket
from app.domain.rows import HistoryEntry, Person, TicketDetail
from app.domain.ticket_questions import HistoryBefore
from app.errors import NotFound
from app.text import tr

# Names a desk for every command that is told none.
DATABASE = "FIRSTLINE_DATABASE"

Database = Annotated[
    str,
    typer.Option(
        envvar=DATABASE,
        metavar="URL",
        help=tr(
            "sqlite:///FILE or postgresql://LOGIN:PASSWORD@HOST/NAME; without one, your own desk."
        ),
        show_default=False,
    ),
]
As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="LOGIN",
        help=tr("Who does it; without one, the database's login, or yours."),
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help=tr("Print facts as JSON."))]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=tr("INC-000042, or 42."))]
Pairs = Annotated[
    list[str] | None,
    typer.Argument(metavar="FIELD=VALUE", help=tr("Fields and words, such as team=Network.")),
]


def database_url(given: str) -> str:
    """Give the URL asked for, or that of this person's own embedded desk."""
    return given or os.environ.get(DATABASE, "") or own_desk()


def own_desk() -> str:
    """Give the URL of this person's own embedded desk."""
    return f"sqlite:///{paths.embedded_desk()}"


@contextmanager
def opened(database: str) -> Iterator[Desk]:
    """Open a desk for one command."""
    desk = Desk(database_url(database))
    try:
        yield desk
    finally:
        desk.close()


def person(desk: Desk, login: str) -> Person:
    """Find who does it: `login`, or the login of the database or of this computer."""
    wanted = login or desk.store.login or own_login()
    found = desk.ask(PersonByLogin(wanted))
    if found is None:
        if desk.store.is_sqlite:
            way = tr("Name somebody with --as.")
        else:
            # There the database holds everybody to their own login.
            way = tr("Ask an administrator of the desk to add this login to it.")
        sentence = tr("This desk knows nobody with the login “{login}”.", login=wanted)
        raise NotFound(f"{sentence} {way}")
    return found


def find_ticket(desk: Desk, text: str) -> int:
    """Give the id of the ticket whose number was typed; raises NotFound."""
    if not text.strip():
        raise NotFound(tr("No ticket is named. Write a number such as INC-000042, or 42."))
    number = read_number(text)
    ticket = desk.ask(TicketId(number, read_prefix(text))) if number is not None else None
    if ticket is None:
        raise NotFound(tr("There is no ticket {number}.", number=text))
    return ticket


def whole(desk: Desk, ticket: int, asker: Person) -> TicketDetail:
    """Give a ticket with its whole history and its possibilities."""
    detail = desk.ask(WholeTicket(ticket, asker.id))
    older: tuple[HistoryEntry, ...] = ()
    first = detail.history[0].version
    while first > 1:
        older = desk.ask(HistoryBefore(ticket, first)) + older
        first = older[0].version
    return replace(detail, history=older + detail.history)
