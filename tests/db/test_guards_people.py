"""Who may do what by plain SQL: roles on both databases; logins, privileges and row-level security on PostgreSQL."""

from typing import Any

import psycopg
import pytest
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
    thing_event,
)
from db.right import CONFIRM, IMPORTED, NOTE, OPENED, RESOLVE, TRIAGE
from db.scene import OWNER, PHOTO, Scene, hash_of
from support.world import PASSWORD

from app.domain.commands import EditThing

PUBLIC = {"visibility": "public"}
UMA = Id("person", "uma")
VIC = Id("person", "vic")
CLOSED = {"step": "closed"}
PHONED = {"contact": "phone"}


def reply(ticket: str, asker: Id | None) -> Attack:
    """A reply that passes on what `asker` wrote."""
    return event(ticket, "replied", words=NOTE, on_behalf_of=asker, **PUBLIC)


def at_counter(ticket: str, kind: str, sets: dict[str, Any] | None = None, **told: Any) -> Attack:
    """What the counter does for Vic, who opened a ticket there."""
    return event(ticket, kind, sets, **{"on_behalf_of": VIC, "channel": "counter", **told})


# Right, so that each case below is wrong in one thing only.
RIGHT = [
    Case("knowledge writes a note", event("logged", "noted", words=NOTE), by="kay"),
    Case("a resolver resolves", event("investigation", "resolve", RESOLVE), by="rui"),
    Case("a lead edits a ticket of no team", event("logged", "edited", PHONED), by="lena"),
    Case("the counter opens for somebody", at_counter("none", "opened", OPENED, on_behalf_of=UMA), by="kiosk"),
    Case("the counter passes on the requester's word", at_counter("counter", "replied", words=NOTE, **PUBLIC), by="kiosk"),
    Case("mail passes on the requester's word", reply("logged", UMA), by="mailer"),
    Case("monitoring opens", event("none", "opened", OPENED), by="probe"),
    Case("an administrator erases",
         event("logged", "erased", says={"versions": "1"}, words={"reason": "Asked."}), by="ada"),
]  # fmt: skip

