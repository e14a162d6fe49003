"""Checks concept questions: each can be read, keeps the rules for rubrics, and is graded as its author says."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.outcome import GradedExemplar, ProofOutcome
from prep.authoring.rubrics import RUBRIC_RULES
from prep.catalog.questions import find_question, load_question_file, question_files
from prep.concepts.grade.grader import AnswerGrader
from prep.model.errors import ContentError
from prep.model.question import Exemplar, Question

_LEAST_MODEL_ANSWER: Final = 0.95
"""Whoever has learnt the model answer by heart has nearly all the marks: 98 % and more where questions ship, while the
network knows nothing of a question of one's own, where each phrasing in other words costs a little.
"""

_LEAST_EXEMPLAR_F1: Final = 0.2
"""Of the points of all exemplars of one question; over all questions it is 0.74."""

_FARTHEST: Final = 0.6
"""How far what an exemplar earns may be from what it deserves by what it lists; of 559 that ship none is so far off."""


def check_questions(roots: Sequence[Path], grader: AnswerGrader | None = None, only: str | None = None) -> ProofOutcome:
    """Find out all that is wrong with the questions under these content folders, or with the one of this id.

    With a grader it also proves that each question is graded as its author says, which takes half a second for each.
    """
    started = time.monotonic()
    diagnostics = Diagnostics()
    questions = list(_loaded([find_question(roots, only)] if only else question_files(roots).values(), diagnostics))
    graded: list[GradedExemplar] = []
    for question in questions:
        for rule in RUBRIC_RULES:
            rule(question, diagnostics)
        if grader is not None:
            graded += check_grades(question, grader, diagnostics)
    return ProofOutcome(
        challenge=only or "rubrics/concepts",
        problems=tuple(diagnostics.problems),
        seconds=time.monotonic() - started,
        exemplars=tuple(graded) if only else (),
    )


def check_grades(question: Question, grader: AnswerGrader, diagnostics: Diagnostics) -> list[GradedExemplar]:
    """The model answer earns nearly all, and the grader finds in the exemplars what they list."""
    score = grader.grade(question, question.model_answer).score
    if score < _LEAST_MODEL_ANSWER:
        diagnostics.problem(
            f"{question.id}: the model answer earns {score:.0%} and should earn {_LEAST_MODEL_ANSWER:.0%}",
            "add phrasings in its words to the points it misses",
        )
    right = found = there = 0
    graded = [_graded(question, number, one, grader) for number, one in enumerate(question.exemplars, 1)]
    for exemplar, one in zip(question.exemplars, graded, strict=True):
        points = {point.id for point in question.points}
        listed = set(exemplar.points)
        right += len(listed - set(one.missed))
        found += len(listed - set(one.missed)) + len(points & set(one.unlisted))
        there += len(listed)
        if abs(one.earned - one.deserved) > _FARTHEST:
            diagnostics.problem(
                f"{question.id}: exemplar {one.number} earns {one.earned:.0%} and by what it lists {one.deserved:.0%}",
                "look whether it lists the right names; if so, add phrasings in its words, or denials and corrections",
            )
    if 2 * right < _LEAST_EXEMPLAR_F1 * (found + there):
        diagnostics.problem(
            f"{question.id}: of the points of its exemplars {right} of {there} are found, and {found - right} others",
            "add phrasings as the exemplars say it, and tell points apart that share their words",
        )
    return graded


def _graded(question: Question, number: int, exemplar: Exemplar, grader: AnswerGrader) -> GradedExemplar:
    result = grader.grade(question, exemplar.answer)
    found = {point.id for point in result.points if point.found} | {one.id for one in result.misconceptions}
    listed = {*exemplar.points, *exemplar.misconceptions}
    return GradedExemplar(
        number=number,
        earned=result.score,
        deserved=_deserved(question, exemplar),
        missed=tuple(sorted(listed - found)),
        unlisted=tuple(sorted(found - listed)),
    )


def _deserved(question: Question, exemplar: Exemplar) -> float:
    """The share of the marks that an exemplar is worth by what it lists, 0 to 1."""
    earned = sum(point.weight for point in question.points if point.id in exemplar.points)
    lost = sum(wrong.penalty for wrong in question.misconceptions if wrong.id in exemplar.misconceptions)
    return max(0.0, earned - lost) / question.max_weight


def _loaded(files: Iterable[Path], diagnostics: Diagnostics) -> Iterator[Question]:
    for file in files:
        try:
            yield load_question_file(file)
        except ContentError as error:
            diagnostics.problems.append(str(error))
