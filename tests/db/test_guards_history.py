"""History by plain SQL: an event is whole, in its place and for good, and a row is what its events made it."""

from db.cases import (
    POSTGRESQL,
    SQLITE,
    Attack,
    Case,
    Id,
    broken,
    event,
    on_each_database,
    refusal,
    sql,
)
from db.right import IMPORTED, NOTE, OPENED
from db.scene import OWNER, Scene

from app.domain.canonical import canonical
from app.domain.events import digest

IMPACT = {"impact": 1, "priority": 2, "matrix": Id("matrix", "1")}
DIAGNOSED = "ticket_id = {ticket:diagnosis}"
SHA = "sha256:" + 64 * "0"
LATE = {"channel": "offline", "occurred_at": 4_000_000_000_000_000}
EARLY = {"channel": "offline", "occurred_at": 1_500_000_000_000_000}


UNNUMBERED = {name: value for name, value in OPENED.items() if name != "number"}


def note(**columns: object) -> Attack:
    """A note that is wrong in one column."""
    return event("diagnosis", "noted", words=NOTE, **columns)


def edit(**columns: object) -> Attack:
    """An edit that is wrong in one column."""
    return event("diagnosis", "edited", {"contact": "phone"}, **columns)


PLACE = {
    "An event is the next version of what it changes.": [
        Case("skip a version", note(version=4)),
        Case("skip all versions", note(version=4711)),
        Case("come before the first", note(version=0), on=POSTGRESQL),
        Case("open in version 2", event("none", "opened", OPENED, version=2)),
    ],
    "An event is never replaced.": [
        Case("take a version again", note(version=2), on=SQLITE),
        Case("come before the first", note(version=0), on=SQLITE),
        Case("replace an event", note(version=2, verb="INSERT OR REPLACE INTO"), on=SQLITE),
        Case("replace the birth", note(version=1, verb="REPLACE INTO"), on=SQLITE),
        Case("replace an event unless it is there", note(version=2, verb="INSERT OR IGNORE INTO"), on=SQLITE),
        Case("replace an event of another ticket", note(seq=1, verb="INSERT OR REPLACE INTO"), on=SQLITE),
    ],
    'duplicate key value violates unique constraint "ticket_event_ticket_id_version_key"': [
        Case("take a version again", note(version=2), on=POSTGRESQL),
        Case("take the birth's place", note(version=1), on=POSTGRESQL),
    ],
    "An id is a positive number.": [
        Case("a ticket below all", event("none", "opened", OPENED, ticket_id=-1)),
        Case("a command below all", note(command_id=0)),
    ],
    "An event belongs to a command of its own.": [
        Case("an event of another command", note(command_id=Id("command", "anna"))),
    ],
    "An event is numbered by the database.": [
        Case("leave a gap in the numbers", note(seq=1_000_000), on=SQLITE),
        Case("come before all numbers", note(seq=-1), on=SQLITE),
    ],
    "An event is written in canonical JSON.": [
        Case("blanks in the changes", edit(now='{"contact": "phone"}')),
        Case("a name spelled otherwise", edit(now='{"cont\\u0061ct":"phone"}')),
        Case("a value spelled otherwise", edit(now='{"contact":"ph\\u006fne"}')),
        Case("names in another order",
             event("diagnosis", "edited", {"contact": "phone", "vendor_ref": None}, now='{"vendor_ref":null,"contact":"phone"}')),
        Case("blanks in the old values", edit(was='{"contact": null}')),
        Case("blanks in what was said", note(said='{ "to":"a"}', texts="{}")),
        Case("blanks in the words", note(texts="{ }", said="{}")),
    ],
    "An event fills what a record cannot do without.": [
        Case("a birth without a number", event("none", "opened", UNNUMBERED), on=SQLITE),
    ],
    "An event carries the hash of the one before it.": [
        Case("follow nothing", note(prev_hash=""), on=SQLITE),
        Case("follow something else", note(prev_hash=64 * "0"), on=SQLITE),
        Case("a birth that follows something", event("none", "opened", OPENED, prev_hash=64 * "0"), on=SQLITE),
        Case("no hash", note(hash=""), on=SQLITE),
    ],
}  # fmt: skip

