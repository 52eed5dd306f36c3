"""Tables on the desk: told before, brought in row by row through the door, harmless when it is done again."""

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from support.door import refused
from support.whole import counts, faults
from support.world import World

from app.db import tables
from app.domain.changes import Changes
from app.domain.commands import EditThing, ImportRow
from app.domain.imports import ImportPlan, ImportPreview, ImportReport
from app.errors import Conflict, InvalidValue, MissingRight, NotFound

# Somebody in every script, and marks that combine, join and turn the direction.
SCRIPTS = (
    "Zoë Müller", "Łukasz Żak", "Ольга Иванова", "Γιώργος", "李小龍", "山田 太郎", "김민수", "محمد علي",
    "דוד לוי", "ประเสริฐ", "अनिल कुमार", "Nguyễn Thị Ánh", "ሰላም", "თამარ", "Հայկ", "👩🏽‍💻 Ada", "𐌰𐌻𐌰𐌽",
)  # fmt: skip
PEOPLE = """login,name,email,phone,badge,site,language,vip,roles,teams
nora,Nora Berg,nora@desk.example,+47 1,B-7,Oslo,nb,yes,"agent; team lead: Service desk","Service desk, Network"
,Omar,omar@desk.example,,,,,,,
"""


def preview(world: World, kind: str, content: bytes | str, login: str = "ada") -> ImportPlan:
    return world.desk(login).ask(ImportPreview(kind, content, world.id("person", login)))


def bring_in(world: World, kind: str, content: bytes | str) -> ImportReport:
    plan = preview(world, kind, content)
    return world.desk("ada").bring_in(plan, world.id("person", "ada"))


def rows(world: World, thing: str) -> list[dict[str, Any]]:
    with world.store.reading() as connection:
        return [dict(row) for row in connection.execute(sa.select(tables.things[thing])).mappings()]


def person(world: World, **key: str) -> dict[str, Any]:
    (found,) = (row for row in rows(world, "person") if key.items() <= row.items())
    return found


def outcomes(report: ImportPlan | ImportReport) -> dict[int, str]:
    return {row.line: row.outcome for row in report.rows}


def reasons(report: ImportPlan | ImportReport) -> dict[int, str]:
    return {row.line: row.reason for row in report.rows if row.reason}


def test_people_come_with_all_that_a_person_has(world: World) -> None:
    plan = preview(world, "people", PEOPLE)
    assert outcomes(plan) == {2: "added", 3: "added"}
    assert [(each.label, each.after) for each in plan.rows[0].changes] == [
        ("Login", "nora"), ("Name", "Nora Berg"), ("E-mail", "nora@desk.example"), ("Phone", "+47 1"),
        ("Badge", "B-7"), ("Site", "Oslo"), ("Language", "nb"), ("VIP", "yes"), ("Role", "agent"),
        ("Role", "team lead: Service desk"), ("Membership", "Service desk"), ("Membership", "Network"),
    ]  # fmt: skip
    before = counts(world.store)
    report = bring_in(world, "people", PEOPLE)
    assert outcomes(report) == {2: "added", 3: "added"}
    # A command a row, whatever it brings.
    assert counts(world.store)[2] == before[2] + 2
    nora = person(world, login="nora")
    assert (nora["vip"], nora["language"], nora["site"], nora["badge"]) == (1, "nb", "Oslo", "B-7")
    grants = {
        (g["role"], g["team"]) for g in rows(world, "role_grant") if g["person"] == nora["id"]
    }
    assert grants == {("agent", None), ("lead", world.id("team", "Service desk"))}
    teams = {m["team"] for m in rows(world, "membership") if m["person"] == nora["id"]}
    assert teams == {world.id("team", "Service desk"), world.id("team", "Network")}
    assert faults(world.store) == []
    assert world.desk("ada").check() == []


def test_the_same_table_again_changes_nothing(world: World) -> None:
    bring_in(world, "people", PEOPLE)
    before = counts(world.store)
    for content in (PEOPLE, PEOPLE.encode("utf-16"), PEOPLE.replace("nora,", "NORA,", 1)):
        # Logins are alike whatever their capitals, and stay as the desk spells them.
        assert outcomes(bring_in(world, "people", content)) == {2: "unchanged", 3: "unchanged"}
    assert counts(world.store) == before


