"""What a plain program does in place of one transition through the door."""

import itertools
import json
import secrets
import time
from collections.abc import Iterator
from typing import Any, TypeAlias

from app.db import tables
from app.domain.ids import make_id

# A wait and a resume.
Events: TypeAlias = tuple[dict[str, Any], dict[str, Any]]
EVENT = [c.name for c in tables.ticket_event.columns if c.name != "seq"]
_ANSWER = (
    '{"changes":[{"kind":"ticket","row_id":1234567890123456789,"version":3}],"repeated":false}'
)


def in_rounds(tickets: list[int]) -> Iterator[tuple[int, int]]:
    """Give all tickets again and again, with the number of the round."""
    return ((round_, ticket) for round_ in itertools.count() for ticket in tickets)


class Floor:
    """What a plain program does with the bare driver: change the row, append an event of the same size.

    `events`: a real wait and a real resume, told anew each time. `beside`: whether it also notes the command
    and the change, as ours does.
    """

    def __init__(self, driver: Any, mark: str, begin: str, events: Events, *, beside: bool) -> None:
        self._driver, self._begin, self._events, self._beside = driver, begin, events, beside
        change = ("version", "step", "clock_state", "waiting_reason", "updated_at")
        self._change = (
            f"UPDATE ticket SET {', '.join(f'{c} = {mark}' for c in change)} WHERE id = {mark}"
        )
        columns = ", ".join(f'"{name}"' for name in EVENT)
        marks = ", ".join([mark] * len(EVENT))
        self._insert = f"INSERT INTO ticket_event ({columns}) VALUES ({marks})"
        self._command = (
            f"INSERT INTO command (id, actor, kind, at, result) VALUES ({', '.join([mark] * 5)})"
        )
        self._feed = f"INSERT INTO change (kind, row_id, version) VALUES ({', '.join([mark] * 3)})"

    @property
    def process(self) -> int:
        """Give the server's process for its connection."""
        return int(self._driver.info.backend_pid)

    def turns(self, tickets: list[int]) -> Iterator[None]:
        """Let tickets wait and resume in turn."""
        versions, last = dict.fromkeys(tickets, 2), ""
        for round_, ticket in in_rounds(tickets):
            versions[ticket] += 1
            now, event = time.time_ns() // 1_000, dict(self._events[round_ % 2])
            told = json.loads(event["now"])
            command, fresh = make_id(now), secrets.token_hex(32)
            event |= {"ticket_id": ticket, "version": versions[ticket], "command_id": command,
                      "recorded_at": now, "occurred_at": now, "prev_hash": last, "hash": fresh,
                      "was": json.dumps(json.loads(event["was"])), "now": json.dumps(told)}  # fmt: skip
            last, clock = fresh, ("runs" if round_ % 2 else "paused")
            run = self._driver.execute
            if self._begin:
                run(self._begin)
            run(
                self._change,
                (versions[ticket], told["step"], clock, told.get("waiting_reason"), now, ticket),
            )
            run(self._insert, tuple(event[name] for name in EVENT))
            if self._beside:
                run(self._command, (command, event["actor"], "TakeTransition", now, _ANSWER))
                run(self._feed, ("ticket", ticket, versions[ticket]))
            self._driver.commit()
            yield
