"""A whole ticket: history by the page, phases, properties, and what one person may do."""

from dataclasses import replace

from support.statements import statements
from support.world import World

from app.domain.commands import (
    AddNote,
    AssignTicket,
    EditTicket,
    EraseTexts,
    LinkTicket,
    Reply,
    WatchTicket,
)
from app.domain.questions import WholeTicket
from app.domain.rows import HistoryEntry, TicketDetail
from app.domain.ticket_questions import HistoryBefore
from app.domain.ticket_rows import Property


def whole(world: World, ticket: int, login: str = "anna") -> TicketDetail:
    return world.desk(login).ask(WholeTicket(ticket, world.id("person", login)))


def prop(detail: TicketDetail, name: str) -> Property:
    return next(each for each in detail.properties if each.name == name)


def test_its_heading_phases_and_history(world: World) -> None:
    ticket = world.log(description="Every 20 minutes.", contact="phone")
    world.bring("anna", ticket, "triage", "wait")
    world.tell("kay", AddNote, ticket=ticket, text="See article 7.")
    detail = whole(world, ticket)
    assert (detail.opened_by, detail.row.requester) == ("Anna", "Uma")
    assert [each.state for each in detail.phases[:3]] == ["done", "current", "ahead"]
    assert detail.phases[1].stands == "Waiting"
    told = [(each.kind, each.purpose, each.note, each.actor_id) for each in detail.history]
    anna, kay = world.id("person", "anna"), world.id("person", "kay")
    assert told == [
        ("opened", "", "Every 20 minutes.", anna),
        ("triage", "triage", "", anna),
        ("wait", "wait", "Which gateway do you use?", anna),
        ("noted", "", "See article 7.", kay),
    ]
    assert [each.visibility for each in detail.history] == [
        "public",
        "internal",
        "public",
        "internal",
    ]


def test_properties_say_what_they_are_and_whether_they_can_be_edited(world: World) -> None:
    ticket = world.log(contact="phone")
    world.bring("anna", ticket, "triage")
    detail = whole(world, ticket)
    category, impact = prop(detail, "category"), prop(detail, "impact")
    assert (category.type, category.references, category.shown) == (
        "reference",
        "category",
        "Access / VPN",
    )
    assert (impact.type, impact.value, impact.shown) == ("choice", 2, "2 · Team")
    assert [value for value, _ in impact.choices] == [1, 2, 3]
    assert prop(detail, "contact").shown == "Phone"
    priority = prop(detail, "priority")
    assert priority.shown == "P3 · Medium"
    assert priority.refusal == "follows from impact and urgency by the matrix"
    assert category.is_editable
    sentence = "Changing this is for agents, resolvers and team leads."
    assert prop(whole(world, ticket, "kay"), "team").refusal == sentence
    assert "resolution" not in {each.name for each in detail.properties}
    world.bring("anna", ticket, "resolve", "confirm")
    closed = whole(world, ticket)
    assert prop(closed, "resolution").value == "MTU set to 1400."
    assert {each.refusal for each in closed.properties if each.name != "priority"} == {
        "the ticket has ended: Closed"
    }
    assert set(closed.may) == {"noted", "linked", "watched", "attached", "detached"}
    assert set(detail.may) == {*closed.may, "edited", "assigned", "replied"}


def test_waiting_shows_what_is_waited_for(world: World) -> None:
    ticket = world.log()
    assert "follow_up_at" not in {each.name for each in whole(world, ticket).properties}
    world.bring("anna", ticket, "wait")
    detail = whole(world, ticket)
    assert prop(detail, "waiting_reason").shown == "Awaiting the user"
    assert prop(detail, "follow_up_at").type == "moment"


def test_what_a_text_was_before_is_found_beyond_the_page(world: World) -> None:
    ticket = world.log(title="First", description="One.")
    for title in ("Second", "Third"):
        world.tell("anna", EditTicket, ticket=ticket, values={"title": title})
        world.tell("anna", AddNote, ticket=ticket, text="x")
    world.tell("anna", EditTicket, ticket=ticket, values={"description": "Two.", "title": "Last"})
    ask = world.desk("anna").ask

    def changes(entries: tuple[HistoryEntry, ...]) -> list[tuple[int, str, str, str]]:
        return [
            (entry.version, each.name, each.before, each.after)
            for entry in entries
            for each in entry.changes
        ]

    last = (6, "title", "Third", "Last"), (6, "description", "One.", "Two.")
    assert changes(ask(HistoryBefore(ticket, 7, 1))) == [*last]
    middle = [(4, "title", "Second", "Third")]
    assert changes(ask(HistoryBefore(ticket, 6, 3))) == middle
    assert ("title", "First", "Second") in {
        each[1:] for each in changes(ask(HistoryBefore(ticket, 3)))
    }
    assert ask(HistoryBefore(ticket, 1)) == ()


def test_pages_of_a_history_make_the_whole(world: World) -> None:
    ticket = world.log()
    for number in range(230):
        world.tell("anna", AddNote, ticket=ticket, text=f"Note {number}")
    detail = whole(world, ticket)
    assert [each.version for each in detail.history] == list(range(32, 232))
    older = world.desk("anna").ask(HistoryBefore(ticket, 32))
    assert [each.version for each in older] == list(range(1, 32))


def test_erased_words_are_gone_from_the_history(world: World) -> None:
    ticket = world.log(description="Secret.")
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1,), reason="Asked for.")
    assert whole(world, ticket).history[0].note == ""


def test_a_ticket_costs_the_same_few_statements_whatever_its_history(world: World) -> None:
    short, long = world.log(**world.triage["values"]), world.log(**world.triage["values"])
    world.bring("anna", long, "triage", "escalate", "resolve", "reopen")
    for number in range(10):
        world.tell("anna", EditTicket, ticket=long, values={"title": f"Title {number}"})
        world.tell("ben", Reply, ticket=long, text="We look into it.")
    world.tell("anna", LinkTicket, ticket=long, relation="related_to", other=short)
    counts = []
    for ticket in (short, long):
        whole(world, ticket)
        with statements(world.desk("anna").store) as sent:
            whole(world, ticket)
        counts.append(sum(each.lstrip().startswith(("SELECT", "WITH")) for each in sent))
    assert counts == [12, 12]
    link = whole(world, short).links[0]
    assert (link.relation, link.ticket) == ("Related to", long)


def test_links_and_people_are_told_by_name(world: World) -> None:
    ticket, other = world.log(), world.log()
    world.tell("anna", LinkTicket, ticket=ticket, relation="duplicate_of", other=other)
    world.tell("anna", WatchTicket, ticket=ticket, person=world.id("person", "vic"))
    linked, watched = whole(world, ticket).history[1:]
    assert dict(linked.words) == {"Relation": "Duplicate of", "Ticket": "INC-000002"}
    assert dict(watched.words) == {"Relation": "Watching", "Person": "Vic"}


def test_assigning_is_told_with_names(world: World) -> None:
    ticket = world.log()
    team, ben = world.id("team", "Network"), world.id("person", "ben")
    world.tell("anna", AssignTicket, ticket=ticket, values={"team": team, "assignee": ben})
    told = whole(world, ticket).history[-1]
    assert [(each.label, each.after) for each in told.changes] == [
        ("Team", "Network"),
        ("Assignee", "Ben"),
    ]
    assert replace(told, changes=()).label == "Assigned"
