"""What the settings ask, on ugly data: names in every script, deep trees, what names what."""

from support.statements import statements
from support.world import World

from app.domain.commands import AddThing, AssignTicket, EditThing
from app.domain.priority import levels_of
from app.domain.setting_questions import (
    CategoryTree,
    MatrixVersions,
    SettingsRefusal,
    ThingHistory,
    ThingIds,
    ThingRows,
    ThingUses,
    WholeThing,
)


def add(world: World, thing: str, **values: object) -> int:
    row_id = world.new_id()
    world.tell("ada", AddThing, thing=thing, row_id=row_id, values=values)
    return row_id


def names(world: World, thing: str, text: str = "", *, retired: bool = False) -> list[str]:
    desk = world.desk("ada")
    ids = tuple(desk.ask(ThingIds(thing, text, retired)))
    return [row.name for row in desk.ask(ThingRows(thing, ids))]


def test_people_are_found_in_any_script_and_sorted_without_accents(world: World) -> None:
    for name in ("محمد الفاسي", "山田 花子", "Özil", "Zed", "oscar"):
        add(world, "person", name=name)
    assert names(world, "person", "花子") == ["山田 花子"]
    assert names(world, "person", "الفاسي") == ["محمد الفاسي"]
    assert names(world, "person", "ozil") == ["Özil"]
    found = names(world, "person")
    assert found.index("oscar") < found.index("Özil") < found.index("Zed")


def test_people_are_found_by_login_badge_and_phone_too(world: World) -> None:
    add(world, "person", name="Zed", login="zz9", badge="HB-77", phone="+351 21 555", site="Porto")
    for text in ("zz9", "hb-77", "555", "porto"):
        assert names(world, "person", text) == ["Zed"]
    assert names(world, "person", "%") == []


def test_retired_ones_are_listed_when_asked_for(world: World) -> None:
    zed = add(world, "person", name="Zed")
    world.tell("ada", EditThing, thing="person", row_id=zed, values={"active": 0})
    assert "Zed" not in names(world, "person")
    assert "Zed" in names(world, "person", retired=True)


def test_a_person_shows_roles_and_a_team_its_size(world: World) -> None:
    desk = world.desk("ada")
    lena, anna = world.id("person", "lena"), world.id("person", "anna")
    rows = desk.ask(ThingRows("person", (lena, anna)))
    assert [row.detail for row in rows] == ["team lead · lena", "agent · anna"]
    add(world, "membership", person=anna, team=world.id("team", "Network"))
    team = desk.ask(ThingRows("team", (world.id("team", "Network"),)))[0]
    assert team.detail == "level 2 · 1 member"


def test_a_tree_of_six_levels_keeps_what_stands_above_what_is_found(world: World) -> None:
    parent = None
    for level in range(1, 7):
        parent = add(world, "category", name=f"Level {level}", parent=parent)
    desk = world.desk("ada")
    found = desk.ask(CategoryTree("level 6"))
    assert [row.name for row in found] == [f"Level {level}" for level in range(1, 7)]
    assert found[-1].parent == found[-2].id
    assert [row.name for row in desk.ask(CategoryTree("access vpn"))] == ["Access", "VPN"]
    world.tell("ada", EditThing, thing="category", row_id=found[0].id, values={"active": 0})
    # What is out of use is shown where something in use stands below it.
    assert [row.is_active for row in desk.ask(CategoryTree("level"))] == [False, *[True] * 5]
    assert desk.ask(CategoryTree("level 1")) != ()


def test_what_names_a_person_is_counted_and_its_tickets_found(world: World) -> None:
    desk, ben = world.desk("ada"), world.id("person", "ben")
    ticket = world.log(requester=ben)
    world.tell("anna", AssignTicket, ticket=ticket, values={"assignee": ben})
    uses = desk.ask(ThingUses("person", ben))
    assert [use.shown for use in uses] == [
        "1 open ticket assigned", "1 open ticket requested", "1 role",
    ]  # fmt: skip
    assert [use.filter is not None for use in uses] == [True, True, False]


def test_what_names_teams_categories_services_and_codes_is_counted(world: World) -> None:
    desk = world.desk("ada")
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate", "wait")
    said = {
        (thing, name): [use.shown for use in desk.ask(ThingUses(thing, world.id(thing, name)))]
        for thing, name in (
            ("team", "Network"),
            ("category", "Access"),
            ("category", "VPN"),
            ("service", "Network"),
            ("waiting_reason", "Awaiting the user"),
            ("resolution_code", "User advised"),
        )
    }
    assert said == {
        ("team", "Network"): ["1 open ticket", "1 category"],
        ("category", "Access"): ["1 open ticket", "1 category below it"],
        ("category", "VPN"): ["1 open ticket"],
        ("service", "Network"): ["1 category"],
        ("waiting_reason", "Awaiting the user"): ["1 open ticket"],
        ("resolution_code", "User advised"): [],
    }


def test_a_persons_history_tells_roles_and_teams_as_well(world: World) -> None:
    desk, uma = world.desk("ada"), world.id("person", "uma")
    add(world, "role_grant", person=uma, role="lead", team=world.id("team", "Network"))
    member = add(world, "membership", person=uma, team=world.id("team", "Network"))
    world.tell("ada", EditThing, thing="membership", row_id=member, values={"active": 0})
    world.tell("ada", EditThing, thing="person", row_id=uma, values={"email": "uma@example.org"})
    told = [
        (change.label, change.before, change.after)
        for entry in desk.ask(ThingHistory("person", uma, limit=4))
        for change in entry.changes
    ]
    assert told == [
        ("E-mail", "", "uma@example.org"),
        ("Membership", "Network", ""),
        ("Membership", "", "Network"),
        ("Role", "", "team lead · Network"),
    ]


def test_texts_of_a_history_have_their_words_before_and_after(world: World) -> None:
    desk, uma = world.desk("ada"), world.id("person", "uma")
    for name in ("Uma Okafor", "Uma Lund"):
        world.tell("ada", EditThing, thing="person", row_id=uma, values={"name": name})
    newest = desk.ask(ThingHistory("person", uma))[0]
    assert [(c.before, c.after) for c in newest.changes] == [("Uma Okafor", "Uma Lund")]


def test_who_may_change_the_settings_is_said_by_name(world: World) -> None:
    desk = world.desk("ada")
    assert desk.ask(SettingsRefusal(world.id("person", "ada"))) == ""
    refusal = desk.ask(SettingsRefusal(world.id("person", "anna")))
    assert "takes the right of administrator" in refusal
    assert "Ada" in refusal


def test_nothing_is_whole_that_is_not_there(world: World) -> None:
    desk = world.desk("ada")
    assert desk.ask(WholeThing("team", 1)) is None
    assert desk.ask(ThingRows("person", (1,))) == ()
    assert desk.ask(ThingHistory("person", 1)) == ()


def test_the_matrix_says_who_published_it(world: World) -> None:
    versions = world.desk("ada").ask(MatrixVersions())
    assert [each.number for each in versions] == [1]
    assert levels_of(versions[0].cells) == 3
    assert versions[0].by


def test_a_page_of_people_costs_two_statements_however_many_they_are(world: World) -> None:
    desk = world.desk("ada")
    ids = tuple(desk.ask(ThingIds("person")))
    with statements(desk.store) as sent:
        desk.ask(ThingIds("person", "a"))
        desk.ask(ThingRows("person", ids))
    assert len([each for each in sent if each.lstrip().startswith("SELECT")]) == 3
