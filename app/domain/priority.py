"""Priority follows from impact and urgency by a matrix; it is never typed."""

import math
from collections.abc import Mapping

from app.domain.canonical import canonical, parsed

# Impact down, urgency across, 1 is the highest.
DEFAULT_MATRIX: Mapping[tuple[int, int], int] = {
    (1, 1): 1, (1, 2): 2, (1, 3): 3,
    (2, 1): 2, (2, 2): 3, (2, 3): 4,
    (3, 1): 3, (3, 2): 4, (3, 3): 5,
}  # fmt: skip


def cells_text(matrix: Mapping[tuple[int, int], int]) -> str:
    """Give a matrix as it is stored: ``{"impact.urgency": priority}`` in canonical JSON."""
    return canonical({f"{impact}.{urgency}": level for (impact, urgency), level in matrix.items()})


def priority_of(cells: str, impact: int | None, urgency: int | None) -> int | None:
    """Read a priority from stored cells; None while impact or urgency is open or off the matrix."""
    if impact is None or urgency is None:
        return None
    found = parsed(cells).get(f"{impact}.{urgency}")
    return found if isinstance(found, int) else None


def knows_levels(cells: str, *levels: object) -> bool:
    """Say whether stored cells know these levels of impact or urgency; None is no level."""
    # A matrix is a square: a level it knows has a priority with the first of the other kind.
    return all(each is None or f"{each}.1" in parsed(cells) for each in levels)


def levels_of(cells: str) -> int:
    """Give how many levels of impact, and of urgency, stored cells know."""
    return math.isqrt(len(parsed(cells)))


def is_matrix(cells: str) -> bool:
    """Say whether stored cells give every pair of a square of 3 to 5 levels a priority of 1 to 5."""
    try:
        found = parsed(cells)
    except ValueError:
        return False
    size = levels_of(cells)
    pairs = {
        f"{impact}.{urgency}" for impact in range(1, size + 1) for urgency in range(1, size + 1)
    }
    levels = found.values()
    return 3 <= size <= 5 and set(found) == pairs and all(_is_level(each) for each in levels)


def _is_level(value: object) -> bool:
    return type(value) is int and 1 <= value <= 5
