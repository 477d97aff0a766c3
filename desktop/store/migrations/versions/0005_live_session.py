"""A meeting runs: its clock and those of its agenda, who waits to speak, head-counts, what was sorted and read back."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CLOCK = (
    ("began_at", sa.DateTime()),
    ("ended_at", sa.DateTime()),
    ("runs_since", sa.DateTime()),
    ("ran_seconds", sa.Integer()),
)
# In the order of the models, so that an updated office and a new one are the same.
_ADDED: dict[str, tuple[tuple[str, sa.types.TypeEngine[Any]], ...]] = {
    "meeting": (
        ("head_count", sa.Integer()),
        ("through_interpreter", sa.Integer()),
        ("ground_rules", sa.String()),
        *_CLOCK,
        ("break_since", sa.DateTime()),
    ),
    "agenda_item": _CLOCK,
    "line": (("sorted_at", sa.DateTime()),),
    "concern": (("sorted_at", sa.DateTime()),),
    "promise": (("sorted_at", sa.DateTime()), ("read_back_at", sa.DateTime())),
    "question": (("sorted_at", sa.DateTime()), ("read_back_at", sa.DateTime())),
    "action": (("sorted_at", sa.DateTime()), ("read_back_at", sa.DateTime())),
}


def upgrade() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("deleted_at", sa.DateTime()),
        sa.Column("meeting_id", _ID, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("called_at", sa.DateTime()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_waiting_meeting_id_meeting"),
        sa.PrimaryKeyConstraint("id", name="pk_waiting"),
    )
    for column in ("deleted_at", "meeting_id"):
        op.create_index(f"ix_waiting_{column}", "waiting", [column])
    for table, columns in _ADDED.items():
        for name, type_ in columns:
            op.add_column(table, sa.Column(name, type_))


def downgrade() -> None:
    for table, columns in reversed(_ADDED.items()):
        for name, _ in reversed(columns):
            op.drop_column(table, name)
    op.drop_table("waiting")
