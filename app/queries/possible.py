"""What is possible on a ticket now, what each way needs, and who may not take it."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.fields import TICKET_EDITABLE
from app.domain.need_labels import need_label
from app.domain.needs import is_filled
from app.domain.rows import Possibility
from app.domain.workflow import NeedKind, Transition, Workflow
from app.queries.forms import Forms
from app.queries.reach import Reach
from app.queries.records import Held
from app.text import tr


def possibilities(
    held: Held, workflow: Workflow, reach: Reach, forms: Forms
) -> Iterator[Possibility]:
    """Give every way that leads on from where the ticket stands, gestures after transitions."""
    ways = _Ways(held, workflow, reach, forms)
    step = str(held.values["step"])
    has_primary = False
    for transition in workflow.leaving(step):
        way = ways.way(transition.key, transition.label, (transition,))
        # Transitions stand in the order people need them.
        is_primary = not has_primary and not way.refusal
        has_primary |= is_primary
        yield replace(way, purpose=transition.purpose, is_primary=is_primary)
    for gesture in workflow.gestures:
        chain = workflow.gesture(gesture.key)
        if step in chain[0].sources:
            yield ways.way(gesture.key, gesture.label, chain)


class _Ways:
    def __init__(self, held: Held, workflow: Workflow, reach: Reach, forms: Forms) -> None:
        self._held = held
        self._workflow = workflow
        self._reach = reach
        self._forms = forms

    def way(self, key: str, label: str, chain: tuple[Transition, ...]) -> Possibility:
        last_working = str(self._held.values["last_working_step"])
        target = self._workflow.destination(chain[-1], last_working)
        refusals = (self._reach.refusal(tr(label), each.who) for each in chain)
        return Possibility(
            key=key,
            label=tr(label),
            leads_to=tr(target.label),
            needs=tuple(need for each in chain for need in self._needs(each)),
            offers=tuple(name for each in chain for name in each.offers),
            refusal=next(filter(None, refusals), ""),
            form=self._forms.form(chain),
            public=any(each.public for each in chain),
        )

    def _needs(self, transition: Transition) -> Iterator[str]:
        fields = TICKET_EDITABLE + self._workflow.fields
        for need in transition.needs:
            value = self._held.values.get(need.argument)
            filled = need.kind is NeedKind.FIELD and is_filled(value)
            if not filled and not (need.kind is NeedKind.PUBLIC_NOTE and need.argument):
                yield need_label(fields, need)
