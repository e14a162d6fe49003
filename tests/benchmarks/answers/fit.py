"""Fits the numbers that turn evidence into probabilities, on answers that the network was not taught with.

The weighing for taught questions is fitted point by point on our labelled answers. That for new questions is fitted to
reproduce the marks that people gave in published sets, and the labels of answers to questions that were written for
this and are taught to nobody: in both the network knows neither question nor rubric. Students seldom answer with a
confident falsehood; in the answers to our questions one in four does.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from prep.concepts.adversaries import ADVERSARIES
from prep.concepts.grade.calibration import Calibration, from_table, load_table
from prep.concepts.grade.grader import AnswerGrader
from prep.concepts.matching.evidence import FEATURES
from prep.concepts.text.fluency import count_log_odds
from prep.concepts.text.words import words_of
from prep.model.question import Question
from tests.benchmarks.answers.human_marks import MarkedSet
from tests.benchmarks.answers.labelled import Case

_STRENGTH = 0.3
_EXEMPLAR_WEIGHT = 0.1
_EVERY = 3
"""Of the questions, for the exemplars: more of them change nothing."""

_SOUNDING_WEIGHT = 0.3
_SOUNDING = ("points denied", "points swapped", "points only mentioned", "points doubted", "both sides", "glossary")
_COVERED = 0.9
_UNBOUNDED = 1e6
_BOUNDS = {
    "recall": (0.0, 0.65),
    "lead": (-0.15, 0.15),
    "nearer": (-0.15, 0.15),
    "breadth": (0.0, 0.65),
    "throughout": (0.0, 0.65),
    "fullness": (0.0, 0.0),
    "apart": (-0.25, 0.25),
    "right_nearby": (-0.25, 0.25),
    "right": (-0.25, 0.25),
}
"""What honest answers have; whoever copies a phrasing into a doubt has more. Where the network knows the subject, how
much was written counts for nothing.
"""
_RIDGE = 0.001
_FOR_NEW = [FEATURES.index(name) for name in ("asserted", "nearer", "breadth", "throughout", "fullness", "right")]
_BOUNDS_FOR_NEW = {"fullness": (-2.0, 0.3), "right": (-0.25, 0.25)}
_OWN_WEIGHT = 0.1
"""Of a label of a point beside a mark of a whole answer. With a fiftieth, r on ML exams is .02 higher and on questions
of one's own .06 lower, and wrong answers there earn half as much again.
"""

_NOT_FOR_NEW = ("denied", "other_errors", "against", "opposed", "fullness")
_BOUNDS_OF_WRONG_FOR_NEW = _BOUNDS | dict.fromkeys(_NOT_FOR_NEW, (0.0, 0.0))
"""Few misconceptions are held in the answers that these are fitted on, so only what tells most of them is used."""

_ASKED_ABOUT = 0.05
"""The share of good answers about which a person is asked although they do speak of the question."""

_SURELY_BESIDE = 0.1
"""The share of answers to other questions that earn nothing: they ask for a person, and most are worth less by that."""

_RIGHT_BY_HALF = 0.5
_OTHERS = 20
"""Answers to other questions that each question is held against, about."""

_TAUGHT_LEVELS: dict[str, float | bool] = {"nothing": 0.12, "everything": 0.85, "sure": 0.6, "knows_sides": True}
_NEW_LEVELS: dict[str, float | bool] = {
    "nothing": 0.0,
    "everything": 1.0,
    "sure": 0.6,
    "beside": 0.0,
    "knows_sides": False,
}
"""Marks that people gave are means already; and where the network does not know the subject, a short answer may be
right in words that are near to none of the author's.
"""


def fit_taught(cases: Sequence[Case], questions: Sequence[Question], grader: AnswerGrader) -> dict[str, Any]:
    """The weighing for questions that the network was taught with.

    The exemplars of their authors count less than answers of others: the network was taught with them. They are there
    because they are short and say little, as many answers do.
    """
    rows: dict[bool, list[NDArray[np.float64]]] = {True: [], False: []}
    made: dict[bool, list[float]] = {True: [], False: []}
    for case, evidence in _read(cases, grader):
        names = [*(one.id for one in case.question.points), *(one.id for one in case.question.misconceptions)]
        for number, (name, row) in enumerate(zip(names, evidence, strict=True)):
            is_point = number < len(case.question.points)
            rows[is_point].append(row)
            made[is_point].append(case.makes(name))
    weights: dict[bool, list[float]] = {kind: [1.0] * len(made[kind]) for kind in (True, False)}
    for question in questions[::_EVERY]:
        for exemplar in question.exemplars:
            found = grader.evidence(question, exemplar.answer)
            if found is not None:
                names = [*(one.id for one in question.points), *(one.id for one in question.misconceptions)]
                for number, (name, row) in enumerate(zip(names, found.rows, strict=True)):
                    is_point = number < len(question.points)
                    rows[is_point].append(row)
                    made[is_point].append(float(name in (*exemplar.points, *exemplar.misconceptions)))
                    weights[is_point].append(_EXEMPLAR_WEIGHT)
    sounding = _sounding(questions, grader)
    points = np.concatenate([np.stack(rows[True]), sounding])
    labels = np.concatenate([np.array(made[True]), np.zeros(len(sounding))])
    each = np.concatenate([weights[True], np.full(len(sounding), _SOUNDING_WEIGHT)])
    return {
        "point": _logistic(points, labels, each),
        "misconception": _logistic(np.stack(rows[False]), np.array(made[False]), np.array(weights[False])),
        **_TAUGHT_LEVELS,
    }


def _sounding(questions: Sequence[Question], grader: AnswerGrader) -> NDArray[np.float64]:
    """The evidence for points in texts that only sound like them."""
    found = []
    for question in questions:
        for kind in _SOUNDING:
            evidence = grader.evidence(question, ADVERSARIES[kind](question))
            if evidence is not None:
                found.append(evidence.rows[: len(question.points)])
    return np.concatenate(found)


class Asked(NamedTuple):
    """A question with answers that are right by half at least, and with answers to other questions of its topic."""

    question: Question
    own: Sequence[str]
    others: Sequence[str]


def asked_of_cases(cases: Sequence[Case], taught: Sequence[Case]) -> list[Asked]:
    """The questions of some cases; the answers to other questions may be of those that the network was taught with."""
    good = [case for case in (*cases, *taught) if case.marks >= _RIGHT_BY_HALF]
    return [
        Asked(
            question,
            [case.labelled.answer for case in good if case.question is question],
            [
                case.labelled.answer
                for case in good
                if case.question.id != name and case.question.topic == question.topic
            ],
        )
        for name, question in sorted({case.question.id: case.question for case in cases}.items())
    ]


def asked_of_sets(sets: Sequence[MarkedSet]) -> list[Asked]:
    """The questions of published sets, with a few answers to each of the others."""
    good = [[a for a, mark in zip(one.answers, one.marks, strict=True) if mark >= _RIGHT_BY_HALF] for one in sets]
    return [
        Asked(one.question, own, [answer for other in good if other is not own for answer in other])
        for one, own in zip(sets, good, strict=True)
    ]


def fit_relevance(asked: Sequence[Asked], grader: AnswerGrader) -> dict[str, float]:
    """Between which relevances doubt about an answer falls from all to nothing."""
    own, others = [], []
    for one in asked:
        own += _relevances(one.question, one.own, grader)
        others += _relevances(one.question, one.others[:: max(1, len(one.others) // _OTHERS)], grader)
    return {
        "beside": round(float(np.quantile(others, _SURELY_BESIDE)), 4),
        "relevant": round(float(np.quantile(own, _ASKED_ABOUT)), 4),
    }


def _relevances(question: Question, answers: Sequence[str], grader: AnswerGrader) -> list[float]:
    found = [grader.evidence(question, answer) for answer in answers]
    return [one.relevance for one in found if one is not None]


def fit_new(sets: Sequence[MarkedSet], own: Sequence[Case], grader: AnswerGrader) -> dict[str, Any]:
    """The weighing for other questions: scores that come nearest to the marks people gave, and to labels of points.

    Args:
        sets: Published questions; they do not label misconceptions.
        own: Labelled answers to questions that the network was not taught with.
    """
    rows, made = [], []
    for case, evidence in _read(own, grader):
        first = len(case.question.points)
        rows.append(evidence[first:])
        made += [case.makes(one.id) for one in case.question.misconceptions]
    wrong = _logistic(np.concatenate(rows), np.array(made), bounds=_BOUNDS_OF_WRONG_FOR_NEW)
    point = _to_marks(_joined([*(_rows_of(one, grader) for one in sets), _points_of(own, grader)]))
    return {"point": point, "misconception": wrong, **_NEW_LEVELS}


def _read(cases: Sequence[Case], grader: AnswerGrader) -> Iterator[tuple[Case, NDArray[np.float64]]]:
    """The evidence in answers of which something is left to read; who only doubts has said nothing."""
    for case in cases:
        evidence = grader.evidence(case.question, case.labelled.answer)
        if evidence is not None:
            yield case, evidence.rows


class _Rows(NamedTuple):
    """Of the answers to a question that say anything."""

    rows: list[NDArray[np.float64]]
    """Each of shape (points, features for new questions)."""

    weights: list[NDArray[np.float64]]
    """The points' shares, each of shape (points,)."""

    marks: list[float]
    counts: list[float]
    """How much each counts."""


