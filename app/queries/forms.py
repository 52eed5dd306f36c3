"""What a transition still has to ask, with what to begin from."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.clock import SystemClock, as_datetime, as_moment
from app.db import tables
from app.domain.choices import choices_of, input_type, way_of_contact
from app.domain.fields import TICKET_EDITABLE, Field, Value
from app.domain.follow_up import next_working_morning
from app.domain.labels import said_title
from app.domain.needs import is_filled
from app.domain.ticket_rows import FormField
from app.domain.workflow import Need, NeedKind, Transition, Workflow
from app.queries.names import Names
from app.queries.records import Held
from app.text import tr

_WAITING, _RESOLVING = "waiting_reason", "resolve"
# A field that only matters when the reason chosen waits on somebody.
_ASKED_WHEN = {"vendor_ref": (_WAITING, "vendor")}


@dataclass(frozen=True)
class Circumstances:
    """What the forms of a ticket depend on beside its columns, in part the records these refer to.

    `taken`: the transitions it has been through; `levels`: the size of the priority matrix.
    """

    taken: Collection[str] = ()
    levels: int = 0
    tier: int | None = None
    category_team: int | None = None
    category_team_name: str = ""
    category_tier: int | None = None
    category_service: int | None = None
    category_service_name: str = ""
    waits_on: str = ""


def circumstances(
    connection: Connection, held: Held, taken: Collection[str], levels: int
) -> Circumstances:
    """Read what the forms depend on, in one statement."""
    values = held.values
    team, category = tables.things["team"], tables.things["category"]
    service, reason = tables.things["service"], tables.things["waiting_reason"]
    of_category = team.alias("of_category")
    one = sa.select(sa.literal(1).label("one")).subquery()
    source: Any = one.outerjoin(team, team.c.id == values.get("team"))
    source = source.outerjoin(category, category.c.id == values.get("category"))
    source = source.outerjoin(
        of_category, (of_category.c.id == category.c.team) & (of_category.c.active == 1)
    )
    source = source.outerjoin(
        service, (service.c.id == category.c.service) & (service.c.active == 1)
    )
    source = source.outerjoin(reason, reason.c.id == values.get(_WAITING))
    columns = (team.c.tier, of_category.c.id, of_category.c.name, of_category.c.tier)
    more = (service.c.id, service.c.name, reason.c.waits_on)
    row = connection.execute(sa.select(*columns, *more).select_from(source)).one()
    tier, team_id, team_name, category_tier, service_id, service_name, waits_on = row
    return Circumstances(
        taken,
        levels,
        tier,
        team_id,
        team_name or "",
        category_tier,
        service_id,
        service_name or "",
        waits_on or "",
    )


class Forms:
    """The forms of one ticket's transitions."""

    def __init__(self, held: Held, workflow: Workflow, names: Names, found: Circumstances) -> None:
        self._held = held
        self._fields = {field.name: field for field in TICKET_EDITABLE + workflow.fields}
        self._names = names
        self._found = found

    def form(self, chain: Iterable[Transition]) -> tuple[FormField, ...]:
        """Give what is to be asked for these transitions, of each the needed fields before the offered ones."""
        asked: dict[str, FormField] = {}
        for transition in chain:
            part = tr(transition.label)
            for field in (*self._needed(transition), *self._offered(transition)):
                asked.setdefault(field.name, replace(field, part=part))
        return tuple(asked.values())

    def _needed(self, transition: Transition) -> Iterator[FormField]:
        for need in transition.needs:
            if need.kind is NeedKind.FIELD and self._is_asked(transition, need.argument):
                yield self._field(self._fields[need.argument], transition, required=True)
            elif need.kind is NeedKind.SAID:
                yield self._said(need.argument)
            elif need.kind is NeedKind.NOTE:
                label = tr(need.argument) if need.argument else tr("Note")
                yield FormField(
                    "note", label, "note", "long_text",
                    required=True, is_public=transition.public,
                )  # fmt: skip
            elif need.kind is NeedKind.PUBLIC_NOTE:
                yield from self._public_note(transition, need)

    def _offered(self, transition: Transition) -> Iterator[FormField]:
        for name in transition.offers:
            field = self._field(self._fields[name], transition, required=False)
            condition = _ASKED_WHEN.get(name)
            if condition and self._is_asked(transition, _WAITING):
                yield replace(field, asked_when=condition)
            elif not condition or self._found.waits_on == condition[1]:
                yield field

    def _is_asked(self, transition: Transition, name: str) -> bool:
        """Say whether a needed field is to be asked: it is empty, does not fit, or is from the last time."""
        if name not in transition.arguments(NeedKind.FIELD):
            return False
        is_filled_already = is_filled(self._held.values.get(name))
        is_old = transition.key in self._found.taken
        return not is_filled_already or is_old or not self._fits(transition, name)

    def _fits(self, transition: Transition, name: str) -> bool:
        levels = transition.arguments(NeedKind.TEAM_TIER)
        return name != "team" or all(_is_level(self._found.tier, each) for each in levels)

    def _field(self, field: Field, transition: Transition, *, required: bool) -> FormField:
        value = held = self._held.values.get(field.name)
        is_past = required and self._did_not_last(transition)
        # Another team takes the person off.
        is_another_teams = field.name == "assignee" and not self._fits(transition, "team")
        if (
            is_another_teams
            or not self._fits(transition, field.name)
            or field.name == "follow_up_at"
            or is_past
        ):
            value = None
        begin, shown = self._suggestion(field.name, transition)
        return FormField(
            name=field.name,
            label=tr(field.label),
            kind="field",
            type=input_type(field),
            required=required,
            references=field.references,
            choices=choices_of(field, self._found.levels),
            value=value,
            shown=self._names.spoken(field, value),
            suggestion=begin,
            suggestion_shown=shown or self._names.spoken(field, begin),
            hint=tr("The user sees this.") if field.is_text and transition.public else "",
            earlier=held if is_past else None,
            earlier_shown=self._names.spoken(field, held) if is_past else "",
        )

    def _did_not_last(self, transition: Transition) -> bool:
        """Say whether the ticket was resolved before: as it is to be again, that did not hold."""
        return transition.purpose == _RESOLVING and transition.key in self._found.taken

    def _suggestion(self, name: str, transition: Transition) -> tuple[Value, str]:
        found = self._found
        levels = transition.arguments(NeedKind.TEAM_TIER)
        fits = all(_is_level(found.category_tier, each) for each in levels)
        if name == "team" and levels and found.category_team is not None and fits:
            return found.category_team, found.category_team_name
        if name == "service":
            return found.category_service, found.category_service_name
        if name == "follow_up_at":
            today = as_datetime(SystemClock().now()).astimezone().date()
            return as_moment(next_working_morning(today).astimezone()), ""
        return (_FIRST.get(name), "")

    def _said(self, name: str) -> FormField:
        begin = {
            "confirmed_by": self._names.person(_person(self._held.values.get("requester"))),
            "how": way_of_contact(self._held.values.get("contact")),
        }.get(name, "")
        kind = "long_text" if name == "reason" else "text"
        return FormField(
            name, said_title(name), "said", kind,
            required=True, suggestion=begin or None, suggestion_shown=begin,
        )  # fmt: skip

    def _public_note(self, transition: Transition, need: Need) -> Iterator[FormField]:
        condition = (_WAITING, need.argument) if need.argument else None
        if condition and not self._is_asked(transition, _WAITING):
            if self._found.waits_on != need.argument:
                return
            condition = None
        yield FormField(
            "note", tr("Note to the user"), "note", "long_text",
            required=True, hint=tr("The user sees this."), asked_when=condition, is_public=True,
        )  # fmt: skip


# What most people choose.
_FIRST: dict[str, Value] = {"resolution_kind": "fix"}


def _is_level(tier: int | None, levels: str) -> bool:
    return tier is not None and str(tier) in levels.split(",")


def _person(value: Value) -> int | None:
    return value if isinstance(value, int) else None
