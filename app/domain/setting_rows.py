"""What the desk's settings are answered with: records as lists and forms show them."""

from dataclasses import dataclass

from app.domain.fields import Value
from app.domain.questions import Filter
from app.domain.ticket_rows import FormField


@dataclass(frozen=True)
class ThingRow:
    """One of the desk's own things as a list shows it.

    `detail` distinguishes it from others of its name; `mark` is a word of its own, such as that a person is
    a VIP. `parent` is that of a category.
    """

    id: int
    version: int
    name: str
    detail: str
    is_active: bool
    mark: str = ""
    parent: int | None = None


@dataclass(frozen=True)
class Tie:
    """A record that binds a thing to others: a role or membership of a person, a category of a team.

    `thing` is the kind of record, `row_id` its id (0: not there yet), `values` what it says beside the thing
    it was read for, `shown` the same as people read it; one that is not in use may be again. `warning`: what is
    wrong with it.
    """

    thing: str
    row_id: int
    values: tuple[tuple[str, Value], ...]
    shown: str
    is_active: bool = True
    warning: str = ""


@dataclass(frozen=True)
class ThingDetail:
    """One of the desk's own things, whole: `form` holds its fields with what they hold now."""

    thing: str
    id: int
    version: int
    name: str
    is_active: bool
    form: tuple[FormField, ...]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Use:
    """What still names a thing, as people read it; `filter` finds it where it is tickets."""

    shown: str
    filter: Filter | None = None


@dataclass(frozen=True)
class MatrixVersion:
    """A version of the priority matrix; `cells` as stored, `by` who published it `at` that moment."""

    id: int
    number: int
    cells: str
    by: str
    at: int
