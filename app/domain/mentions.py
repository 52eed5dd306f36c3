"""Colleagues named in a note: ``@login``."""

import re

# An address (jo@example.com) names nobody.
_MENTION = re.compile(r"(?<![\w@.+-])@(\w[\w.+-]*)")
_BEGUN = re.compile(r"(?<![\w@.+-])@((?:\w[\w.+-]*)?)\Z")
_MOST = 20


def mentioned_logins(text: str) -> tuple[str, ...]:
    """Give the logins that a text names, each once, in lower case; of very many the first ones."""
    found = (match.rstrip(".-+").lower() for match in _MENTION.findall(text))
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST]


def begun_mention(before: str) -> str | None:
    """Give what is typed of a mention at the end of a text; None where none is being typed."""
    found = _BEGUN.search(before)
    return found[1] if found else None
