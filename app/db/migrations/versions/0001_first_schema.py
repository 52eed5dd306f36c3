"""The first schema.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first release."""
    op.create_table('change',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), sa.Identity(always=True), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('seq'),
    sqlite_strict=True
    )
    op.create_table('command',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('actor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_table('desk',
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('schema', sa.Text(), nullable=False),
    sa.Column('feed_epoch', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('uid'),
    sqlite_strict=True
    )
    op.create_table('matrix',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cells', sa.Text(), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('matrix_number_key', 'matrix', ['number'], unique=True)
    op.create_table('person',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('login', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('badge', sa.Text(), nullable=True),
    sa.Column('site', sa.Text(), nullable=True),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('vip', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('person_badge_key', 'person', ['badge'], unique=True)
    op.create_index('person_login_key', 'person', ['login'], unique=True)
    op.create_table('resolution_code',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('resolution_code_name_key', 'resolution_code', ['name'], unique=True)
    op.create_table('service',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('service_name_key', 'service', ['name'], unique=True)
    op.create_table('team',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('tier', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('team_name_key', 'team', ['name'], unique=True)
    op.create_table('waiting_reason',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('waits_on', sa.Text(), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('waiting_reason_name_key', 'waiting_reason', ['name'], unique=True)
    op.create_table('workflow_version',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('workflow_version_key_number_key', 'workflow_version', ['key', 'number'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('key IS NOT NULL'))
    op.create_table('category',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('parent', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('team', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('service', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['parent'], ['category.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['service'], ['service.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['team'], ['team.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('category_name_parent_key', 'category', ['name', 'parent'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('name IS NOT NULL'))
    op.create_table('desk_event',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), sa.Identity(always=True), nullable=False),
    sa.Column('thing', sa.Text(), nullable=False),
    sa.Column('thing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('command_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('actor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('on_behalf_of', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cause', sa.Text(), nullable=True),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('visibility', sa.Text(), nullable=False),
    sa.Column('login', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('occurred_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('was', sa.Text(), nullable=False),
    sa.Column('now', sa.Text(), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('texts', sa.Text(), nullable=False),
    sa.Column('prev_hash', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['on_behalf_of'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('seq'),
    sa.UniqueConstraint('thing', 'thing_id', 'version'),
    sqlite_strict=True
    )
    op.create_table('membership',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('team', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['team'], ['team.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('membership_person_team_key', 'membership', ['person', 'team'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('person IS NOT NULL'))
    op.create_table('canned_text',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('owner', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('team', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['owner'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['team'], ['team.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('canned_text_owner_name_team_key', 'canned_text', ['owner', 'name', 'team'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('owner IS NOT NULL AND active = 1'), sqlite_where=sa.text('owner IS NOT NULL AND active = 1'))
    op.create_index('canned_text_team_name_key', 'canned_text', ['team', 'name'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('team IS NOT NULL AND active = 1'), sqlite_where=sa.text('team IS NOT NULL AND active = 1'))
    op.create_table('role_grant',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('team', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['team'], ['team.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('role_grant_person_role_team_key', 'role_grant', ['person', 'role', 'team'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('person IS NOT NULL'))
    op.create_table('saved_view',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('owner', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('team', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('base', sa.Text(), nullable=False),
    sa.Column('conditions', sa.Text(), nullable=True),
    sa.Column('sort', sa.Text(), nullable=False),
    sa.Column('descending', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('columns', sa.Text(), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['owner'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['team'], ['team.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('saved_view_owner_name_key', 'saved_view', ['owner', 'name'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('owner IS NOT NULL AND active = 1'), sqlite_where=sa.text('owner IS NOT NULL AND active = 1'))
    op.create_index('saved_view_team_name_key', 'saved_view', ['team', 'name'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('team IS NOT NULL AND active = 1'), sqlite_where=sa.text('team IS NOT NULL AND active = 1'))
    op.create_table('transition_need',
    sa.Column('workflow_version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('transition', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('argument', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['workflow_version'], ['workflow_version.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('workflow_version', 'transition', 'kind', 'argument'),
    sqlite_strict=True
    )
    op.create_table('transition_role',
    sa.Column('workflow_version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('transition', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['workflow_version'], ['workflow_version.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('workflow_version', 'transition', 'role'),
    sqlite_strict=True
    )
    op.create_table('workflow_step',
    sa.Column('workflow_version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('clock', sa.Text(), nullable=False),
    sa.Column('awaits', sa.Text(), nullable=False),
    sa.Column('phase', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['workflow_version'], ['workflow_version.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('workflow_version', 'key'),
    sqlite_strict=True
    )
    op.create_table('workflow_transition',
    sa.Column('workflow_version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('from_step', sa.Text(), nullable=False),
    sa.Column('to_step', sa.Text(), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['workflow_version'], ['workflow_version.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('workflow_version', 'key', 'from_step'),
    sqlite_strict=True
    )
    op.create_table('ticket',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workflow_version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('step', sa.Text(), nullable=False),
    sa.Column('last_working_step', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('source_id', sa.Text(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('requester', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('contact', sa.Text(), nullable=True),
    sa.Column('category', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('service', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('impact', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('urgency', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('priority', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('matrix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('team', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('assignee', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('waiting_reason', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('follow_up_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('vendor_ref', sa.Text(), nullable=True),
    sa.Column('resolution_kind', sa.Text(), nullable=True),
    sa.Column('resolution_code', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('resolution', sa.Text(), nullable=True),
    sa.Column('cause', sa.Text(), nullable=True),
    sa.Column('digests', sa.Text(), nullable=False),
    sa.Column('fields', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('opened_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('clock_state', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resolved_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('closed_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reopen_count', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('respond_due_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('resolve_due_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['assignee'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['category'], ['category.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['matrix'], ['matrix.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['requester'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['resolution_code'], ['resolution_code.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['service'], ['service.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['team'], ['team.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['waiting_reason'], ['waiting_reason.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['workflow_version'], ['workflow_version.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index('ticket_open', 'ticket', [sa.text("coalesce(2 * priority, 3)"), 'id', 'clock_state', 'team', 'assignee', 'follow_up_at', 'updated_at', 'opened_at', 'number'], unique=False, sqlite_where=sa.text("clock_state <> 'final'"), postgresql_where=sa.text("clock_state <> 'final'"))
    op.create_index('ticket_priority', 'ticket', [sa.text("coalesce(2 * priority, 3)"), 'id'], unique=False)
    op.create_index('ticket_opened', 'ticket', ['opened_at', 'id'], unique=False)
    op.create_index('ticket_updated', 'ticket', ['updated_at', 'id'], unique=False)
    op.create_index('ticket_team', 'ticket', ['team', 'updated_at', 'id'], unique=False)
    op.create_index('ticket_assignee', 'ticket', ['assignee', 'updated_at', 'id'], unique=False)
    op.create_index('ticket_requester', 'ticket', ['requester', 'id'], unique=False)
    op.create_index('ticket_number_key', 'ticket', ['number'], unique=True)
    op.create_index('ticket_source_source_id_key', 'ticket', ['source', 'source_id'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('source IS NOT NULL'))
    op.create_table('ticket_event',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), sa.Identity(always=True), nullable=False),
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('command_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('actor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('on_behalf_of', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cause', sa.Text(), nullable=True),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('visibility', sa.Text(), nullable=False),
    sa.Column('login', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('occurred_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('was', sa.Text(), nullable=False),
    sa.Column('now', sa.Text(), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('texts', sa.Text(), nullable=False),
    sa.Column('prev_hash', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['on_behalf_of'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('seq'),
    sa.UniqueConstraint('ticket_id', 'version'),
    sqlite_strict=True
    )
    op.create_table('ticket_link',
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('relation', sa.Text(), nullable=False),
    sa.Column('other', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['other'], ['ticket.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('ticket_id', 'relation', 'other'),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_ticket_link_other'), 'ticket_link', ['other'], unique=False)
    op.create_table('ticket_person',
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('relation', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('ticket_id', 'person', 'relation'),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_ticket_person_person'), 'ticket_person', ['person'], unique=False)
    op.create_table('attachment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('size', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('active', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_attachment_sha256'), 'attachment', ['sha256'], unique=False)
    op.create_index('attachment_ticket', 'attachment', ['ticket_id', 'active'], unique=False)
    op.create_table('attachment_piece',
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('n', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('stored_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bytes', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', 'n'),
    sqlite_strict=True
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE change ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()")
        op.execute("CREATE INDEX change_xid ON change (xid)")
        op.execute("CREATE SEQUENCE ticket_number")
        # Most files are compressed already; trying it again costs more than it saves.
        op.execute("ALTER TABLE attachment_piece ALTER COLUMN bytes SET STORAGE EXTERNAL")
