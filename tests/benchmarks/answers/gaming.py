"""Texts that sound like answers and say nothing, and good answers in other clothes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from prep.catalog.questions import load_questions
from prep.concepts.adversaries import ADVERSARIES
from prep.concepts.grade.grader import AnswerGrader
from prep.model.question import Question
from tests.benchmarks.answers.clothes import CLOTHES
from tests.benchmarks.answers.tables import Table


def gaming(content: Path, grader: AnswerGrader) -> Table:
    """What each kind earns, over all questions."""
    questions = load_questions([content])
    kinds: dict[str, Callable[[Question], str]] = {"model answer": lambda q: q.model_answer, **ADVERSARIES}
    rows = [
        _row(kind, questions, [make(question) for question in questions], grader, worst_is_least=kind == "model answer")
        for kind, make in kinds.items()
    ]
    others = [_sister(questions, index).model_answer for index in range(len(questions))]
    rows.append(_row("a sister question's answer", questions, others, grader))
    title = f"Texts that only sound like answers ({len(questions)} questions)"
    return Table(title, ("kind", "mean score", "worst", "sent to a person"), tuple(rows))


def registers(content: Path, grader: AnswerGrader) -> Table:
    """The share of their marks that good answers keep in other clothes."""
    questions = load_questions([content])
    answers = [(q, e.answer.strip()) for q in questions for e in q.exemplars if len(e.points) >= len(q.points) / 2]
    plain = np.array([grader.grade(q, text).score for q, text in answers])
    rows = []
    for name, dress in CLOTHES.items():
        dressed = np.array([grader.grade(q, dress(text)).score for q, text in answers])
        rows.append((name, f"{dressed.sum() / plain.sum():.1%}"))
    return Table(f"Good answers in other clothes ({len(answers)} answers)", ("clothes", "marks kept"), tuple(rows))


def _row(
    kind: str,
    questions: Sequence[Question],
    texts: Sequence[str],
    grader: AnswerGrader,
    *,
    worst_is_least: bool = False,
) -> tuple[str, ...]:
    results = [grader.grade(question, text) for question, text in zip(questions, texts, strict=True)]
    scores = np.array([result.score for result in results])
    worst = scores.min() if worst_is_least else scores.max()
    sent = np.mean([result.needs_review for result in results])
    return kind, f"{scores.mean():.0%}", f"{worst:.0%}", f"{sent:.0%}"


def _sister(questions: Sequence[Question], index: int) -> Question:
    """The next question of the same topic."""
    asked = questions[index]
    same = [one for one in questions if one.topic == asked.topic]
    return same[(same.index(asked) + 1) % len(same)]
