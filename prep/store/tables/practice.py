"""Practice: sittings, attempts, reviews and the journal, which only grow; and when each question is due next."""

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, String, Table, Text

from prep.store.tables.base import UtcTime, metadata

sittings = Table(
    "sittings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", String(32), nullable=False, unique=True),  # the same in every copy of the data
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime, nullable=False),
    Column("share", Float, nullable=False),
    Column("folder", Text, nullable=False),  # of its reports, below the data folder
    Index("sittings_finished_at", "finished_at"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", String(32), nullable=False, unique=True),
    # No foreign key: the sitting itself is written when it ends.
    Column("sitting_uid", String(32), nullable=True),
    Column("kind", String(16), nullable=False),
    Column("item", Text, nullable=False),  # the id of the challenge or the question
    Column("version", Text, nullable=False),  # the fingerprint of its content
    Column("submitted_at", UtcTime, nullable=False),
    Column("taken_s", Float, nullable=True),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
    Column("share", Float, nullable=False),  # hints paid for
    Column("verdict", String(32), nullable=False),
    Column("hints_used", Integer, nullable=False),
    Column("hint_cost", Float, nullable=False),
    Column("aided", Boolean, nullable=False),  # made after the reference was shown
    Column("text", Text, nullable=False),  # what was handed in
    Column("result", JSON, nullable=False),
    Index("attempts_item", "kind", "item", "submitted_at"),
    Index("attempts_submitted_at", "submitted_at"),
    Index("attempts_sitting", "sitting_uid"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("reviewed_at", UtcTime, nullable=False),
    Column("rating", Integer, nullable=False),  # 1 again, 2 hard, 3 good, 4 easy
    Column("share", Float, nullable=True),  # what the grader gave; empty if nothing was graded
    Column("taken_s", Float, nullable=True),
    Index("reviews_question", "question", "reviewed_at"),
    Index("reviews_reviewed_at", "reviewed_at"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("item", Text, nullable=False),  # the id of a question or a challenge; empty for what is about all
    Column("at", UtcTime, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("journal_at", "at"),
)

cards = Table(
    "cards",
    metadata,
    Column("question", Text, primary_key=True),
    Column("due", UtcTime, nullable=False),
    Column("last_review", UtcTime, nullable=True),
    Column("card", JSON, nullable=False),  # the scheduler's own state
    Column("reason", Text, nullable=False),  # why it is due, if not by the schedule
    Index("cards_due", "due"),
)
