"""The five steps, by commands alone, as the people of each role take them."""

from support.world import World


def test_an_incident_goes_through_all_five_phases(world: World) -> None:
    ticket = world.log("anna", description="Every day at ten.")
    world.bring("anna", ticket, "triage", "escalate")
    world.bring("rui", ticket, "wait", "resume", "resolve")
    world.bring("anna", ticket, "reopen", "resolve", "confirm")
    held = world.held(ticket)
    assert held.values["step"] == "closed"
    assert held.values["priority"] == 3
    assert held.values["number"] == 1
    assert held.version == 9
