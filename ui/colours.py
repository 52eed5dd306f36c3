"""The colours of both schemes, and which of them stand on which."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

# A priority's text is dark on the light fills 2 and 3, white on the others.
_DARK_INK, _WHITE = "#1d2330", "#ffffff"


@dataclass(frozen=True)
class Colours:
    """Named colours of one scheme, as ``#rrggbb``."""

    ground: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    good: str
    on_good: str
    warning: str
    danger: str
    good_ground: str
    warning_ground: str
    danger_ground: str
    priorities: tuple[str, str, str, str, str]

    def priority(self, level: int | None) -> tuple[QColor, QColor]:
        """Give fill and text colour of a priority from 1 to 5; of none, those of a quiet badge."""
        if level is None or not 1 <= level <= len(self.priorities):
            return QColor(self.line), QColor(self.text)
        ink = _DARK_INK if level in (2, 3) else _WHITE
        return QColor(self.priorities[level - 1]), QColor(ink)


_PRIORITIES = ("#d92d20", "#e8710a", "#c79a00", "#2e7d5b", "#667085")

LIGHT = Colours(
    ground="#f5f6f8", panel="#ffffff", line="#e1e4ea", text="#1d2330", muted="#667085",
    accent="#2563eb", on_accent="#ffffff", selection="#e6eefc", good="#217a50", on_good="#ffffff",
    warning="#8f5a00", danger="#c0261a", good_ground="#e6f4ec", warning_ground="#fcf1dc",
    danger_ground="#fdeeec", priorities=_PRIORITIES,
)  # fmt: skip
DARK = Colours(
    ground="#1b1e24", panel="#22262e", line="#343a45", text="#e6e9ef", muted="#97a0b0",
    accent="#4c8dff", on_accent="#10151f", selection="#2b3a55", good="#3fb67f", on_good="#10151f",
    warning="#e8b04a", danger="#ff7a6e", good_ground="#1b2b23", warning_ground="#30281a",
    danger_ground="#331f1f", priorities=_PRIORITIES,
)  # fmt: skip
