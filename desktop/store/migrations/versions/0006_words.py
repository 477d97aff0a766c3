"""Words of the office that no dictionary knows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "word",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_word"),
    )
    op.create_index("ix_word_deleted_at", "word", ["deleted_at"])


def downgrade() -> None:
    op.drop_table("word")
