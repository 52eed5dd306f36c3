"""What a database error means: a lost race, a broken rule, a database out of reach."""

from sqlalchemy.exc import DatabaseError, DBAPIError

from app.errors import DeskError, Interrupted, Locked, LockedByOthers, ReadOnly, Unreachable

# PostgreSQL: unique_violation, serialization_failure (also raised by the guards), deadlock_detected; and
# invalid_sql_statement_name, when the driver has let go of what was prepared.
_LOST = ("23505", "40001", "40P01", "26000")
# PostgreSQL: query_canceled.
_STOPPED = "57014"
# PostgreSQL: lock_not_available.
_WAITED = "55P03"
_READ_ONLY = ("attempt to write a readonly database",)
_BUSY = ("database is locked", "database table is locked")


def is_lost_race(error: DBAPIError) -> bool:
    """Say whether somebody else was quicker, so that reading again may help."""
    code = getattr(error.orig, "sqlstate", None)
    return code in _LOST or "UNIQUE constraint failed" in str(error.orig)


def rule(error: DBAPIError) -> str:
    """Give the rule that the database says was broken: the guard's own sentence."""
    return str(error.orig).splitlines()[0]


def reason(error: DatabaseError, database: str) -> DeskError:
    """Give the error a person is told when `database` could not do its work."""
    text = rule(error)
    if text == "interrupted" or getattr(error.orig, "sqlstate", None) == _STOPPED:
        return Interrupted()
    if getattr(error.orig, "sqlstate", None) == _WAITED:
        return LockedByOthers(database)
    if text in _BUSY:
        return Locked(database)
    return ReadOnly(database) if text in _READ_ONLY else Unreachable(database, text)
