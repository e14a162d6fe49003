"""The labelled answers that ship with the questions, as what is measured against."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.catalog.answers import load_labelled_answers
from prep.catalog.questions import load_questions
from prep.model.question import LabelledAnswer, Question, Split


@dataclass(frozen=True)
class Case:
    """One answer to one question, with its labels."""

    question: Question
    labelled: LabelledAnswer

    @property
    def marks(self) -> float:
        """What the labels are worth, 0 to 1."""
        weights = {point.id: point.weight for point in self.question.points}
        penalties = {one.id: one.penalty for one in self.question.misconceptions}
        earned = sum(weights[name] for name in self.labelled.points)
        earned += sum(weights[name] / 2 for name in self.labelled.partly)
        lost = sum(penalties[name] for name in self.labelled.misconceptions)
        return max(0.0, earned - lost) / self.question.max_weight

    def makes(self, statement: str) -> float:
        """1 if the answer makes a point or holds a misconception, a half if it makes a point in part, else 0."""
        if statement in (*self.labelled.points, *self.labelled.misconceptions):
            return 1.0
        return 0.5 if statement in self.labelled.partly else 0.0


def load_cases(content: Path, splits: Sequence[Split]) -> list[Case]:
    """The answers of some splits, question by question."""
    return [
        Case(question, labelled)
        for question in load_questions([content])
        for labelled in load_labelled_answers([content], question)
        if labelled.split in splits
    ]
