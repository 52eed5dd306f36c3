"""What one row of a table means: the records it adds and changes, found by login, name or path."""

from collections.abc import Callable, Mapping

from app.domain.fields import THINGS, Value, Values
from app.errors import InvalidValue
from app.services.imports import cells
from app.services.imports.register import Register, Row, Step, only
from app.services.values import checked
from app.text import tr

Texts = Mapping[str, str]


class RowPlan:
    """The steps of one row; nothing of it counts before all of it is right."""

    def __init__(self, register: Register, new_id: Callable[[], int]) -> None:
        self.register = register
        self.steps: list[Step] = []
        self._new_id = new_id
        self._fresh: dict[tuple[str, int], Row] = {}

    def put(self, thing: str, row: Row | None, values: Values) -> int:
        """Add a record, or change `row`; gives its id. Raises InvalidValue or NotFound."""
        kind = THINGS[thing]
        if row is None:
            defaults: Values = {f.name: f.default for f in kind.fields if f.required}
            tidy = checked(kind.fields, {**defaults, **values}, {}, self._row)
            now: Values = {name: value for name, value in tidy.items() if value is not None}
            step = Step(thing, self._new_id(), now, None)
            self._fresh[thing, step.row_id] = now
        else:
            tidy = checked(kind.fields, values, row, self._row)
            now = {name: value for name, value in tidy.items() if value != row[name]}
            step = Step(thing, row["id"], now, {name: row[name] for name in now})
        if now:
            self.steps.append(step)
        return step.row_id

    def settle(self) -> None:
        """Let the rows that follow see what this one does."""
        for step in self.steps:
            self.register.add(step)

    def _row(self, thing: str, row_id: Value) -> Row | None:
        fresh = self._fresh.get((thing, row_id)) if isinstance(row_id, int) else None
        return fresh or self.register.row(thing, row_id)


def plan_row(plan: RowPlan, kind: str, texts: Texts) -> int:
    """Plan a row of `kind`; gives the id of the record it is about. Raises InvalidValue or NotFound."""
    return _PLANS[kind](plan, texts)


def _person(plan: RowPlan, texts: Texts) -> int:
    names = [texts[part] for part in ("first_name", "last_name") if part in texts]
    if "name" not in texts and names:
        texts = {**texts, "name": " ".join(names)}
    person = _known_person(plan.register, texts)
    if person is None and "name" not in texts:
        raise InvalidValue(_nobody(texts))
    _require_alone(plan.register, person, texts)
    values = _unless_alike("login", person, cells.values_of("person", texts))
    person_id = plan.put("person", person, values)
    for role, team in map(cells.role, cells.several(texts.get("roles", ""), _is_role)):
        team_id = plan.register.named("team", team)["id"] if team else None
        _hold(plan, "role_grant", person=person_id, role=role, team=team_id)
    register = plan.register
    teams = cells.several(
        texts.get("teams", ""), lambda name: bool(register.found("team", name=name))
    )
    for team in teams:
        _hold(plan, "membership", person=person_id, team=register.named("team", team)["id"])
    return person_id


def _is_role(text: str) -> bool:
    # With a team, which may have a comma in its name.
    return "," not in text or ":" in text.partition(",")[0] or "(" in text.partition(",")[0]


def _known_person(register: Register, texts: Texts) -> Row | None:
    login = texts.get("login")
    rows = register.found("person", login=login) if login else []
    if rows:
        return only(rows, tr("Login"), texts["login"])
    for name in ("badge", "email"):
        rows = register.found("person", **{name: texts[name]}) if name in texts else []
        # Whoever has a login of their own is somebody else.
        rows = [row for row in rows if not login or row["login"] is None]
        if len(rows) > 1:
            raise InvalidValue(
                tr("Several people have {text}. Name one by login or badge.", text=texts[name])
            )
        if rows:
            return rows[0]
    if not any(name in texts for name in ("login", "badge", "email")):
        raise InvalidValue(
            tr("It has no login, badge or e-mail by which the person is known next time.")
        )
    return None


def _nobody(texts: Texts) -> str:
    """Say by what nobody was found, as nobody can be added without a name."""
    known = (("login", tr("login")), ("badge", tr("badge")), ("email", tr("e-mail")))
    key, text = next((label, texts[name]) for name, label in known if name in texts)
    return tr("Nobody has the {key} {text}, and somebody new needs a name.", key=key, text=text)


def _require_alone(register: Register, person: Row | None, texts: Texts) -> None:
    for name, label in (("login", tr("Login")), ("badge", tr("Badge"))):
        others = register.found("person", **{name: texts[name]}) if name in texts else []
        for other in others:
            if person is None or other["id"] != person["id"]:
                raise InvalidValue(
                    tr(
                        "{label} {text} is {name}'s.",
                        label=label,
                        text=texts[name],
                        name=other["name"],
                    )
                )


def _hold(plan: RowPlan, thing: str, **key: Value) -> None:
    rows = plan.register.found(thing, **key)
    values: Values = {"active": 1} if rows else key
    plan.put(thing, rows[0] if rows else None, values)


def _named(thing: str) -> Callable[[RowPlan, Texts], int]:
    def plan_it(plan: RowPlan, texts: Texts) -> int:
        if "name" not in texts:
            raise InvalidValue(tr("{label} cannot be empty.", label=tr("Name")))
        rows = plan.register.found(thing, name=texts["name"])
        known = only(rows, tr(THINGS[thing].label), texts["name"]) if rows else None
        return plan.put(thing, known, _unless_alike("name", known, cells.values_of(thing, texts)))

    return plan_it


def _unless_alike(key: str, known: Row | None, values: Mapping[str, Value]) -> Values:
    # What was found by its name keeps it as it is spelt.
    is_found = known is not None and known[key] is not None
    return {name: value for name, value in values.items() if name != key or not is_found}


def _category(plan: RowPlan, texts: Texts) -> int:
    steps = [*cells.path(texts.get("parent", "")), *cells.path(texts.get("path", ""))]
    if not cells.path(texts.get("path", "")):
        raise InvalidValue(tr("{label} cannot be empty.", label=tr("Category")))
    values: dict[str, Value] = cells.values_of("category", texts)
    for thing in ("team", "service"):
        if thing in texts:
            values[thing] = plan.register.named(thing, texts[thing])["id"]
    above: int | None = None
    for step in steps[:-1]:
        known = _child(plan.register, above, step)
        above = known["id"] if known else plan.put("category", None, _below(above, step))
    known = _child(plan.register, above, steps[-1])
    return plan.put("category", known, values if known else {**_below(above, steps[-1]), **values})


def _below(above: int | None, name: str) -> Values:
    return {"name": name} if above is None else {"name": name, "parent": above}


def _child(register: Register, above: int | None, name: str) -> Row | None:
    rows = register.found("category", parent=above, name=name)
    return only(rows, tr("Category"), name) if rows else None


_PLANS: Mapping[str, Callable[[RowPlan, Texts], int]] = {
    "people": _person,
    "teams": _named("team"),
    "services": _named("service"),
    "categories": _category,
}
