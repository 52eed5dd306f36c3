"""Two people, one record: old values decide who conflicts, not versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.fields import Value, Values


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what it was, what they made of it, what I want."""

    field: str
    before: Value
    theirs: Value
    mine: Value


@dataclass(frozen=True)
class Merged:
    """What remains to be written, and what has to be asked."""

    values: Mapping[str, Value]
    clashes: tuple[Clash, ...]


def merge(current: Values, wanted: Values, based_on: Values) -> Merged:
    """Merge `wanted` into `current`, knowing what its author saw (`based_on`).

    A field already as wanted is done; one that still is as seen, or of which nothing is said to have been
    seen, is written; one that somebody else changed clashes.
    """
    values: dict[str, Value] = {}
    clashes: list[Clash] = []
    for name, mine in wanted.items():
        theirs = current.get(name)
        if same(theirs, mine):
            continue
        if name in based_on and not same(based_on[name], theirs):
            clashes.append(Clash(name, based_on[name], theirs, mine))
        else:
            values[name] = mine
    return Merged(values, tuple(clashes))


def same(one: Value, other: Value) -> bool:
    """Say whether two values are the same to a person: nothing and empty words are."""
    return (None if one == "" else one) == (None if other == "" else other)
