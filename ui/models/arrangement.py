"""Which views stand in the left column and in which order: each person's own, on this computer."""

from collections.abc import Sequence

from ui.preferences import Preferences

_ORDER, _HIDDEN = "view_order", "views_hidden"


class Arrangement:
    """Remembers views by their keys; one it does not know stands after those it does."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def hidden(self) -> tuple[str, ...]:
        """Give the keys of the views that are not to be seen."""
        return self._kept(_HIDDEN)

    def arranged(self, keys: Sequence[str]) -> list[str]:
        """Give the keys of one group in its order."""
        known = self._kept(_ORDER)
        return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))

    def put(self, key: str, place: int, group: Sequence[str]) -> None:
        """Put a view at a place among those of its group, given in their order."""
        others = [each for each in group if each != key]
        others.insert(max(0, min(place, len(others))), key)
        rest = (each for each in self._kept(_ORDER) if each not in others)
        self._keep(_ORDER, (*rest, *others))

    def hide(self, key: str) -> None:
        """Leave a view out."""
        self._keep(_HIDDEN, (*(each for each in self.hidden if each != key), key))

    def show(self, *keys: str) -> None:
        """Let views be seen again."""
        self._keep(_HIDDEN, tuple(each for each in self.hidden if each not in keys))

    def _kept(self, name: str) -> tuple[str, ...]:
        return tuple(self._preferences.text(name).split())

    def _keep(self, name: str, keys: Sequence[str]) -> None:
        # Words: a file of settings takes commas for a list.
        self._preferences.keep(name, " ".join(keys))
