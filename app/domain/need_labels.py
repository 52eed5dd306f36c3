"""What a transition asks for, as part of a sentence."""

from collections.abc import Sequence

from app.domain.fields import Field
from app.domain.workflow import Need, NeedKind
from app.text import tr


def need_label(fields: Sequence[Field], need: Need) -> str:
    """Give what a need asks for, as part of a sentence: “a category”, “a public note”."""
    if need.kind is NeedKind.FIELD:
        return next(tr(field.asked) for field in fields if field.name == need.argument)
    if need.kind is NeedKind.NOTE:
        return tr("a note: {what}", what=tr(need.argument)) if need.argument else tr("a note")
    if need.kind is NeedKind.PUBLIC_NOTE:
        return tr("a note that the user sees")
    if need.kind is NeedKind.TEAM_TIER:
        return tr("a team of level {levels}", levels=need.argument.replace(",", tr(" or ")))
    return said_label(need.argument)


def said_label(name: str) -> str:
    """Give what a transition asks to be said, as part of a sentence."""
    labels = {
        "reason": tr("a reason"),
        "how": tr("how it was confirmed"),
        "confirmed_by": tr("who confirmed"),
    }
    return labels.get(name, name.replace("_", " "))
