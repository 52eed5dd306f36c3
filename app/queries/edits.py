"""What an edit changed, so that it can be undone."""

from sqlalchemy.engine import Connection

from app.domain import events
from app.domain.canonical import parsed
from app.domain.events import Event, is_digest
from app.domain.fields import Value
from app.domain.many_questions import EditMade, Made
from app.errors import Refused
from app.queries.history import events_before
from app.queries.workflows import Workflows
from app.text import tr

_UNDOABLE = (events.EDITED, events.ASSIGNED)
# What follows from other fields by itself.
_FOLLOWING = ("priority", "matrix")


def edit_made(connection: Connection, question: EditMade, _: Workflows) -> Made:
    """Answer `EditMade`; raises Refused for anything else, and for a text that was erased."""
    found = events_before(connection, question.ticket, question.version + 1, 1)
    if not found or found[0].version != question.version or found[0].kind not in _UNDOABLE:
        raise Refused(tr("Only an edit or an assignment can be undone."))
    event = found[0]
    now = {name: text for name, text in event.changed().items() if name not in _FOLLOWING}
    was = {name: value for name, value in parsed(event.was).items() if name in now}
    texts = {name for name, value in was.items() if name in event.digests() or is_digest(value)}
    was |= {name: _text_before(connection, event, name) for name in texts if was[name] is not None}
    return Made(event.kind, was, now)


def _text_before(connection: Connection, event: Event, name: str) -> Value:
    """Give what a text was before an event: events hold the digest of it only."""
    version: int = event.version
    while earlier := events_before(connection, event.subject, version, 50):
        for each in reversed(earlier):
            if name in parsed(each.now):
                text = each.changed()[name]
                if text is None:
                    raise Refused(tr("What was there before has been erased."))
                return text
        version = earlier[0].version
    return None
