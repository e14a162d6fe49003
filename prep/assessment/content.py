"""An assessment together with the challenges, questions and rubric that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.assessment.rubric import ReviewRubric, load_review_rubric
from prep.assessment.spec import Assessment, load_assessment
from prep.catalog.challenges import load_challenge
from prep.catalog.questions import load_question
from prep.model.challenge import Challenge
from prep.model.question import Question
from prep.reports.wording import question_title


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that grading and reviewing an assessment needs."""

    assessment: Assessment
    challenges: Mapping[str, Challenge]
    questions: Mapping[str, Question]
    rubric: ReviewRubric | None

    def weight(self, part_id: str) -> float:
        return next(part.weight for part in self.assessment.parts if part.id == part_id)

    def title(self, part_id: str) -> str:
        """What a part is called in reports."""
        if part_id in self.challenges:
            return self.challenges[part_id].spec.title
        return question_title(self.questions[part_id]) if part_id in self.questions else part_id

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
    return Content(
        assessment=assessment,
        challenges={part.id: load_challenge(roots, part.id) for part in assessment.challenges},
        questions={part.id: load_question(roots, part.id) for part in assessment.questions},
        rubric=load_review_rubric(roots, assessment.rubric) if assessment.rubric else None,
    )
