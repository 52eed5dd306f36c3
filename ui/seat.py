"""Who sits at this window."""

import time
from dataclasses import dataclass
from typing import Any, TypeVar

from app.domain.commands import Command
from app.domain.ids import make_id
from app.domain.roles import role_label
from app.domain.rows import Person
from app.errors import listed
from app.text import tr

C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Seat:
    """The person at this window, the teams they are in, and the desk they opened.

    `desk`: its uid; `where`: its place as people read it.
    """

    person: Person
    teams: tuple[int, ...]
    team_names: tuple[str, ...]
    desk: str
    where: str
    is_shared: bool

    @property
    def stands(self) -> str:
        """Give the person's roles and teams as people read them."""
        roles = listed([role_label(role) for role in self.person.roles]) or tr("no role")
        return ", ".join((roles, *self.team_names))

    def new_id(self) -> int:
        """Make an id for something new."""
        return make_id(time.time_ns() // 1_000)

    def command(self, kind: type[C], **fields: Any) -> C:  # noqa: ANN401 - a command's own
        """Make a command of this person; what was begun before has a `command_id` already."""
        fields.setdefault("command_id", self.new_id())
        return kind(actor=self.person.id, channel="desk", **fields)
