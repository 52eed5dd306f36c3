"""Values that no guard or door lets in, written while the guards were out: `check` names the ticket and the value."""

from collections.abc import Callable
from typing import Any

import pytest
from support.tampering import forge, found, without_guards
from support.world import World

from app.domain.events import Draft

Forged = tuple[Draft, dict[str, Any]]
NOTE = Draft("noted", words={"note": "x"})
CASES: dict[str, Callable[[World], Forged]] = {
    "only a sample desk takes samples": lambda _: (NOTE, {"channel": "sample"}),
    "The way in is one of desk, counter, mail, monitoring, script, offline, import, sample, not “owl”.": (
        lambda _: (NOTE, {"channel": "owl"})
    ),
    "Who sees it is one of internal, public, not “secret”.": (
        lambda _: (Draft("edited", {"contact": "phone"}), {"visibility": "secret"})
    ),
    "The cause shows nothing.": lambda _: (NOTE, {"cause": " \u200b"}),
    "it was written under a login that is not its actor's": lambda _: (NOTE, {"login": "mallory"}),
    "-7 is no id: an id is a positive number of 63 bits.": lambda _: (NOTE, {"command_id": -7}),
    "Contact is one of phone, mail, walk_up, self_service, chat, monitoring, not “owl”.": (
        lambda _: (Draft("edited", {"contact": "owl"}), {})
    ),
    "Follow up on cannot be -5.": lambda _: (Draft("edited", {"follow_up_at": -5}), {}),
    "Description holds characters that are no part of a text.": (
        lambda _: (Draft("edited", {"description": "\x07\x1b[31m"}), {})
    ),
    "Title has 5,000 characters, 250 at most fit on its line. Shorten it.": (
        lambda _: (Draft("edited", {"title": "a\n" * 2_500}), {})
    ),
    "Title holds characters that are no part of a text.": (
        lambda _: (Draft("edited", {"title": "a\nb"}), {})
    ),
    "it changes nothing": lambda _: (Draft("edited"), {}),
    "it names a person the desk did not know": (
        lambda _: (Draft("watched", said={"relation": "watcher", "person": 4711}), {})
    ),
    "A relation is one of watcher, affected, mentioned, not “stalker”.": (
        lambda w: (Draft("watched", said={"relation": "stalker", "person": w.id("person", "uma")}), {})
    ),
    "A relation is one of duplicate_of, child_of, related_to, not “enemy_of”.": (
        lambda w: (Draft("linked", said={"relation": "enemy_of", "other": w.id("ticket", "other")}), {})
    ),
    "a ticket is not linked to itself": (
        lambda w: (Draft("linked", said={"relation": "child_of", "other": w.id("ticket", "it")}), {})
    ),
    "“noted” says no “colour”": lambda _: (Draft("noted", words={"note": "x", "colour": "red"}), {}),
    "it names no versions to erase": lambda w: (erasure("1,"), {"actor": w.id("person", "ada")}),
    "it names no versions to erase ": lambda w: (erasure("1" * 5_000), {"actor": w.id("person", "ada")}),
    "it was recorded before the one before it": (
        lambda w: (NOTE, {"recorded_at": last_at(w) - 10**9, "occurred_at": last_at(w)})
    ),
}  # fmt: skip


def erasure(versions: str) -> Draft:
    return Draft("erased", said={"versions": versions}, words={"reason": "She asked."})


def last_at(world: World) -> int:
    moment = world.held(world.id("ticket", "it")).last_at
    assert moment
    return moment


@pytest.mark.parametrize("what", CASES)
def test_what_does_not_fit_is_named(what: str, world: World) -> None:
    ticket = world.log()
    world.ids |= {("ticket", "it"): ticket, ("ticket", "other"): world.log()}
    draft, columns = CASES[what](world)
    with without_guards(world) as connection:
        forge(world, connection, ticket, draft, **columns)
    told = [(finding.subject, finding.what) for finding in found(world)]
    assert ("INC-000001", f"version 2: {what.strip()}") in told
    assert {subject for subject, _ in told} == {"INC-000001"}