RULES = {
    "The actor has no role that may do this.": [
        Case("knowledge edits", event("logged", "edited", PHONED), by="kay"),
        Case("knowledge triages", event("logged", "triage", TRIAGE), by="kay"),
        Case("knowledge opens", event("none", "opened", OPENED), by="kay"),
        Case("an administrator resolves", event("diagnosis", "resolve", RESOLVE), by="ada"),
        Case("an administrator writes a note", event("logged", "noted", words=NOTE), by="ada"),
        Case("a resolver triages", event("logged", "triage", TRIAGE), by="rui"),
        Case("an agent hands back", event("investigation", "hand_back", {"step": "diagnosis"}, words=NOTE)),
        Case("an agent erases", event("logged", "erased", says={"versions": "1"}, words={"reason": "Mine."})),
        Case("an agent moves a ticket", event("asked", "moved", {"workflow_version": Id("workflow_version", "request")})),
        Case("mail resolves", event("diagnosis", "resolve", RESOLVE), by="mailer"),
        Case("monitoring edits what others touched", event("alarm", "edited", PHONED), by="probe"),
        Case("monitoring resolves what others opened", event("diagnosis", "resolve", RESOLVE), by="probe"),
        Case("a lead edits another team's ticket", event("investigation", "edited", PHONED), by="lena"),
        Case("a lead resolves another team's ticket", event("investigation", "resolve", RESOLVE), by="lena"),
        Case("the counter writes a note", at_counter("counter", "noted", words=NOTE), by="kiosk"),
        Case("the counter edits", at_counter("counter", "edited", PHONED), by="kiosk"),
        Case("the counter speaks for nobody", at_counter("counter", "replied", words=NOTE, on_behalf_of=None, **PUBLIC), by="kiosk"),
        Case("the counter speaks for somebody else", at_counter("counter", "replied", words=NOTE, on_behalf_of=UMA, **PUBLIC), by="kiosk"),
        Case("the counter by another way", reply("counter", VIC), by="kiosk"),
        Case("the counter claims a time", at_counter("counter", "replied", words=NOTE, channel="offline", **PUBLIC), by="kiosk"),
        Case("the counter opens for nobody", at_counter("none", "opened", OPENED, on_behalf_of=None), by="kiosk"),
        Case("the counter opens for somebody else", at_counter("none", "opened", OPENED), by="kiosk"),
        Case("the counter opens by another way", event("none", "opened", OPENED, on_behalf_of=UMA), by="kiosk"),
        Case("the counter confirms what the desk opened", at_counter("resolved", "confirm", CLOSED, words=CONFIRM, on_behalf_of=UMA), by="kiosk"),
        Case("the counter replies to what the desk opened", at_counter("logged", "replied", words=NOTE, on_behalf_of=UMA, **PUBLIC), by="kiosk"),
        Case("the counter adds people to what the desk opened",
             at_counter("logged", "watched", says={"relation": "watcher", "person": VIC}, on_behalf_of=UMA), by="kiosk"),
        Case("an agent at the counter", event("logged", "noted", words=NOTE, channel="counter")),
        # No other rule tells the counter how the ticket of others stands.
        Case("the counter asks where a ticket stands", at_counter("logged", "confirm", CLOSED, on_behalf_of=UMA), by="kiosk", on=POSTGRESQL),
        Case("the counter asks for a version", at_counter("logged", "replied", words=NOTE, version=9, **PUBLIC), by="kiosk", on=POSTGRESQL),
        Case("a requester writes a note", event("logged", "noted", words=NOTE, actor=UMA), on=SQLITE),
        Case("nobody writes a note", event("logged", "noted", words=NOTE, actor=12), on=SQLITE),
    ],
    "The counter sets what its form asks, and what a transition needs.": [
        Case("the counter opens for a team",
             at_counter("none", "opened", OPENED | {"team": Id("team", "Network")}, on_behalf_of=UMA), by="kiosk"),
        Case("the counter opens with a resolution",
             at_counter("none", "opened", OPENED | {"resolution": "Done."}, on_behalf_of=UMA), by="kiosk"),
        Case("the counter reopens and gives another title",
             at_counter("done at the counter", "reopen", {"step": "diagnosis", "title": "Other"}, words={"reason": "No."}), by="kiosk"),
    ],
    "Only the counter and the service accounts speak for somebody else.": [
        Case("an agent speaks for the requester", reply("logged", UMA)),
        Case("a lead speaks for the requester", reply("logged", UMA), by="lena"),
        Case("an agent opens for the requester", event("none", "opened", OPENED, on_behalf_of=UMA)),
    ],
    "The actor of an event is the person whose login it is.": [
        Case("write in a colleague's name", event("logged", "noted", words=NOTE, actor=Id("person", "ben")), on=POSTGRESQL),
        Case("write in a requester's name", event("logged", "noted", words=NOTE, actor=UMA), on=POSTGRESQL),
        Case("write in nobody's name", event("logged", "noted", words=NOTE, actor=12), on=POSTGRESQL),
        Case("an import in a colleague's name",
             event("logged", "noted", words=NOTE, actor=Id("person", "ben"), channel="import"), on=POSTGRESQL),
        Case("an administrator's import in an agent's name",
             event("none", "imported", IMPORTED, channel="import", occurred_at=1_500_000_000_000_000, actor=Id("person", "anna")),
             by="ada", on=POSTGRESQL),
        Case("an administrator's import of a past in an agent's name",
             event("none", "recorded", channel="import", occurred_at=1_500_000_000_000_000, actor=Id("person", "anna")),
             by="ada", on=POSTGRESQL),
        Case("an import of teams in another administrator's name",
             thing_event("team", "Network", "edited", {"tier": 3}, channel="import", actor=Id("person", OWNER)), by="ada", on=POSTGRESQL),
        Case("an administrator in an agent's name",
             event("logged", "noted", words=NOTE, actor=Id("person", "anna")), by="ada", on=POSTGRESQL),
        Case("the owner in an agent's name",
             event("logged", "noted", words=NOTE, actor=Id("person", "anna")), by=OWNER, on=POSTGRESQL),
        Case("a team in an administrator's name",
             thing_event("team", "new", "added", {"name": "Mine", "tier": 3, "active": 1}, actor=Id("person", "ada")), on=POSTGRESQL),
    ],
    "A command is stored by whoever gave it.": [
        Case("a command in a colleague's name", sql("INSERT INTO command VALUES (12, {person:ben}, 'AddNote', 1, '[]')"), on=POSTGRESQL),
        Case("an administrator's in an agent's name",
             sql("INSERT INTO command VALUES (12, {person:anna}, 'AddNote', 1, '[]')"), by="ada", on=POSTGRESQL),
    ],
}  # fmt: skip

