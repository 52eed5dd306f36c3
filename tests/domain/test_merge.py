"""Two people, one record: what merges, what clashes, and that asking twice changes nothing."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fields import Value
from app.domain.merge import Clash, merge, same

NAMES = ("title", "team", "impact", "cause")
EXAMPLES: list[Value] = [None, "", "a", "b", "c", 0, 1, 2]
VALUES = st.sampled_from(EXAMPLES)
RECORDS = st.dictionaries(st.sampled_from(NAMES), VALUES)


@given(RECORDS, RECORDS)
def test_a_field_nobody_else_touched_is_written(
    current: dict[str, Value], wanted: dict[str, Value]
) -> None:
    merged = merge(current, wanted, based_on=current)
    assert merged.clashes == ()
    assert all(same({**current, **merged.values}.get(name), mine) for name, mine in wanted.items())
    assert {**current, **merged.values}.keys() <= current.keys() | wanted.keys()


@given(RECORDS, RECORDS)
def test_what_was_not_looked_at_first_is_simply_written(
    current: dict[str, Value], wanted: dict[str, Value]
) -> None:
    merged = merge(current, wanted, based_on={})
    assert merged.clashes == ()
    assert merged.values == {n: v for n, v in wanted.items() if not same(current.get(n), v)}


@given(st.sampled_from(NAMES), VALUES, VALUES, VALUES)
def test_a_field_that_both_changed_clashes(
    name: str, before: Value, theirs: Value, mine: Value
) -> None:
    merged = merge({name: theirs}, {name: mine}, {name: before})
    if same(theirs, mine):
        assert merged == merge({}, {}, {})
    elif same(before, theirs):
        assert (dict(merged.values), merged.clashes) == ({name: mine}, ())
    else:
        assert (dict(merged.values), merged.clashes) == ({}, (Clash(name, before, theirs, mine),))


@given(RECORDS, RECORDS, RECORDS)
def test_every_field_is_done_written_or_asked(
    current: dict[str, Value], wanted: dict[str, Value], seen: dict[str, Value]
) -> None:
    merged = merge(current, wanted, seen)
    asked = {clash.field for clash in merged.clashes}
    done = {name for name, mine in wanted.items() if same(current.get(name), mine)}
    assert asked.isdisjoint(merged.values)
    assert done | asked | set(merged.values) == set(wanted)
    assert len(done) + len(asked) + len(merged.values) == len(wanted)


@given(RECORDS, RECORDS, RECORDS)
def test_merging_again_finds_nothing_left_to_write(
    current: dict[str, Value], wanted: dict[str, Value], seen: dict[str, Value]
) -> None:
    once = merge(current, wanted, seen)
    again = merge({**current, **once.values}, wanted, seen)
    assert (dict(again.values), again.clashes) == ({}, once.clashes)


@given(RECORDS, RECORDS, RECORDS)
def test_two_people_at_different_fields_need_no_order(
    start: dict[str, Value], one: dict[str, Value], other: dict[str, Value]
) -> None:
    other = {name: value for name, value in other.items() if name not in one}

    def after(first: dict[str, Value], second: dict[str, Value]) -> dict[str, Value]:
        mid = {**start, **merge(start, first, start).values}
        merged = merge(mid, second, start)
        assert merged.clashes == ()
        return {**mid, **merged.values}

    assert after(one, other) == after(other, one)


@given(RECORDS, RECORDS, RECORDS)
def test_whoever_answers_a_clash_is_heard(
    current: dict[str, Value], wanted: dict[str, Value], seen: dict[str, Value]
) -> None:
    clashes = merge(current, wanted, seen).clashes
    seen_since = {**seen, **{clash.field: clash.theirs for clash in clashes}}
    answered = merge(current, wanted, seen_since)
    assert answered.clashes == ()
    assert all(answered.values[clash.field] == clash.mine for clash in clashes)


@pytest.mark.parametrize("one", EXAMPLES)
def test_being_the_same_is_an_equality(one: Value) -> None:
    assert same(one, one)
    for other, third in product(EXAMPLES, EXAMPLES):
        assert same(one, other) == same(other, one)
        assert not (same(one, other) and same(other, third)) or same(one, third), (other, third)


def test_nothing_and_empty_words_are_the_same_and_nought_is_neither() -> None:
    assert same(None, "")
    assert same("", None)
    assert not same(0, None)
    assert not same(0, "")
    assert not same(None, "a")
