"""Taking a transition, or a gesture of several: what it needs, who may, where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.commands import TakeTransition
from app.domain.events import Draft
from app.domain.fields import Value, Values
from app.domain.labels import said_title
from app.domain.need_labels import need_label
from app.domain.needs import Told, missing_needs
from app.domain.workflow import NeedKind, Transition
from app.errors import InvalidValue, MovedOn, NeedsMissing, NotFound, NotFromHere, WrongTier
from app.services.mentions import note_mentions
from app.services.tickets import require_kept, require_open, with_followers
from app.services.turn import TakenTicket, Turn
from app.services.values import clean, short_enough
from app.text import tr


@dataclass(frozen=True)
class Part:
    """What a person told, as far as it belongs to one transition of a gesture."""

    values: Values
    said: Mapping[str, str]
    note: str


def take_transition(turn: Turn, command: TakeTransition) -> None:
    """Take each transition of the gesture in turn; all of them or none."""
    ticket = turn.ticket()
    chain = ticket.workflow.gesture(command.transition)
    if not chain:
        keys = [*(each.key for each in ticket.workflow.transitions),
                *(each.key for each in ticket.workflow.gestures)]  # fmt: skip
        raise NotFound(tr("There is no transition “{name}”. There are: {names}.",
                          name=command.transition, names=", ".join(keys)))  # fmt: skip
    require_open(ticket)
    require_seen(ticket, command.seen_step)
    for transition, part in _parts(chain, command):
        take(turn, ticket, transition, part, command.based_on)


def require_seen(ticket: TakenTicket, seen_step: str) -> None:
    """Raise MovedOn when the ticket stands elsewhere than where somebody saw it, if that is told."""
    if seen_step and seen_step != ticket.step:
        label = tr(ticket.workflow.step(ticket.step).label)
        raise MovedOn(ticket.name, label, *ticket.last_hand())


def _parts(chain: tuple[Transition, ...], command: TakeTransition) -> list[tuple[Transition, Part]]:
    """Give each transition what it asks for; what none asks for goes with the last."""
    values, said, note = dict(command.values), dict(command.said), command.note
    parts = []
    for transition in chain:
        is_last = transition is chain[-1]
        fields = {*transition.arguments(NeedKind.FIELD), *transition.offers}
        words = set(transition.arguments(NeedKind.SAID))
        mine = {name: values.pop(name) for name in list(values) if is_last or name in fields}
        mine_said = {name: said.pop(name) for name in list(said) if is_last or name in words}
        asks_note = any(each.kind in _NOTES for each in transition.needs)
        part = Part(mine, mine_said, note if is_last or asks_note else "")
        note = "" if part.note else note
        parts.append((transition, part))
    return parts


_NOTES = (NeedKind.NOTE, NeedKind.PUBLIC_NOTE)


def take(
    turn: Turn, ticket: TakenTicket, transition: Transition, part: Part, based_on: Values
) -> None:
    """Take one transition with its part of what was told."""
    label = tr(transition.label)
    if ticket.step not in transition.sources:
        step = ticket.workflow.step(ticket.step)
        ways = [tr(each.label) for each in ticket.workflow.leaving(ticket.step)]
        raise NotFromHere(ticket.name, label, tr(step.label), ways)
    ticket.require_right(label, transition.who)
    turn.require_fields(part.values, transition.arguments(NeedKind.FIELD))
    changed = with_followers(turn, ticket, ticket.merged(part.values, based_on), part.values)
    require_kept(turn, ticket, changed)
    carried = {name: ticket.values.get(name) for name in transition.arguments(NeedKind.FIELD)}
    if transition.arguments(NeedKind.TEAM_TIER):
        carried["team"] = ticket.values.get("team")
    target = ticket.workflow.destination(transition, str(ticket.values["last_working_step"]))
    now: dict[str, Value] = {**carried, **changed, "step": target.key}
    words = _words(transition, part)
    public = transition.public or _asks_public_note(turn, transition, now)
    _require_needs(turn, ticket, transition, Told(now, words, public))
    was = {name: ticket.values.get(name) for name in now}
    visibility = "public" if public else "internal"
    ticket.append(Draft(transition.key, now=now, was=was, words=words, visibility=visibility))
    if not public:
        note_mentions(ticket, part.note)


def _words(transition: Transition, part: Part) -> dict[str, str]:
    known = transition.arguments(NeedKind.SAID)
    for name in part.said:
        if name not in known:
            raise InvalidValue(tr("“{action}” does not ask for “{name}”.",
                                  action=tr(transition.label), name=name))  # fmt: skip
    words = {**part.said, "note": part.note}
    tidy = {name: clean(text).strip() for name, text in words.items()}
    return {name: short_enough(said_title(name), text) for name, text in tidy.items() if text}


def _asks_public_note(turn: Turn, transition: Transition, now: Values) -> bool:
    asked = transition.arguments(NeedKind.PUBLIC_NOTE)
    return "" in asked or (bool(asked) and _waits_on(turn, now) in asked)


def _waits_on(turn: Turn, now: Values) -> str | None:
    row = turn.row("waiting_reason", now.get("waiting_reason"))
    return str(row["waits_on"]) if row else None


def _require_needs(turn: Turn, ticket: TakenTicket, transition: Transition, told: Told) -> None:
    asks_tier = bool(transition.arguments(NeedKind.TEAM_TIER))
    row = turn.row("team", told.values.get("team")) if asks_tier else None
    # A missing team is told as a missing field, not as a wrong level.
    whole = Told(told.values, told.said, told.public,
                 _waits_on(turn, told.values), int(row["tier"]) if row else None)  # fmt: skip
    missing = list(missing_needs(transition, whole))
    for need in missing:
        if need.kind is NeedKind.TEAM_TIER and row is not None:
            raise WrongTier(need.argument, str(row["name"]), int(row["tier"]))
    if missing:
        named = [(need.argument or need.kind, need_label(ticket.fields, need)) for need in missing]
        raise NeedsMissing(tr(transition.label), named)
