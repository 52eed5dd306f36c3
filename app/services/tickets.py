"""What is done to a ticket beside its transitions: one function per intention."""

import sqlalchemy as sa

from app.db import tables
from app.domain import commands, events
from app.domain.events import TICKET_STREAM, Draft
from app.domain.fields import LINKS, PERSON_RELATIONS, TICKET, TICKET_EDITABLE, Value, Values
from app.domain.merge import same
from app.domain.needs import is_filled
from app.domain.priority import knows_levels, priority_of
from app.domain.roles import COUNTER_FIELDS, STAFF, TICKET_RIGHTS, Touch
from app.errors import Finished, InvalidValue, NotFound
from app.queries.records import is_taken, name_of, standing, unborn
from app.queries.workflows import newest_matrix, newest_version
from app.services.mentions import note_mentions
from app.services.numbering import next_number
from app.services.turn import TakenTicket, Turn
from app.services.values import checked, require_choice, require_id, worded
from app.text import tr


def log_ticket(turn: Turn, command: commands.LogTicket) -> None:
    """Open a ticket: number, workflow and first step are the desk's, the rest is what was told."""
    touch = Touch.of(None, command.values, command.on_behalf_of)
    turn.require_right(tr("log a ticket"), TICKET_RIGHTS[events.OPENED], touch)
    turn.require_fields(command.values, COUNTER_FIELDS)
    newest = newest_version(turn.connection, command.workflow)
    if newest is None:
        raise NotFound(tr("There is no workflow “{key}” on this desk.", key=command.workflow))
    workflow = turn.workflows.get(turn.connection, newest[0])
    told = {"title": None, **command.values}
    values = checked(TICKET_EDITABLE + workflow.fields, told, {}, turn.row)
    _require_staff(turn, values)
    values = _with_priority(turn, values, {})
    require_id(command.ticket)
    if is_taken(turn.connection, TICKET_STREAM, command.ticket):
        raise InvalidValue(tr("This id is a ticket's already. Make a new one."))
    given: Values = {
        "number": next_number(turn.connection),
        "workflow_version": newest[0],
        "step": workflow.first.key,
    }
    filled = {name: value for name, value in values.items() if value is not None}
    draft = Draft(events.OPENED, now={**given, **filled}, visibility="public")
    turn.ledger.append(command, unborn(TICKET, command.ticket), draft, workflow)


def edit_ticket(turn: Turn, command: commands.EditTicket) -> None:
    """Change fields, merged with what others changed meanwhile."""
    if "waiting_reason" in command.values:
        # Waiting for the user asks for a public note, and only a transition carries one.
        raise InvalidValue(
            tr("Why a ticket waits changes with a transition: resume it, then let it wait again.")
        )
    _change(turn, command, events.EDITED, tr("edit a ticket"))


def assign_ticket(turn: Turn, command: commands.AssignTicket) -> None:
    """Give a ticket to a team or person; a new team without a person takes it off the old one."""
    for name in command.values:
        if name not in ("team", "assignee"):
            raise InvalidValue(tr("“{name}” is not assigned. Edit the ticket instead.", name=name))
    ticket = _change(turn, command, events.ASSIGNED, tr("assign a ticket"))
    if command.note.strip():
        _write_note(ticket, command.note)


def _change(
    turn: Turn, command: commands.EditTicket | commands.AssignTicket, kind: str, action: str
) -> TakenTicket:
    ticket = turn.ticket()
    ticket.require_right(action, TICKET_RIGHTS[kind])
    require_open(ticket)
    wanted = ticket.merged(command.values, command.based_on)
    wanted = with_followers(turn, ticket, wanted, command.values)
    if wanted:
        require_kept(turn, ticket, wanted)
        was = {name: ticket.values.get(name) for name in wanted}
        ticket.append(Draft(kind, now=wanted, was=was))
    return ticket


def with_followers(
    turn: Turn, ticket: TakenTicket, wanted: Values, told: Values
) -> dict[str, Value]:
    """Add to a change what follows from it: the priority, and the person a change of team takes off.

    `told`: what was asked for, whether it changes anything or not.
    """
    values = dict(wanted)
    if "team" in values and "assignee" not in told and ticket.values.get("assignee") is not None:
        values["assignee"] = None
    _require_staff(turn, values)
    return _with_priority(turn, values, ticket.values)


def _require_staff(turn: Turn, values: Values) -> None:
    person = values.get("assignee")
    if isinstance(person, int) and not standing(turn.connection, person).roles & set(STAFF):
        name = name_of(turn.connection, "person", person)
        raise InvalidValue(tr("{name} is not on the staff and cannot be assigned a ticket. Choose somebody "
                              "who is.", name=name))  # fmt: skip


