"""Ids that their creator makes: unique without asking anyone, and in the order of time."""

import secrets
from collections.abc import Callable

# 41 bits of milliseconds counted from 2020 last until 2089.
_EPOCH_MS = 1_577_836_800_000
_RANDOM_BITS = 22


def make_id(moment: int, random_bits: Callable[[int], int] = secrets.randbits) -> int:
    """Make a 63-bit id for `moment` (microseconds since 1970): 41 bits of time, 22 of chance."""
    milliseconds = moment // 1_000 - _EPOCH_MS
    return (milliseconds << _RANDOM_BITS) | random_bits(_RANDOM_BITS)
