"""One spelling for each JSON value, so that equal facts are equal bytes on every database."""

import json
from collections.abc import Mapping
from typing import Any


def canonical(value: Mapping[str, Any]) -> str:
    """Give `value` as JSON text: sorted keys, no blanks, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def parsed(text: str) -> dict[str, Any]:
    """Read a JSON object; raises ValueError when `text` is not one."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)
    return value