SHAPE = {
    "An event is written in JSON objects.": [
        Case("changes that are no JSON", edit(now="contact: phone")),
        Case("old values that are no JSON", edit(was="{")),
        Case("changes in a list", edit(now="[]")),
        Case("words in a string", note(texts='"hello"')),
        Case("nothing said", note(said="null")),
    ],
    "A name in an event is lower-case letters, digits, dots and underscores, and stands once.": [
        Case("a name in capitals", edit(now='{"Contact":"phone"}')),
        Case("a name with a quote", note(said='{"a\\"b":1}')),
        Case("a column twice", edit(now='{"contact":"phone","contact":"mail"}')),
        Case("something said twice", note(said='{"to":"a","to":"b"}')),
        Case("a word twice", note(said=canonical({"note": digest("", "note", "a")}), texts='{"salt":"","note":"a","note":"b"}')),
    ],
    "A value in an event is a text, a whole number or nothing.": [
        Case("an object", edit(now='{"contact":{"by":"phone"}}')),
        Case("a list", edit(now='{"contact":["phone"]}')),
        Case("a fraction", edit(now='{"contact":1.5}')),
        Case("a truth", note(said='{"urgent":true}')),
    ],
    "An event says of each change what was before.": [
        Case("no old value", edit(was="{}")),
        Case("one too many", edit(was='{"contact":null,"title":null}')),
        Case("the old value of something else", edit(was='{"title":null}')),
        Case("an old value of a birth", event("none", "opened", OPENED, was='{"step":null}')),
    ],
    "A text in an event stands beside its digest.": [
        Case("a text in the hashed part", event("diagnosis", "edited", {"title": "Other"}, now='{"title":"Other"}', texts="{}")),
        Case("a digest without its text", event("diagnosis", "edited", {"title": "Other"}, texts="{}")),
        Case("a word without its digest", note(said="{}")),
        Case("a word that is no text", note(texts='{"salt":"","note":1}')),
        Case("a word that has another digest", note(said=canonical({"note": SHA})), on=POSTGRESQL),
        Case("another salt", note(texts='{"salt":"","note":"The tunnel drops after ten minutes."}'), on=POSTGRESQL),
    ],
    "An event changes only columns there are.": [
        Case("a column nobody made", event("diagnosis", "edited", {"colour": "red"})),
        Case("a column that follows from others", event("diagnosis", "edited", {"clock_state": "stopped"})),
        Case("the digests themselves", event("diagnosis", "edited", {"digests": "{}"})),
        Case("the time it was opened", event("diagnosis", "edited", {"opened_at": 1})),
    ],
    "An event names only what the desk has.": [
        Case("a team nobody made", event("diagnosis", "assigned", {"team": 12})),
        Case("a person nobody knows", event("diagnosis", "assigned", {"assignee": 12})),
        Case("a requester nobody knows", event("none", "opened", OPENED | {"requester": 12})),
    ],
    "An event names only what is in use.": [
        Case("a team that was dissolved", event("diagnosis", "assigned", {"team": Id("team", "Night shift")})),
        Case("somebody who has left", event("diagnosis", "assigned", {"assignee": Id("person", "tom")})),
        Case("open for somebody who has left", event("none", "opened", OPENED | {"requester": Id("person", "tom")})),
    ],
    "Only the staff is assigned tickets.": [
        Case("assign it to a requester", event("diagnosis", "assigned", {"assignee": Id("person", "uma")})),
        Case("assign it to the counter", event("diagnosis", "assigned", {"assignee": Id("person", "kiosk")})),
        Case("open it for a machine", event("none", "opened", OPENED | {"assignee": Id("person", "probe")})),
    ],
    "A value fits its field.": [
        Case("a kind of one's own", event("resolved", "edited", {"resolution_kind": "banana"})),
        Case("a contact of one's own", event("none", "opened", OPENED | {"contact": "pigeon"})),
        Case("a word for a number", edit(now='{"contact":1}')),
        Case("a number in words", event("diagnosis", "edited", {"follow_up_at": "1"})),
        Case("a ticket's number of nothing", event("none", "opened", OPENED | {"number": 0})),
        Case("a ticket's number beyond all", event("none", "opened", OPENED | {"number": 2**63 - 1})),
        Case("an impact of nothing", event("logged", "edited", {"impact": 0, "matrix": Id("matrix", "1")})),
        Case("import a level beyond all", event("none", "imported", IMPORTED | {"impact": 6}, channel="import"), by="ada"),
        Case("a day beyond all calendars", event("diagnosis", "edited", {"follow_up_at": 2**63 - 1})),
        Case("a time before all time", event("diagnosis", "edited", {"follow_up_at": -1})),
        Case("a team by its name", event("diagnosis", "assigned", {"team": "Network"})),
        Case("a cost in words", event("ordered", "edited", {"fields.cost": "300"})),
        Case("a cost below nothing", event("ordered", "edited", {"fields.cost": -1})),
        Case("a reason in numbers", event("ordered", "edited", {"fields.reason": 1}, texts="{}", now='{"fields.reason":1}')),
    ],
    "A cause names a rule, or there is none.": [
        Case("a cause without a name", note(cause="")),
        Case("a cause of blanks", note(cause=" \u00a0\u200b")),
    ],
    "A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.": [
        Case("a cause that is too long", note(cause=251 * "a")),
        Case("a cause of two lines", note(cause="One\nTwo")),
    ],
    "An event comes in by a known channel and is public or internal.": [
        Case("a channel of one's own", note(channel="telepathy")),
        Case("half public", note(visibility="secret")),
        Case("a cause that runs into the next field", note(cause="rule\x1fdesk")),
    ],
}  # fmt: skip

