"""A window's own changes come back to it with everybody's; this tells them apart."""

from collections import OrderedDict
from dataclasses import replace

from app.domain.changes import Change, Changes

_KEPT = 1_000


class Echo:
    """Remembers what this window changed lately."""

    def __init__(self) -> None:
        self._own: OrderedDict[Change, None] = OrderedDict()

    def remember(self, changes: Changes) -> None:
        """Note what a command of this window changed."""
        self._own.update(dict.fromkeys(changes.changes))
        while len(self._own) > _KEPT:
            self._own.popitem(last=False)

    def without_own(self, changes: Changes) -> Changes:
        """Give what is news to this window."""
        return replace(
            changes, changes=tuple(each for each in changes.changes if each not in self._own)
        )
