"""Events as a client without the program would write them, by plain SQL.

Every row is right in every part: the next version, chained, sealed, starting from what the record holds. A test
changes one thing by naming the column.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.canonical import parsed
from app.domain.events import BIRTHS, TICKET_STREAM, Draft, Event, link, seal
from app.domain.fields import OWN_PREFIX, THINGS, TICKET, Thing, Value

# Gives the rows of a query, each by the names of its columns.
Reader = Callable[[str], list[dict[str, Any]]]


@dataclass(frozen=True)
class Telling:
    """What an event is about: columns it sets, what it says, and the words that stay outside the hash."""

    sets: Mapping[str, Value]
    says: Mapping[str, Value]
    words: Mapping[str, str]


class RawEvents:
    """Makes the next event of a record as a row; `own_texts` are text fields of a workflow's own."""

    def __init__(self, read: Reader, *, stamps: bool, own_texts: frozenset[str]) -> None:
        self._read = read
        self._server_stamps = stamps
        self._own_texts = own_texts

    def with_texts(self, own_texts: frozenset[str]) -> "RawEvents":
        """Give another that takes other fields for texts."""
        return RawEvents(self._read, stamps=self._server_stamps, own_texts=own_texts)

    def of_ticket(self, ticket: int, kind: str, told: Telling, **columns: Any) -> str:
        """Give the INSERT of a ticket's next event; `columns` replace what would be right.

        ``verb`` replaces INSERT INTO.
        """
        held = self._ticket(ticket)
        is_birth = kind in BIRTHS
        event = self._event(TICKET, ticket, kind, told, held, is_birth=is_birth)
        row = self._row(event, {"ticket_id": ticket}, columns)
        return insertion("ticket_event", row, columns.get("verb", "INSERT INTO"))

    def of_thing(self, name: str, row_id: int, kind: str, told: Telling, **columns: Any) -> str:
        """Give the INSERT of the next event of one of the desk's own things."""
        thing = THINGS.get(name, Thing(name, name, ()))
        held = self._thing(name, row_id) if name in THINGS else {}
        event = self._event(thing, row_id, kind, told, held, is_birth=not held)
        row = self._row(event, {"thing": name, "thing_id": row_id}, columns)
        return insertion("desk_event", row, columns.get("verb", "INSERT INTO"))

    def _ticket(self, ticket: int) -> dict[str, Any]:
        history = self._read(
            "SELECT version, hash, occurred_at FROM ticket_event"
            f" WHERE ticket_id = {ticket} ORDER BY version DESC LIMIT 1"
        )
        rows = self._read(f"SELECT * FROM ticket WHERE id = {ticket}")
        held = {**rows[0], **history[0]} if rows else {**_NOTHING, **dict(*history)}
        own = parsed(held["fields"])
        return held | {OWN_PREFIX + name: value for name, value in own.items()}

    def _thing(self, name: str, row_id: int) -> dict[str, Any]:
        rows = self._read(
            f"SELECT t.*, e.hash, e.occurred_at FROM {name} t JOIN desk_event e"
            f" ON e.thing = '{name}' AND e.thing_id = t.id AND e.version = t.version"
            f" WHERE t.id = {row_id}"
        )
        return rows[0] if rows else {}

    def _event(
        self,
        thing: Thing,
        subject: int,
        kind: str,
        told: Telling,
        held: Mapping[str, Any],
        *,
        is_birth: bool,
    ) -> Event:
        was = {} if is_birth else {name: held.get(name) for name in told.sets}
        draft = Draft(kind, now=told.sets, was=was, said=told.says, words=told.words)
        texts = frozenset(field.name for field in thing.fields if field.is_text) | self._own_texts
        sealed = seal(draft, texts, parsed(held.get("digests", "{}")))
        now = time.time_ns() // 1000
        return Event(
            stream=TICKET_STREAM if thing is TICKET else thing.name,
            subject=subject,
            version=held.get("version", 0) + 1,
            command_id=secrets.randbits(62),
            kind=kind,
            actor=0,
            on_behalf_of=None,
            cause=None,
            channel="script",
            visibility="internal",
            login="",
            recorded_at=now,
            occurred_at=max(now, held.get("occurred_at", 0)),
            was=sealed.was,
            now=sealed.now,
            said=sealed.said,
            texts=sealed.texts,
            prev_hash=held.get("hash", ""),
            hash="",
        )

    def _row(
        self, event: Event, subject: Mapping[str, Any], columns: Mapping[str, Any]
    ) -> dict[str, Any]:
        wrong = {name: value for name, value in columns.items() if name != "verb"}
        known = {name: value for name, value in wrong.items() if name in vars(event)}
        if self._server_stamps:
            # The server gives login, time and hash; 0 stands for its own time.
            event = replace(event, occurred_at=0, prev_hash="")
        stated = replace(event, **known)
        chained = stated if self._server_stamps else replace(stated, hash=link(stated))
        row = {**vars(chained), **subject, **wrong}
        return {name: value for name, value in row.items() if name not in ("stream", "subject")}


# A ticket nobody opened yet.
_NOTHING = {"version": 0, "fields": "{}", "digests": "{}", "hash": "", "occurred_at": 0}


def insertion(table: str, row: Mapping[str, Any], verb: str = "INSERT INTO") -> str:
    """Give the statement that inserts `row`."""
    names = ", ".join(f'"{name}"' for name in row)
    return f"{verb} {table} ({names}) VALUES ({', '.join(map(literal, row.values()))})"


def literal(value: str | int | None) -> str:
    """Give a value as SQL spells it."""
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
