"""Making a new desk: schema, the first person as its administrator, the process, and the defaults."""

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.channels.author import Author, own_login
from app.channels.company import PersonForm, RoleForm, Settlement, read_company
from app.clock import Clock, SystemClock
from app.db import schema
from app.db.store import Store
from app.desk import Desk
from app.domain.ids import make_id
from app.errors import InvalidValue, NoFolder
from app.paths import DEFAULTS
from app.text import tr

FOUNDER_ROLES = ("administrator", "agent")


def make_desk(url: str) -> None:
    """Make a desk that is empty but for its founder, the process, and what most desks begin with."""
    with founding(url) as (_, settlement):
        settlement.settle(read_company(DEFAULTS))


@contextmanager
def founding(
    url: str,
    kind: str = "desk",
    claims: Clock | None = None,
    random_bits: Callable[[int], int] = secrets.randbits,
    taken: Collection[str] = (),
) -> Iterator[tuple[Desk, Settlement]]:
    """Make a desk of `kind` (``desk`` or ``sample``) at `url` with its founder and the default process.

    What else it is to begin with is done inside the ``with``. Nobody else opens the desk before its end, and
    where that fails the desk is taken away again. The founder is the login of the database, or of this
    computer where the database has none; `taken` are logins it must not have. Raises DeskExists, Unfinished, NotEmpty, NoFolder or Unreachable.
    """
    store = Store(url)
    try:
        login = store.login or own_login()
        if login in taken:
            raise InvalidValue(tr("“{login}” is one of those who are to work there. Make the desk under "
                                  "another login.", login=login))  # fmt: skip
        _lay(store, kind)
        try:
            desk = Desk(url, is_known=True)
            try:
                yield desk, _settle(desk, login, kind, claims, random_bits)
            finally:
                desk.close()
            schema.finish(store)
        except BaseException:  # an interrupted one as well
            schema.discard(store)
            raise
    finally:
        store.close()


def _lay(store: Store, kind: str) -> None:
    schema.require_free(store)
    if store.is_sqlite:
        folder = Path(store.url.database or "").parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoFolder(folder, str(error.strerror)) from error
    schema.create(store, kind)


def _settle(
    desk: Desk, login: str, kind: str, claims: Clock | None, random_bits: Callable[[int], int]
) -> Settlement:
    founder = make_id((claims or SystemClock()).now(), random_bits)
    channel = "sample" if kind == "sample" else "script"
    settlement = Settlement(Author(desk, founder, channel, claims, random_bits), founder)
    roles = [RoleForm(role) for role in FOUNDER_ROLES]
    settlement.person(PersonForm(name=login, login=login, roles=roles), founder)
    settlement.process()
    return settlement