def _rows_of(one: MarkedSet, grader: AnswerGrader) -> _Rows:
    lows, highs = _bounds(_BOUNDS_FOR_NEW)
    share = np.array([point.weight for point in one.question.points])
    found = _Rows([], [], [], [])
    for answer, mark in zip(one.answers, one.marks, strict=True):
        evidence = grader.evidence(one.question, answer)
        if evidence is not None:
            found.rows.append(np.clip(evidence.rows[: len(share)], lows, highs)[:, _FOR_NEW])
            found.weights.append(share / share.sum())
            found.marks.append(float(mark))
            found.counts.append(1.0)
    return found


def _points_of(cases: Sequence[Case], grader: AnswerGrader) -> _Rows:
    """Each point as an answer of its own, marked by its label."""
    lows, highs = _bounds(_BOUNDS_FOR_NEW)
    found = _Rows([], [], [], [])
    for case, evidence in _read(cases, grader):
        rows = np.clip(evidence, lows, highs)[:, _FOR_NEW]
        for row, point in zip(rows, case.question.points, strict=False):
            found.rows.append(row[None])
            found.weights.append(np.ones(1))
            found.marks.append(case.makes(point.id))
            found.counts.append(_OWN_WEIGHT)
    return found


def _joined(parts: Sequence[_Rows]) -> _Rows:
    return _Rows(*([one for part in parts for one in part[at]] for at in range(len(_Rows._fields))))  # type: ignore[arg-type]  # of equal kinds


