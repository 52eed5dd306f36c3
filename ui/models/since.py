"""What happened to a ticket since somebody began to write on it."""

from app.clock import SystemClock
from app.domain.rows import TicketDetail
from app.text import tr
from ui import formats
from ui.models.timeline_words import Voices
from ui.typed import Kept

# As many events as a sentence can bear.
_FEW = 3


def since(kept: Kept | None, detail: TicketDetail, me: int) -> str:
    """Say what others did since a draft was begun; empty when it was nothing, and without a draft."""
    if kept is None:
        return ""
    news = [
        entry
        for entry in detail.history
        if entry.version > kept.about.version and entry.actor_id != me
    ]
    if not news:
        return ""
    voices = Voices(me, detail.row.requester)
    told = [voices.event(entry) for entry in news[-_FEW:]]
    if len(news) > _FEW:
        told.insert(0, tr("{count} more", count=len(news) - _FEW))
    began = formats.moment(kept.at, SystemClock().now())
    return tr("You began this at {when}. Since then: {news}.", when=began, news="; ".join(told))
