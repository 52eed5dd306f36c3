"""The numbers people know tickets by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numbers import read_number, read_prefix, shown_number


def test_a_number_has_six_digits_or_more() -> None:
    assert shown_number("INC", 42) == "INC-000042"
    assert shown_number("INC", 4182) == "INC-004182"
    assert shown_number("INC", 12_345_678) == "INC-12345678"


@given(st.from_regex(r"[A-Z]{2,5}", fullmatch=True), st.integers(0, 10**18 - 1))
def test_a_shown_number_is_read_back(prefix: str, number: int) -> None:
    assert read_number(shown_number(prefix, number)) == number


@pytest.mark.parametrize("text", ["INC-000042", "inc-42", "Inc42", "42", "000042", "  42\n"])
def test_a_number_is_read_as_people_write_it(text: str) -> None:
    assert read_number(text) == 42


@pytest.mark.parametrize(
    "text", ["", "INC", "INC-", "VPN drops", "I-42", "TOOLONG-42", "42 43", "4.2", "-42", "9" * 19]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    number = read_number(text)
    assert number is None or 0 <= number < 10**18


@pytest.mark.parametrize(
    ("text", "prefix"), [("INC-000042", "INC"), ("inc42", "INC"), ("42", ""), ("x", "")]
)
def test_a_prefix_is_read_if_there_is_one(text: str, prefix: str) -> None:
    assert read_prefix(text) == prefix
