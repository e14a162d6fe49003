"""Measures the concept grader on its own questions: `python -m tests.benchmarks.concept_questions`.

Exemplars with the grader knowing them and, more honestly, each without what was learned from it; adversarial answers;
how many good answers are sent to a person; time and memory.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from prep.catalog.questions import load_questions
from prep.concepts.adversaries import ADVERSARIES
from prep.concepts.answer import passage
from prep.concepts.encoder import semantic_encoder
from prep.concepts.grade import Grader
from prep.concepts.statements import compile_question
from prep.model.question import AnswerResult, Exemplar, Question


class Counts(NamedTuple):
    """What was found against what is there."""

    right: int = 0
    found: int = 0
    there: int = 0

    def plus(self, found: set[str], there: set[str]) -> "Counts":
        return Counts(self.right + len(found & there), self.found + len(found), self.there + len(there))

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.there)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=Path.cwd(), help="the folder that holds rubrics/")
    parser.add_argument("--lexical", action="store_true", help="without the model")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth question, to be quick")
    options = parser.parse_args()
    questions = load_questions([options.content])[:: options.every]
    grader = Grader(None if options.lexical else semantic_encoder())
    print(f"matcher {grader.matcher}, {len(questions)} questions, {sum(len(q.exemplars) for q in questions)} exemplars")
    _report_exemplars(grader, questions)
    _report_adversaries(grader, questions)
    _report_cost(grader, questions)


def _report_exemplars(grader: Grader, questions: Sequence[Question]) -> None:
    points = {True: Counts(), False: Counts()}
    wrong = {True: Counts(), False: Counts()}
    reviewed = good = 0
    for question in questions:
        statements = compile_question(question, grader.encoders)
        for index, exemplar in enumerate(question.exemplars):
            said = passage(exemplar.answer.strip(), grader.encoders, statements.known)
            for known, state in ((True, statements), (False, statements.without(index))):
                result = grader.grade_passage(state, said)
                points[known] = points[known].plus(_found(result), set(exemplar.points))
                wrong[known] = wrong[known].plus({m.id for m in result.misconceptions}, set(exemplar.misconceptions))
            if _is_good(question, exemplar):
                good += 1
                reviewed += result.needs_review
    for known, title in ((True, "exemplars known"), (False, "each left out")):
        print(f"{title:16s} points F1 {points[known].f1:.3f}  misconceptions F1 {wrong[known].f1:.3f}")
    print(f"good answers sent to review, each left out: {reviewed} of {good} ({reviewed / max(1, good):.1%})")


def _found(result: AnswerResult) -> set[str]:
    return {point.id for point in result.points if point.found}


def _is_good(question: Question, exemplar: Exemplar) -> bool:
    weight = sum(point.weight for point in question.points if point.id in exemplar.points)
    return weight >= question.max_weight / 2 and not exemplar.misconceptions


def _report_adversaries(grader: Grader, questions: Sequence[Question]) -> None:
    print("share of the marks: mean, worst; sent to review")
    kinds = {"model answer": lambda question: question.model_answer, **ADVERSARIES}
    for kind, make in kinds.items():
        results = [grader.grade(question, make(question)) for question in questions]
        scores = np.array([result.score for result in results])
        worst = scores.min() if kind == "model answer" else scores.max()
        reviewed = np.mean([result.needs_review for result in results])
        print(f"  {kind:28s}{scores.mean():6.1%} {worst:6.1%} {reviewed:6.1%}")


def _report_cost(grader: Grader, questions: Sequence[Question]) -> None:
    """Time for answers whose questions are compiled, none of them seen before: each is changed a little."""
    answers = [(q, e.answer.replace(".", ", right.", 1) + " So far.") for q in questions for e in q.exemplars]
    fresh = Grader(semantic_encoder() if grader.matcher != "lexical" else None)
    for question in questions:
        fresh.grade(question, "Something about models and data.")
    cpu, wall = time.process_time(), time.perf_counter()
    for question, answer in answers:
        fresh.grade(question, answer)
    each = 1000 / len(answers)
    print(
        f"{(time.process_time() - cpu) * each:.1f} ms of CPU, {(time.perf_counter() - wall) * each:.1f} ms an answer; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"
    )


if __name__ == "__main__":
    main()
