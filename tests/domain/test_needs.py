"""What a transition still lacks, and how it is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.story import incident

from app.domain.fields import TICKET_EDITABLE
from app.domain.need_labels import need_label
from app.domain.needs import Told, is_filled, missing_needs
from app.domain.workflow import Need, NeedKind

BLANKS = st.text(" \t\n\r", max_size=5)


@pytest.mark.parametrize("kind", [NeedKind.FIELD, NeedKind.SAID])
@given(blank=st.none() | BLANKS)
def test_nothing_and_blanks_are_not_enough(kind: NeedKind, blank: str | None) -> None:
    need = Need(kind, "x")
    assert not Told({"x": blank}, {"x": blank}).meets(need)
    assert not Told().meets(need)


@given(BLANKS, BLANKS)
def test_a_word_between_blanks_is(before: str, after: str) -> None:
    assert is_filled(f"{before}x{after}")


def test_nought_is_a_value() -> None:
    assert Told({"impact": 0}).meets(Need(NeedKind.FIELD, "impact"))


def test_a_field_is_no_word_and_a_word_no_field() -> None:
    assert not Told(values={"reason": "x"}).meets(Need(NeedKind.SAID, "reason"))
    assert not Told(said={"team": "x"}).meets(Need(NeedKind.FIELD, "team"))


def test_a_note_is_said() -> None:
    assert Told(said={"note": "x"}).meets(Need(NeedKind.NOTE, "What was found"))
    assert not Told(said={"note": " "}).meets(Need(NeedKind.NOTE))


@pytest.mark.parametrize(
    ("argument", "waits_on", "public", "note", "met"),
    [
        ("user", "user", True, "x", True),
        ("user", "user", False, "x", False),
        ("user", "user", True, "", False),
        ("user", "vendor", False, "", True),
        ("user", None, False, "", True),
        ("", "vendor", False, "x", False),
        ("", None, True, "x", True),
    ],
)
def test_a_public_note_is_asked_where_one_waits_on_whom_it_names(
    argument: str, waits_on: str | None, public: bool, note: str, met: bool
) -> None:
    told = Told(said={"note": note}, public=public, waits_on=waits_on)
    assert told.meets(Need(NeedKind.PUBLIC_NOTE, argument)) is met


@pytest.mark.parametrize(
    ("tier", "met"), [(1, False), (2, True), (3, True), (23, False), (None, True)]
)
def test_a_team_is_of_a_level_that_is_named(tier: int | None, met: bool) -> None:
    assert Told(tier=tier).meets(Need(NeedKind.TEAM_TIER, "2,3")) is met


def test_what_is_missing_is_told_in_the_order_of_the_workflow() -> None:
    resolve = incident().transition("resolve")
    assert resolve is not None
    missing = missing_needs(resolve, Told({"resolution_code": 1}))
    assert [need.argument for need in missing] == ["resolution_kind", "resolution"]


LABELS = {
    Need(NeedKind.FIELD, "category"): "a category",
    Need(NeedKind.FIELD, "impact"): "an impact",
    Need(NeedKind.FIELD, "resolution"): "a resolution text",
    Need(NeedKind.NOTE, "Why it comes back"): "a note: Why it comes back",
    Need(NeedKind.NOTE): "a note",
    Need(NeedKind.PUBLIC_NOTE, "user"): "a note that the user sees",
    Need(NeedKind.TEAM_TIER, "2,3"): "a team of level 2 or 3",
    Need(NeedKind.SAID, "reason"): "a reason",
    Need(NeedKind.SAID, "confirmed_by"): "who confirmed",
    Need(NeedKind.SAID, "how"): "how it was confirmed",
    Need(NeedKind.SAID, "approved_by"): "approved by",
}


@pytest.mark.parametrize("need", LABELS, ids=lambda need: f"{need.kind} {need.argument}")
def test_a_need_is_asked_for_as_part_of_a_sentence(need: Need) -> None:
    assert need_label(TICKET_EDITABLE, need) == LABELS[need]


@pytest.mark.parametrize(
    "mark", "\u200b\u202e\u2066\u2060\u034f\u180e\ufe0f\u061c\ufeff\u3164\U000e0041\U000e0100"
)
def test_what_nobody_sees_is_no_text(mark: str) -> None:
    assert not is_filled(3 * mark)
    assert is_filled(f"x{mark}")
