"""What a transition still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.fields import Values
from app.domain.workflow import Need, NeedKind, Transition

# Joiners and marks of direction, the byte order mark, what chooses the form of the letter before it, and tags; the
# soft hyphen, and letters and Braille that show nothing.
_WIDTHLESS = dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFE00, 0xFE10),
     *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0),
     0xAD, 0x34F, 0x61C, 0x115F, 0x1160, *range(0x180B, 0x1810), 0x2800, 0x3164, 0xFFA0)
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What an event brings along: fields, things said, and what they stand for.

    `waits_on` (of the waiting reason) and `tier` (of the team) are None where they are not known any more.
    """

    values: Values = field(default_factory=dict)
    said: Values = field(default_factory=dict)
    public: bool = False
    waits_on: str | None = None
    tier: int | None = None

    def meets(self, need: Need) -> bool:
        """Say whether this is enough for `need`."""
        if need.kind is NeedKind.FIELD:
            return is_filled(self.values.get(need.argument))
        if need.kind is NeedKind.SAID:
            return is_filled(self.said.get(need.argument))
        if need.kind is NeedKind.NOTE:
            return is_filled(self.said.get("note"))
        if need.kind is NeedKind.PUBLIC_NOTE:
            asked = not need.argument or need.argument == self.waits_on
            return not asked or (self.public and is_filled(self.said.get("note")))
        return self.tier is None or str(self.tier) in need.argument.split(",")


def missing_needs(transition: Transition, told: Told) -> Iterator[Need]:
    """Give the needs of `transition` that `told` does not meet."""
    return (need for need in transition.needs if not told.meets(need))


def is_filled(value: object) -> bool:
    """Say whether a value is more than nothing, blanks and characters without any width."""
    if isinstance(value, str):
        return bool(value.translate(_WIDTHLESS).strip())
    return value is not None