TIME = {
    "An event is recorded by the clock of the database.": [
        Case("a clock that is slow", note(recorded_at=1_500_000_000_000_000), on=SQLITE),
        Case("a clock that is fast", note(recorded_at=4_000_000_000_000_000), on=SQLITE),
    ],
    "Only an offline replay, an import or a sample says when something happened.": [
        Case("claim a time at work", note(occurred_at=1_500_000_000_000_000)),
        Case("claim a time by a mail", note(occurred_at=1_500_000_000_000_000, channel="mail")),
    ],
    "An event happens after the one before it and before it is recorded.": [
        Case("before the one before it", note(**EARLY)),
        Case("tomorrow", note(**LATE)),
        Case("open tomorrow", event("none", "opened", OPENED, **LATE)),
    ],
    "An offline replay is of the last 90 days.": [
        Case("open years ago", event("none", "opened", OPENED, **EARLY)),
    ],
    "Only a sample desk takes samples.": [
        Case("a sample on a desk at work", note(channel="sample")),
        Case("a sample's ticket on a desk at work", event("none", "opened", OPENED, channel="sample")),
    ],
}  # fmt: skip

FOR_GOOD = {
    "An event is never changed.": [
        Case("change what was said", sql(f"UPDATE ticket_event SET said = '{{}}' WHERE {DIAGNOSED}"), by=OWNER),
        Case("change who it was", sql(f"UPDATE ticket_event SET actor = {{person:ben}} WHERE {DIAGNOSED}"), by=OWNER),
        Case("change when it was", sql(f"UPDATE ticket_event SET occurred_at = 1 WHERE {DIAGNOSED}"), by=OWNER),
        Case("change a word", sql(f"UPDATE ticket_event SET texts = replace(texts, 'VPN', 'Mail') WHERE {DIAGNOSED}"), by=OWNER),
        Case("empty the words", sql(f"UPDATE ticket_event SET texts = '{{}}' WHERE {DIAGNOSED}"), by=OWNER),
        Case("put it in another's place",
             sql("UPDATE OR REPLACE ticket_event SET ticket_id = {ticket:logged}, version = 1 WHERE " + DIAGNOSED), on=SQLITE),
        Case("put it in another's row", sql("UPDATE OR REPLACE ticket_event SET rowid = 1 WHERE " + DIAGNOSED), on=SQLITE),
        Case("change what can be changed", sql("UPDATE OR IGNORE ticket_event SET actor = 1"), on=SQLITE),
    ],
    "An event is never deleted.": [
        Case("delete the history of a ticket", sql(f"DELETE FROM ticket_event WHERE {DIAGNOSED}"), by=OWNER),
        Case("delete all history", sql("DELETE FROM ticket_event"), by=OWNER),
        Case("truncate the history", sql("TRUNCATE ticket_event"), by=OWNER, on=POSTGRESQL),
    ],
    "A ticket changes only by an event.": [
        Case("close it", sql("UPDATE ticket SET step = 'closed' WHERE id = {ticket:resolved}"), by=OWNER),
        Case("change one fact", sql("UPDATE ticket SET assignee = {person:ben} WHERE id = {ticket:logged}"), by=OWNER),
        Case("change one fact and the version",
             sql("UPDATE ticket SET impact = 3, version = version + 1 WHERE id = {ticket:diagnosis}"), by=OWNER),
        Case("take the version back", sql("UPDATE ticket SET version = 1 WHERE id = {ticket:closed}"), by=OWNER),
        Case("change a field of its own", sql("UPDATE ticket SET fields = '{}' WHERE id = {ticket:ordered}"), by=OWNER),
        Case("forget the digests", sql("UPDATE ticket SET digests = '{}'"), by=OWNER),
        Case("change when it was opened", sql("UPDATE ticket SET opened_at = 1"), by=OWNER),
        Case("change who opened it", sql("UPDATE ticket SET opened_by = {person:ben} WHERE id = {ticket:logged}"), by=OWNER),
        Case("give it another id", sql("UPDATE ticket SET id = 12 WHERE id = {ticket:logged}"), by=OWNER),
        Case("put it in another's place", sql("UPDATE OR REPLACE ticket SET id = {ticket:logged} WHERE id = {ticket:closed}"), on=SQLITE),
        Case("change what can be changed", sql("UPDATE OR IGNORE ticket SET step = 'closed'"), on=SQLITE),
    ],
    "A ticket is born by its event.": [
        Case("a ticket without an event", sql("INSERT INTO ticket (id, version, step) VALUES (12, 1, 'closed')"), by=OWNER),
    ],
    "A ticket is never replaced.": [
        Case("replace a row by itself", sql("INSERT OR REPLACE INTO ticket SELECT * FROM ticket"), on=SQLITE),
        Case("insert it again", sql("INSERT INTO ticket SELECT * FROM ticket WHERE id = {ticket:closed}"), on=SQLITE),
    ],
    "A ticket is never deleted.": [
        Case("delete a ticket", sql("DELETE FROM ticket WHERE id = {ticket:logged}"), by=OWNER),
        Case("truncate the tickets", sql("TRUNCATE ticket CASCADE"), by=OWNER, on=POSTGRESQL),
    ],
}  # fmt: skip

