"""How far reviewers agree beyond chance, by Krippendorff's alpha on ordered levels, and where they differ most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from prep.assessment.register.review import Review
from prep.assessment.spec.rubric import ReviewCriterion, ReviewRubric
from prep.model.errors import ContentError
from prep.model.extras import how_to_add


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """On one criterion, or on all of them."""

    criterion: str
    """Empty for all together."""

    alpha: float | None
    """1 is agreement, 0 what chance would give, below 0 worse than that; None where too little was marked by two."""

    pairs: int
    """How often two reviewers marked the same."""

    exact: float | None
    """The share of these pairs with the same level."""

    @property
    def meaning(self) -> str:
        """By Krippendorff's own customary bounds."""
        if self.alpha is None:
            return "too little was marked by two reviewers, or all got the same level"
        if self.alpha >= 0.8:
            return "good agreement"
        return "enough for tentative conclusions" if self.alpha >= 0.667 else "talk about what the levels mean"


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Two reviewers who chose levels that lie apart."""

    submission: int
    criterion: str
    first: str
    first_level: str
    second: str
    second_level: str
    apart: int
    """In levels."""


def ordinal_alpha(ratings: Sequence[Sequence[float | None]]) -> float | None:
    """Krippendorff's alpha for ordered levels; None where it is not defined.

    Args:
        ratings: a row for each reviewer, a column for each submission, None where nothing was marked.

    Raises:
        ContentError: the library that computes it is not installed.
    """
    columns = list(zip(*ratings, strict=True)) if ratings else []
    paired = [[value for value in column if value is not None] for column in columns]
    paired = [values for values in paired if len(values) > 1]
    if len({value for values in paired for value in values}) < 2:
        return None
    try:
        import krippendorff  # an extra, and not for the other commands
    except ImportError:
        raise ContentError(f"agreement needs the extra `team`: {how_to_add('team')}") from None
    import numpy as np

    table = np.array([[np.nan if value is None else value for value in row] for row in ratings], dtype=float)
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal"))


def agreements(rubric: ReviewRubric, reviews: Mapping[int, Sequence[Review]]) -> list[Agreement]:
    """On all criteria together, then on each."""
    tables = [_ratings(criterion, reviews) for criterion in rubric.criteria]
    reviewers = sorted({one.reviewer for group in reviews.values() for one in group})
    together = [[value for table in tables for value in table[reviewer]] for reviewer in reviewers]
    found = [_agreement("", together)]
    for criterion, table in zip(rubric.criteria, tables, strict=True):
        found.append(_agreement(criterion.id, [table[reviewer] for reviewer in reviewers]))
    return found


def disagreements(rubric: ReviewRubric, reviews: Mapping[int, Sequence[Review]], apart: int = 2) -> list[Disagreement]:
    """Where levels lie at least so far apart, the farthest first: what to talk about."""
    found = []
    for submission, group in reviews.items():
        for one, other in combinations(group, 2):
            for criterion in rubric.criteria:
                if criterion.id in one.levels and criterion.id in other.levels:
                    first, second = one.levels[criterion.id], other.levels[criterion.id]
                    distance = abs(_rank(criterion, first) - _rank(criterion, second))
                    if distance >= apart:
                        found.append(
                            Disagreement(
                                submission=submission,
                                criterion=criterion.id,
                                first=one.reviewer,
                                first_level=first,
                                second=other.reviewer,
                                second_level=second,
                                apart=distance,
                            )
                        )
    return sorted(found, key=lambda one: (-one.apart, one.submission, one.criterion))


def _agreement(criterion: str, ratings: Sequence[Sequence[float | None]]) -> Agreement:
    columns = zip(*ratings, strict=True) if ratings else ()
    marked = [[value for value in column if value is not None] for column in columns]
    pairs = [pair for values in marked for pair in combinations(values, 2)]
    exact = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
    return Agreement(criterion=criterion, alpha=ordinal_alpha(ratings), pairs=len(pairs), exact=exact)


def _ratings(criterion: ReviewCriterion, reviews: Mapping[int, Sequence[Review]]) -> dict[str, list[float | None]]:
    """Ranks of levels by reviewer, in the order of the submissions."""
    reviewers = sorted({one.reviewer for group in reviews.values() for one in group})
    table: dict[str, list[float | None]] = {reviewer: [] for reviewer in reviewers}
    for group in reviews.values():
        levels = {one.reviewer: one.levels.get(criterion.id) for one in group}
        for reviewer in reviewers:
            level = levels.get(reviewer)
            table[reviewer].append(None if level is None else float(_rank(criterion, level)))
    return table


def _rank(criterion: ReviewCriterion, level: str) -> int:
    return [one.id for one in criterion.levels].index(level)
