"""What a command changed, in the shape in which everybody hears of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One record that is new or different: its kind (``ticket`` or a thing's name), id and version."""

    kind: str
    row_id: int
    version: int


@dataclass(frozen=True)
class Changes:
    """All that one command, or one look at the feed, found changed.

    `everything`: more than could be listed, so that whoever holds anything reads it anew.
    """

    changes: tuple[Change, ...] = ()
    repeated: bool = False
    everything: bool = False

    def ids(self, kind: str) -> frozenset[int]:
        """Give the ids of the changed records of one kind."""
        return frozenset(each.row_id for each in self.changes if each.kind == kind)
