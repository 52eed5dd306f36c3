"""Whether the guards still stand as they were installed; an owner or superuser could have changed them."""

import re
from collections.abc import Iterator
from itertools import product

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection

from app.db import tables
from app.db.guards import install
from app.db.guards.beside import BESIDE
from app.text import tr


def differences(connection: Connection) -> Iterator[str]:
    """Say of each guard whether it is missing, changed, switched off, or was never ours."""
    is_sqlite = connection.dialect.name == "sqlite"
    found = _sqlite_objects(connection) if is_sqlite else _postgresql_objects(connection)
    expected = _expected_sqlite() if is_sqlite else _expected_postgresql()
    for name in sorted(expected.keys() - found.keys()):
        yield tr("{guard} is missing", guard=name)
    for name in sorted(found.keys() - expected.keys()):
        yield tr("{guard} does not belong to this desk", guard=name)
    for name in sorted(expected.keys() & found.keys()):
        if expected[name] != found[name]:
            yield tr("{guard} was changed or switched off", guard=name)


def _sqlite_objects(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql(
        # SQLite's own, such as the statistics of ANALYZE, are no part of a desk.
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND NOT (type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'))"
    )
    return {f"{kind} {name}": sql for kind, name, sql in rows}


def _expected_sqlite() -> dict[str, str]:
    # The schema too: a table without its constraints would keep nothing out.
    from app.db.schema import lay

    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        lay(connection)
        return _sqlite_objects(connection)


_CATALOGUE = (
    """SELECT 'function ' || proname, prosrc || CASE WHEN prosecdef THEN ' definer' ELSE '' END
         || coalesce(' ' || array_to_string(proconfig, ';'), '')
         FROM pg_proc WHERE pronamespace = 'firstline'::regnamespace""",
    """SELECT 'trigger ' || tgname || ' on ' || tgrelid::regclass,
              pg_get_triggerdef(oid, true) || CASE WHEN tgenabled IN ('O', 'A') THEN '' ELSE ' off' END
         FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN
              (SELECT oid FROM pg_class WHERE relnamespace = 'firstline'::regnamespace)""",
    """SELECT 'policy ' || polname || ' on ' || polrelid::regclass,
              CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'd' THEN 'DELETE' ELSE polcmd::text END
              || coalesce(' ' || pg_get_expr(polqual, polrelid), '') || coalesce(' ' || pg_get_expr(polwithcheck, polrelid), '')
              || CASE WHEN polroles = '{0}' AND polpermissive THEN '' ELSE ' for some' END
         FROM pg_policy WHERE polrelid IN
              (SELECT oid FROM pg_class WHERE relnamespace = 'firstline'::regnamespace)""",
    """SELECT 'row security of ' || relname, 'on'
         FROM pg_class WHERE relnamespace = 'firstline'::regnamespace AND relrowsecurity""",
    """SELECT 'view ' || viewname, pg_get_viewdef(viewname::regclass, true)
         FROM pg_views WHERE schemaname = 'firstline'""",
    """SELECT 'right of ' || coalesce(grantee::regrole::text, 'everybody') || ' to ' || privilege_type
              || ' ' || relname, 'given'
         FROM pg_class, aclexplode(relacl)
        WHERE relnamespace = 'firstline'::regnamespace AND grantee <> relowner
          AND privilege_type <> 'SELECT'""",
    """SELECT 'right of ' || coalesce(nullif(grantee, 0)::regrole::text, 'everybody') || ' to ' || privilege_type
              || ' schema ' || nspname, 'given'
         FROM pg_namespace, aclexplode(nspacl) WHERE nspname = 'firstline' AND grantee <> nspowner""",
    """SELECT 'rule ' || rulename || ' on ' || ev_class::regclass, pg_get_ruledef(r.oid)
         FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class
        WHERE relnamespace = 'firstline'::regnamespace AND NOT (rulename = '_RETURN' AND relkind = 'v')""",
    """SELECT 'constraint ' || c.conrelid::regclass || ' '
              || pg_get_constraintdef(c.oid) || CASE WHEN c.convalidated THEN '' ELSE ' (not valid)' END, 'on'
         FROM pg_constraint c WHERE c.connamespace = 'firstline'::regnamespace AND c.contype NOT IN ('n', 't', 'u')""",
    """SELECT 'table ' || relname, 'there' FROM pg_class
        WHERE relnamespace = 'firstline'::regnamespace AND relkind IN ('r', 'p', 'f', 'm')""",
    """SELECT 'column ' || attname || ' of ' || relname, format_type(atttypid, atttypmod)
              || CASE WHEN attnotnull THEN ' not null' ELSE '' END || CASE WHEN attidentity = 'a' THEN ' numbered' ELSE '' END
         FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'firstline'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped""",
    """SELECT 'right of ' || coalesce(grantee::regrole::text, 'everybody') || ' to ' || privilege_type
              || ' ' || attname || ' of ' || relname, 'given'
         FROM pg_attribute JOIN pg_class c ON c.oid = attrelid, aclexplode(attacl)
        WHERE relnamespace = 'firstline'::regnamespace AND grantee <> relowner AND privilege_type <> 'SELECT'""",
    """SELECT 'right of ' || coalesce(nullif(grantee, 0)::regrole::text, 'everybody') || ' to call ' || proname, 'given'
         FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner)))
        WHERE pronamespace = 'firstline'::regnamespace AND grantee <> proowner""",
    """SELECT 'unique ' || string_agg(a.attname, ', ' ORDER BY k.position) || ' of ' || i.indrelid::regclass, 'on'
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
         CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY k(attnum, position)
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE c.relnamespace = 'firstline'::regnamespace AND i.indisunique AND i.indisvalid AND NOT i.indisprimary
        GROUP BY i.indexrelid, i.indrelid""",
)


def _postgresql_objects(connection: Connection) -> dict[str, str]:
    rows = (
        row
        for query in (*_CATALOGUE, *BESIDE)
        for row in connection.exec_driver_sql(query.replace("%", "%%"))
    )
    return {name: _plain(text) for name, text in rows}


_FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(.*? AS \$guard\$(.*)\$guard\$", re.DOTALL)
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+) ", re.DOTALL)
_POLICY = re.compile(
    r"CREATE POLICY (\w+) ON (\w+) FOR (\w+) (?:USING|WITH CHECK) \((.*)\)$", re.DOTALL
)
_SECURITY = re.compile(r"ALTER TABLE (\w+) ENABLE ROW LEVEL SECURITY")
_VIEW = re.compile(r"CREATE VIEW (\w+) AS (.*)", re.DOTALL)
_WRITE = re.compile(r"GRANT (INSERT(?:, DELETE)?) (?:\((.*)\) )?ON (\w+) TO (\w+)")
_USAGE = re.compile(r"GRANT USAGE ON (SCHEMA|SEQUENCE) (\w+) TO (\w+)")
_EXECUTE = re.compile(r"GRANT EXECUTE ON FUNCTION (.*) TO (\w+)")


def _expected_postgresql() -> dict[str, str]:
    expected = {}
    for statement in install.statements("postgresql"):
        for name, text in _meant(statement):
            expected[name] = _plain(text)
    for table in tables.metadata.sorted_tables:
        expected |= _expected_table(table)
    # What the migration makes for PostgreSQL alone, and what it remembers.
    return expected | {
        "column xid of change": "xid8 not null",
        "table alembic_version": "there",
        "column version_num of alembic_version": "character varying(32) not null",
        "constraint alembic_version PRIMARY KEY (version_num)": "on",
    }


def _expected_table(table: sa.Table) -> dict[str, str]:
    expected = {f"table {table.name}": "there"}
    for columns in _unique_columns(table):
        expected[f"unique {columns} of {table.name}"] = "on"
    key = ", ".join(_quoted(column.name) for column in table.primary_key)
    expected[f"constraint {table.name} PRIMARY KEY ({key})"] = "on"
    for column in table.columns:
        for foreign in column.foreign_keys:
            expected[f"constraint {table.name} FOREIGN KEY ({_quoted(column.name)}) REFERENCES"
                     f" {foreign.column.table.name}(id) DEFERRABLE INITIALLY DEFERRED"] = "on"  # fmt: skip
        marks = (" not null" * (not column.nullable)) + (" numbered" * bool(column.identity))
        kind = column.type.compile(dialect=_POSTGRESQL).lower()
        expected[f"column {column.name} of {table.name}"] = kind + marks
    return expected


_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def _quoted(name: str) -> str:
    return str(_POSTGRESQL.identifier_preparer.quote(name))


def _meant(statement: str) -> Iterator[tuple[str, str]]:
    if found := _FUNCTION.match(statement):
        definer = " definer" if "SECURITY DEFINER" in statement else ""
        path = " search_path=firstline, pg_temp" if "SET search_path" in statement else ""
        yield f"function {found[1]}", found[2] + definer + path
    elif found := _TRIGGER.match(statement):
        yield f"trigger {found[1]} on {found[2]}", statement
    elif found := _POLICY.match(statement):
        yield f"policy {found[1]} on {found[2]}", f"{found[3]} {found[4]}"
    elif found := _SECURITY.match(statement):
        yield f"row security of {found[1]}", "on"
    elif found := _VIEW.match(statement):
        yield f"view {found[1]}", found[2] + ";"
    else:
        yield from _meant_rights(statement)


def _meant_rights(statement: str) -> Iterator[tuple[str, str]]:
    if found := _WRITE.match(statement):
        columns = (found[2] or "").replace('"', "").split(", ")
        for right, column in product(found[1].split(", "), columns):
            what = f"{column} of {found[3]}" if column else found[3]
            yield f"right of {found[4]} to {right} {what}", "given"
    elif found := _USAGE.match(statement):
        what = f"schema {found[2]}" if found[1] == "SCHEMA" else found[2]
        yield f"right of {found[3]} to USAGE {what}", "given"
    elif found := _EXECUTE.match(statement):
        for function in found[1].split(", "):
            yield f"right of {found[2]} to call {function}", "given"


def _unique_columns(table: sa.Table) -> Iterator[str]:
    for index in table.indexes:
        if index.unique:
            yield ", ".join(column.name for column in index.columns)
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield ", ".join(column.name for column in constraint.columns)


_COMMENT = re.compile(r"--[^\n]*")


def _plain(text: str) -> str:
    """Give a statement in one spelling; what a comment's end hides is hidden here too."""
    return " ".join(_COMMENT.sub(" ", text).split())
