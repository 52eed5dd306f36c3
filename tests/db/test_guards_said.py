"""What an event says and when: no more than belongs to its kind, in texts a reader can show, at a time there was."""

from db.cases import SQLITE, Attack, Case, Id, broken, event, on_each_database, refusal, thing_event
from db.right import CONFIRM, IMPORTED, NOTE, OPENED
from db.scene import Scene

from app.domain.canonical import canonical
from app.domain.events import digest

PUBLIC = {"visibility": "public"}
ONE = {"versions": "1"}
LINK = {"relation": "related_to", "other": Id("ticket", "closed")}
SEAT = {"relation": "watcher", "person": Id("person", "vic")}
PAST = {"channel": "import", "occurred_at": 1_500_000_000_000_000}
LONG = 1_000_001 * "a"

SALT = 16 * "a1"


def salted(salt: str) -> Attack:
    """A note whose digest is of this salt, as it stands in JSON."""
    plain = salt.strip('"')
    return event(
        "logged",
        "noted",
        said=canonical({"note": digest(plain, "note", "x")}),
        texts=f'{{"note":"x","salt":{salt}}}',
    )


# Right, so that each case below is wrong in one thing only.
RIGHT = [
    Case("a note of many lines", event("logged", "noted", words={"note": "One\n\tTwo"})),
    Case("a title as long as its line", event("logged", "edited", {"title": 250 * "ä"})),
    Case("an import's own words", event("none", "recorded", says={"field": "Labels", "to": "vpn"}, **PAST), by="ada"),
]  # fmt: skip

RULES = {
    "Nothing at a desk happened before the year 2000.": [
        Case("open before all calendars",
             event("none", "opened", OPENED, channel="offline", occurred_at=-500_000_000_000_000_000)),
        Case("a past before all calendars",
             event("none", "recorded", channel="import", occurred_at=-500_000_000_000_000_000), by="ada"),
        Case("import what was opened in 1970",
             event("none", "imported", IMPORTED, channel="import", occurred_at=86_400_000_000), by="ada"),
    ],
    "An event happens after the one before it and before it is recorded.": [
        Case("a past that is to come", event("none", "recorded", channel="import", occurred_at=4_000_000_000_000_000), by="ada"),
    ],
    "An event says what belongs to its kind.": [
        Case("a reply that names a ticket", event("diagnosis", "replied", says={"other": Id("ticket", "closed")}, words=NOTE, **PUBLIC)),
        Case("a birth with a note", event("none", "opened", OPENED, words=NOTE)),
        Case("an edit with a reason", event("logged", "edited", {"contact": "phone"}, words={"reason": "So."})),
        Case("a link with a note", event("logged", "linked", says=LINK, words=NOTE)),
        Case("a watch with a reason", event("logged", "watched", says=SEAT, words={"reason": "Asked."})),
        Case("an erasure with a note", event("logged", "erased", says=ONE, words=NOTE), by="ada"),
        Case("a confirmation with a reason",
             event("resolved", "confirm", {"step": "closed"}, words=CONFIRM | {"reason": "So."})),
        Case("an import with a note", event("none", "imported", IMPORTED, words=NOTE, **PAST), by="ada"),
    ],
    "What an event says is a text, and what it names a number.": [
        Case("a link in words", event("logged", "linked", says=LINK | {"other": "zz"})),
        Case("a link by a number in words", event("logged", "linked", says=LINK | {"other": "12"})),
        Case("a link to a number below all", event("logged", "linked", says=LINK | {"other": -1})),
        Case("a watch in words", event("logged", "watched", says=SEAT | {"person": "Vic"})),
        Case("a past that names a person in words", event("none", "recorded", says={"person": "Vic"}, **PAST), by="ada"),
        Case("a note in numbers", event("logged", "noted", says={"note": 1})),
        Case("erase more than versions", event("logged", "erased", says={"versions": "1 or all"}), by="ada"),
    ],
    "Words stand beside a salt of 32 hexadecimal digits, and a salt beside words.": [
        Case("a salt of nothing", event("logged", "watched", says=SEAT, texts=f'{{"salt":"{SALT}"}}')),
        *(Case(f"a salt of {salt[:5]}", salted(salt)) for salt in ('""', '"salt"', f'"{SALT.upper()}"', f'"{LONG[:900_000]}"')),
        *(Case(f"a salt of {salt}", salted(salt), on=SQLITE) for salt in ("1", "null", "{}")),
    ],
    "What is no text stands in an event as it is.": [
        Case("a number of a source as a digest",
             event("none", "imported", IMPORTED, own_texts=frozenset({"source_id", "fields.reason"}), **PAST), by="ada"),
        Case("a word as a digest", event("asked", "edited", {"fields.shade": "red"}, own_texts=frozenset({"fields.shade"}))),
        Case("a team's name as a digest", thing_event("team", "new", "added", {"name": "LAN", "tier": 2, "active": 1}, own_texts=frozenset({"name"})), by="ada"),
    ],
    "A text in an event stands beside its digest.": [
        Case("a workflow's own text in the hashed part", event("asked", "edited", {"fields.reason": "For ever."}, own_texts=frozenset())),
        Case("a note in the hashed part", event("logged", "noted", says={"note": "For ever."})),
        Case("a reason in the hashed part", event("resolved", "reopen", {"step": "diagnosis"}, says={"reason": "For ever."})),
    ],
    "A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.": [
        Case("a title of a megabyte", event("logged", "edited", {"title": LONG})),
        Case("a title of 251", event("none", "opened", OPENED | {"title": 251 * "a"})),
        Case("a title of two lines", event("logged", "edited", {"title": "One\nTwo"})),
        Case("a title that speaks to a terminal", event("logged", "edited", {"title": "One\x1b[2J"})),
        Case("a title that reads backwards", event("logged", "edited", {"title": "One\u202etwo"})),
        Case("a note that is too long", event("logged", "noted", words={"note": LONG})),
        Case("a note that speaks to a terminal", event("logged", "noted", words={"note": "One\x9b2J"})),
        Case("a source that is too long", event("none", "imported", IMPORTED | {"source_id": LONG}, **PAST), by="ada"),
        Case("a past that is too long", event("none", "recorded", says={"to": LONG}, **PAST), by="ada"),
        Case("erase more than there is", event("logged", "erased", says={"versions": 500_001 * "1,"}), by="ada"),
    ],
}  # fmt: skip
CASES = broken(RULES)


@on_each_database(RIGHT)
def test_a_right_event_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_what_no_reader_could_show_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule
