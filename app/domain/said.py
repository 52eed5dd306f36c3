"""What belongs to an event only: for each kind the names under which it says something.

A transition says what its workflow asks for, and a note; a recorded past says what its source says.
"""

import re
from collections.abc import Iterator, Mapping

from app.domain import events
from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import LINKS, PERSON_RELATIONS, Value
from app.domain.files import LARGEST_FILE
from app.domain.fitting import unfit_choice, unfit_id, unfit_line, unfit_text
from app.domain.needs import is_filled
from app.text import tr

NOTE = "note"

SAID: Mapping[str, tuple[str, ...]] = {
    events.OPENED: (),
    events.EDITED: (),
    events.ASSIGNED: (),
    events.NOTED: (NOTE,),
    events.REPLIED: (NOTE,),
    events.LINKED: ("relation", "other"),
    events.UNLINKED: ("relation", "other"),
    events.WATCHED: ("relation", "person"),
    events.UNWATCHED: ("relation", "person"),
    events.ATTACHED: ("attachment", "name", "media_type", "size", "sha256"),
    events.DETACHED: ("attachment",),
    events.MOVED: (),
    events.ERASED: ("versions", "reason"),
    events.IMPORTED: (),
}
# What is a whole number, and what is a word of the program; all else is a person's words.
SAID_NUMBERS = ("other", "person", "attachment", "size")
SAID_WORDS = ("relation", "media_type", "sha256", "versions")
_RELATIONS = {
    **dict.fromkeys((events.LINKED, events.UNLINKED), LINKS),
    **dict.fromkeys((events.WATCHED, events.UNWATCHED), PERSON_RELATIONS),
}
_VERSIONS = re.compile(r"[1-9][0-9]{0,17}(,[1-9][0-9]{0,17})*")


def versions_of(versions: object) -> tuple[int, ...]:
    """Give the versions that an erasure names; none where they are not written as it writes them."""
    is_named = isinstance(versions, str) and _VERSIONS.fullmatch(versions)
    return tuple(map(int, str(versions).split(","))) if is_named else ()


def said_faults(event: Event, asked: tuple[str, ...]) -> Iterator[str]:
    """Say what an event says that it may not; `asked`: the words its transition asks for."""
    if event.kind == events.RECORDED:
        # The past is told in the words of its source.
        return
    said, texts = parsed(event.said), parsed(event.texts)
    known = SAID.get(event.kind, (NOTE, *asked))
    for name in sorted({*said, *_FACTS.get(event.kind, ())}):
        if name not in known:
            yield tr("“{kind}” says no “{name}”", kind=event.kind, name=name)
        else:
            fault = _fault(event, name, said.get(name), texts)
            if fault:
                yield fault


_FACTS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(name for name in names if name in (*SAID_NUMBERS, *SAID_WORDS))
    for kind, names in SAID.items()
}


def _fault(event: Event, name: str, value: Value, texts: Mapping[str, str]) -> str:
    if name in SAID_NUMBERS:
        return _unfit_number(event, name, value)
    if name == "relation":
        return unfit_choice(tr("A relation"), value, _RELATIONS[event.kind])
    if name == "versions":
        return "" if versions_of(value) else tr("it names no versions to erase")
    text = texts.get(name, value)
    if not isinstance(text, str):
        return tr("{label} is a text, not {value}.", label=name, value=text)
    # Of a person's words, what is missing is told by whoever needs it.
    is_told = is_filled(text) or name in SAID_WORDS
    return (unfit_line if name in SAID_WORDS else unfit_text)(name, text) if is_told else ""


def _unfit_number(event: Event, name: str, value: Value) -> str:
    if name == "other" and value == event.subject:
        return tr("a ticket is not linked to itself")
    if name == "size" and isinstance(value, int) and value > LARGEST_FILE:
        return tr("no file is so large")
    return unfit_id(value)
