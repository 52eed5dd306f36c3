"""What is possible on a ticket now, what each way needs, and who may not take it."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from app.domain.fields import TICKET_EDITABLE
from app.domain.need_labels import need_label
from app.domain.needs import is_filled
from app.domain.roles import Standing, Touch, role_label
from app.domain.rows import Possibility
from app.domain.workflow import NeedKind, Transition, Workflow
from app.errors import listed
from app.queries.records import Held, standing, touched_by_others
from app.text import tr


def possibilities(
    connection: Connection, held: Held, workflow: Workflow, asker: int
) -> Iterator[Possibility]:
    """Give every way that leads on from where the ticket stands, gestures after transitions."""
    ways = _Ways(connection, held, workflow, standing(connection, asker))
    step = str(held.values["step"])
    for transition in workflow.leaving(step):
        yield ways.way(transition.key, transition.label, (transition,))
    for gesture in workflow.gestures:
        chain = workflow.gesture(gesture.key)
        if step in chain[0].sources:
            yield ways.way(gesture.key, gesture.label, chain)


class _Ways:
    def __init__(
        self, connection: Connection, held: Held, workflow: Workflow, person: Standing
    ) -> None:
        self._connection = connection
        self._held = held
        self._workflow = workflow
        self._person = person

    def way(self, key: str, label: str, chain: tuple[Transition, ...]) -> Possibility:
        last_working = str(self._held.values["last_working_step"])
        target = self._workflow.destination(chain[-1], last_working)
        return Possibility(
            key=key,
            label=tr(label),
            leads_to=tr(target.label),
            needs=tuple(need for each in chain for need in self._needs(each)),
            offers=tuple(name for each in chain for name in each.offers),
            refusal=next(filter(None, map(self._refusal, chain)), ""),
        )

    def _needs(self, transition: Transition) -> Iterator[str]:
        fields = TICKET_EDITABLE + self._workflow.fields
        for need in transition.needs:
            value = self._held.values.get(need.argument)
            filled = need.kind is NeedKind.FIELD and is_filled(value)
            if not filled and not (need.kind is NeedKind.PUBLIC_NOTE and need.argument):
                yield need_label(fields, need)

    def _refusal(self, transition: Transition) -> str:
        person, touch = self._person, Touch.of(self._held.row_id, self._held.values, None)
        grants = [grant for grant in person.grants if grant.role in transition.who]
        if not grants:
            roles = listed([role_label(role) for role in transition.who], tr(" or "))
            return tr("for {roles}", roles=roles)
        reaches = any(grant.reaches(touch, self._is_shared) for grant in grants)
        return "" if reaches else tr("your role does not reach this ticket")

    def _is_shared(self) -> bool:
        return touched_by_others(self._connection, self._held.row_id, self._person.person)
