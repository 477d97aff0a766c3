"""The office's own order of areas, open concerns and the last line of a meeting found by one index each.

A meeting whose minutes are in the Bin may have new ones.
Search is made anew: until the first release it folded some words differently.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
rebuilds_search = True


def upgrade() -> None:
    with op.batch_alter_table("area") as batch:
        batch.add_column(sa.Column("position", sa.Integer()))
    op.drop_index("ix_minutes_meeting_id", "minutes")
    op.create_index("ix_minutes_meeting_id", "minutes", ["meeting_id"])
    live = sa.text("deleted_at IS NULL")
    op.create_index(
        "uq_minutes_meeting_id_live", "minutes", ["meeting_id"], unique=True, sqlite_where=live, postgresql_where=live
    )
    op.create_index("ix_concern_status_id_deleted_at", "concern", ["status_id", "deleted_at"])
    op.create_index("ix_line_meeting_id_position", "line", ["meeting_id", "position"])


def downgrade() -> None:
    op.drop_index("ix_line_meeting_id_position", "line")
    op.drop_index("ix_concern_status_id_deleted_at", "concern")
    op.drop_index("uq_minutes_meeting_id_live", "minutes")
    op.drop_index("ix_minutes_meeting_id", "minutes")
    op.create_index("ix_minutes_meeting_id", "minutes", ["meeting_id"], unique=True)
    with op.batch_alter_table("area") as batch:
        batch.drop_column("position")
