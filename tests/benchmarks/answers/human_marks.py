"""Measures the product on answers that people marked: `python -m tests.benchmarks.answers.human_marks FOLDER`.

FOLDER holds published sets of marked short answers as CSV (`nn_exam.dev.csv`, `mohler_2273.dev.csv`; they are not part
of this project). The rubrics in `blind_rubrics/` were written from the questions and their reference answers alone,
before any student's answer was seen. Each set is graded by the product as it ships, without marks and with six marked
answers a question, which are left out of the measure.
"""

import argparse
import csv
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from prep.concepts.grade.grader import Grader, default_grader
from prep.concepts.grade.marked import MarkedAnswer, mark, says_something
from prep.model.challenge import Level
from prep.model.question import KeyPoint, Misconception, Question
from tests.benchmarks.answers.figures import weighted_kappa

_RUBRICS = Path(__file__).parent / "blind_rubrics"
SETS = {"nn_exam": "ML exams", "mohler_2273": "Mohler"}
_MARKED = 6
_SAMPLES = 1000
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class MarkedSet:
    """One question with its marked answers."""

    question: Question
    answers: tuple[str, ...]
    marks: NDArray[np.float64]
    """From 0 to 1."""

    most: float
    """The marks that a perfect answer gets."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit(f"{options.folder}: there is no such folder; nothing was measured")
    grader = default_grader()
    for name, title in SETS.items():
        sets = load(options.folder / f"{name}.dev.csv", name)
        print(f"{title}: {len(sets)} questions, {sum(len(one.answers) for one in sets)} answers")
        _report("the product", sets, [_grade(grader, one) for one in sets])
        _report("  word count", sets, [_words(one) for one in sets])
        _report("  TF-IDF", sets, [_tf_idf(one) for one in sets])
        _report_with_marks(grader, sets)


def load(path: Path, name: str) -> list[MarkedSet]:
    """The questions of a set that have a rubric."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for rubric in sorted(_RUBRICS.glob(f"{name}-*.toml")):
        table = tomllib.loads(rubric.read_text("utf-8"))
        own = [row for row in rows if row["qid"] == table["qid"]]
        most = float(own[0]["max"])
        marks = np.array([float(row["score_avg"]) / most for row in own])
        question = _question(table, own[0]["question"], own[0]["reference_answer"], rubric.stem)
        found.append(MarkedSet(question, tuple(row["student_answer"] for row in own), marks, most))
    return found


def _question(table: dict[str, object], asked: str, reference: str, name: str) -> Question:
    points = tuple(
        KeyPoint(
            id=point["id"],
            weight=point["weight"],
            description=point["description"],
            phrasings=tuple(point["phrasings"]),
            denials=tuple(point.get("denials", ())),
            follow_up="",
        )
        for point in table["points"]  # type: ignore[attr-defined]
    )
    misconceptions = tuple(
        Misconception(
            id=one["id"],
            phrasings=tuple(one["phrasings"]),
            penalty=one["penalty"],
            cancels=tuple(one.get("cancels", ())),
            feedback="",
        )
        for one in table.get("misconceptions", ())  # type: ignore[attr-defined]
    )
    return Question(
        format_version=1,
        id=name,
        topic="exam",
        level=Level.INTERMEDIATE,
        time_limit_minutes=30,
        question=asked,
        model_answer=reference,
        points=points,
        misconceptions=misconceptions,
        exemplars=(),
    )


def _grade(grader: Grader, one: MarkedSet) -> NDArray[np.float64]:
    return np.array([grader.grade(one.question, answer).score for answer in one.answers])


def _words(one: MarkedSet) -> NDArray[np.float64]:
    return np.array([min(1.0, len(answer.split()) / 60) for answer in one.answers])


def _tf_idf(one: MarkedSet) -> NDArray[np.float64]:
    rows = TfidfVectorizer().fit_transform([one.question.model_answer, *one.answers])
    return np.asarray((rows[1:] @ rows[0].T).toarray()[:, 0])


def _report(title: str, sets: Sequence[MarkedSet], scores: Sequence[NDArray[np.float64]]) -> None:
    pairs = list(zip(scores, [one.marks for one in sets], strict=True))
    most = sets[0].most
    parts = []
    for name, figure in (("r", _r), ("within a question", _within), ("RMSE", _rmse), ("QWK", _qwk)):
        scale = most if name == "RMSE" else 1.0
        low, high = _interval(pairs, figure)
        parts.append(f"{name} {figure(pairs) * scale:.3f} [{low * scale:.3f}, {high * scale:.3f}]")
    print(f"  {title:24s}" + "  ".join(parts))


_Pairs = Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]


def _r(pairs: _Pairs) -> float:
    scores, marks = (np.concatenate(column) for column in zip(*pairs, strict=True))
    return float(np.corrcoef(scores, marks)[0, 1])


def _within(pairs: _Pairs) -> float:
    """Pearson's r after each question's own means are taken off."""
    return _r([(scores - scores.mean(), marks - marks.mean()) for scores, marks in pairs])


def _rmse(pairs: _Pairs) -> float:
    return float(np.sqrt(np.mean(np.concatenate([(scores - marks) ** 2 for scores, marks in pairs]))))


def _qwk(pairs: _Pairs) -> float:
    scores, marks = (np.rint(4 * np.concatenate(column)) for column in zip(*pairs, strict=True))
    return weighted_kappa(scores, marks)


def _interval(pairs: _Pairs, figure: Callable[[_Pairs], float]) -> tuple[float, float]:
    rng = np.random.default_rng(0)
    drawn = (rng.choice(len(pairs), len(pairs)) for _ in range(_SAMPLES))
    values = [figure([pairs[index] for index in indices]) for indices in drawn]
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)


def _report_with_marks(grader: Grader, sets: Sequence[MarkedSet]) -> None:
    kept, scores, means = [], [], []
    for one in sets:
        chosen = _spread_evenly(one)
        marked = [_mark(one, index) for index in chosen]
        rest = [index for index in range(len(one.answers)) if index not in chosen]
        left = MarkedSet(one.question, tuple(one.answers[i] for i in rest), one.marks[rest], one.most)
        kept.append(left)
        scores.append(_grade(Grader(grader.network, marked={one.question.id: marked}), left))
        means.append(np.full(len(rest), np.mean([m.score for m in marked])))
    _report(f"with {_MARKED} marked answers", kept, scores)
    _report("  the mean of the marks", kept, means)


def _spread_evenly(one: MarkedSet) -> list[int]:
    """Answers with words in them, evenly over the marks."""
    usable = [index for index in np.argsort(one.marks, kind="stable") if says_something(one.answers[index])]
    places = np.linspace(0, len(usable) - 1, _MARKED).round().astype(int)
    return sorted({int(usable[place]) for place in places})


def _mark(one: MarkedSet, index: int) -> MarkedAnswer:
    return mark(
        question=one.question.id, answer=one.answers[index], score=float(one.marks[index]), by="examiner", now=_NOW
    )


if __name__ == "__main__":
    main()
