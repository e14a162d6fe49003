"""Practice: sittings, attempts, reviews, cards.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from prep.store.append_only import make_append_only

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sittings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("finished_at", _TIME, nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
    )
    op.create_index("sittings_finished_at", "sittings", ["finished_at"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("sitting_uid", sa.String(32), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("submitted_at", _TIME, nullable=False),
        sa.Column("taken_s", sa.Float, nullable=True),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("max_points", sa.Float, nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("hints_used", sa.Integer, nullable=False),
        sa.Column("hint_cost", sa.Float, nullable=False),
        sa.Column("aided", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
    )
    op.create_index("attempts_item", "attempts", ["kind", "item", "submitted_at"])
    op.create_index("attempts_submitted_at", "attempts", ["submitted_at"])
    op.create_index("attempts_sitting", "attempts", ["sitting_uid"])
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("reviewed_at", _TIME, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("share", sa.Float, nullable=True),
        sa.Column("taken_s", sa.Float, nullable=True),
    )
    op.create_index("reviews_question", "reviews", ["question", "reviewed_at"])
    op.create_index("reviews_reviewed_at", "reviews", ["reviewed_at"])
    op.create_table(
        "cards",
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("due", _TIME, nullable=False),
        sa.Column("last_review", _TIME, nullable=True),
        sa.Column("card", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("cards_due", "cards", ["due"])
    for table in ("sittings", "attempts", "reviews"):
        make_append_only(op.get_bind(), table)
