"""Take-homes: candidates, submissions, works, grades, marks.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "take_homes",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("spec", sa.Text, nullable=False),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
    )
    op.create_table(
        "take_home_candidates",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("take_home", sa.String(80), sa.ForeignKey("take_homes.id"), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("extra_minutes", sa.Integer, nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
        sa.UniqueConstraint("take_home", "code"),
    )
    op.create_table(
        "take_home_people",
        sa.Column("candidate", sa.Integer, sa.ForeignKey("take_home_candidates.id"), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
    )
    op.create_table(
        "take_home_submissions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("candidate", sa.Integer, sa.ForeignKey("take_home_candidates.id"), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("received_at", _TIME, nullable=False),
        sa.Column("started_at", _TIME, nullable=True),
        sa.Column("submitted_at", _TIME, nullable=True),
        sa.Column("late_s", sa.Float, nullable=False),
        sa.Column("remarks", sa.Text, nullable=False),
        sa.Column("log", sa.Text, nullable=False),
        sa.UniqueConstraint("candidate", "digest"),
    )
    op.create_table(
        "take_home_works",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("submission", sa.Integer, sa.ForeignKey("take_home_submissions.id"), nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.UniqueConstraint("submission", "part"),
    )
    op.create_index("take_home_works_part", "take_home_works", ["part"])
    op.create_table(
        "take_home_grades",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("work", sa.Integer, sa.ForeignKey("take_home_works.id"), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("max_points", sa.Float, nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("graded_at", _TIME, nullable=False),
        sa.UniqueConstraint("work", "version"),
    )
    op.create_table(
        "take_home_tries",
        sa.Column("work", sa.Integer, sa.ForeignKey("take_home_works.id"), primary_key=True),
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "take_home_versions",
        sa.Column("take_home", sa.String(80), sa.ForeignKey("take_homes.id"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("switched_at", _TIME, nullable=False),
    )
    op.create_table(
        "take_home_resemblances",
        sa.Column("work", sa.Integer, sa.ForeignKey("take_home_works.id"), primary_key=True),
        sa.Column("other", sa.String(120), primary_key=True),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("back", sa.Float, nullable=False),
    )
    op.create_table(
        "take_home_marks",
        sa.Column("submission", sa.Integer, sa.ForeignKey("take_home_submissions.id"), primary_key=True),
        sa.Column("reviewer", sa.String(120), primary_key=True),
        sa.Column("criterion", sa.String(80), primary_key=True),
        sa.Column("level", sa.String(80), nullable=False),
        sa.Column("marked_at", _TIME, nullable=False),
    )
    op.create_table(
        "take_home_comments",
        sa.Column("submission", sa.Integer, sa.ForeignKey("take_home_submissions.id"), primary_key=True),
        sa.Column("reviewer", sa.String(120), primary_key=True),
        sa.Column("to_candidate", sa.Text, nullable=False),
        sa.Column("internal", sa.Text, nullable=False),
        sa.Column("written_at", _TIME, nullable=False),
    )
