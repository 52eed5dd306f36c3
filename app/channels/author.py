"""Somebody who gives commands in a row: the command line, a loader, a test."""

import getpass
import secrets
from collections.abc import Callable
from typing import Any

from app.clock import Clock
from app.desk import Desk
from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.ids import make_id
from app.errors import NotFound
from app.text import tr


def own_login() -> str:
    """Give the login of whoever uses this computer; raises NotFound where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise NotFound(
            tr("This computer does not say who you are. Set LOGNAME to your login.")
        ) from error


class Author:
    """Tells commands as one person by one channel.

    With `claims`, a clock, each command says when it happened; only the channels offline, import and sample
    may.
    """

    def __init__(
        self,
        desk: Desk,
        actor: int,
        channel: str = "script",
        claims: Clock | None = None,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self.desk = desk
        self.actor = actor
        self.channel = channel
        self._claims = claims
        self._random_bits = random_bits

    def new_id(self) -> int:
        """Make an id for something new."""
        return make_id((self._claims or self.desk.clock).now(), self._random_bits)

    def tell(self, kind: type[Command], **fields: Any) -> Changes:  # noqa: ANN401 - a command's own
        """Give a command of `kind`; the actor may be another one (``actor=``) on a sample desk."""
        moment = self._claims.now() if self._claims else None
        common = {"actor": self.actor, "channel": self.channel, "occurred_at": moment}
        return self.desk.tell(kind(command_id=self.new_id(), **{**common, **fields}))
