"""Take-homes: each person once, seals over every row that decides, failures by machine, reviewers, an audit log.

Revision ID: 0003
Revises: 0002
"""

import hashlib
import unicodedata

import sqlalchemy as sa
from alembic import op

from prep.store.append_only import make_append_only

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _add("take_homes", sa.Column("is_sealed", sa.Boolean, nullable=False, server_default=sa.false()))
    _add("take_home_candidates", sa.Column("invited", sa.Boolean, nullable=False, server_default=sa.false()))
    for table in ("candidates", "submissions", "marks", "comments"):
        _add(f"take_home_{table}", sa.Column("seal", sa.String(64), nullable=False, server_default=""))
    _add("take_home_people", sa.Column("take_home", sa.String(80), nullable=False, server_default=""))
    _add("take_home_people", sa.Column("key", sa.Text, nullable=False, server_default=""))
    _add("take_home_submissions", sa.Column("log_digest", sa.String(64), nullable=False, server_default=""))
    _add(
        "take_home_submissions",
        sa.Column("handed_in_at", _TIME, nullable=False, server_default=sa.text("'1970-01-01 00:00:00'")),
    )
    _add("take_home_works", sa.Column("digest", sa.String(64), nullable=False, server_default=""))
    _fill()
    op.create_index("take_home_people_key", "take_home_people", ["take_home", "key"], unique=True)
    op.drop_table("take_home_tries")  # what was given up before is tried again
    op.create_table(
        "take_home_tries",
        sa.Column("work", sa.Integer, sa.ForeignKey("take_home_works.id"), primary_key=True),
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("machine", sa.String(120), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "take_home_reviewers",
        sa.Column("take_home", sa.String(80), sa.ForeignKey("take_homes.id"), primary_key=True),
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("key_digest", sa.String(64), nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_table(
        "take_home_assignments",
        sa.Column("submission", sa.Integer, sa.ForeignKey("take_home_submissions.id"), primary_key=True),
        sa.Column("reviewer", sa.String(120), primary_key=True),
        sa.Column("assigned_at", _TIME, nullable=False),
    )
    op.create_table(
        "take_home_audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("take_home", sa.String(80), sa.ForeignKey("take_homes.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.UniqueConstraint("take_home", "number"),
    )
    make_append_only(op.get_bind(), "take_home_audit")


def _add(table: str, column: "sa.Column[object]") -> None:
    op.add_column(table, column)


def _fill() -> None:
    """What the new columns say of rows that were there; their seals are made where the team's key is."""
    connection = op.get_bind()
    known = connection.execute(sa.text("SELECT id, take_home FROM take_home_candidates"))
    take_home_of = {row.id: row.take_home for row in known}
    taken: set[tuple[str, str]] = set()
    for row in connection.execute(
        sa.text("SELECT candidate, name, contact FROM take_home_people ORDER BY candidate")
    ).all():
        take_home, key = take_home_of[row.candidate], f"{_folded(row.name)}\n{_folded(row.contact)}"
        if (take_home, key) in taken:
            key += f"\n{row.candidate}"  # doubles of before stay, so that nobody's work is lost
        taken.add((take_home, key))
        connection.execute(
            sa.text("UPDATE take_home_people SET take_home = :take_home, key = :key WHERE candidate = :candidate"),
            {"take_home": take_home, "key": key, "candidate": row.candidate},
        )
    connection.execute(
        sa.text("UPDATE take_home_submissions SET handed_in_at = received_at WHERE submitted_at IS NULL")
    )
    connection.execute(
        sa.text(
            "UPDATE take_home_submissions SET handed_in_at = "
            "CASE WHEN submitted_at < received_at THEN submitted_at ELSE received_at END WHERE submitted_at IS NOT NULL"
        )
    )
    _digest("take_home_submissions", "log", "log_digest")
    _digest("take_home_works", "content", "digest")


def _digest(table: str, column: str, target: str) -> None:
    connection = op.get_bind()
    numbers = connection.execute(sa.text(f"SELECT id FROM {table}")).scalars().all()  # noqa: S608 - both named above
    for number in numbers:  # one at a time: together they may be large
        query = sa.text(f"SELECT {column} FROM {table} WHERE id = :id")  # noqa: S608
        body = connection.execute(query, {"id": number}).scalar_one()
        digest = hashlib.sha256(body.encode() if isinstance(body, str) else bytes(body)).hexdigest()
        change = sa.text(f"UPDATE {table} SET {target} = :digest WHERE id = :id")  # noqa: S608
        connection.execute(change, {"digest": digest, "id": number})


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
