"""A record's history told event by event, chained as the desk chains it, without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from app.domain.canonical import canonical, parsed
from app.domain.events import Draft, Event, link, seal
from app.domain.fields import TICKET, Value, Values
from app.domain.workflow import Workflow
from app.paths import WORKFLOWS
from app.services.workflow_files import read_workflow

MORNING = 1_760_000_000_000_000
MINUTE = 60_000_000
TEXTS = frozenset(field.name for field in TICKET.fields if field.is_text)


@cache
def incident() -> Workflow:
    """Give the workflow that comes with the program."""
    source = (WORKFLOWS / "incident.toml").read_text(encoding="utf-8")
    return read_workflow(source, "incident.toml")


class Story:
    """A ticket's events, one a minute; what was before is looked up, unless it is told."""

    def __init__(self, subject: int = 1) -> None:
        self.subject = subject
        self.events: list[Event] = []
        self._values: dict[str, Value] = {}
        self._digests: dict[str, str] = {}

    def tell(
        self,
        kind: str,
        now: Values | None = None,
        *,
        words: Mapping[str, str] | None = None,
        said: Values | None = None,
        **fields: Any,
    ) -> "Story":
        """Add an event; `fields` are columns of the event itself, `was` among them."""
        now = now or {}
        was = {} if not self._values else {name: self._values.get(name) for name in now}
        visibility = str(fields.pop("visibility", "internal"))
        event = self._event(Draft(kind, now, was, said or {}, words or {}, visibility))
        if "was" in fields:
            fields["was"] = canonical(fields["was"])
        self.add(replace(event, **fields))
        return self

    def add(self, event: Event) -> None:
        """Add an event as it is, with the hash it should have."""
        event = replace(event, hash=link(event))
        self.events.append(event)
        self._values |= event.changed()
        marks = parsed(event.now)
        self._digests |= {key: marks[key] for key in TEXTS & set(marks) if marks[key]}

    def _event(self, draft: Draft) -> Event:
        sealed = seal(draft, TEXTS, self._digests)
        moment = MORNING + MINUTE * len(self.events)
        return Event(
            stream="ticket",
            subject=self.subject,
            version=len(self.events) + 1,
            command_id=1_000 + len(self.events),
            kind=draft.kind,
            actor=7,
            on_behalf_of=None,
            cause=None,
            channel="desk",
            visibility=draft.visibility,
            login="anna",
            recorded_at=moment,
            occurred_at=moment,
            prev_hash=self.events[-1].hash if self.events else "",
            hash="",
            **vars(sealed),
        )

    def opened(self, **now: Value) -> "Story":
        """Open the ticket."""
        told = {"number": 1, "workflow_version": 1, "step": incident().first.key, "title": "VPN"}
        return self.tell("opened", {**told, **now}, visibility="public")

    def triaged(self) -> "Story":
        """Take the ticket to diagnosis."""
        told = {"category": 5, "impact": 2, "urgency": 2, "priority": 3, "matrix": 9}
        return self.tell("triage", {**told, "step": "diagnosis"})

    def resolved(self) -> "Story":
        """Resolve the ticket."""
        told = {"resolution_kind": "fix", "resolution_code": 8, "resolution": "MTU set to 1400."}
        return self.tell("resolve", {**told, "step": "resolved"}, visibility="public")

    def reopened(self, to: str = "diagnosis") -> "Story":
        """Reopen the ticket."""
        told = {"reason": "It is back."}
        return self.tell("reopen", {"step": to}, words=told, visibility="public")

    def confirmed(self) -> "Story":
        """Close the ticket."""
        told = {"confirmed_by": "Uma", "how": "by phone"}
        return self.tell("confirm", {"step": "closed"}, words=told, visibility="public")


def erased(events: Iterable[Event], *versions: int) -> list[Event]:
    """Give events with the texts of some versions emptied, as an erasure leaves them."""
    return [replace(each, texts="{}") if each.version in versions else each for each in events]
