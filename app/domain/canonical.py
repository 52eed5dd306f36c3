"""One spelling for each JSON value, so that equal facts are equal bytes on every database."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_write = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: Mapping[str, Any]) -> str:
    """Give `value` as JSON text: sorted keys, no blanks, characters as they are."""
    return _write(value)


def parsed(text: str) -> dict[str, Any]:
    """Read a JSON object; raises ValueError when `text` is not one."""
    return dict(_read(text))


# Whoever looks into an event does so many times in a row. A few texts, because one can have a megabyte.
@lru_cache(maxsize=16)
def _read(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)
    return value
