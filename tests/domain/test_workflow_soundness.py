"""What would be published and then fail at a ticket is a fault of the file."""

import pytest

from app.errors import WorkflowUnsound
from app.paths import WORKFLOWS
from app.services.workflow_files import read_workflow

INCIDENT = (WORKFLOWS / "incident.toml").read_text(encoding="utf-8")
OWN = '\n\n[[field]]\nkey = "colour"\nlabel = "Colour"\n'

# What would happen otherwise, and how the file is spoilt.
LATE = {
    "a role twice: published rows are unique": ('who = ["agent", "lead"]', 'who = ["agent", "agent"]'),
    "a source twice: the same": ('from = ["logged"]', 'from = ["logged", "logged"]'),
    "a need twice: the same": ('{ field = "category" }', '{ field = "impact" }'),
    "salt: the name of the texts' salt": ('{ said = "reason" }', '{ said = "salt" }'),
    "note: the transition's note takes its place": ('{ said = "reason" }', '{ said = "note" }'),
    "a column: its digest would take the value's place": ('{ said = "reason" }', '{ said = "team" }'),
    "a gesture of nothing can be taken by nobody": ('["triage", "resolve"]', "[]"),
    "a step without a label has no name in a sentence": ('label = "Logged"', 'label = ""'),
    "a transition without a label: the same": ('label = "Triage"', 'label = " "'),
    "a level is asked of no team": ('[{ field = "team" }, { team_tier', "[{ team_tier"),
    "an own field without a label breaks the sentence": (OWN, OWN.replace('"Colour"', '""')),
    "an own field that refers to nothing": (OWN, f'{OWN}kind = "reference"\n'),
}  # fmt: skip


@pytest.mark.parametrize("name", LATE)
def test_it_is_told_before_it_is_published(name: str) -> None:
    old, new = LATE[name]
    source = INCIDENT + OWN
    assert old in source
    read_workflow(source, "incident.toml")
    with pytest.raises(WorkflowUnsound) as caught:
        read_workflow(source.replace(old, new, 1), "incident.toml")
    assert all(place and reason for place, reason in caught.value.faults)
