"""The journal of practice: questions that failed checks ask for, bookmarks, notes, plans, disagreements.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from prep.store.append_only import make_append_only

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("journal_at", "journal", ["at"])
    make_append_only(op.get_bind(), "journal")
