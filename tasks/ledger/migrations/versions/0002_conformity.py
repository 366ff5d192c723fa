"""Conformity: invitations in the outbox, subjects that belong to another, sealed documents"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('calendar', sa.Text(), server_default='', nullable=False))

    with op.batch_alter_table('subjects', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parent', sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f('ix_subjects_parent'), ['parent'], unique=False)

    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unsealed_sha256', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('sealed_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    # not in batch mode: it would make the table anew, and drop one that others refer to
    op.drop_index('ix_subjects_parent', table_name='subjects')
    op.drop_column('subjects', 'parent')
    op.drop_column('outbox', 'calendar')
    op.drop_column('documents', 'sealed_at')
    op.drop_column('documents', 'unsealed_sha256')
