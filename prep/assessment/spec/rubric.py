"""The rubric by which people review: criteria, levels, and an anchored example for each level."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.catalog.reader import read_spec, suggest
from prep.model.errors import ContentError


@dataclass(frozen=True, kw_only=True)
class ReviewLevel:
    """One step of a criterion."""

    id: str
    title: str
    points: float
    anchor: str
    """What work on this level looks like, so that two people mean the same by it."""


@dataclass(frozen=True, kw_only=True)
class ReviewCriterion:
    """One thing that a reviewer looks at."""

    id: str
    title: str
    asks: str
    """What to look at, and what not to."""

    levels: tuple[ReviewLevel, ...]
    """From worst to best."""

    @property
    def max_points(self) -> float:
        return max(level.points for level in self.levels)

    def level(self, level_id: str) -> ReviewLevel:
        """The level of that name.

        Raises:
            ContentError: there is none.
        """
        for level in self.levels:
            if level.id == level_id:
                return level
        raise ContentError(
            f"`{self.id}` has no level `{level_id}`; {suggest(level_id, [level.id for level in self.levels])}"
        )


@dataclass(frozen=True, kw_only=True)
class ReviewRubric:
    """What a file in rubrics/review says."""

    format_version: int
    id: str
    title: str
    criteria: tuple[ReviewCriterion, ...]

    @property
    def max_points(self) -> float:
        return sum(criterion.max_points for criterion in self.criteria)

    def criterion(self, criterion_id: str) -> ReviewCriterion:
        """The criterion of that name.

        Raises:
            ContentError: there is none.
        """
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        known = [criterion.id for criterion in self.criteria]
        raise ContentError(f"the rubric `{self.id}` has no criterion `{criterion_id}`; {suggest(criterion_id, known)}")


def review_rubric_files(roots: Sequence[Path]) -> dict[str, Path]:
    """Every rubric for reviewers by its name; the first content folder wins."""
    found: dict[str, Path] = {}
    for root in roots:
        for file in sorted(root.glob("rubrics/review/*.toml")):
            found.setdefault(file.stem, file)
    return found


def load_review_rubric(roots: Sequence[Path], name: str) -> ReviewRubric:
    """Load a rubric by its name.

    Raises:
        ContentError: there is none, or it is broken.
    """
    files = review_rubric_files(roots)
    if name not in files:
        raise ContentError(
            f"no rubric `{name}` in rubrics/review; {suggest(name, files) if files else 'there are none'}"
        )
    rubric = read_spec(files[name], ReviewRubric)
    for problem in _contradictions(rubric, name):
        raise ContentError(f"{files[name]}: {problem}")
    return rubric


def _contradictions(rubric: ReviewRubric, name: str) -> list[str]:
    problems = []
    if rubric.id != name:
        problems.append(f"`id` is `{rubric.id}`, but the file is called `{name}.toml`")
    if not rubric.criteria:
        problems.append("it has no criteria; add `[[criteria]]`")
    names = Counter(criterion.id for criterion in rubric.criteria)
    problems += [f"the criterion `{one}` is declared twice" for one, count in names.items() if count > 1]
    for criterion in rubric.criteria:
        points = [level.points for level in criterion.levels]
        if len(points) < 2:
            problems.append(f"`{criterion.id}` needs at least two levels")
        elif not all(map(math.isfinite, points)) or points != sorted(points) or points[0] < 0 or points[-1] <= 0:
            problems.append(f"the levels of `{criterion.id}` must go from worst to best, with points from 0 upwards")
        if len({level.id for level in criterion.levels}) < len(criterion.levels):
            problems.append(f"`{criterion.id}` has two levels of the same id")
    return problems
