"""What has to stay so that the desk can still be opened and looked after."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.domain.fields import Thing, Values
from app.errors import InvalidValue
from app.queries.records import is_last_administrator
from app.text import tr


@dataclass(frozen=True)
class Asker:
    """Who wants a change; `login`: the account of the database they work under, empty where there is none."""

    person: int
    login: str = ""


@dataclass(frozen=True)
class Edit:
    """A record of some kind as it is, and what is wanted of it."""

    thing: Thing
    held: Values
    wanted: Values

    @property
    def ends_an_administrator(self) -> bool:
        """Whether one who can sign in and look after the desk would not any more, if this is one."""
        after = {**self.held, **self.wanted}
        is_retired = "active" in self.wanted and not after["active"]
        is_other = self.thing.name == "role_grant" and after["role"] != "administrator"
        is_locked_out = self.thing.name == "person" and after["login"] is None
        return is_retired or is_other or (is_locked_out and "login" in self.wanted)

    def shuts_out(self, asker: Asker, row_id: int) -> bool:
        """Whether whoever asks would not find the desk's door open any more.

        On SQLite the login is that of the computer, on PostgreSQL the answer could not even be stored.
        """
        if self.thing.name != "person":
            return False
        login = self.held["login"]
        is_own = row_id == asker.person or (login is not None and login == asker.login)
        is_renamed = "login" in self.wanted and login is not None
        return is_own and (self.wanted.get("active") == 0 or is_renamed)


def require_kept(connection: Connection, asker: Asker, row_id: int, edit: Edit) -> None:
    """Raise InvalidValue where the desk would have no administrator, or whoever asks no way in."""
    if edit.ends_an_administrator and is_last_administrator(connection, edit.thing, row_id):
        raise InvalidValue(
            tr(
                "This is the desk's last administrator who can sign in. Make somebody else one first."
            )
        )
    if edit.shuts_out(asker, row_id):
        raise InvalidValue(
            tr("Nobody shuts themselves out of the desk. Ask another administrator to do it.")
        )
