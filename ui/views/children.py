"""Resolving a ticket offers to resolve its open children with the same resolution."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from app.domain.commands import TakeTransition
from app.domain.rows import Possibility, TicketDetail
from app.text import tr
from ui.models.bulk import Order
from ui.models.wish import Wish
from ui.seat import Seat
from ui.views.transition_dialog import TransitionDialog

_PURPOSE = "resolve"


def offer_children(
    dialog: TransitionDialog,
    detail: TicketDetail,
    way: Possibility,
    seat: Seat,
    carry_out: Callable[[Order, tuple[int, ...]], object],
) -> None:
    """Add a box to a dialog that resolves; ticked, the children follow once the ticket itself is resolved."""
    children = tuple(
        link.ticket
        for link in detail.links
        if link.kind == "child_of" and link.is_backwards and link.is_open
    )
    if way.purpose != _PURPOSE or not children:
        return
    one = tr("Resolve its open child too, with the same resolution")
    several = tr("Resolve its {count} open children too, with the same resolution",
                 count=len(children))  # fmt: skip
    box = QCheckBox(one if len(children) == 1 else several)
    box.setToolTip(tr("Each answers for itself: one that cannot be resolved from where it is stays there."))  # fmt: skip
    dialog.body.insertWidget(dialog.body.count() - 1, box)
    dialog.order_focus()

    def follow() -> None:
        told = dialog.order
        if box.isChecked() and told is not None:
            alike = {name: getattr(told, name) for name in ("transition", "values", "said", "note")}
            doing = tr("{action} children of {number}", action=way.label, number=detail.row.number)
            carry_out(Wish(TakeTransition, alike).order(seat, doing), children)

    dialog.taken.connect(follow)