def test_a_change_is_shown_with_what_was_before_and_empty_cells_change_nothing(
    world: World,
) -> None:
    bring_in(world, "people", PEOPLE)
    table = "login,name,phone,site,vip\nnora,Nora Berg-Holm,,Bergen,no\n"
    (row,) = preview(world, "people", table).rows
    assert [(each.label, each.before, each.after) for each in row.changes] == [
        ("Name", "Nora Berg", "Nora Berg-Holm"),
        ("Site", "Oslo", "Bergen"),
        ("VIP", "yes", "no"),
    ]
    assert outcomes(bring_in(world, "people", table)) == {2: "changed"}
    nora = person(world, login="nora")
    assert (nora["name"], nora["phone"], nora["vip"]) == ("Nora Berg-Holm", "+47 1", 0)
    assert nora["version"] == 2


def test_whoever_has_no_login_is_found_by_badge_or_mail_and_may_get_one(world: World) -> None:
    bring_in(world, "people", "email,first name,surname\nomar@desk.example,Omar,Haddad\n")
    omar = person(world, email="omar@desk.example")
    assert (omar["name"], omar["login"]) == ("Omar Haddad", None)
    assert outcomes(bring_in(world, "people", "mail,phone\nOMAR@desk.example,12\n")) == {
        2: "changed"
    }
    bring_in(world, "people", "mail,login\nOMAR@desk.example,omar\n")
    assert person(world, login="omar")["id"] == omar["id"]
    # Now that he has one, the same address under another login is somebody else.
    table = "mail,login,name\nOMAR@desk.example,omar2,Omar's twin\n"
    assert outcomes(bring_in(world, "people", table)) == {2: "added"}
    told = reasons(preview(world, "people", "mail,name\nomar@desk.example,Who\n"))
    assert told == {2: "Several people have omar@desk.example. Name one by login or badge."}


def test_rows_are_refused_one_by_one_and_the_rest_goes_in(world: World) -> None:
    table = """login,name,vip,badge,roles,teams
nora,Nora,yes,1,,
,Nobody,,,,
omar,Omar,perhaps,,,
pia,Pia,,1,,
nora,Nora again,,,,
quin,Quin,,,boss,
rita,Rita,,,agent: Nowhere,
"sam"x,Sam,,,,
tess,,,,,
uma,,,,agent,Network
last,Last,,,,Network
"""
    refusals = {
        3: "It has no login, badge or e-mail by which the person is known next time.",
        4: "VIP is yes or no, not “perhaps”.",
        5: "Badge 1 is Nora's.",
        6: "Line 2 is about the same one already.",
        7: "“boss” is no role. There are: agent, resolver, lead, knowledge, administrator, counter, monitor, service.",
        8: "Team: there is no “Nowhere”. There are: Service desk, Network, Platform.",
        9: "After the quote that closes a text there is more. Double the quotes within a text.",
        10: "Nobody has the login tess, and somebody new needs a name.",
    }
    assert reasons(preview(world, "people", table)) == refusals
    report = bring_in(world, "people", table)
    assert reasons(report) == refusals
    assert report.counts == {"added": 2, "changed": 1, "unchanged": 0, "refused": 8, "left": 0}
    assert not report.is_whole
    # Nothing of a row that was refused.
    assert {row["login"] for row in rows(world, "person")} >= {"nora", "last"}
    assert not {"omar", "pia", "quin", "rita", "tess"} & {
        row["login"] for row in rows(world, "person")
    }
    assert faults(world.store) == []


def test_teams_and_services_come_with_their_levels(world: World) -> None:
    table = "Group Name,Support Level,Mail,In use\nField,2nd level,field@desk.example,\nnetwork,L3,,\nPlatform,,,no\nBare,,,\nOdd,high,,\nNowhere,L7,,\n"
    report = bring_in(world, "teams", table)
    assert outcomes(report) == {
        2: "added",
        3: "changed",
        4: "changed",
        5: "refused",
        6: "refused",
        7: "refused",
    }
    assert reasons(report) == {
        5: "Level cannot be empty.",
        6: "Level is a whole number, not “high”.",
        7: "Level cannot be 7. It is from 1 to 3.",
    }
    teams = {row["name"]: (row["tier"], row["active"]) for row in rows(world, "team")}
    assert teams == {"Field": (2, 1), "Network": (3, 1), "Platform": (3, 0), "Service desk": (1, 1)}
    assert outcomes(bring_in(world, "services", "service\nPrinting\nNETWORK\n")) == {
        2: "added",
        3: "unchanged",
    }
    # What is retired is named no more.
    told = reasons(bring_in(world, "people", "login,name,teams\nnora,Nora,Platform\n"))
    assert told == {2: "Team: “Platform” is no longer in use. Choose another."}


def test_categories_come_as_a_tree(world: World) -> None:
    table = """Category,Parent,Default Team,Service
Hardware / Laptop / Battery,,Network,
Hardware / Laptop,,Platform,Network
VPN,access,,
TCP/IP > Routing,Access,,
Hardware / Laptop / Battery,,,
,Access,,
X,,Nowhere,
"""
    plan = preview(world, "categories", table)
    assert [each.after for each in plan.rows[0].changes] == [
        "Hardware",
        "Laptop",
        "Hardware",
        "Battery",
        "Laptop",
        "Network",
    ]
    report = bring_in(world, "categories", table)
    assert outcomes(report) == {
        2: "added",
        3: "changed",
        4: "unchanged",
        5: "added",
        6: "refused",
        7: "refused",
        8: "refused",
    }
    found = {row["id"]: row for row in rows(world, "category")}

    def path(row: Mapping[str, Any]) -> str:
        return f"{path(found[row['parent']])}|{row['name']}" if row["parent"] else str(row["name"])

    assert sorted(map(path, found.values())) == [
        "Access", "Access|TCP/IP", "Access|TCP/IP|Routing", "Access|VPN",
        "Hardware", "Hardware|Laptop", "Hardware|Laptop|Battery",
    ]  # fmt: skip
    by_name = {row["name"]: row for row in found.values()}
    assert by_name["Laptop"]["team"] == world.id("team", "Platform")
    assert by_name["Battery"]["team"] == world.id("team", "Network")
    assert set(outcomes(bring_in(world, "categories", table)).values()) == {"unchanged", "refused"}
    assert faults(world.store) == []


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("+1+1", "+1+1"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("-2+3", "-2+3"),
        ("Nul\x00 bell\x07 esc\x1b[31m", "Nul bell esc[31m"),
        ("two\nlines", "two lines"),
        ("\u202egro.elpmaxe", "gro.elpmaxe"),
        ("'; DROP TABLE person; --", "'; DROP TABLE person; --"),
        ("{name} %s {0}", "{name} %s {0}"),
        *((each, each) for each in SCRIPTS),
    ],
)  # fmt: skip
def test_hostile_names_are_text(sqlite_world: World, name: str, stored: str) -> None:
    world, table = sqlite_world, f'login,name\nnora,"{name}"\n'
    assert outcomes(bring_in(world, "people", table)) == {2: "added"}
    assert person(world, login="nora")["name"] == stored
    assert outcomes(bring_in(world, "people", table)) == {2: "unchanged"}
    assert faults(world.store) == []


def test_every_script_goes_in_on_both(world: World) -> None:
    lines = [f"user{n},{name},=1+{n}" for n, name in enumerate(SCRIPTS)]
    table = "\n".join(["login,name,site", *lines])
    for content in (table.encode(), table.encode("utf-16"), table):
        bring_in(world, "people", content)
    assert [person(world, login=f"user{n}")["name"] for n in range(len(SCRIPTS))] == list(SCRIPTS)
    assert faults(world.store) == []


@pytest.mark.parametrize("shown", ["\x00\x07", "\u200b\u2060", " \u00a0 \u200b"])
def test_a_name_that_shows_nothing_is_refused(sqlite_world: World, shown: str) -> None:
    told = reasons(bring_in(sqlite_world, "people", f'login,name\nnora,"{shown}"\n'))
    assert told == {2: "Name cannot be empty."}


def test_five_megabytes_in_a_cell_are_refused_alone(world: World) -> None:
    large = "x" * 5_000_000
    report = bring_in(
        world,
        "people",
        f"login,name,phone\nnora,{large},\nomar,Omar,{large}\npia,Pia,\n{large},Q,\n",
    )
    told = reasons(report)
    assert told == {
        2: "Name has 5,000,000 characters, 250 at most fit on its line. Shorten it.",
        3: "Phone has 5,000,000 characters, 250 at most fit on its line. Shorten it.",
        5: "Login has 5,000,000 characters, 250 at most fit on its line. Shorten it.",
    }
    assert max(len(row.name) for row in report.rows) < 80
    assert outcomes(report)[4] == "added"


def test_an_import_stops_between_two_rows_and_goes_on_later(world: World) -> None:
    table = "login,name\n" + "".join(f"user{n},User {n}\n" for n in range(6))
    plan, heard = preview(world, "people", table), []
    report = world.desk("ada").bring_in(
        plan,
        world.id("person", "ada"),
        lambda done, size: heard.append((done, size)),
        lambda: len(heard) == 3,
    )
    assert heard == [(n, 6) for n in range(1, 7)]
    assert report.counts == {"added": 3, "changed": 0, "unchanged": 0, "refused": 0, "left": 3}
    assert report.stopped == "Cancelled. What was brought in stays."
    rest = bring_in(world, "people", table)
    assert rest.counts == {"added": 3, "changed": 0, "unchanged": 3, "refused": 0, "left": 0}
    assert rest.is_whole


def test_only_an_administrator_imports(world: World) -> None:
    with pytest.raises(MissingRight, match=r"“import people” is for administrators\. Ask Ada"):
        preview(world, "people", PEOPLE, "anna")
    told = {"table": "people", "texts": {"login": "nora", "name": "Nora"}, "ids": (world.new_id(),)}
    with refused(world, MissingRight):
        world.tell("anna", ImportRow, **told)
    report = world.desk("anna").bring_in(
        preview(world, "people", PEOPLE), world.id("person", "anna")
    )
    assert report.counts["refused"] == 2


def test_a_row_is_a_command_like_any_other(world: World) -> None:
    told = {"table": "people", "texts": {"login": "nora", "name": "Nora", "roles": "agent"}}
    with refused(
        world, InvalidValue, "The desk is no more what the preview saw. Look at the preview again."
    ):
        world.tell("ada", ImportRow, **told, ids=(world.new_id(),))
    with refused(world, NotFound):
        world.tell("ada", ImportRow, table="printers", texts={})
    with refused(world, InvalidValue, "This id is taken already. Make a new one."):
        world.tell("ada", ImportRow, **told, ids=(world.id("person", "uma"), world.new_id()))
    command = world.command("ada", ImportRow, **told, ids=(world.new_id(), world.new_id()))
    first, again = world.desk("ada").tell(command), world.desk("ada").tell(command)
    assert [change.kind for change in first.changes] == ["person", "role_grant"]
    assert again == Changes(first.changes, repeated=True)
    assert world.tell("ada", ImportRow, **told) == Changes()


def test_what_somebody_changed_since_the_preview_is_refused(world: World) -> None:
    plan = preview(world, "people", "login,site\numa,Oslo\nvic,Bergen\n")
    edit = {"thing": "person", "row_id": world.id("person", "uma"), "values": {"site": "Tromsø"}}
    world.tell("ada", EditThing, **edit)
    report = world.desk("ada").bring_in(plan, world.id("person", "ada"))
    assert outcomes(report) == {2: "refused", 3: "changed"}
    assert "changed site of Uma" in reasons(report)[2]
    assert person(world, login="uma")["site"] == "Tromsø"
    with refused(world, Conflict):
        row = plan.rows[0]
        world.tell(
            "ada",
            ImportRow,
            table="people",
            texts=row.texts,
            record=row.record,
            based_on=row.based_on,
        )


def test_the_last_administrator_stays(world: World) -> None:
    grants = {
        grant["person"] for grant in rows(world, "role_grant") if grant["role"] == "administrator"
    }
    others = [
        row["login"]
        for row in rows(world, "person")
        if row["id"] in grants and row["login"] != "ada"
    ]
    table = "\n".join(["login,in use", *(f"{login},no" for login in others)])
    assert set(outcomes(bring_in(world, "people", table)).values()) == {"changed"}
    foreseen = {
        2: "This is the desk's last administrator who can sign in. Make somebody else one first."
    }
    assert reasons(preview(world, "people", "login,in use\nada,no\n")) == foreseen
    assert reasons(bring_in(world, "people", "login,in use\nada,no\n")) == foreseen


def test_nobody_is_retired_by_their_own_table(world: World) -> None:
    told = "Nobody shuts themselves out of the desk. Ask another administrator to do it."
    assert reasons(preview(world, "people", "login,in use\nada,no\n")) == {2: told}
    assert reasons(bring_in(world, "people", "login,in use\nada,no\n")) == {2: told}


def test_whom_a_table_without_names_knows_is_not_there(world: World) -> None:
    table = "login,badge,mail,role\nk.ernst,,,agent\n,77,,agent\n,,k.ernst@example.org,agent\n"
    assert reasons(preview(world, "people", table)) == {
        2: "Nobody has the login k.ernst, and somebody new needs a name.",
        3: "Nobody has the badge 77, and somebody new needs a name.",
        4: "Nobody has the e-mail k.ernst@example.org, and somebody new needs a name.",
    }


@pytest.mark.parametrize(
    "mail", ["fritz(at)nordlicht", "@nordlicht", "fritz@", "a@b@c", "f r@example.org"]
)
def test_what_is_no_mail_address_is_refused(world: World, mail: str) -> None:
    told = f"“{mail}” is no e-mail address. It has the form name@example.org."
    table = f"login,name,mail\nfritz,Fritz,{mail}\nzoe,Zoë,zoë@example.org\n"
    assert reasons(preview(world, "people", table)) == {2: told}
    assert outcomes(bring_in(world, "people", table)) == {2: "refused", 3: "added"}
