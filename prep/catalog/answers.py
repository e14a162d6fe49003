"""Finds and loads the labelled answers that ship with the questions, and what readers found in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.catalog.reader import read_spec
from prep.model.errors import ContentError
from prep.model.question import LabelledAnswer, Question


@dataclass(frozen=True, kw_only=True)
class _AnswersFile:
    format_version: int
    question: str
    answers: tuple[LabelledAnswer, ...]


def load_labelled_answers(roots: Sequence[Path], question: Question) -> tuple[LabelledAnswer, ...]:
    """The labelled answers to a question; none where nobody wrote any.

    Raises:
        ContentError: the file is broken, or names a point or misconception that the question does not have.
    """
    for root in roots:
        path = root / "rubrics" / "answers" / question.topic / f"{question.id}.toml"
        if path.is_file():
            answers = read_spec(path, _AnswersFile).answers
            check_names(answers, question, str(path))
            return answers
    return ()


def check_names(answers: Sequence[LabelledAnswer], question: Question, where: str) -> None:
    """See that answers name only what their question has.

    Raises:
        ContentError: one names a point or misconception that the question does not have.
    """
    points = {point.id for point in question.points}
    wrong = {one.id for one in question.misconceptions}
    for number, one in enumerate(answers, 1):
        unknown = sorted({*one.points, *one.partly, *one.contradicts} - points | {*one.misconceptions} - wrong)
        if unknown:
            raise ContentError(f"{where}: answer {number} names `{unknown[0]}`, which `{question.id}` does not have")
