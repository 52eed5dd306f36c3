"""A ticket on paper: what it is, where it stands, and all that was written, as HTML."""

from collections.abc import Sequence
from html import escape

from app.domain.rows import HistoryEntry, TicketDetail
from app.text import tr
from ui import formats
from ui.models.timeline_rows import body, changed, is_spoken
from ui.models.timeline_words import Voices

# Black on white whatever the window's colours: it is for paper.
_STYLE = """
body { font-family: sans-serif; font-size: 10pt; color: #1d2330; }
h1 { font-size: 15pt; margin-bottom: 2pt; }
.quiet { color: #667085; font-size: 9pt; }
td { padding: 1pt 12pt 1pt 0; }
"""
# These stand in the heading, above, or with the entry that begins the ticket.
_ELSEWHERE = ("title", "description", "requester")


def ticket_sheet(
    detail: TicketDetail, history: Sequence[HistoryEntry], now: int, *, for_user: bool
) -> str:
    """Give a ticket's sheet; `for_user` leaves out all that the user does not see."""
    row = detail.row
    head = f"<h1>{escape(f'{row.number} {row.title}')}</h1>"
    printed = tr("{step} · printed {when}", step=row.step, when=_moment(now))
    entries = (_entry(each, for_user=for_user) for each in history if _is_told(each, for_user))
    parts = (head, _quiet(printed), _facts(detail, for_user=for_user), *entries)
    return f"<html><head><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"


def _is_told(entry: HistoryEntry, for_user: bool) -> bool:  # noqa: FBT001 - as the sheet's own
    if for_user:
        return entry.visibility == "public" and is_spoken(entry)
    return is_spoken(entry) or bool(changed(entry) or entry.words)


def _facts(detail: TicketDetail, *, for_user: bool) -> str:
    row = detail.row
    facts = [(tr("Requester"), row.requester), (tr("Opened"), _moment(row.opened_at))]
    if not for_user:
        facts += [
            (each.label, each.shown) for each in detail.properties if each.name not in _ELSEWHERE
        ]
        facts += [(each.relation, each.name) for each in detail.people]
        facts += [(link.relation, link.name) for link in detail.links]
        facts += [(tr("File"), file.name) for file in detail.files]
    cells = (
        f'<tr><td class="quiet">{escape(label)}</td><td>{_lines(text)}</td></tr>'
        for label, text in facts
        if text
    )
    return f"<table cellspacing='3'>{''.join(cells)}</table>"


def _entry(entry: HistoryEntry, *, for_user: bool) -> str:
    said = body(entry) if is_spoken(entry) else ""
    # What was written by a reply or a transition is the user's; what else changed by it is the desk's.
    more = "" if for_user else changed(entry) or "" if is_spoken(entry) else _happened(entry)
    head = f"{Voices().head_line(entry)} · {_moment(entry.occurred_at)}"
    told = f"<div>{_lines(said)}</div>" if said else ""
    return f"{_quiet(head, above=10)}{told}{_quiet(more) if more else ''}"


def _happened(entry: HistoryEntry) -> str:
    words = " · ".join(text for _, text in entry.words)
    return " · ".join(filter(None, (words, changed(entry))))


def _quiet(text: str, above: int = 0) -> str:
    return f'<p class="quiet" style="margin: {above}px 0 0 0">{escape(text)}</p>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _moment(at: int) -> str:
    return formats.moment(at, 0)
