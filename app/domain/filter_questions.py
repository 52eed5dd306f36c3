"""What a filter bar asks the desk."""

from dataclasses import dataclass

from app.domain.questions import ANY, Filter, Question


@dataclass(frozen=True)
class FilterTerm:
    """One condition that was understood: as typed, what it is about, and what it stands for.

    `pinned`: the same by ids and keys, where it names something: it holds whatever that will be called.
    """

    text: str
    label: str
    shown: str
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilterReading:
    """What a typed filter finds; with a `fault`, the sentence saying why it finds nothing."""

    filter: Filter = ANY
    terms: tuple[FilterTerm, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class TypedFilter(Question[FilterReading]):
    """A filter as `asker` typed it (``me`` is the asker), after conditions that were `kept`.

    These hold, and are shown, even where what they name is there no more: it finds nothing.
    """

    text: str
    asker: int
    kept: str = ""


@dataclass(frozen=True)
class FilterChoice:
    """Something to filter by: the key it belongs to, what it is called, and how it is typed."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class FilterChoices(Question[tuple[FilterChoice, ...]]):
    """Steps, priorities, teams, people at work, categories and channels, as a menu offers them."""
