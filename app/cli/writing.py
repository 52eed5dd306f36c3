"""Commands that change tickets: log, do."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from app.channels.author import Author
from app.cli.pairs import Told, read_pairs
from app.cli.printing import print_json, print_line
from app.cli.session import As, Database, Json, Number, Pairs, find_ticket, opened, person, whole
from app.domain import commands
from app.errors import InvalidValue
from app.text import tr

Title = Annotated[str, typer.Argument(metavar="TITLE", help=tr("What is wrong, in one line."))]
Action = Annotated[
    str,
    typer.Argument(
        metavar="TRANSITION", help=tr("As “show” lists them; or edit, assign, note, reply.")
    ),
]


def log(
    title: Title, pairs: Pairs = None, database: Database = "", login: As = "", json: Json = False
) -> None:
    """Log a ticket and print its number."""
    with opened(database) as desk:
        me = person(desk, login)
        told = read_pairs(desk, pairs or [], given=["title"])
        for name in (*told.said, *(["note"] if told.note else [])):
            raise InvalidValue(tr("A new ticket has no “{name}”.", name=name))
        author = Author(desk, me.id)
        ticket = author.new_id()
        values = {"title": title, "requester": me.id, **told.values}
        author.tell(commands.LogTicket, ticket=ticket, values=values)
        number = whole(desk, ticket, me).row.number
        if json:
            print_json({"number": number, "id": ticket})
        else:
            print_line(number)


def do(
    number: Number,
    action: Action,
    pairs: Pairs = None,
    database: Database = "",
    login: As = "",
    json: Json = False,
) -> None:
    """Take a transition on a ticket, or edit, assign, note, reply; print where it stands then."""
    with opened(database) as desk:
        me = person(desk, login)
        told = read_pairs(desk, pairs or [])
        ticket = find_ticket(desk, number)
        is_way = any(action == each.key for each in whole(desk, ticket, me).possible)
        kind, fields = _beside(action, told) if not is_way else (None, {})
        if kind is None:
            kind, fields = commands.TakeTransition, {"transition": action, **vars(told)}
        Author(desk, me.id).tell(kind, ticket=ticket, **fields)
        row = whole(desk, ticket, me).row
        if json:
            print_json({"number": row.number, "step": row.step, "version": row.version})
        else:
            print_line(f"{row.number}: {row.step}")


_BESIDE: Mapping[str, type[commands.Command]] = {
    "edit": commands.EditTicket,
    "assign": commands.AssignTicket,
    "note": commands.AddNote,
    "reply": commands.Reply,
}


def _beside(action: str, told: Told) -> tuple[type[commands.Command] | None, Mapping[str, Any]]:
    """Give the command for what is done beside the workflow; None when `action` is none of these."""
    kind = _BESIDE.get(action)
    if kind is None:
        return None, {}
    said = dict(told.said)
    if kind in (commands.AddNote, commands.Reply):
        text = said.pop("text", told.note)
        for name in (*told.values, *said):
            raise InvalidValue(tr("“{action}” takes text=… and nothing else, no “{name}”.",
                                  action=action, name=name))  # fmt: skip
        return kind, {"text": text}
    for name in (*said, *(["note"] if told.note else [])):
        raise InvalidValue(tr("There is no field “{name}” to {action}.", name=name, action=action))
    if not told.values:
        example = "title=…" if kind is commands.EditTicket else "team=…"
        raise InvalidValue(tr("Nothing is named to {action}. Write field=value, such as {example}.",
                              action=action, example=example))  # fmt: skip
    return kind, {"values": told.values}
