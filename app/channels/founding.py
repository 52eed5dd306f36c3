"""Making a new desk: schema, the first person as its administrator, the process, and the defaults."""

import getpass
import secrets
from collections.abc import Callable

from app.channels.author import Author
from app.channels.company import PersonForm, RoleForm, Settlement
from app.clock import Clock
from app.db import schema
from app.db.store import Store
from app.desk import Desk
from app.domain.ids import make_id
from app.errors import DeskExists

FOUNDER_ROLES = ("administrator", "agent")


def found(
    url: str,
    kind: str = "desk",
    claims: Clock | None = None,
    random_bits: Callable[[int], int] = secrets.randbits,
) -> tuple[Desk, Settlement]:
    """Make a desk of `kind` (``desk`` or ``sample``) at `url` with its founder and the default process.

    The founder is the login of the database, or of this computer where the database has none. Raises
    DeskExists where there is a desk already.
    """
    store = Store(url)
    try:
        if schema.is_desk(store):
            raise DeskExists(store.name)
        schema.create(store, kind)
    finally:
        store.close()
    login = store.login or getpass.getuser()
    desk = Desk(url)
    founder = make_id((claims or desk.clock).now(), random_bits)
    channel = "sample" if kind == "sample" else "script"
    author = Author(desk, founder, channel, claims, random_bits)
    settlement = Settlement(author, founder)
    roles = [RoleForm(role) for role in FOUNDER_ROLES]
    settlement.person(PersonForm(name=login, login=login, roles=roles), founder)
    settlement.process()
    return desk, settlement
