"""The day a concern is next due stands beside it, worked out by the database; what was passed on is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEXT_DUE = (
    "CASE WHEN resolved_on IS NOT NULL THEN NULL WHEN answered_at IS NULL THEN answer_due "
    "WHEN call_back_on IS NOT NULL THEN call_back_on ELSE resolve_by END"
)


def upgrade() -> None:
    op.create_table(
        "passed_on",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("exit", sa.String(32), nullable=False),
        sa.Column("passed_to", sa.String(), nullable=False),
        sa.Column("passed_at", sa.DateTime(), nullable=False),
        sa.Column("how", sa.String(32), nullable=False),
        sa.Column("meeting_id", _ID),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_passed_on_meeting_id_meeting"),
        sa.PrimaryKeyConstraint("id", name="pk_passed_on"),
    )
    for column in ("deleted_at", "meeting_id", "passed_at"):
        op.create_index(f"ix_passed_on_{column}", "passed_on", [column])
    op.add_column("concern", sa.Column("next_due", sa.Date(), sa.Computed(_NEXT_DUE)))
    op.create_index("ix_concern_next_due", "concern", ["next_due"])
    op.create_index("ix_concern_resolved_on", "concern", ["resolved_on"])


def downgrade() -> None:
    op.drop_index("ix_concern_resolved_on", "concern")
    op.drop_index("ix_concern_next_due", "concern")
    op.drop_column("concern", "next_due")
    op.drop_table("passed_on")
