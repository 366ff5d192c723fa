"""The life of the network: NIR, encrypted"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'nirs',
        sa.Column('passage', sa.String(length=40), nullable=False),
        sa.Column('ciphertext', sa.LargeBinary(), nullable=False),
        sa.Column('stored_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['passage'], ['subjects.ref'], name=op.f('fk_nirs_passage')),
        sa.PrimaryKeyConstraint('passage', name=op.f('pk_nirs')),
    )


def downgrade() -> None:
    op.drop_table('nirs')
