"""Measures the product on answers that people marked: `python -m tests.benchmarks.answers human --marks FOLDER`.

FOLDER holds published sets of marked short answers as CSV (`nn_exam.dev.csv`, `mohler_2273.dev.csv`; they are not part
of this project). The rubrics in `blind_rubrics/` were written from the questions and their reference answers alone,
before any student's answer was seen. Each set is graded by the product as it ships, without marks and with six marked
answers a question, which are left out of the measure.
"""

import csv
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from prep.concepts.grade.calibration import Calibration
from prep.concepts.grade.grader import AnswerGrader
from prep.concepts.grade.marked import MarkedAnswer, mark, says_something
from prep.model.challenge import Level
from prep.model.question import KeyPoint, Misconception, Question
from tests.benchmarks.answers.figures import weighted_kappa
from tests.benchmarks.answers.tables import Table

_RUBRICS = Path(__file__).parent / "blind_rubrics"
SETS = {"nn_exam": "ML exams", "mohler_2273": "Mohler"}
FittedWithout = Callable[[Sequence["MarkedSet"], AnswerGrader], Sequence[Calibration]]
"""For each set a calibration that has not seen it."""

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


def tables(folder: Path, grader: AnswerGrader, fitted_without: FittedWithout) -> Iterator[Table]:
    """A table for each set: the product, simpler ways, and the product with some marked answers.

    The numbers for new questions were fitted on these very sets, so the product is also measured with numbers that were
    fitted without the question it grades.
    """
    loaded = {name: load(folder / f"{name}.dev.csv", name) for name in SETS}
    every = [one for sets in loaded.values() for one in sets]
    blind = dict(zip((one.question.id for one in every), fitted_without(every, grader), strict=True))
    for name, title in SETS.items():
        sets = loaded[name]
        rows = [
            _row("the product", sets, [_grade(grader, one) for one in sets]),
            _row(
                "fitted without the question",
                sets,
                [_grade(AnswerGrader(grader.network, blind[one.question.id]), one) for one in sets],
            ),
            _row("word count", sets, [_alone(_words(one)) for one in sets]),
            _row("TF-IDF", sets, [_alone(_tf_idf(one)) for one in sets]),
            *_rows_with_marks(grader, sets),
        ]
        count = sum(len(one.answers) for one in sets)
        heading = f"{title}: {len(sets)} questions, {count} answers of {sets[0].most:g} marks"
        columns = ("way", "r", "r within a question", "RMSE", "QWK", "without a person, QWK there")
        yield Table(heading, columns, tuple(rows))


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


@dataclass(frozen=True, eq=False)
class _Scored:
    """Scores of a question's answers, and which of them a person should look at."""

    scores: NDArray[np.float64]
    review: NDArray[np.bool_]


def _grade(grader: AnswerGrader, one: MarkedSet) -> _Scored:
    results = [grader.grade(one.question, answer) for answer in one.answers]
    return _Scored(np.array([r.score for r in results]), np.array([r.needs_review for r in results]))


def _alone(scores: NDArray[np.float64]) -> _Scored:
    """Of a way that never asks for a person."""
    return _Scored(scores, np.zeros(len(scores), np.bool_))


def _words(one: MarkedSet) -> NDArray[np.float64]:
    return np.array([min(1.0, len(answer.split()) / 60) for answer in one.answers])


def _tf_idf(one: MarkedSet) -> NDArray[np.float64]:
    rows = TfidfVectorizer().fit_transform([one.question.model_answer, *one.answers])
    return np.asarray((rows[1:] @ rows[0].T).toarray()[:, 0])


def _row(title: str, sets: Sequence[MarkedSet], scored: Sequence[_Scored]) -> tuple[str, ...]:
    pairs = [(found.scores, one.marks) for one, found in zip(sets, scored, strict=True)]
    most = sets[0].most
    cells = []
    for figure in (_r, _within, _rmse, _qwk):
        scale = most if figure is _rmse else 1.0
        low, high = _interval(pairs, figure)
        cells.append(f"{figure(pairs) * scale:.3f} [{low * scale:.3f}, {high * scale:.3f}]")
    alone = [(s.scores[~s.review], one.marks[~s.review]) for one, s in zip(sets, scored, strict=True)]
    share = 1 - float(np.mean(np.concatenate([s.review for s in scored])))
    return title, *cells, f"{share:.0%}, {_qwk(alone):.3f}"


_Pairs = Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]


def _r(pairs: _Pairs) -> float:
    scores, marks = (np.concatenate(column) for column in zip(*pairs, strict=True))
    if not scores.std() or not marks.std():
        return 0.0  # what never changes goes with nothing
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


def _rows_with_marks(grader: AnswerGrader, sets: Sequence[MarkedSet]) -> list[tuple[str, ...]]:
    kept, scored, alone, means = [], [], [], []
    for one in sets:
        chosen = _spread_evenly(one)
        marked = [_mark(one, index) for index in chosen]
        rest = [index for index in range(len(one.answers)) if index not in chosen]
        left = MarkedSet(one.question, tuple(one.answers[i] for i in rest), one.marks[rest], one.most)
        kept.append(left)
        scored.append(_grade(AnswerGrader(grader.network, marked={one.question.id: marked}), left))
        alone.append(_grade(grader, left))
        means.append(_alone(np.full(len(rest), np.mean([m.score for m in marked]))))
    return [
        _row(f"with {_MARKED} marked answers", kept, scored),
        _row("the same answers without them", kept, alone),
        _row("the mean of these marks", kept, means),
    ]


def _spread_evenly(one: MarkedSet) -> list[int]:
    """Answers with words in them, evenly over the marks."""
    usable = [index for index in np.argsort(one.marks, kind="stable") if says_something(one.answers[index])]
    places = np.linspace(0, len(usable) - 1, _MARKED).round().astype(int)
    return sorted({int(usable[place]) for place in places})


def _mark(one: MarkedSet, index: int) -> MarkedAnswer:
    return mark(
        question=one.question.id, answer=one.answers[index], score=float(one.marks[index]), by="examiner", now=_NOW
    )
