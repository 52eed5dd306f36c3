"""A desk where everything that may be done was done, by every role and in every way, has no findings."""

import sqlalchemy as sa
from support.honest import WAYS, HonestDesk, combinations
from support.tampering import found
from support.world import World

from app.domain.events import CHANNELS


def test_whatever_is_done_honestly_is_no_finding(world: World) -> None:
    HonestDesk(world).play()
    assert found(world) == []
    assert _told(world) >= set(combinations())
    assert {channel for _, channel in _ways(world)} == {*CHANNELS} - {"sample"}
    assert {channel for role, channel in _ways(world) if role == "agent"} == set(WAYS)


def _told(world: World) -> set[tuple[str, str]]:
    with world.store.reading() as connection:
        rows = connection.execute(sa.text(
            "SELECT e.kind, g.role FROM ticket_event e JOIN role_grant g ON g.person = e.actor"))  # fmt: skip
        return {(kind, role) for kind, role in rows}


def _ways(world: World) -> set[tuple[str, str]]:
    with world.store.reading() as connection:
        rows = connection.execute(sa.text(
            "SELECT g.role, e.channel FROM ticket_event e JOIN role_grant g ON g.person = e.actor"))  # fmt: skip
        return {(role, channel) for role, channel in rows}
