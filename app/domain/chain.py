"""Whether a history is whole: every version there, every link and every digest true."""

from collections.abc import Iterable, Iterator

from app.domain.canonical import canonical, parsed
from app.domain.events import Event, false_digests, link
from app.text import tr


def chain_faults(events: Iterable[Event]) -> Iterator[str]:
    """Say what is broken in one record's events, given in the order of their versions."""
    previous = ""
    for expected, event in enumerate(events, 1):
        if event.version != expected:
            yield tr("version {expected} is missing", expected=expected)
            return
        if event.prev_hash != previous:
            yield tr("version {version} does not follow the one before it", version=expected)
        if event.hash != link(event):
            yield tr("version {version} was changed after it was written", version=expected)
        yield from _spelling_faults(event)
        previous = event.hash


def _spelling_faults(event: Event) -> Iterator[str]:
    if not all(_is_canonical(each) for each in (event.was, event.now, event.said, event.texts)):
        yield tr("version {version} is not written in canonical JSON", version=event.version)
        return
    for key in false_digests(event):
        yield tr(
            "the text “{key}” of version {version} is not the one that was written",
            key=key,
            version=event.version,
        )


def _is_canonical(text: str) -> bool:
    try:
        return canonical(parsed(text)) == text
    except ValueError:
        return False