def _with_priority(turn: Turn, values: dict[str, Value], held: Values) -> dict[str, Value]:
    for name in ("priority", "matrix"):
        if name in values:
            raise InvalidValue(tr("Priority follows from impact and urgency; set those."))
    if not {"impact", "urgency"} & set(values):
        return values
    matrix = newest_matrix(turn.connection)
    if matrix is None:
        raise NotFound(tr("The desk has no priority matrix. An administrator publishes one."))
    for name in ("impact", "urgency"):
        _require_level(matrix[2], name, values.get(name))
    both = {**held, **values}
    impact, urgency = both.get("impact"), both.get("urgency")
    priority = priority_of(
        matrix[2], *(n if isinstance(n, int) else None for n in (impact, urgency))
    )
    following: Values = {"priority": priority, "matrix": matrix[0]}
    changed = {name: value for name, value in following.items() if not same(held.get(name), value)}
    return {**values, **changed}


def _require_level(cells: str, name: str, level: Value) -> None:
    if not knows_levels(cells, level):
        raise InvalidValue(
            tr("The priority matrix knows no {name} {level}.", name=name, level=level)
        )


def require_open(ticket: TakenTicket) -> None:
    """Raise Finished when the ticket stands in a final step."""
    step = ticket.workflow.step(ticket.step)
    if step.is_final:
        raise Finished(ticket.name, tr(step.label).lower(), *ticket.last_hand())


def require_kept(turn: Turn, ticket: TakenTicket, wanted: Values) -> None:
    """Raise InvalidValue when `wanted` empties what a passed transition required."""
    emptied = {name for name, value in wanted.items() if not is_filled(value)}
    if not emptied:
        return
    need, event = tables.transition_need.c, tables.ticket_event.c
    statement = (
        sa.select(need.argument)
        .join(tables.ticket_event, event.kind == need.transition)
        .where(need.workflow_version == ticket.values["workflow_version"], need.kind == "field")
        .where(event.ticket_id == ticket.held.row_id, need.argument.in_(emptied))
    )
    kept = turn.connection.scalar(statement.limit(1))
    if kept is not None:
        label = next(field.label for field in ticket.fields if field.name == kept)
        raise InvalidValue(tr("{label} was required on the way here and cannot be emptied. Change it "
                              "instead.", label=tr(label)))  # fmt: skip


def add_note(turn: Turn, command: commands.AddNote) -> None:
    """Write a work note; notes never conflict."""
    _write_note(turn.ticket(), command.text)


def _write_note(ticket: TakenTicket, text: str) -> None:
    ticket.require_right(tr("write a note"), TICKET_RIGHTS[events.NOTED])
    words = {"note": worded(tr("The note"), text)}
    ticket.append(Draft(events.NOTED, words=words))
    note_mentions(ticket, text)


def reply(turn: Turn, command: commands.Reply) -> None:
    """Write a public reply, or pass on the user's own words."""
    ticket = turn.ticket()
    ticket.require_right(tr("reply to the user"), TICKET_RIGHTS[events.REPLIED])
    require_open(ticket)
    words = {"note": worded(tr("The reply"), command.text)}
    ticket.append(Draft(events.REPLIED, words=words, visibility="public"))


def link_ticket(turn: Turn, command: commands.LinkTicket) -> None:
    """Tie a ticket to another one."""
    ticket = turn.ticket()
    ticket.require_right(tr("link tickets"), TICKET_RIGHTS[events.LINKED])
    require_choice(tr("A link"), command.relation, LINKS)
    version = _version_of(turn, command.other)
    if version is None or command.other == command.ticket:
        raise NotFound(tr("A link leads to another ticket of this desk; that one is not here."))
    if not _is_linked(turn, command):
        said: Values = {"relation": command.relation, "other": command.other}
        ticket.append(Draft(events.LINKED, said=said))
        turn.ledger.tell_of(events.TICKET_STREAM, command.other, version)


def unlink_ticket(turn: Turn, command: commands.UnlinkTicket) -> None:
    """Undo a tie."""
    ticket = turn.ticket()
    ticket.require_right(tr("link tickets"), TICKET_RIGHTS[events.UNLINKED])
    if not _is_linked(turn, command):
        raise NotFound(tr("{ticket} has no such link.", ticket=ticket.name))
    said: Values = {"relation": command.relation, "other": command.other}
    ticket.append(Draft(events.UNLINKED, said=said))
    version = _version_of(turn, command.other)
    if version is not None:
        turn.ledger.tell_of(events.TICKET_STREAM, command.other, version)


