"""The tables, built from the lists of fields that commands, guards and replay read too."""

import sqlalchemy as sa

from app.domain.fields import THINGS, TICKET, Field, Kind, Thing

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
metadata = sa.MetaData()

# Recomputed from the events and outside version and hash; the due times are set by service levels.
DERIVED = (
    sa.Column("clock_state", sa.Text, nullable=False),
    sa.Column("updated_at", Big, nullable=False),
    sa.Column("resolved_at", Big),
    sa.Column("closed_at", Big),
    sa.Column("reopen_count", Big, nullable=False),
    sa.Column("respond_due_at", Big),
    sa.Column("resolve_due_at", Big),
)


def _column(field: Field) -> sa.Column[object]:
    kind = sa.Text if field.kind in (Kind.TEXT, Kind.WORD) else Big
    keys = [_reference(field.references)] if field.references else []
    return sa.Column(field.name, kind, *keys, nullable=not field.required)


def _reference(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _unique(thing: Thing, group: tuple[str, ...]) -> sa.Index:
    first, *others = group
    # Nothing equals nothing in the rest of a group, but a record without its first column does not count.
    name = f"{thing.name}_{'_'.join(group)}_key"
    if not others:
        return sa.Index(name, first, unique=True)
    counts = f"{first} IS NOT NULL"
    if thing.owned:
        counts += " AND active = 1"
    return sa.Index(
        name,
        *group,
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text(counts),
        sqlite_where=sa.text(counts) if thing.owned else None,
    )


def _record(thing: Thing, *more: sa.schema.SchemaItem) -> sa.Table:
    unique = [_unique(thing, group) for group in thing.unique]
    return sa.Table(
        thing.name,
        metadata,
        sa.Column("id", Big, primary_key=True, autoincrement=False),
        sa.Column("version", Big, nullable=False),
        *(_column(field) for field in thing.fields),
        sa.Column("digests", sa.Text, nullable=False),
        *more,
        *unique,
        sqlite_strict=True,
    )


def _event(name: str, *subject: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("seq", Big, sa.Identity(always=True), primary_key=True),
        *subject,
        sa.Column("version", Big, nullable=False),
        sa.Column("command_id", Big, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("actor", Big, nullable=False),
        sa.Column("on_behalf_of", Big, _reference("person")),
        sa.Column("cause", sa.Text),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("recorded_at", Big, nullable=False),
        sa.Column("occurred_at", Big, nullable=False),
        sa.Column("was", sa.Text, nullable=False),
        sa.Column("now", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("texts", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.UniqueConstraint(*(column.name for column in subject), "version"),
        sqlite_strict=True,
    )


desk = sa.Table(
    "desk",
    metadata,
    sa.Column("uid", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("schema", sa.Text, nullable=False),
    sa.Column("feed_epoch", sa.Text, nullable=False),
    sqlite_strict=True,
)

things = {name: _record(thing) for name, thing in THINGS.items()}

_OPEN = sa.text("clock_state <> 'final'")
# One for each order of a queue (`number` has its own), and for whose a ticket is. The first holds all that
# views ask of open tickets, so that they read nothing else.
_QUEUES = (
    sa.Index(
        "ticket_open",
        sa.text("coalesce(2 * priority, 3)"),
        *("id", "clock_state", "team", "assignee", "follow_up_at"),
        *("updated_at", "opened_at", "number"),
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    sa.Index("ticket_priority", sa.text("coalesce(2 * priority, 3)"), "id"),
    sa.Index("ticket_opened", "opened_at", "id"),
    sa.Index("ticket_updated", "updated_at", "id"),
    sa.Index("ticket_team", "team", "updated_at", "id"),
    sa.Index("ticket_assignee", "assignee", "updated_at", "id"),
    sa.Index("ticket_requester", "requester", "id"),
)

ticket = _record(
    TICKET,
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("opened_at", Big, nullable=False),
    sa.Column("opened_by", Big, nullable=False),
    *DERIVED,
    *_QUEUES,
)

# A queue's order by priority; what has none yet comes after 1 and before 2. To the letter the indexes' expression.
URGENCY: sa.ColumnElement[int] = sa.func.coalesce(
    sa.literal_column("2") * ticket.c.priority, sa.literal_column("3")
)

ticket_event = _event(
    "ticket_event", sa.Column("ticket_id", Big, _reference("ticket"), nullable=False)
)
desk_event = _event(
    "desk_event",
    sa.Column("thing", sa.Text, nullable=False),
    sa.Column("thing_id", Big, nullable=False),
)

ticket_link = sa.Table(
    "ticket_link",
    metadata,
    sa.Column("ticket_id", Big, _reference("ticket"), primary_key=True),
    sa.Column("relation", sa.Text, primary_key=True),
    sa.Column("other", Big, _reference("ticket"), primary_key=True, index=True),
    sqlite_strict=True,
)
ticket_person = sa.Table(
    "ticket_person",
    metadata,
    sa.Column("ticket_id", Big, _reference("ticket"), primary_key=True),
    sa.Column("person", Big, _reference("person"), primary_key=True, index=True),
    sa.Column("relation", sa.Text, primary_key=True),
    sqlite_strict=True,
)

# Files of tickets. The row names its content by the hash; erased, it has no name any more and is inactive.
attachment = sa.Table(
    "attachment",
    metadata,
    sa.Column("id", Big, primary_key=True, autoincrement=False),
    sa.Column("ticket_id", Big, _reference("ticket"), nullable=False),
    sa.Column("version", Big, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", Big, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("active", Big, nullable=False),
    sa.Index("attachment_ticket", "ticket_id", "active"),
    sqlite_strict=True,
)
# Operational: stored before the event that names it, and swept when none does.
attachment_piece = sa.Table(
    "attachment_piece",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("n", Big, primary_key=True, autoincrement=False),
    # Before the bytes: SQLite goes through all of them to what stands behind.
    sa.Column("stored_at", Big, nullable=False),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)

# A published workflow, unfolded from its definition so that triggers can join with it.
workflow_step = sa.Table(
    "workflow_step",
    metadata,
    sa.Column("workflow_version", Big, _reference("workflow_version"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("position", Big, nullable=False),
    sa.Column("clock", sa.Text, nullable=False),
    sa.Column("awaits", sa.Text, nullable=False),
    sa.Column("phase", Big),
    sqlite_strict=True,
)
workflow_transition = sa.Table(
    "workflow_transition",
    metadata,
    sa.Column("workflow_version", Big, _reference("workflow_version"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("from_step", sa.Text, primary_key=True),
    sa.Column("to_step", sa.Text),
    sa.Column("purpose", sa.Text, nullable=False),
    sqlite_strict=True,
)
transition_need = sa.Table(
    "transition_need",
    metadata,
    sa.Column("workflow_version", Big, _reference("workflow_version"), primary_key=True),
    sa.Column("transition", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("argument", sa.Text, primary_key=True),
    sqlite_strict=True,
)
transition_role = sa.Table(
    "transition_role",
    metadata,
    sa.Column("workflow_version", Big, _reference("workflow_version"), primary_key=True),
    sa.Column("transition", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sqlite_strict=True,
)

command = sa.Table(
    "command",
    metadata,
    sa.Column("id", Big, primary_key=True, autoincrement=False),
    sa.Column("actor", Big, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Big, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sqlite_strict=True,
)

# PostgreSQL adds `xid`: a reader's position there is its last snapshot, not a number.
change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", Big, sa.Identity(always=True), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("row_id", Big, nullable=False),
    sa.Column("version", Big, nullable=False),
    sqlite_strict=True,
)

# A view of the guards: what everybody may know of a person.
person_card = sa.table(
    "person_card", sa.column("id", Big), sa.column("name", sa.Text), sa.column("active", Big)
)
