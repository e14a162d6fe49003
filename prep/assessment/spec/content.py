"""An assessment together with the challenges, questions and rubric that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from prep.assessment.spec.assessment import Assessment, load_assessment
from prep.assessment.spec.rubric import ReviewRubric, load_review_rubric
from prep.catalog.challenges import load_challenge
from prep.catalog.questions import load_question
from prep.model.challenge import Challenge
from prep.model.errors import ContentError
from prep.model.question import Question


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that grading and reviewing an assessment needs."""

    assessment: Assessment
    challenges: Mapping[str, Challenge]
    questions: Mapping[str, Question]
    rubric: ReviewRubric | None
    variants: Mapping[str, tuple[Challenge, ...]] = field(default_factory=dict)
    """By part, all versions of a challenge that has several; each bears the id of the part."""

    def with_variants(self, chosen: Mapping[str, int]) -> "Content":
        """The same with one version of each challenge that has several."""
        picked = {part: self.variants[part][number] for part, number in chosen.items()}
        return replace(self, challenges={**self.challenges, **picked})

    def weight(self, part_id: str) -> float:
        return next(part.weight for part in self.assessment.parts if part.id == part_id)

    def title(self, part_id: str) -> str:
        """What a part is called in reports."""
        if part_id in self.challenges:
            return self.challenges[part_id].spec.title
        return self.questions[part_id].name if part_id in self.questions else part_id

    @property
    def expected_minutes(self) -> int:
        """What the parts take together, by their own time limits."""
        coding = sum(challenge.spec.time_limit_minutes for challenge in self.challenges.values())
        return coding + sum(question.time_limit_minutes for question in self.questions.values())


def load_content(path: Path, roots: Sequence[Path]) -> Content:
    """Load the file of an assessment and all that it names.

    Raises:
        ContentError: something is missing or broken.
    """
    return resolve_content(load_assessment(path), roots)


def resolve_content(assessment: Assessment, roots: Sequence[Path]) -> Content:
    """Load what an assessment names.

    Raises:
        ContentError: something is missing or broken.
    """
    challenges = {part.id: load_challenge(roots, part.id) for part in assessment.challenges}
    variants = {
        part.id: (challenges[part.id], *(_variant(roots, challenges[part.id], name) for name in part.variants))
        for part in assessment.challenges
        if part.variants
    }
    return Content(
        assessment=assessment,
        challenges=challenges,
        variants=variants,
        questions={part.id: load_question(roots, part.id) for part in assessment.questions},
        rubric=load_review_rubric(roots, assessment.rubric) if assessment.rubric else None,
    )


def _variant(roots: Sequence[Path], main: Challenge, name: str) -> Challenge:
    """Another version of a challenge, under the id of the part; graded, but for names and numbers, by the same checks.

    Raises:
        ContentError: it is missing or broken, or not a version of the same.
    """
    variant = load_challenge(roots, name)
    if _demands(variant) != _demands(main):
        raise ContentError(
            f"`{name}` is listed as a variant of `{main.id}`, but it has other checks, points, limits or libraries; "
            "`prep author fork` makes versions that can stand in for one another"
        )
    return replace(variant, spec=replace(variant.spec, id=main.id))


def _demands(challenge: Challenge) -> tuple[object, ...]:
    spec = challenge.spec
    checks = tuple((check.id, check.criterion, check.points, check.visibility) for check in spec.checks)
    return checks, spec.runtime, spec.limits, spec.time_limit_minutes, spec.project is None
