"""Pictures in e-mails: what each is drawn from, beside the text that shows it"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pictures', sa.Text(), server_default='[]', nullable=False))


def downgrade() -> None:
    op.drop_column('outbox', 'pictures')
