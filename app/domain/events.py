"""Events: the only writes there are, each linked to the one before by a hash.

The hash covers the stored bytes: ids, times and canonical JSON. A person's words stand outside it, in
`texts`, and the hashed part holds their salted SHA-256; emptying `texts` erases the words and the chain
still holds.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.canonical import canonical, parsed
from app.domain.fields import OWN_PREFIX, THINGS, TICKET, Value, Values

TICKET_STREAM = "ticket"

# What happens to a ticket beside the transitions of its workflow.
OPENED = "opened"
EDITED = "edited"
ASSIGNED = "assigned"
NOTED = "noted"
REPLIED = "replied"
LINKED = "linked"
UNLINKED = "unlinked"
WATCHED = "watched"
UNWATCHED = "unwatched"
ATTACHED = "attached"
DETACHED = "detached"
MOVED = "moved"
ERASED = "erased"
RECORDED = "recorded"
IMPORTED = "imported"
TICKET_KINDS = (
    OPENED,
    EDITED,
    ASSIGNED,
    NOTED,
    REPLIED,
    LINKED,
    UNLINKED,
    WATCHED,
    UNWATCHED,
    ATTACHED,
    DETACHED,
    MOVED,
    ERASED,
    RECORDED,
    IMPORTED,
)
BIRTHS = (OPENED, IMPORTED)
# What these say is as it is; all else that is said, by whatever kind, is a person's words.
_FACTS_SAID: Mapping[str, tuple[str, ...]] = {
    LINKED: ("relation", "other"),
    UNLINKED: ("relation", "other"),
    WATCHED: ("relation", "person"),
    UNWATCHED: ("relation", "person"),
    ATTACHED: ("attachment", "media_type", "size", "sha256"),
    DETACHED: ("attachment",),
    ERASED: ("versions",),
}

# What happens to the desk's own things.
ADDED = "added"

# The ways a command can come in; only those of CLAIMING may say when it happened.
CHANNELS = ("desk", "counter", "mail", "monitoring", "script", "offline", "import", "sample")
CLAIMING = ("offline", "import", "sample")

SALT = "salt"
_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Draft:
    """An event as its author means it, before time and chain are added.

    `was` and `now` hold columns (texts in full), `said` what belongs to this event only.
    """

    kind: str
    now: Values = field(default_factory=dict)
    was: Values = field(default_factory=dict)
    said: Values = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    visibility: str = "internal"


@dataclass(frozen=True)
class Event:
    """One event as stored; `was`, `now`, `said` and `texts` are canonical JSON, times microseconds UTC.

    `stream` is ``ticket`` or the kind of the desk's own thing, `subject` its id.
    """

    stream: str
    subject: int
    version: int
    command_id: int
    kind: str
    actor: int
    on_behalf_of: int | None
    cause: str | None
    channel: str
    visibility: str
    login: str
    recorded_at: int
    occurred_at: int
    was: str
    now: str
    said: str
    texts: str
    prev_hash: str
    hash: str

    def changed(self) -> Values:
        """Give the columns this event set, texts in full (None where they were erased)."""
        now = parsed(self.now)
        return _filled(now, parsed(self.texts), _digests_in(now, self._is_text))

    def stated(self) -> Values:
        """Give what was said with this event, texts in full (None where they were erased)."""
        said = parsed(self.said)
        return _filled(said, parsed(self.texts), _digests_in(said, self._is_word))

    def words(self) -> Values:
        """Give all it sets and says, in full; of what was erased, the digest."""
        texts = parsed(self.texts)
        whole = {**parsed(self.said), **parsed(self.now)}
        return {key: texts.get(key, value) for key, value in whole.items()}

    def digests(self, own: frozenset[str] | None = None) -> dict[str, str]:
        """Give the digests of the columns it set.

        `own`: which of a workflow's own fields are texts; without it these are known by their looks.
        """
        return _digests_in(parsed(self.now), lambda key, value: self._is_text(key, value, own))

    def digests_said(self) -> dict[str, str]:
        """Give the digests of the words it said."""
        return _digests_in(parsed(self.said), self._is_word)

    def _is_text(self, key: str, value: Value, own: frozenset[str] | None = None) -> bool:
        # By its kind: a name may look like a digest.
        if key.startswith(OWN_PREFIX):
            return is_digest(value) if own is None else key in own
        return key in (TICKET if self.stream == TICKET_STREAM else THINGS[self.stream]).texts

    def _is_word(self, key: str, value: Value) -> bool:
        return is_digest(value) and key not in _FACTS_SAID.get(self.kind, ())


def _digests_in(values: Values, is_text: Callable[[str, Value], bool]) -> dict[str, str]:
    return {k: str(v) for k, v in values.items() if v is not None and is_text(k, v)}


def _filled(values: Values, texts: Mapping[str, str], digests: Mapping[str, str]) -> Values:
    return {key: texts.get(key) if key in digests else value for key, value in values.items()}


_DIGEST_MARK = "sha256:"


def is_digest(value: Value) -> bool:
    """Say whether `value` stands for a text that is kept elsewhere."""
    return (
        isinstance(value, str)
        and value.startswith(_DIGEST_MARK)
        and len(value) == len(_DIGEST_MARK) + 64
    )


def digest(salt: str, key: str, text: str) -> str:
    """Give the salted SHA-256 of a text: of salt, key and text, joined by the unit separator (0x1f)."""
    joined = _SEPARATOR.join((salt, key, text)).encode()
    return _DIGEST_MARK + hashlib.sha256(joined).hexdigest()


@dataclass(frozen=True)
class Sealed:
    """The four stored parts of a draft, as canonical JSON."""

    was: str
    now: str
    said: str
    texts: str


def seal(draft: Draft, texts: frozenset[str], digests: Mapping[str, str]) -> Sealed:
    """Take the words out of `draft` and leave their digests.

    `texts`: names of the columns that hold words; `digests`: those that the row holds now.
    """
    salt = secrets.token_hex(16)
    words = {key: value for key, value in draft.now.items() if key in texts and value is not None}
    spoken: dict[str, Value] = {**words, **draft.words}
    marks = {key: digest(salt, key, str(value)) for key, value in spoken.items()}
    return Sealed(
        was=canonical({k: digests.get(k) if k in texts else v for k, v in draft.was.items()}),
        now=canonical({k: marks.get(k, v) for k, v in draft.now.items()}),
        said=canonical({**draft.said, **{key: marks[key] for key in draft.words}}),
        texts=canonical({SALT: salt, **spoken} if spoken else {}),
    )


def link(event: Event) -> str:
    """Give the hash of `event`: SHA-256 over the hash before and every stored field but the texts.

    PostgreSQL computes the same over the same bytes (guards/postgresql/chain.sql).
    """
    fields = (
        event.prev_hash,
        event.stream,
        event.subject,
        event.version,
        event.command_id,
        event.kind,
        event.actor,
        event.on_behalf_of,
        event.cause,
        event.channel,
        event.visibility,
        event.login,
        event.recorded_at,
        event.occurred_at,
        event.was,
        event.now,
        event.said,
    )
    joined = _SEPARATOR.join("" if each is None else str(each) for each in fields)
    return hashlib.sha256(joined.encode()).hexdigest()


def false_digests(event: Event) -> list[str]:
    """Give the names of texts that are not what their digest in the hashed part says."""
    texts = parsed(event.texts)
    if not texts:
        return []
    marks = {**parsed(event.said), **parsed(event.now)}
    salt = texts.pop(SALT, "")
    return [key for key, text in texts.items() if marks.get(key) != digest(salt, key, text)]
