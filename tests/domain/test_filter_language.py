"""The typed filter: any text is read, or told why not; what was read reads back the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.filter_language import (
    KEYS,
    NUMBER,
    WORD,
    Term,
    first_moment,
    key_label,
    narrowed,
    priority_level,
    read_terms,
    ticket_number,
)
from app.domain.questions import Filter


def terms(text: str) -> list[tuple[str, str]]:
    reading = read_terms(text)
    assert reading.fault == ""
    return [(term.key, term.value) for term in reading.terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("team:network p1", [("team", "network"), ("priority", "p1")]),
        ('requester:"jo marais" word', [("requester", "jo marais"), (WORD, "word")]),
        ("requester:“jo marais”", [("requester", "jo marais")]),
        ("team:a,b,“c d”", [("team", "a"), ("team", "b"), ("team", "c d")]),
        ("Person:me contact:phone", [("assignee", "me"), ("channel", "phone")]),
        ("opened-after:2026-01-01", [("after", "2026-01-01")]),
        ("changed-before:7d", [("changed_before", "7d")]),
        ("INC-000042 #7", [(NUMBER, "INC-000042"), (NUMBER, "#7")]),
        ("'3 5 p6 12:30", [(WORD, "'3"), (WORD, "5"), (WORD, "p6"), (WORD, "12:30")]),
        ('"team:x" ""', [(WORD, "team:x")]),
        ("打印机 טלפון", [(WORD, "打印机"), (WORD, "טלפון")]),
        ("priority:none P3", [("priority", "none"), ("priority", "p3")]),
        ("word word", [(WORD, "word")]),
        ("has:attachment Has:Files", [("has", "attachment"), ("has", "Files")]),
    ],
)
def test_what_is_typed_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('requester:"jo', "A quotation mark stands alone."),
        ("colour:red", "There is no “colour:”. There are: step:, "),
        ("team:", "“team:” has nothing after it."),
        ("priority:7", "A priority is p1 to p5, or none, not “7”."),
        (
            "before:soon",
            "A date is today, yesterday, 7d (days ago) or such as 2026-11-30, not “soon”.",
        ),
        ("before:2026-13-01", "A date is "),
        ("has:dog", "“has:” is followed by “attachment”, not “dog”."),
        ("x" * 201, "That is too long for a filter."),
        (" ".join(f"w{n}" for n in range(41)), "That is more than 40 conditions."),
        ("#99999999999999999999", "No ticket has a number such as"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(text: str, sentence: str) -> None:
    reading = read_terms(text)
    assert reading.terms == ()
    assert reading.fault.startswith(sentence)


_PIECES = st.sampled_from(
    [
        "team:",
        "p1",
        '"',
        "before:",
        "2026-01-01",
        "me",
        ",",
        ":",
        " ",
        "INC-",
        "#",
        "7",
        "\x00",
        "أ",
        "“",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_any_text_gives_terms_or_a_sentence(text: str) -> None:
    reading = read_terms(text)
    assert bool(reading.fault) + bool(reading.terms) <= 1
    # What was understood stands in chips, and is put together again from them.
    again = read_terms(" ".join(term.text for term in reading.terms))
    assert again.fault == ""
    assert [_meaning(term) for term in again.terms] == [_meaning(term) for term in reading.terms]


def _meaning(term: Term) -> tuple[str, object]:
    if term.key == "priority":
        return "priority", priority_level(term.value)
    if term.key == NUMBER:
        return NUMBER, ticket_number(term.value)
    return term.key, term.value


@given(st.text(max_size=30))
def test_any_day_is_a_moment_or_none(text: str) -> None:
    moment = first_moment(text, date(2026, 11, 24))
    assert moment is None or isinstance(moment, int)


def test_days() -> None:
    today = date(2026, 11, 24)
    assert first_moment("today", today) == first_moment("2026-11-24", today)
    assert first_moment("Yesterday", today) == first_moment("2026-11-23", today)
    assert first_moment("7d", today) == first_moment("2026-11-17", today)
    assert first_moment("99999d", date(1, 1, 2)) is None


def test_each_key_has_a_label() -> None:
    assert all(key_label(key) for key in (*KEYS, NUMBER, WORD))


@pytest.mark.parametrize(
    ("base", "more", "both"),
    [
        (Filter(), Filter(teams=(1,)), Filter(teams=(1,))),
        (Filter(teams=(1, 2)), Filter(teams=(2, 3)), Filter(teams=(2,))),
        (Filter(teams=(1,)), Filter(teams=(2,)), Filter(teams=(-1,))),
        (Filter(steps=("a",)), Filter(steps=("b",)), Filter(steps=("",))),
        (Filter(words=("a",)), Filter(words=("b",)), Filter(words=("a", "b"))),
        (Filter(opened_from=1), Filter(opened_from=2), Filter(opened_from=2)),
        (Filter(opened_before=1), Filter(opened_before=2), Filter(opened_before=1)),
        (Filter(awake_at=5), Filter(), Filter(awake_at=5)),
        (Filter(has_attachment=True), Filter(teams=(1,)), Filter(teams=(1,), has_attachment=True)),
        (Filter(assignees=(0,)), Filter(assignees=(0, 4)), Filter(assignees=(0,))),
    ],
)
def test_narrowing_finds_what_both_find(base: Filter, more: Filter, both: Filter) -> None:
    assert narrowed(base, more) == both
