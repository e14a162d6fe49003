"""Measures the concept grader on answers that nobody tuned it on: `python -m tests.benchmarks.held_out [--errors]`.

The answers were written and labelled point by point from the questions and the descriptions of their points alone,
without sight of phrasings, exemplars or code. `first.toml` and `third.toml` have since been looked at where the grader
went wrong; `second.toml` and `fourth.toml` have not, so only they say how it does on answers it has never met.
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.catalog.questions import load_questions
from prep.concepts.grade.grader import Grader, default_grader
from prep.model.question import AnswerResult, Question

FOLDER = Path(__file__).parent / "held_out"


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """An answer and what a person finds in it."""

    question: str
    answer: str
    points: frozenset[str]
    misconceptions: frozenset[str]


def load(path: Path) -> list[Labelled]:
    entries = tomllib.loads(path.read_text("utf-8"))["answers"]
    return [
        Labelled(
            question=entry["question"],
            answer=entry["answer"].strip(),
            points=frozenset(entry["points"]),
            misconceptions=frozenset(entry["misconceptions"]),
        )
        for entry in entries
    ]


def f1(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Over all pairs of what was found and what is there."""
    right = sum(len(found & there) for found, there in pairs)
    return 2 * right / max(1, sum(len(found) + len(there) for found, there in pairs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=Path.cwd(), help="the folder that holds rubrics/")
    parser.add_argument("--errors", metavar="FILE", help="print each wrong decision on this file, such as first.toml")
    options = parser.parse_args()
    questions = {question.id: question for question in load_questions([options.content])}
    grader = default_grader()
    for path in sorted(FOLDER.glob("*.toml")):
        report(path, questions, grader, errors=path.name == options.errors)


def report(path: Path, questions: dict[str, Question], grader: Grader, *, errors: bool) -> None:
    """Print the figures of one file."""
    answers = [one for one in load(path) if one.question in questions]
    results = [grader.grade(questions[one.question], one.answer) for one in answers]
    points = [(found_points(result), one.points) for one, result in zip(answers, results, strict=True)]
    wrong = [(found_misconceptions(result), one.misconceptions) for one, result in zip(answers, results, strict=True)]
    good = [
        result.needs_review
        for one, result in zip(answers, results, strict=True)
        if not one.misconceptions and worth(questions[one.question], one.points) >= 0.5
    ]
    print(
        f"{path.name}: {len(answers)} answers, points F1 {f1(points):.3f}, misconceptions F1 {f1(wrong):.3f}; "
        f"{sum(good)} of {len(good)} good answers sent to review"
    )
    if errors:
        for one, result, decided, held in zip(answers, results, points, wrong, strict=True):
            _print_errors(one, result, decided, held)
        flags = Counter(flag for result in results for flag in result.flags)
        print(dict(flags))


def found_points(result: AnswerResult) -> frozenset[str]:
    return frozenset(point.id for point in result.points if point.found)


def found_misconceptions(result: AnswerResult) -> frozenset[str]:
    return frozenset(one.id for one in result.misconceptions)


def worth(question: Question, points: frozenset[str]) -> float:
    """The share of the marks that these points earn."""
    return sum(point.weight for point in question.points if point.id in points) / question.max_weight


def _print_errors(
    one: Labelled,
    result: AnswerResult,
    points: tuple[frozenset[str], frozenset[str]],
    wrong: tuple[frozenset[str], frozenset[str]],
) -> None:
    missed, invented = sorted(points[1] - points[0]), sorted(points[0] - points[1])
    unseen, imagined = sorted(wrong[1] - wrong[0]), sorted(wrong[0] - wrong[1])
    if not (missed or invented or unseen or imagined):
        return
    print(f"\n{one.question}: {one.answer}\n  flags {list(result.flags)}")
    probability = {point.id: point.probability for point in result.points}
    quotes = {point.id: point.evidence.quote for point in result.points if point.evidence}
    quotes |= {misconception.id: misconception.evidence.quote for misconception in result.misconceptions}
    for name in missed:
        print(f"  missed {name} ({probability[name]:.2f})")
    for name in unseen:
        print(f"  missed misconception {name}")
    for name in (*invented, *imagined):
        print(f"  invented {name}: {quotes[name]!r}")


if __name__ == "__main__":
    main()
