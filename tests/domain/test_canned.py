"""Canned texts: names, what is read while one is typed, and filling; any text is read or refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canned import (
    begun_name,
    begun_variable,
    filled,
    gaps_in,
    plain_name,
    template_fault,
    templated,
    text_fault,
)
from app.domain.canned_variables import first_name, samples, variables

KNOWN = {"requester.first_name": "Uma", "ticket.number": "INC-000007"}
BRACES = st.text(alphabet="{}ab. \nß")
WRITTEN = st.sampled_from([each.written for each in variables()])
SOUND = st.lists(st.one_of(WRITTEN, st.just("{{"), st.just("}}"), st.text(alphabet="ab [?]\n😀")))


def test_a_text_is_filled_by_what_is_known_and_shows_what_is_not() -> None:
    made = filled("Hello {requester.first_name}, {ticket.number} until {follow_up}.", KNOWN)
    assert made.text == "Hello Uma, INC-000007 until [follow-up date?]."
    assert [made.text[begin:end] for begin, end in made.gaps] == ["[follow-up date?]"]


def test_a_blank_value_leaves_a_gap_and_braces_are_written_twice() -> None:
    assert filled("{team} {{x}}", {"team": " "}).text == "[team?] {x}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Hello {requester.nme}", "{requester.nme} is no variable. Did you mean {requester.name}?"),
        ("Hello {requester", "A brace is opened and not closed: “{requester”. Write {{ for a brace itself."),
        ("Hello team}", "A brace is closed and was not opened: “}”. Write }} for a brace itself."),
        ("{a{team}", "A brace is opened and not closed: “{a{team}”. Write {{ for a brace itself."),
        ("{{team}", "A brace is closed and was not opened: “}”. Write }} for a brace itself."),
        ("{{{team}}}", ""),
        ("{{}}", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_is_said_in_one_sentence(text: str, sentence: str) -> None:
    assert template_fault(text) == sentence


def test_what_is_like_no_variable_is_told_them_all() -> None:
    told = template_fault("{}")
    assert told.startswith("{} is no variable. There are: {requester.first_name}, ")
    assert all(each.written in told for each in variables())


@given(BRACES)
def test_any_text_fills_or_has_a_fault(text: str) -> None:
    rest = text.replace("{{", "<").replace("}}", ">")
    is_sound = not {"{", "}"} & set(rest)
    assert bool(template_fault(text)) != is_sound
    made = filled(text, samples())
    assert made.gaps == ()
    if is_sound:
        assert made.text == rest.replace("<", "{").replace(">", "}")


@given(SOUND, st.dictionaries(st.sampled_from(sorted(samples())), st.text(alphabet="x{}[?] ")))
def test_gaps_are_where_a_filled_text_says_they_are(
    parts: list[str], values: dict[str, str]
) -> None:
    text = "".join(parts)
    if template_fault(text):
        return
    made = filled(text, values)
    named = {each.gap for each in variables() if not values.get(each.key, "").strip()}
    assert {made.text[begin:end] for begin, end in made.gaps} <= named
    assert set(made.gaps) <= set(gaps_in(made.text))


@given(st.text(alphabet="ab {}Uma"), st.dictionaries(st.sampled_from(sorted(samples())), st.text()))
def test_what_was_made_a_text_of_fills_to_what_was_written(
    written: str, values: dict[str, str]
) -> None:
    tidy = {key: value.strip() for key, value in values.items()}
    made = templated(written, tidy, list(tidy))
    assert template_fault(made) == ""
    assert filled(made, tidy).text == written


def test_a_text_is_made_of_what_names_one_ticket() -> None:
    values = {"requester.name": "Uma Li", "requester.first_name": "Uma", "ticket.number": "INC-7"}
    made = templated(
        "Uma Li? Hello Uma, INC-7 is done [today's date?]. Umami {x}.", values, list(values)
    )
    assert made == (
        "{requester.name}? Hello {requester.first_name}, {ticket.number} is done {today}. Umami {{x}}."
    )


@pytest.mark.parametrize("before", ["/", "/th", "Hello /th", "(/th", "“/th", "\t/Größe-2"])
def test_a_slash_that_begins_a_word_begins_a_name(before: str) -> None:
    assert begun_name(before) == before.rpartition("/")[2]


@pytest.mark.parametrize(
    "before",
    ["", "src/app", "https://", "https://a", "24/7", "and/or", "./x", "~/x", "</b", "/etc/", "/a b", "//", "/-"],
)  # fmt: skip
def test_a_slash_in_a_path_or_an_address_begins_none(before: str) -> None:
    assert begun_name(before) is None


@pytest.mark.parametrize(
    ("before", "begun"), [("{", ""), ("a {tick", "tick"), ("{{", None), ("{{{t", "t"), ("{A", None)]
)
def test_a_single_brace_begins_a_variable(before: str, begun: str | None) -> None:
    assert begun_variable(before) == begun


@pytest.mark.parametrize("name", ["/Thanks", " thanks ", "thanks"])
def test_a_name_is_kept_without_its_slash_in_small_letters(name: str) -> None:
    assert plain_name(name) == "thanks"


@pytest.mark.parametrize("name", ["", "a b", "a/b", "-a", "a.", "😀", "a\u200b"])
def test_a_name_is_one_word(name: str) -> None:
    assert "is no name for a text" in text_fault({"name": name, "text": "x"})


@pytest.mark.parametrize("name", ["a", "größe-2", "東京", "1st_line"])
def test_a_name_is_of_letters_of_any_script(name: str) -> None:
    assert text_fault({"name": name, "text": "x"}) == ""


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Klaus Brook", "Klaus"),
        ("Brook, Klaus M.", "Klaus"),
        ("佐藤 美咲", "佐藤 美咲"),
        ("", ""),
        ("Li,", "Li,"),
    ],
)
def test_people_are_called_by_their_first_names(name: str, given: str) -> None:
    assert first_name(name) == given


def test_every_variable_has_a_label_and_a_sample_of_its_own() -> None:
    known = variables()
    for part in ("key", "label", "sample"):
        told = [getattr(each, part) for each in known]
        assert all(told)
        assert len({*told}) == len(known)
