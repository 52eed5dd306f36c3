"""Priority follows from impact and urgency by a matrix."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.priority import DEFAULT_MATRIX, cells_text, is_matrix, priority_of

CELLS = cells_text(DEFAULT_MATRIX)


def test_the_default_is_the_one_of_the_design() -> None:
    rows = [[priority_of(CELLS, impact, urgency) for urgency in (1, 2, 3)] for impact in (1, 2, 3)]
    assert rows == [[1, 2, 3], [2, 3, 4], [3, 4, 5]]


@pytest.mark.parametrize(
    ("impact", "urgency"), [(None, 1), (1, None), (None, None), (4, 1), (0, 0)]
)
def test_what_is_open_or_off_the_matrix_has_no_priority(
    impact: int | None, urgency: int | None
) -> None:
    assert priority_of(CELLS, impact, urgency) is None


@given(st.integers(3, 5), st.data())
def test_a_square_of_three_to_five_levels_is_a_matrix(size: int, data: st.DataObject) -> None:
    levels = range(1, size + 1)
    matrix = {
        (impact, urgency): data.draw(st.integers(1, 5)) for impact in levels for urgency in levels
    }
    cells = cells_text(matrix)
    assert is_matrix(cells)
    assert {pair: priority_of(cells, *pair) for pair in matrix} == matrix


def _cells(**changed: Any) -> str:
    names = {key.replace("_", "."): value for key, value in changed.items()}
    return json.dumps({**json.loads(CELLS), **{name.strip("."): names[name] for name in names}})


@pytest.mark.parametrize(
    "cells",
    ["", "{}", "[]", "null", "1", "{", '"1.1"', '{"1.1": 1}',
     _cells(_1_1=0), _cells(_1_1=6), _cells(_1_1="1"), _cells(_1_1=None), _cells(_1_1=True),
     _cells(_1_1=1.0), _cells(_4_4=1), _cells(_1_4=1, _2_4=1, _3_4=1, _4_1=1, _4_2=1, _4_3=1, _4_5=1)],
)  # fmt: skip
def test_anything_else_is_none(cells: str) -> None:
    assert not is_matrix(cells)


@pytest.mark.parametrize("size", [1, 2, 6])
def test_a_matrix_is_neither_small_nor_large(size: int) -> None:
    levels = range(1, size + 1)
    assert not is_matrix(cells_text({(one, other): 1 for one in levels for other in levels}))


@given(st.text())
def test_no_text_breaks_the_question(cells: str) -> None:
    assert not is_matrix(cells)
