"""Texts that sound like answers and say nothing, and good answers in other clothes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from prep.catalog.questions import load_questions
from prep.concepts.adversaries import ADVERSARIES
from prep.concepts.grade.grader import Grader
from prep.model.question import Question
from tests.benchmarks.answers.clothes import CLOTHES


def report_gaming(content: Path, grader: Grader) -> None:
    """Print what each kind earns, and what good answers keep."""
    questions = load_questions([content])
    kinds: dict[str, Callable[[Question], str]] = {"model answer": lambda q: q.model_answer, **ADVERSARIES}
    print("share of the marks: mean, worst; sent to a person")
    for kind, make in kinds.items():
        _line(
            kind, questions, [make(question) for question in questions], grader, worst_is_least=kind == "model answer"
        )
    others = [_sister(questions, index).model_answer for index in range(len(questions))]
    _line("a sister question's answer", questions, others, grader)
    print("good answers in other clothes: share of the marks that they keep")
    answers = [(q, e.answer.strip()) for q in questions for e in q.exemplars if len(e.points) >= len(q.points) / 2]
    plain = np.array([grader.grade(q, text).score for q, text in answers])
    for name, dress in CLOTHES.items():
        dressed = np.array([grader.grade(q, dress(text)).score for q, text in answers])
        print(f"  {name:28s}{dressed.sum() / plain.sum():6.1%}")


def _line(
    kind: str, questions: Sequence[Question], texts: Sequence[str], grader: Grader, *, worst_is_least: bool = False
) -> None:
    results = [grader.grade(question, text) for question, text in zip(questions, texts, strict=True)]
    scores = np.array([result.score for result in results])
    worst = scores.min() if worst_is_least else scores.max()
    print(f"  {kind:32s}{scores.mean():6.1%} {worst:6.1%} {np.mean([r.needs_review for r in results]):6.0%}")


def _sister(questions: Sequence[Question], index: int) -> Question:
    """The next question of the same topic."""
    asked = questions[index]
    same = [one for one in questions if one.topic == asked.topic]
    return same[(same.index(asked) + 1) % len(same)]
