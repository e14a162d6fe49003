"""What reviewers bring to a report beside the sitting itself: similarity, a form to fill in, marks already given."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SimilarityNote:
    """A likeness that somebody should look at; never an accusation."""

    other: str
    """What it is like: the number of another candidate, or "reference", "starter"."""

    share: float
    """How much of it is alike, from 0 to 1."""

    where: str = ""
    """The challenge and the lines, as words."""

    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RubricLevel:
    points: float
    title: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class RubricLine:
    """A criterion for people, with its levels from lowest to highest."""

    title: str
    levels: tuple[RubricLevel, ...]
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewMark:
    """What a reviewer gave on one criterion."""

    criterion: str
    points: float
    max_points: float
    reviewer: str = ""
    """A number or a name; only shown to reviewers."""

    level: str = ""
    """The level in words, where reviewers chose one."""

    level_means: str = ""
    """What work on that level looks like."""

    comment: str = ""
    for_candidate: bool = False
    """Whether the comment goes to the candidate; the points do if it does."""


@dataclass(frozen=True, kw_only=True)
class LineComment:
    """What a reviewer wrote at a line of the code."""

    challenge: str
    """Its id."""

    line: int
    """From 1, in the file that is graded."""

    text: str
    for_candidate: bool = False


@dataclass(frozen=True, kw_only=True)
class SignedResult:
    """A result that can be checked by whoever has the report, without us."""

    text: str
    """Capital letters, digits and a colon, as a square code holds them."""

    key: str
    """The fingerprint of the key that signed it."""


@dataclass(frozen=True, kw_only=True)
class ReviewSheet:
    """The rubric, and what was given so far."""

    rubric: tuple[RubricLine, ...] = ()
    marks: tuple[ReviewMark, ...] = ()
    lines: tuple[LineComment, ...] = ()
