"""Retention: what was erased, and when"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('subjects', sa.Column('erased_on', sa.Date(), nullable=True))
    op.add_column('documents', sa.Column('destroyed_on', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('documents', 'destroyed_on')
    op.drop_column('subjects', 'erased_on')
