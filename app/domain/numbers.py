"""The numbers people know tickets by: a workflow's prefix and an integer."""

import re

_NUMBER = re.compile(r"\s*(?:([A-Za-z]{2,5})-?)?0*(\d{1,18})\s*\Z")


def shown_number(prefix: str, number: int) -> str:
    """Give a number as people write it: ``INC-000042``."""
    return f"{prefix}-{number:06d}"


def read_number(text: str) -> int | None:
    """Read the integer out of ``INC-000042``, ``inc42`` or ``42``; None when it is no number."""
    found = _NUMBER.match(text)
    return int(found[2]) if found else None


def read_prefix(text: str) -> str:
    """Read the prefix out of a number, in capitals; empty when it has none."""
    found = _NUMBER.match(text)
    return (found[1] or "").upper() if found else ""
