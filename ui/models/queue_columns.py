"""The columns of a queue, as data: what each is called, sorts by and says in words."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.domain.rows import TicketRow
from app.domain.workflow import StepClock
from app.text import tr
from ui.formats import age, due


@dataclass(frozen=True)
class Reader:
    """Who reads a queue, and when (microseconds UTC)."""

    person: int
    now: int


@dataclass(frozen=True)
class Column:
    """One column; widths in pixels at 100 %.

    `sort`: the key it sorts by, empty for none; `most_first`: whether a first click puts the greatest first;
    `width` 0 takes what is left; `most`: how wide it grows where there is room; `least`: how wide the queue must be
    for it to be there; `lines`: what is to be read in it, where it is no wider than that.
    """

    key: str
    title: str
    says: str
    text: Callable[[TicketRow, Reader], str]
    sort: str = ""
    most_first: bool = True
    width: int = 0
    most: int = 0
    least: int = 0
    side: str = "left"
    lines: Callable[[TicketRow, Reader], tuple[str, ...]] | None = None

    @property
    def name(self) -> str:
        """Give what it is called where there is more room than in its head."""
        return self.title if len(self.title) > 1 else self.says


def queue_columns() -> tuple[Column, ...]:
    """Give the columns a queue can have, those it usually has first."""
    return (*_usual(), *_others())


def _usual() -> tuple[Column, ...]:
    return (
        Column(
            "priority", tr("P"), tr("Priority"), _priority, "priority", False, 52, side="middle"
        ),
        Column("ticket", tr("Ticket"), tr("Ticket, by number"), _ticket, "number"),
        Column(
            "step",
            tr("Step"),
            tr("Step"),
            _step,
            width=122,
            most=150,
            least=400,
            lines=_step_lines,
        ),
        Column(
            "team",
            tr("Team"),
            tr("Team and person"),
            _team,
            width=118,
            most=230,
            least=520,
            lines=_team_lines,
        ),
        Column("age", tr("Age"), tr("Age"), _age, "opened", width=64, least=640, side="right"),
        Column(
            "updated",
            tr("Updated"),
            tr("Last change"),
            _updated,
            "updated",
            width=88,
            least=340,
            side="right",
        ),
    )


def _others() -> tuple[Column, ...]:
    return (
        Column("number", tr("Number"), tr("Number"), _number, "number", width=92, least=440),
        Column("requester", tr("Requester"), tr("Requester"), _requester, width=118, most=200, least=560),
        Column("category", tr("Category"), tr("Category"), _category, width=118, most=200, least=600),
        Column("assignee", tr("Person"), tr("Person"), _assignee, width=104, most=180, least=500),
        Column("follow_up", tr("Follow-up"), tr("Follow-up date"), _follow_up, width=104, least=620),
    )  # fmt: skip


def detail_of(row: TicketRow, without: Collection[str] = ()) -> str:
    """Give what stands under a ticket's title, but what columns of their own show."""
    parts = {"number": row.number, "requester": row.requester, "category": row.category}
    return " · ".join(text for key, text in parts.items() if text and key not in without)


def holder_of(row: TicketRow, person: int) -> str:
    """Give who has a ticket, as `person` reads it."""
    if row.assignee_id == person:
        return tr("You")
    return row.assignee or tr("Unassigned")


def follow_up_of(row: TicketRow, now: int) -> str:
    """Give until when a ticket waits, or that its date has passed; empty for one that does not wait."""
    if row.follow_up_at is None or row.clock != StepClock.PAUSED:
        return ""
    return due(row.follow_up_at, now)


def _priority(row: TicketRow, _: Reader) -> str:
    return f"P{row.priority}" if row.priority else tr("not triaged")


def _ticket(row: TicketRow, _: Reader) -> str:
    return ", ".join(
        filter(None, (row.title, detail_of(row), tr("with files") if row.has_files else ""))
    )


def _step_lines(row: TicketRow, reader: Reader) -> tuple[str, ...]:
    return tuple(filter(None, (row.step, follow_up_of(row, reader.now))))


def _team_lines(row: TicketRow, reader: Reader) -> tuple[str, ...]:
    return row.team or tr("No team"), holder_of(row, reader.person)


def _step(row: TicketRow, reader: Reader) -> str:
    return ", ".join(_step_lines(row, reader))


def _team(row: TicketRow, reader: Reader) -> str:
    return ", ".join(_team_lines(row, reader))


def _number(row: TicketRow, _: Reader) -> str:
    return row.number


def _requester(row: TicketRow, _: Reader) -> str:
    return row.requester


def _category(row: TicketRow, _: Reader) -> str:
    return row.category


def _assignee(row: TicketRow, reader: Reader) -> str:
    return holder_of(row, reader.person)


def _follow_up(row: TicketRow, reader: Reader) -> str:
    return follow_up_of(row, reader.now)


def _age(row: TicketRow, reader: Reader) -> str:
    return age(row.opened_at, reader.now)


def _updated(row: TicketRow, reader: Reader) -> str:
    return age(row.updated_at, reader.now)
