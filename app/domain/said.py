"""What belongs to an event only: for each kind the names under which it says something.

A transition says what its workflow asks for, and a note; a recorded past says what its source says.
"""

from collections.abc import Mapping

from app.domain import events

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
