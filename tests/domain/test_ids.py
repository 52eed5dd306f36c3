"""Ids are made by their creator: 63 bits, in the order of time."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.clock import as_moment
from app.domain.ids import make_id

FIRST = as_moment(datetime(2020, 1, 1, tzinfo=UTC))
LAST = as_moment(datetime(2089, 1, 1, tzinfo=UTC))
MOMENTS = st.integers(FIRST, LAST)
CHANCES = st.integers(0, 2**22 - 1)


@given(MOMENTS, CHANCES)
def test_an_id_has_63_bits(moment: int, chance: int) -> None:
    assert 0 <= make_id(moment, lambda _: chance) < 2**63


@given(MOMENTS, MOMENTS, CHANCES, CHANCES)
def test_ids_are_in_the_order_of_time(one: int, other: int, chance: int, luck: int) -> None:
    first, second = sorted((one, other))
    if second // 1_000 > first // 1_000:
        assert make_id(first, lambda _: chance) < make_id(second, lambda _: luck)
    else:
        assert (make_id(first, lambda _: chance) < make_id(second, lambda _: luck)) == (
            chance < luck
        )


def test_22_bits_of_chance_tell_those_of_one_millisecond_apart() -> None:
    asked: list[int] = []
    assert make_id(FIRST, lambda bits: asked.append(bits) or 3) == 3
    assert make_id(FIRST + 1_000, lambda _: 3) == 2**22 + 3
    assert asked == [22]
    assert len({make_id(FIRST) for _ in range(100)}) == 100