SIDES = {
    "A link is made by an event of its ticket.": [
        Case("a link without an event", sql("INSERT INTO ticket_link VALUES ({ticket:closed}, 'related_to', {ticket:logged})"), by=OWNER),
        Case("replace a link by itself", sql("INSERT OR REPLACE INTO ticket_link SELECT * FROM ticket_link"), on=SQLITE),
    ],
    "A link is undone by an event of its ticket.": [
        Case("delete a link", sql("DELETE FROM ticket_link"), by=OWNER),
        Case("truncate the links", sql("TRUNCATE ticket_link"), by=OWNER, on=POSTGRESQL),
    ],
    "A link is never changed.": [
        Case("lead a link elsewhere", sql("UPDATE ticket_link SET other = {ticket:waiting}"), by=OWNER),
    ],
    "A person joins a ticket by an event of it.": [
        Case("a watcher without an event", sql("INSERT INTO ticket_person VALUES ({ticket:closed}, {person:ben}, 'watcher')"), by=OWNER),
    ],
    "A person leaves a ticket by an event of it.": [
        Case("delete a watcher", sql("DELETE FROM ticket_person"), by=OWNER),
        Case("truncate the watchers", sql("TRUNCATE ticket_person"), by=OWNER, on=POSTGRESQL),
    ],
    "A person beside a ticket is never changed for another.": [
        Case("put another watcher in the place", sql("UPDATE ticket_person SET person = {person:ben}"), by=OWNER),
    ],
}  # fmt: skip
CASES = [case for rules in (PLACE, SHAPE, TIME, FOR_GOOD, SIDES) for case in broken(rules)]


@on_each_database(
    [Case("note", note()), Case("edit", edit()), Case("rate", event("diagnosis", "edited", IMPACT))]
)
def test_a_right_event_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_forged_history_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule
