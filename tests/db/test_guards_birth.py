"""How a ticket begins: in the first step, or with an import's past; anything else is refused."""

from db.cases import (
    POSTGRESQL,
    SQLITE,
    Case,
    Id,
    broken,
    event,
    on_each_database,
    pass_over,
    refusal,
)
from db.right import IMPORTED, NOTE, OPENED, RESOLVE, less
from db.scene import Scene

IMPORT = {"channel": "import"}
OLD = {"workflow_version": Id("workflow_version", "old request"), "step": "asked"}
PAST = {"channel": "import", "occurred_at": 1_500_000_000_000_000}
RECORDED = event("none", "recorded", says={"step": "In Progress"}, **PAST)
SHORTENED = event("none", "imported", IMPORTED, version=2, **IMPORT)

# Right, so that each case below is wrong in one thing only.
RIGHT = [
    Case("open", event("none", "opened", OPENED)),
    Case("import", event("none", "imported", IMPORTED, **PAST), by="ada"),
    Case("import with a past", SHORTENED, by="ada", first=(RECORDED,)),
]

RULES = {
    "The first event of a ticket opens it.": [
        Case("begin with a note", event("none", "noted", words=NOTE)),
        Case("begin with a transition", event("none", "resolve", RESOLVE)),
    ],
    "A ticket opens in the first step of its workflow.": [
        Case("open in a late step", event("none", "opened", OPENED | {"step": "diagnosis"})),
        Case("open closed", event("none", "opened", OPENED | {"step": "closed"})),
        Case("open in no step", event("none", "opened", less(OPENED, "step"))),
        Case("open in a step of another workflow", event("none", "opened", OPENED | {"step": "asked"})),
        Case("open without a workflow", event("none", "opened", less(OPENED, "workflow_version"))),
    ],
    "A ticket goes by the newest version of its workflow.": [
        Case("open by an old version", event("none", "opened", OPENED | OLD)),
        Case("import by an old version", event("none", "imported", IMPORTED | OLD, **PAST), by="ada"),
    ],
    "A ticket is opened once.": [
        Case("open what is open", event("logged", "opened", {"contact": "phone"})),
        Case("open again what is closed", event("closed", "opened", {"contact": "phone"})),
    ],
    "A ticket opened here has no source and no past.": [
        Case("open with a source", event("none", "opened", OPENED | {"source": "jira"})),
        Case("open with a number of a source", event("none", "opened", OPENED | {"source_id": "IT-7"})),
        Case("open with a last step", event("none", "opened", OPENED | {"last_working_step": "investigation"})),
    ],
    "A ticket has a title.": [
        Case("open without a title", event("none", "opened", less(OPENED, "title"))),
        Case("open with a blank title", event("none", "opened", OPENED | {"title": " \u00a0\u2003"})),
        Case("take the title away", event("logged", "edited", {"title": None})),
        Case("take the title away, and ignore what follows",
             event("logged", "edited", {"title": None}, verb="INSERT OR IGNORE INTO"), on=SQLITE),
    ],
    "There is no such ticket.": [
        Case("go on with a ticket nobody opened", event("none", "noted", words=NOTE, version=2), by="ada", first=(RECORDED,)),
    ],
    "A ticket has a number the desk has come to.": [
        Case("open with the last number of all", event("none", "opened", OPENED | {"number": 10**12})),
        Case("open with a number far ahead", event("none", "opened", OPENED | {"number": 1000})),
        Case("import with a number far ahead", event("none", "imported", IMPORTED | {"number": 1000}, **IMPORT), by="ada"),
    ],
    "A ticket of this number or source exists already.": [
        Case("take another ticket's number", event("none", "opened", OPENED | {"number": 1}), on=SQLITE),
        Case("take another ticket's number and place",
             event("none", "opened", OPENED | {"number": 1}, verb="INSERT OR REPLACE INTO"), on=SQLITE),
    ],
    'duplicate key value violates unique constraint "ticket_number_key"': [
        Case("take another ticket's number", event("none", "opened", OPENED | {"number": 1}), on=POSTGRESQL),
    ],
    # The row was passed over, and with it the event.
    "An event takes effect or is not written.": [
        Case("open, and pass over the row", event("none", "opened", OPENED), on=SQLITE, first=(pass_over("INSERT", "ticket"),)),
        Case("edit, and pass over the row", event("logged", "edited", {"contact": "phone"}), on=SQLITE,
             first=(pass_over("UPDATE", "ticket"),)),
        Case("erase, and pass over the row", event("logged", "erased", says={"versions": "1"}), by="ada", on=SQLITE,
             first=(pass_over("UPDATE", "ticket"),)),
    ],
    "An imported ticket stands in a step of its workflow and names its source.": [
        Case("import without a source", event("none", "imported", less(IMPORTED, "source"), **IMPORT), by="ada"),
        Case("import without its number there", event("none", "imported", less(IMPORTED, "source_id"), **IMPORT), by="ada"),
        Case("import into an unknown step", event("none", "imported", IMPORTED | {"step": "somewhere"}, **IMPORT), by="ada"),
        Case("import by another way", event("none", "imported", IMPORTED), by="ada"),
    ],
    "A past is recorded by an import and changes nothing by itself.": [
        Case("record a past by another way", event("none", "recorded"), by="ada"),
        Case("record a past that sets columns", event("none", "recorded", {"step": "closed"}, **IMPORT), by="ada"),
    ],
    "A past is recorded only before its ticket exists.": [
        Case("record an off-process event on a live ticket", event("diagnosis", "recorded", **PAST), by="ada"),
        Case("record a past for a closed ticket", event("closed", "recorded", **PAST), by="ada"),
        Case("import what is here already", event("logged", "imported", {"contact": "phone"}, **IMPORT), by="ada"),
    ],
    "The actor has no role that may do this.": [
        Case("import as an agent", event("none", "imported", IMPORTED, **IMPORT)),
        Case("record a past as an agent", RECORDED),
    ],
}  # fmt: skip
CASES = broken(RULES)


@on_each_database(RIGHT)
def test_a_right_event_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_wrong_birth_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule
