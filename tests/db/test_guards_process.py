"""The process cannot be skipped by plain SQL: each of its rules is broken, and the sentence read."""

from db.cases import Case, Id, broken, event, on_each_database, refusal
from db.right import CONFIRM, ESCALATE, NOTE, RESOLVE, TRIAGE, WAIT, less
from db.scene import Scene

PUBLIC = {"visibility": "public"}
AGAIN = {"reason": "It is back."}
INVESTIGATED = {"step": "investigation"}
ORDER = {"step": "ordered", "fields.reason": "Work.", "fields.cost": 9}
SERVICE_DESK = Id("team", "Service desk")
SELF = {"relation": "related_to", "other": Id("ticket", "logged")}
SEAT = {"relation": "watcher", "person": Id("person", "vic")}

# Right, so that each case below is wrong in one thing only.
RIGHT = [
    Case("triage", event("logged", "triage", TRIAGE)),
    Case("escalate", event("diagnosis", "escalate", ESCALATE, words=NOTE)),
    Case("hand back", event("investigation", "hand_back", {"step": "diagnosis"}, words=NOTE), by="rui"),
    Case("wait", event("diagnosis", "wait", WAIT, words=NOTE, **PUBLIC)),
    Case("resume", event("waiting", "resume", {"step": "diagnosis"})),
    Case("resolve", event("waiting", "resolve", RESOLVE, **PUBLIC)),
    Case("confirm", event("resolved", "confirm", {"step": "closed"}, words=CONFIRM)),
    Case("reopen", event("resolved", "reopen", {"step": "diagnosis"}, words=AGAIN)),
    Case("cancel", event("waiting", "cancel", {"step": "cancelled"}, words=AGAIN)),
    Case("order", event("asked", "order", ORDER)),
    Case("deliver", event("ordered", "deliver", {"step": "delivered"}, words=NOTE, **PUBLIC)),
    Case("edit", event("resolved", "edited", {"resolution": "MTU set to 1280.", "cause": "A tunnel."})),
    Case("assign", event("logged", "assigned", {"team": SERVICE_DESK})),
    Case("note on a closed ticket", event("closed", "noted", words=NOTE)),
    Case("link", event("closed", "linked", says=SELF)),
    Case("watch", event("closed", "watched", says=SEAT)),
]  # fmt: skip

STEPS = {
    "The workflow of the ticket has no such event.": [
        Case("a transition nobody published", event("logged", "finish", {"step": "closed"})),
        Case("a transition of another workflow", event("logged", "deliver", {"step": "closed"}, words=NOTE, **PUBLIC)),
    ],
    "No such transition leads from the step of the ticket.": [
        Case("skip the diagnosis", event("logged", "resolve", RESOLVE, **PUBLIC)),
        Case("skip the resolution", event("diagnosis", "confirm", {"step": "closed"}, words=CONFIRM)),
        Case("skip everything", event("logged", "confirm", {"step": "closed"}, words=CONFIRM)),
        Case("triage twice", event("diagnosis", "triage", TRIAGE)),
        Case("reopen what is closed", event("closed", "reopen", {"step": "diagnosis"}, words=AGAIN)),
        Case("cancel what is resolved", event("resolved", "cancel", {"step": "cancelled"}, words=AGAIN)),
    ],
    "A transition leads to the step the workflow names.": [
        Case("triage straight to resolved", event("logged", "triage", TRIAGE | {"step": "resolved"})),
        Case("triage that stays where it is", event("logged", "triage", less(TRIAGE, "step"))),
        Case("resume elsewhere than where it was", event("waiting", "resume", INVESTIGATED)),
        Case("reopen elsewhere than where it was", event("resolved", "reopen", INVESTIGATED, words=AGAIN)),
    ],
    "Why a ticket waits changes only with a transition.": [
        Case("wait for the user after all", event("waiting", "edited", {"waiting_reason": Id("waiting_reason", "Awaiting the supplier")})),
        Case("wait by an assignment", event("logged", "assigned", {"waiting_reason": Id("waiting_reason", "Awaiting the user")})),
    ],
    "A ticket goes by the newest version of its workflow.": [
        Case("move to where it stands", event("asked", "moved", {"workflow_version": Id("workflow_version", "old request")}), by="lena"),
    ],
    "Only a transition changes the step.": [
        Case("close by an edit", event("resolved", "edited", {"step": "closed"})),
        Case("take a step by an assignment", event("logged", "assigned", {"step": "diagnosis"})),
        Case("take a step by a note", event("logged", "noted", {"step": "diagnosis"}, words=NOTE)),
    ],
    "A ticket in a final step no longer changes.": [
        Case("edit what is closed", event("closed", "edited", {"title": "All was well"})),
        Case("assign what is closed", event("closed", "assigned", {"team": SERVICE_DESK})),
        Case("reply to what is closed", event("closed", "replied", words=NOTE, **PUBLIC)),
    ],
    "A move leads to another version of the same workflow that knows the step.": [
        Case("move to another workflow", event("logged", "moved", {"workflow_version": Id("workflow_version", "request")}), by="lena"),
        Case("move to nowhere", event("logged", "moved"), by="lena"),
        Case("move and take a step", event("logged", "moved", {"workflow_version": Id("workflow_version", "incident"),
                                                              "step": "closed"}), by="lena"),
    ],
}  # fmt: skip

NEEDS = {
    "A transition carries every field it needs.": [
        Case("triage without a category", event("logged", "triage", less(TRIAGE, "category"))),
        Case("triage with an empty category", event("logged", "triage", TRIAGE | {"category": None})),
        Case("triage without an impact", event("logged", "triage", less(TRIAGE, "impact", "priority", "matrix"))),
        Case("escalate without a team", event("diagnosis", "escalate", INVESTIGATED, words=NOTE)),
        Case("resolve without a word", event("diagnosis", "resolve", less(RESOLVE, "resolution"), **PUBLIC)),
        Case("resolve with a blank word", event("diagnosis", "resolve", RESOLVE | {"resolution": "\n \t"}, **PUBLIC)),
        Case("resolve with a word that shows nothing",
             event("diagnosis", "resolve", RESOLVE | {"resolution": "\u00a0\u200b\ufeff\u2003\u3164\u2800\u00ad"}, **PUBLIC)),
        Case("resolve without a code", event("diagnosis", "resolve", less(RESOLVE, "resolution_code"), **PUBLIC)),
        Case("wait for no reason", event("logged", "wait", {"step": "waiting"}, words=NOTE, **PUBLIC)),
        Case("order without the workflow's own text", event("asked", "order", less(ORDER, "fields.reason"))),
        Case("order without the workflow's own number", event("asked", "order", ORDER | {"fields.cost": None})),
    ],
    "A transition says what it has to say.": [
        Case("confirm, and not say how", event("resolved", "confirm", {"step": "closed"}, words=less(CONFIRM, "how"))),
        Case("confirm, and not say who", event("resolved", "confirm", {"step": "closed"}, words=CONFIRM | {"confirmed_by": " "})),
        Case("reopen for no reason", event("resolved", "reopen", {"step": "diagnosis"})),
        Case("cancel for no reason", event("logged", "cancel", {"step": "cancelled"})),
    ],
    "A transition that needs a note has one.": [
        Case("escalate, and not say what was found", event("diagnosis", "escalate", ESCALATE)),
        Case("escalate with a blank note", event("diagnosis", "escalate", ESCALATE, words={"note": "\t"})),
        Case("hand back without a word", event("investigation", "hand_back", {"step": "diagnosis"}), by="rui"),
    ],
    "A transition that needs a public note has one.": [
        Case("wait for the user, and not tell", event("logged", "wait", WAIT, **PUBLIC)),
        Case("wait for the user, and tell the desk only", event("logged", "wait", WAIT, words=NOTE)),
        Case("deliver, and not tell", event("ordered", "deliver", {"step": "delivered"}, **PUBLIC)),
    ],
    "Only a team of a level the transition names can receive it.": [
        Case("escalate to level 1", event("diagnosis", "escalate", ESCALATE | {"team": SERVICE_DESK}, words=NOTE)),
    ],
    "What a passed transition required is never emptied.": [
        Case("empty the resolution", event("resolved", "edited", {"resolution": None})),
        Case("blank the resolution", event("resolved", "edited", {"resolution": " "})),
        Case("empty the resolution with the reopening",
             event("resolved", "reopen", {"step": "diagnosis", "resolution": None}, words=AGAIN)),
        Case("empty the category", event("diagnosis", "edited", {"category": None})),
        Case("take the team off", event("investigation", "assigned", {"team": None})),
        Case("empty the workflow's own text", event("ordered", "edited", {"fields.reason": None})),
        Case("empty the workflow's own number", event("ordered", "edited", {"fields.cost": None})),
    ],
}  # fmt: skip

CONTENTS = {
    "Number, source and workflow of a ticket stay as they are.": [
        Case("give another number", event("logged", "edited", {"number": 4711})),
        Case("give a source", event("logged", "edited", {"source": "jira"})),
        Case("change the way back", event("waiting", "edited", {"last_working_step": "investigation"})),
        Case("change the workflow by an edit", event("logged", "edited", {"workflow_version": Id("workflow_version", "request")})),
    ],
    "Priority follows from impact and urgency by the matrix.": [
        Case("type a priority", event("diagnosis", "edited", {"priority": 1})),
        Case("type a priority without a matrix", event("logged", "edited", {"priority": 1})),
        Case("triage with a priority of one's own", event("logged", "triage", TRIAGE | {"priority": 1})),
        Case("an impact beyond all", event("logged", "edited", {"impact": 4, "matrix": Id("matrix", "1")})),
        Case("an urgency beyond all", event("logged", "edited", {"urgency": 5, "matrix": Id("matrix", "1")})),
        Case("an impact by no matrix", event("logged", "edited", {"impact": 1})),
        Case("change the impact and keep the priority", event("diagnosis", "edited", {"impact": 1})),
    ],
    "A field of its own stands in the workflow of the ticket.": [
        Case("a field of another workflow", event("logged", "edited", {"fields.cost": 9})),
        Case("a field of no workflow", event("asked", "edited", {"fields.colour": "red"})),
    ],
    "An assignment changes team and person only.": [
        Case("edit by an assignment", event("logged", "assigned", {"impact": 1})),
    ],
    "A note, a reply, a link, a watch, a file or an erasure changes no column.": [
        Case("edit by a note", event("logged", "noted", {"title": "Other"}, words=NOTE)),
        Case("edit by a link", event("closed", "linked", {"contact": "phone"}, says=SELF)),
        Case("edit by a watch", event("closed", "watched", {"contact": "phone"}, says=SEAT)),
        Case("edit by an erasure", event("logged", "erased", {"contact": "phone"}, says={"versions": "1"}), by="ada"),
    ],
    "A note or a reply has a text.": [
        Case("a note without a text", event("logged", "noted")),
        Case("a note that shows nothing", event("logged", "noted", words={"note": "\u200e\u2060"})),
        *(Case(f"a note of {ord(mark):X}", event("logged", "noted", words={"note": 2 * mark}))
          for mark in "\u202e\u2066\u034f\u180e\ufe0f\u061c"),
        Case("a note of blanks", event("logged", "noted", words={"note": " \t\n"})),
        Case("a reply without a text", event("logged", "replied", **PUBLIC)),
    ],
    "A note is internal and a reply public.": [
        Case("a note for everybody", event("logged", "noted", words=NOTE, **PUBLIC)),
        Case("a reply to nobody", event("logged", "replied", words=NOTE)),
    ],
    "A link leads to another ticket there is.": [
        Case("link to itself", event("logged", "linked", says=SELF)),
        Case("link to nothing", event("logged", "linked", says=SELF | {"other": 12})),
        Case("link in a way of one's own", event("closed", "linked", says=SELF | {"relation": "likes"})),
        Case("unlink from nothing", event("closed", "unlinked", says=SELF | {"other": 12})),
    ],
    "Only a person the desk knows watches a ticket or is affected by it.": [
        Case("a watcher nobody knows", event("logged", "watched", says=SEAT | {"person": 12})),
        Case("a part of one's own", event("logged", "watched", says=SEAT | {"relation": "owner"})),
    ],
    "A link is made once, and undone once.": [
        Case("link twice", event("logged", "linked", says=SELF | {"other": Id("ticket", "closed")})),
        Case("unlink what is not linked", event("closed", "unlinked", says=SELF)),
    ],
    "A person joins a ticket once, and leaves it once.": [
        Case("watch twice", event("logged", "watched", says=SEAT | {"person": Id("person", "uma")})),
        Case("take off who is not there", event("closed", "unwatched", says=SEAT)),
    ],
    "An edit, an assignment or a move changes something.": [
        Case("edit nothing", event("logged", "edited")),
        Case("move to where it stands already",
             event("logged", "moved", {"workflow_version": Id("workflow_version", "incident")}), by="lena"),
        Case("assign nothing", event("logged", "assigned")),
        Case("edit it into what it is", event("logged", "edited", {"contact": None})),
        Case("assign it to where it is", event("logged", "assigned", {"team": None})),
    ],
    "An erasure names the versions it empties.": [
        Case("erase nothing", event("logged", "erased", words=AGAIN), by="ada"),
        *(Case(f"erase {versions[:5]!r}", event("logged", "erased", says={"versions": versions}, words=AGAIN), by="ada")
          for versions in ("", ",1", "1,", "1,,2", "01", "0", "1,1", "9", 5000 * "1")),
    ],
    "An event starts from what the record holds.": [
        Case("a wrong old number", event("diagnosis", "edited", {"impact": 1}, was='{"impact":3}')),
        Case("an old value where there was none", event("logged", "edited", {"contact": "phone"}, was='{"contact":"mail"}')),
        Case("no old text where there was one", event("logged", "edited", {"title": "Other"}, was='{"title":null}')),
        Case("a wrong old field of its own", event("ordered", "edited", {"fields.cost": 1}, was='{"fields.cost":2}')),
        Case("an old step it does not stand in",
             event("resolved", "confirm", {"step": "closed"}, words=CONFIRM, was='{"step":"diagnosis"}')),
    ],
}  # fmt: skip
CASES = broken(STEPS) + broken(NEEDS) + broken(CONTENTS)


@on_each_database(RIGHT)
def test_a_right_event_is_accepted(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == ""


@on_each_database(CASES)
def test_a_way_round_the_process_is_refused(scene: Scene, case: Case) -> None:
    assert refusal(scene, case) == case.rule
