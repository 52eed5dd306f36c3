"""Events that are right: what they carry, for cases to take one thing away."""

from typing import Any

from db.cases import Id
from db.scene import REQUEST

from app.domain.canonical import parsed
from app.domain.definition import definition_of
from app.domain.priority import DEFAULT_MATRIX, cells_text
from app.services.workflow_files import read_workflow

# What each transition of the incident process carries.
TRIAGE: dict[str, Any] = {
    "step": "diagnosis",
    "category": Id("category", "VPN"),
    "impact": 2,
    "urgency": 2,
    "priority": 3,
    "matrix": Id("matrix", "1"),
}
ESCALATE: dict[str, Any] = {"step": "investigation", "team": Id("team", "Network")}
WAIT: dict[str, Any] = {
    "step": "waiting",
    "waiting_reason": Id("waiting_reason", "Awaiting the user"),
}
RESOLVE: dict[str, Any] = {
    "step": "resolved",
    "resolution_kind": "fix",
    "resolution_code": Id("resolution_code", "Configuration corrected"),
    "resolution": "MTU set to 1400.",
}
CONFIRM = {"confirmed_by": "Uma", "how": "by phone"}
NOTE = {"note": "The tunnel drops after ten minutes."}

# How tickets are born.
OPENED: dict[str, Any] = {
    "number": Id("number", "next"),
    "workflow_version": Id("workflow_version", "incident"),
    "step": "logged",
    "title": "Printer on fire",
    "requester": Id("person", "uma"),
}
IMPORTED: dict[str, Any] = OPENED | {"step": "resolved", "source": "jira", "source_id": "IT-7"}

# What is published.
CELLS = parsed(cells_text(DEFAULT_MATRIX))
DEFINITION = parsed(definition_of(read_workflow(REQUEST, "request")))


def less(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Give `values` without some of them."""
    return {name: value for name, value in values.items() if name not in names}
