"""What a ticket has for the variables of a canned text."""

from collections.abc import Mapping

from app.clock import as_datetime
from app.domain.canned_variables import first_name
from app.domain.fields import Value
from app.domain.rows import TicketDetail
from ui.typed import Entry

# What a field of the ticket is as a variable, where it has no key of its own.
_OF_FIELDS = {
    "title": "ticket.title",
    "requester": "requester.name",
    "follow_up_at": "follow_up",
    **{name: name for name in
       ("team", "assignee", "service", "category", "priority", "vendor_ref", "resolution")},
}  # fmt: skip


def ticket_words(
    detail: TicketDetail, me: str, now: int, typed: Mapping[str, Entry] | None = None
) -> dict[str, str]:
    """Give by key what is known of a ticket; `typed`, by field, is what is about to be set on it.

    `me`: the name of whoever writes; `now` in microseconds UTC.
    """
    row = detail.row
    held = {each.name: (each.value, each.shown) for each in detail.properties}
    known = {
        **held,
        **{name: entry for name, entry in (typed or {}).items() if entry[0] is not None},
    }
    words = {
        key: _day(value) if name == "follow_up_at" else shown
        for name, key in _OF_FIELDS.items()
        for value, shown in [known.get(name, (None, ""))]
    }
    return words | {
        "requester.first_name": first_name(words["requester.name"]),
        "requester.site": detail.site,
        "ticket.number": row.number,
        "ticket.step": row.step,
        "ticket.opened": _day(row.opened_at),
        "agent.name": me,
        "agent.first_name": first_name(me),
        "today": _day(now),
    }


def _day(at: Value) -> str:
    return f"{as_datetime(at).astimezone():%Y-%m-%d}" if isinstance(at, int) else ""