def held_out(sets: Sequence[MarkedSet], own: Sequence[Case], grader: AnswerGrader) -> list[Calibration]:
    """For each set the shipped numbers, but those for new questions fitted on the other sets and our own alone."""
    table = load_table()
    rows = {one.question.id: _rows_of(one, grader) for one in sets}
    points = _points_of(own, grader)
    found = []
    for one in sets:
        others = [rows[other.question.id] for other in sets if other is not one]
        table["new"]["point"] = _to_marks(_joined([*others, points]))
        found.append(from_table(table))
    return found


def _to_marks(known: _Rows) -> dict[str, Any]:
    """Least squares of the expected marks, by the logistic's own gradient."""
    marks, counts = np.array(known.marks), np.array(known.counts) / sum(known.counts)
    every, share = np.concatenate(known.rows), np.concatenate(known.weights)
    owner = np.repeat(np.arange(len(known.rows)), [len(one) for one in known.rows])
    means, scales = every.mean(axis=0), every.std(axis=0) + 1e-9
    standard = (every - means) / scales

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        made = 1 / (1 + np.exp(-np.clip(parameters[0] + standard @ parameters[1:], -30, 30)))
        missed = np.bincount(owner, share * made, len(marks)) - marks
        slope = share * made * (1 - made) * (2 * missed * counts)[owner]
        gradient = np.concatenate([[slope.sum()], standard.T @ slope + 2 * _RIDGE * parameters[1:]])
        return float(counts @ missed**2 + _RIDGE * (parameters[1:] ** 2).sum()), gradient

    best = minimize(loss, np.zeros(1 + len(_FOR_NEW)), jac=True, method="L-BFGS-B").x
    lows, highs = _bounds(_BOUNDS_FOR_NEW)
    full = {"lows": lows, "highs": highs} | {name: np.zeros(len(FEATURES)) for name in ("means", "scales", "weights")}
    full["scales"] += 1
    for name, values in (("means", means), ("scales", scales), ("weights", best[1:])):
        full[name][_FOR_NEW] = values
    return {name: _rounded(values) for name, values in full.items()} | {"intercept": round(float(best[0]), 5)}


def _logistic(
    rows: NDArray[np.float64],
    made: NDArray[np.float64],
    weights: NDArray[np.float64] | None = None,
    *,
    bounds: Mapping[str, tuple[float, float]] = _BOUNDS,
) -> dict[str, Any]:
    """Half-made points count half on either side."""
    each = np.ones(len(made)) if weights is None else weights
    lows, highs = _bounds(bounds)
    rows = np.clip(rows, lows, highs)
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales[scales == 0] = 1  # a feature that is bounded away
    standard = (rows - means) / scales
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    targets = np.concatenate([np.ones(len(made)), np.zeros(len(made))])
    model.fit(
        np.concatenate([standard, standard]), targets, sample_weight=np.concatenate([made * each, (1 - made) * each])
    )
    return {
        "lows": _rounded(lows),
        "highs": _rounded(highs),
        "means": _rounded(means),
        "scales": _rounded(scales),
        "weights": _rounded(model.coef_[0]),
        "intercept": round(float(model.intercept_[0]), 5),
    }


def _bounds(known: Mapping[str, tuple[float, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = [known.get(name, (-_UNBOUNDED, _UNBOUNDED)) for name in FEATURES]
    return np.array([low for low, _ in pairs]), np.array([high for _, high in pairs])


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 5) for value in values]


def fit_interval(cases: Sequence[Case], grader: AnswerGrader) -> float:
    """How many of the grader's standard deviations hold the labels' marks in nine of ten answers."""
    ratios = []
    for case in cases:
        result = grader.grade(case.question, case.labelled.answer)
        spread = max(result.high - result.score, result.score - result.low, 0.02)
        ratios.append(abs(result.score - case.marks) / spread)
    return round(float(np.quantile(ratios, _COVERED)), 3)


def neighbours(cases: Sequence[Case]) -> dict[str, float]:
    """Which kinds of words follow each other in answers that people write, for telling heaps of words."""
    return count_log_odds([words_of(case.labelled.answer) for case in cases])
