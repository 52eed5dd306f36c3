"""Events: words outside the hash, everything else inside."""

import hashlib
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.story import TEXTS, Story, erased

from app.domain.canonical import canonical, parsed
from app.domain.events import (
    SALT,
    Draft,
    Event,
    Sealed,
    digest,
    false_digests,
    is_digest,
    link,
    seal,
)

# A unit separator would let one field's end pass for the next one's start; the guards refuse it.
WORD = st.text(st.characters(exclude_characters="\x1f", codec="utf-8"), min_size=1, max_size=20)
WORDS = st.text(min_size=1)
COLUMNS = st.dictionaries(
    st.sampled_from(["team", "impact", "step", "contact"]),
    st.none() | st.integers(0, 2**63 - 1) | WORD,
)
OWN = st.dictionaries(st.sampled_from(sorted(TEXTS)), WORDS)
SPOKEN = st.dictionaries(st.sampled_from(["note", "reason", "how"]), WORDS)
DRAFTS = st.builds(
    lambda columns, texts, words, said: Draft("edited", {**columns, **texts}, {}, said, words),
    COLUMNS, OWN, SPOKEN, st.dictionaries(st.sampled_from(["relation", "other"]), WORD),
)  # fmt: skip


def _sealed(draft: Draft) -> Sealed:
    return seal(draft, TEXTS, {})


def _event(draft: Draft) -> Event:
    return replace(Story().opened().events[0], **vars(_sealed(draft)))


@given(DRAFTS)
def test_words_leave_the_hashed_part(draft: Draft) -> None:
    sealed = _sealed(draft)
    now, said, texts = parsed(sealed.now), parsed(sealed.said), parsed(sealed.texts)
    words = {**{key: draft.now[key] for key in TEXTS & draft.now.keys()}, **draft.words}
    assert {key: value for key, value in texts.items() if key != SALT} == words
    assert all(is_digest(now[key]) for key in TEXTS & now.keys())
    assert all(is_digest(said[key]) for key in draft.words)
    assert {k: v for k, v in now.items() if k not in TEXTS} == {
        k: v for k, v in draft.now.items() if k not in TEXTS
    }
    assert {k: v for k, v in said.items() if k not in draft.words} == draft.said


@given(DRAFTS)
def test_what_is_stored_is_canonical(draft: Draft) -> None:
    for part in vars(_sealed(draft)).values():
        assert canonical(parsed(part)) == part


@given(DRAFTS)
def test_the_words_are_found_again(draft: Draft) -> None:
    event = _event(draft)
    assert event.changed() == draft.now
    assert event.stated() == {**draft.said, **draft.words}
    assert false_digests(event) == []


@given(DRAFTS)
def test_erasing_the_words_keeps_the_hash(draft: Draft) -> None:
    event = _event(draft)
    (empty,) = erased([event], event.version)
    assert link(empty) == link(event)
    assert false_digests(empty) == []
    assert all(empty.changed()[key] is None for key in TEXTS & draft.now.keys())
    assert all(empty.stated()[key] is None for key in draft.words)


@given(DRAFTS)
def test_the_same_words_never_get_the_same_digest_twice(draft: Draft) -> None:
    marks, others = (
        {**parsed(each.now), **parsed(each.said)} for each in (_sealed(draft), _sealed(draft))
    )
    spoken = (TEXTS & draft.now.keys()) | draft.words.keys()
    assert all(marks[key] != others[key] for key in spoken)


@given(DRAFTS, st.data())
def test_other_words_are_found_out(draft: Draft, data: st.DataObject) -> None:
    event = _event(draft)
    texts = parsed(event.texts)
    for key in texts.keys() - {SALT}:
        forged = {**texts, key: data.draw(WORDS.filter(lambda word, key=key: word != texts[key]))}
        assert false_digests(replace(event, texts=canonical(forged))) == [key]
    added = canonical({**texts, "vendor_name": "x"})
    assert "vendor_name" in false_digests(replace(event, texts=added))


HASHED = [each.name for each in fields(Event) if each.name not in ("texts", "hash")]
NUMBERS = (
    "subject",
    "version",
    "command_id",
    "actor",
    "on_behalf_of",
    "recorded_at",
    "occurred_at",
)


@pytest.mark.parametrize("name", HASHED)
@given(st.data())
def test_whatever_is_changed_in_a_stored_field_shows_in_the_hash(
    name: str, data: st.DataObject
) -> None:
    event = replace(Story().opened(description="Daily.").events[0], cause="rule", on_behalf_of=3)
    held = getattr(event, name)
    values = st.integers(0, 2**63 - 1) if name in NUMBERS else WORD
    value = data.draw(values.filter(lambda value: value != held))
    assert link(replace(event, **{name: value})) != link(event)


@pytest.mark.parametrize("name", ["on_behalf_of", "cause"])
def test_what_is_taken_away_shows_in_the_hash(name: str) -> None:
    event = replace(Story().opened().events[0], cause="rule", on_behalf_of=3)
    assert link(replace(event, **{name: None})) != link(event)


def test_texts_and_the_hash_itself_stand_outside() -> None:
    event = Story().opened().events[0]
    assert link(replace(event, texts="{}", hash="")) == event.hash


def test_the_hashed_bytes_stay_what_they_are_for_ever() -> None:
    event = replace(Story().opened().events[0], now='{"site":"東京"}', said="{}", cause="rule")
    stored = (
        "|ticket|1|1|1000|opened|7||rule|desk|public|anna|1760000000000000|1760000000000000"
        '|{}|{"site":"東京"}|{}'
    )
    assert link(event) == hashlib.sha256(stored.replace("|", "\x1f").encode()).hexdigest()


@given(WORDS, WORDS, WORDS)
def test_a_digest_tells_salt_key_and_text(salt: str, key: str, text: str) -> None:
    mark = digest(salt, key, text)
    assert is_digest(mark)
    assert mark != digest(salt, key, text + "x")
    assert mark != digest(salt + "x", key, text)


@given(st.none() | st.integers() | st.text())
def test_hardly_any_value_looks_like_a_digest(value: str | int | None) -> None:
    assert not is_digest(value)