# What staff have no privilege for at all; the counter least of all.
FORBIDDEN = (
    "UPDATE ticket SET step = 'closed' WHERE id = {ticket:resolved}",
    "INSERT INTO ticket (id) VALUES (12)",
    "DELETE FROM ticket",
    "TRUNCATE ticket CASCADE",
    "SELECT * FROM ticket FOR UPDATE",
    "SELECT * FROM desk FOR SHARE",
    "INSERT INTO ticket_event (seq, ticket_id) OVERRIDING SYSTEM VALUE VALUES (1, 1)",
    "INSERT INTO desk_event (seq, thing) OVERRIDING SYSTEM VALUE VALUES (1, 'team')",
    "SELECT has_administrator()",
    "SELECT is_blank('')",
    "SELECT source_fault('', '', '', '', 1, 1, 1)",
    "UPDATE ticket_event SET texts = '{}'",
    "DELETE FROM ticket_event",
    "TRUNCATE ticket_event",
    "DELETE FROM ticket_link",
    "INSERT INTO attachment (id) VALUES (12)",
    "UPDATE attachment SET name = 'other.png'",
    "DELETE FROM attachment",
    "UPDATE attachment_piece SET n = 1",
    "SELECT take_content('')",
    "INSERT INTO ticket_person VALUES ({ticket:closed}, {person:anna}, 'watcher')",
    "UPDATE person SET vip = 1",
    "INSERT INTO role_grant (id) VALUES (12)",
    "UPDATE workflow_step SET clock = 'runs'",
    "DELETE FROM transition_need",
    "UPDATE desk_event SET actor = 1",
    "INSERT INTO saved_view (id) VALUES (12)",
    "UPDATE saved_view SET active = 0",
    "DELETE FROM saved_view",
    "DELETE FROM command",
    "UPDATE desk SET kind = 'sample'",
    "DELETE FROM change",
    "UPDATE person_card SET name = 'Nobody'",
    "ALTER TABLE ticket DISABLE TRIGGER ALL",
    "DROP TRIGGER ticket_event_append ON ticket_event",
    "CREATE OR REPLACE FUNCTION firstline.is_staff() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "SET session_replication_role = replica",
    "SET SESSION AUTHORIZATION desk_owner",
    "SET ROLE desk_owner",
)
CASES = broken(RULES)


@on_each_database(RIGHT)
def test_a_right_event_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_wrong_person_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule


@pytest.mark.parametrize("login", ["anna", "ada", "kiosk"])
@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_nobody_at_work_has_more_than_the_right_to_append(
    scene: Scene, statement: str, login: str
) -> None:
    case = Case(statement, sql(statement), by=login)
    assert refusal(scene, case).startswith(("permission denied", "must be owner"))


@pytest.mark.parametrize(
    ("thing", "rule_on_postgresql"),
    [
        ("person", "The actor of an event is the person whose login it is."),
        ("role_grant", "The actor has no role that may do this."),
    ],
)
def test_who_was_retired_writes_no_more(fresh: Scene, thing: str, rule_on_postgresql: str) -> None:
    scene, world = fresh, fresh.world
    ben = world.id("person", "ben")
    scene.ids["ticket", "logged"] = world.log()
    written = Case(
        "a note", event("logged", "noted", words=NOTE, actor=Id("person", "ben")), by="ben"
    )
    assert refusal(scene, written) == ""
    grant = scene.read(f"SELECT id FROM role_grant WHERE person = {ben}")[0]["id"]
    retired = {"person": ben, "role_grant": grant}[thing]
    world.tell("ada", EditThing, thing=thing, row_id=retired, values={"active": 0})
    rule = "The actor has no role that may do this." if world.is_sqlite else rule_on_postgresql
    assert refusal(scene, written) == rule


