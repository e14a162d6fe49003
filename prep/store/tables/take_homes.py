"""Take-homes: what was sent to whom, what came back, how it was graded, compared and reviewed.

Names stand in a table of their own, so that whoever reads the others reads no names. A `seal` is made with the team's
key over all that its row says; `prep.assessment.register.seals` tells what that is.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from prep.store.tables.base import UtcTime, metadata

take_homes = Table(
    "take_homes",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("spec", Text, nullable=False),  # the assessment as it was last used, as JSON
    Column("team", String(32), nullable=False),  # the fingerprint of the key that signs and seals
    Column("created_at", UtcTime, nullable=False),
    Column("is_sealed", Boolean, nullable=False),  # false of what was begun before rows had seals, until it is adopted
)

candidates = Table(
    "take_home_candidates",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("take_home", ForeignKey("take_homes.id"), nullable=False),
    Column("code", String(16), nullable=False),  # stands for the name everywhere
    Column("extra_minutes", Integer, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("invited", Boolean, nullable=False),  # by the team's list, not by a file that came
    Column("seal", String(64), nullable=False),
    UniqueConstraint("take_home", "code"),
)

people = Table(
    "take_home_people",
    metadata,
    Column("candidate", ForeignKey("take_home_candidates.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("take_home", String(80), nullable=False),
    Column("key", Text, nullable=False),  # name and contact without case and spaces: the same person once
    Index("take_home_people_key", "take_home", "key", unique=True),
)

submissions = Table(
    "take_home_submissions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("candidate", ForeignKey("take_home_candidates.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("source", String(16), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("started_at", UtcTime, nullable=True),
    Column("submitted_at", UtcTime, nullable=True),
    Column("late_s", Float, nullable=False),
    Column("remarks", Text, nullable=False),  # what collecting noticed, one a line
    Column("log", Text, nullable=False),
    Column("handed_in_at", UtcTime, nullable=False),  # by which versions are ordered
    Column("log_digest", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    UniqueConstraint("candidate", "digest"),
)

works = Table(
    "take_home_works",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission", ForeignKey("take_home_submissions.id"), nullable=False),
    Column("part", Text, nullable=False),  # the id of the challenge or the question
    Column("kind", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("problem", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of the content
    UniqueConstraint("submission", "part"),
    Index("take_home_works_part", "part"),
)

grades = Table(
    "take_home_grades",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("work", ForeignKey("take_home_works.id"), nullable=False),
    Column("version", String(64), nullable=False),  # the fingerprint of the content that made it
    Column("share", Float, nullable=False),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("result", Text, nullable=False),
    Column("seal", String(64), nullable=False),
    Column("graded_at", UtcTime, nullable=False),
    UniqueConstraint("work", "version"),
)

tries = Table(
    "take_home_tries",
    metadata,
    Column("work", ForeignKey("take_home_works.id"), primary_key=True),
    Column("version", String(64), primary_key=True),
    Column("machine", String(120), primary_key=True),
    Column("count", Integer, nullable=False),  # how often the grader itself failed there
    Column("reason", Text, nullable=False),
)

versions = Table(
    "take_home_versions",
    metadata,
    Column("take_home", ForeignKey("take_homes.id"), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("version", String(64), nullable=False),  # the one whose grades count
    Column("switched_at", UtcTime, nullable=False),
)

resemblances = Table(
    "take_home_resemblances",
    metadata,
    Column("work", ForeignKey("take_home_works.id"), primary_key=True),
    Column("other", String(120), primary_key=True),  # the number of a work, or a file of the challenge
    Column("share", Float, nullable=False),
    Column("back", Float, nullable=False),
)

marks = Table(
    "take_home_marks",
    metadata,
    Column("submission", ForeignKey("take_home_submissions.id"), primary_key=True),
    Column("reviewer", String(120), primary_key=True),
    Column("criterion", String(80), primary_key=True),
    Column("level", String(80), nullable=False),
    Column("marked_at", UtcTime, nullable=False),
    Column("seal", String(64), nullable=False),
)

comments = Table(
    "take_home_comments",
    metadata,
    Column("submission", ForeignKey("take_home_submissions.id"), primary_key=True),
    Column("reviewer", String(120), primary_key=True),
    Column("to_candidate", Text, nullable=False),
    Column("internal", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("seal", String(64), nullable=False),
)

reviewers = Table(
    "take_home_reviewers",
    metadata,
    Column("take_home", ForeignKey("take_homes.id"), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("key_digest", String(64), nullable=False),  # the key itself is with the reviewer only
    Column("added_at", UtcTime, nullable=False),
    Column("seal", String(64), nullable=False),
)

assignments = Table(
    "take_home_assignments",
    metadata,
    Column("submission", ForeignKey("take_home_submissions.id"), primary_key=True),
    Column("reviewer", String(120), primary_key=True),
    Column("assigned_at", UtcTime, nullable=False),
)

audit = Table(
    "take_home_audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("take_home", ForeignKey("take_homes.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(120), nullable=False),
    Column("what", String(24), nullable=False),
    Column("facts", Text, nullable=False),  # JSON; people by their numbers, which tell nothing once they are forgotten
    Column("seal", String(64), nullable=False),  # chained to the entry before
    UniqueConstraint("take_home", "number"),
)