def _version_of(turn: Turn, ticket: int) -> int | None:
    version: int | None = turn.connection.scalar(
        sa.select(tables.ticket.c.version).where(tables.ticket.c.id == ticket)
    )
    return version


def _is_linked(turn: Turn, command: commands.LinkTicket) -> bool:
    link = tables.ticket_link.c
    statement = sa.select(sa.literal(1)).where(
        link.ticket_id == command.ticket,
        link.relation == command.relation,
        link.other == command.other,
    )
    return turn.connection.scalar(statement) is not None


def watch_ticket(turn: Turn, command: commands.WatchTicket) -> None:
    """Put a person beside the requester."""
    ticket = turn.ticket()
    ticket.require_right(tr("add people to a ticket"), TICKET_RIGHTS[events.WATCHED])
    require_choice(tr("A person beside the requester"), command.relation, PERSON_RELATIONS)
    if turn.row("person", command.person) is None:
        raise NotFound(tr("There is no person {person}.", person=command.person))
    if not _is_beside(turn, command):
        said: Values = {"relation": command.relation, "person": command.person}
        ticket.append(Draft(events.WATCHED, said=said))


def unwatch_ticket(turn: Turn, command: commands.UnwatchTicket) -> None:
    """Take a person off again."""
    ticket = turn.ticket()
    ticket.require_right(tr("take people off a ticket"), TICKET_RIGHTS[events.UNWATCHED])
    if not _is_beside(turn, command):
        raise NotFound(tr("That person is not beside {ticket}.", ticket=ticket.name))
    said: Values = {"relation": command.relation, "person": command.person}
    ticket.append(Draft(events.UNWATCHED, said=said))


def _is_beside(turn: Turn, command: commands.WatchTicket) -> bool:
    beside = tables.ticket_person.c
    statement = sa.select(sa.literal(1)).where(
        beside.ticket_id == command.ticket,
        beside.person == command.person,
        beside.relation == command.relation,
    )
    return turn.connection.scalar(statement) is not None


def move_ticket(turn: Turn, command: commands.MoveTicket) -> None:
    """Put a ticket on another version of its workflow, which must know the step it stands in."""
    ticket = turn.ticket()
    ticket.require_right(tr("move a ticket to another workflow"), TICKET_RIGHTS[events.MOVED])
    require_open(ticket)
    row = turn.row("workflow_version", command.workflow_version)
    if row is None or row["key"] != ticket.workflow.key:
        raise NotFound(tr("A ticket moves only to another version of its own workflow, “{title}”.",
                          title=tr(ticket.workflow.title)))  # fmt: skip
    newest = newest_version(turn.connection, ticket.workflow.key)
    if newest is None or newest[0] != command.workflow_version:
        raise InvalidValue(tr("A ticket moves only to the newest version of its workflow."))
    target = turn.workflows.get(turn.connection, command.workflow_version)
    steps = {step.key: step for step in target.steps}
    last = str(ticket.values["last_working_step"])
    unknown = [key for key in (ticket.step, last) if key not in steps]
    if last in steps and not steps[last].is_working:
        unknown.append(last)
    for key in unknown:
        step = tr(ticket.workflow.step(key).label)
        raise InvalidValue(tr("The other version has no step “{step}”. Take the ticket to a step that "
                              "both have, then move it.", step=step))  # fmt: skip
    if same(ticket.values["workflow_version"], command.workflow_version):
        return
    was = {"workflow_version": ticket.values["workflow_version"]}
    now: Values = {"workflow_version": command.workflow_version}
    ticket.append(Draft(events.MOVED, now=now, was=was))


def erase_texts(turn: Turn, command: commands.EraseTexts) -> None:
    """Empty the texts of some versions, and the ticket's copy where it still shows them."""
    ticket = turn.ticket()
    ticket.require_right(tr("erase texts"), TICKET_RIGHTS[events.ERASED])
    known = range(1, ticket.held.version + 1)
    if not command.versions or any(version not in known for version in command.versions):
        raise NotFound(tr("{ticket} has versions 1 to {last}. Name those to erase.",
                          ticket=ticket.name, last=ticket.held.version))  # fmt: skip
    versions = ",".join(str(version) for version in sorted(set(command.versions)))
    reason = worded(tr("The reason"), command.reason)
    ticket.append(Draft(events.ERASED, said={"versions": versions}, words={"reason": reason}))