TURN = "FROM take_turn({{{0}}}, 1, {{{1}}}) t"

# What the counter, which anybody can touch, sees of each table; the scene has more of everything.
SEEN_BY_THE_COUNTER = {
    "SELECT id FROM ticket ORDER BY number": "{ticket:counter} {ticket:done at the counter}",
    "SELECT ticket_id FROM ticket_event GROUP BY 1 ORDER BY min(seq)": "{ticket:counter} {ticket:done at the counter}",
    f"SELECT (t.held).id {TURN.format('ticket:counter', 'person:kiosk')}": "{ticket:counter}",
    f"SELECT (t.held).id {TURN.format('ticket:logged', 'person:kiosk')} WHERE (t.held).id > 0": "",
    f"SELECT t.grants {TURN.format('ticket:counter', 'person:anna')}": "[]",
    "SELECT t.grants FROM take_turn(1, {command:anna}, 1) t WHERE t.result <> ''": "",
    "SELECT id FROM person": "{person:kiosk}",
    "SELECT DISTINCT person FROM role_grant": "{person:kiosk}",
    "SELECT DISTINCT actor FROM command": "{person:kiosk}",
    "SELECT id FROM membership": "",
    "SELECT id FROM saved_view": "",
    "SELECT ticket_id FROM ticket_link": "",
    "SELECT ticket_id FROM ticket_person": "",
    "SELECT thing_id FROM desk_event": "",
    "SELECT id FROM attachment": "{attachment:photo}",
    "SELECT DISTINCT sha256 FROM attachment_piece": hash_of(PHOTO),
}


def _seen(scene: Scene, login: str, statement: str) -> list[str]:
    rows = scene.client(login).read(sql(statement)(scene, login))
    return [str(value) for row in rows for value in row.values()]


@pytest.mark.parametrize(("statement", "seen"), SEEN_BY_THE_COUNTER.items())
@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_the_counter_sees_its_own_only(scene: Scene, statement: str, seen: str) -> None:
    assert _seen(scene, "kiosk", statement) == sql(seen)(scene, "kiosk").split()


@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_the_counter_sees_public_events_only(scene: Scene) -> None:
    history = "SELECT kind FROM ticket_event WHERE ticket_id = {ticket:counter} ORDER BY version"
    public, files = ["opened", "replied"], ["attached", "attached", "attached", "detached"]
    assert _seen(scene, "kiosk", history) == [*public, "attached", "attached", "detached"]
    assert _seen(scene, "kay", history) == [*public, "noted", *files]


@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_commands_are_seen_by_who_gave_them_and_by_administrators(scene: Scene) -> None:
    actors = "SELECT DISTINCT actor FROM command"
    assert _seen(scene, "anna", actors) == [str(scene.person("anna"))]
    assert len(_seen(scene, "ada", actors)) > 3


@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_a_requester_has_no_login(scene: Scene) -> None:
    with pytest.raises(psycopg.OperationalError, match='authentication failed for user "uma"'):
        scene.client("uma")


HIDDEN = (
    "ticket",
    "ticket_event",
    "person",
    "person_card",
    "role_grant",
    "command",
    "desk_event",
    "saved_view",
    "change",
    "attachment",
    "attachment_piece",
)


@pytest.mark.parametrize("scene", POSTGRESQL, indirect=True)
def test_a_member_of_another_desk_sees_nobody_and_writes_nothing(scene: Scene) -> None:
    owner = scene.client(OWNER)
    owner.run(f"CREATE ROLE stranger LOGIN PASSWORD '{PASSWORD}' IN ROLE firstline_member")
    try:
        for table in HIDDEN:
            assert _seen(scene, "stranger", f"SELECT 1 FROM {table}") == []
        note = event("logged", "noted", words=NOTE, actor=Id("person", "anna"))
        rule = "The actor of an event is the person whose login it is."
        assert refusal(scene, Case("a note", note, by="stranger")) == rule
    finally:
        scene.let_go("stranger")
        owner.run("DROP ROLE stranger")
