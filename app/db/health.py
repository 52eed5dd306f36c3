"""Whether a desk's file can be opened: a look at its beginning and its smaller tables, which takes milliseconds.

Damage elsewhere shows where it is read, and to whoever makes a backup: both read it all.
"""

from sqlalchemy.engine import Connection

from app.db import tables

# What tickets bring grows without end; the rest is small, and every window reads it.
_SMALL = (tables.desk.name, *(table.name for table in tables.things.values()), tables.workflow_step.name,
          tables.workflow_transition.name, tables.transition_need.name, tables.transition_role.name)  # fmt: skip


def damage(connection: Connection) -> str:
    """Give what SQLite finds broken in the desk's own things; empty: nothing. Raises what SQLite raises."""
    for table in _SMALL:
        for found in connection.exec_driver_sql(f"PRAGMA quick_check('{table}')").scalars():
            if found != "ok":
                return str(found)
    return ""
