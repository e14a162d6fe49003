"""Measures the concept matcher on human-graded short answers: `python tests/benchmarks/short_answers.py --help`.

Reads folders of CSV files with the columns dataset, qid, question, reference_answer, alt_references, student_answer,
score_avg, max and label. Every figure is for questions that the fit has not seen: whatever question or answer occurs in
what is scored is left out of the fit. When both folders are the same, each question is held out by itself, those of the
large sets with labels in eight groups.

Skips, and says so, when a folder is not there.
"""
# ruff: noqa: E402 - threads are limited, and the checkout found, before anything else is imported

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.preprocessing import StandardScaler

from prep.concepts.encoder import Encoder, LexicalEncoder
from prep.concepts.marked import pulled
from tests.benchmarks.reference_only.layers import layered_encoders
from tests.benchmarks.reference_only.scorer import ReferenceScorer, rising

Vector = NDArray[np.float64]

_GROUPS = 8
_RIDGE = 30.0
_KERNEL_WIDTH = 0.3
_OTHER_SETS_WEIGHT = 0.3
_MARKED = 6
_DRAWS = 5
_BOOTSTRAPS = 500


@dataclass(frozen=True, eq=False)
class Rows:
    """One set of answers with what was measured on each."""

    name: str
    questions: NDArray[np.str_]
    answers: NDArray[np.str_]
    scores: Vector
    """From 0 to 1."""

    best: float
    """The score that 1 stands for in the set."""

    correct: NDArray[np.bool_] | None
    """For sets with labels instead of scores."""

    features: NDArray[np.float64]
    recall: Vector
    cosine: Vector
    tfidf: Vector
    vectors: NDArray[np.float32]
    encoders: int

    def take(self, kept: NDArray[np.bool_]) -> "Rows":
        arrays = {k: v[kept] for k, v in vars(self).items() if isinstance(v, np.ndarray)}
        return Rows(**{**vars(self), **arrays})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", type=Path, required=True, help="folder to fit on")
    parser.add_argument("--score", type=Path, required=True, help="folder to score")
    parser.add_argument("--models", choices=("both", "small", "large", "lexical"), default="both")
    options = parser.parse_args()
    for folder in (options.fit, options.score):
        if not any(folder.glob("*.csv")):
            print(f"skipped: {folder} holds no CSV files of graded answers")
            return 0
    started = time.perf_counter()
    encoders = _encoders(options.models)
    print("matcher:", " + ".join(encoder.name for encoder in encoders))
    fit = load_folder(options.fit, encoders)
    same = options.fit.resolve() == options.score.resolve()
    score = fit if same else load_folder(options.score, encoders)
    for rows in score:
        report(rows, fit, same=same)
    print(f"took {time.perf_counter() - started:.0f} s")
    return 0


def _encoders(models: str) -> list[Encoder]:
    large, small = (*layered_encoders(), None, None)[:2]
    wanted = {"both": (large, small), "large": (large,), "small": (small,), "lexical": ()}
    return [encoder for encoder in wanted[models] if encoder is not None] or [LexicalEncoder()]


def load_folder(folder: Path, encoders: Sequence[Encoder]) -> list[Rows]:
    """All sets of a folder, measured."""
    frames = [pd.read_csv(path) for path in sorted(folder.glob("*.csv"))]
    together = pd.concat(frames)
    return [_measure(str(name), frame, encoders) for name, frame in together.groupby("dataset")]


def _measure(name: str, frame: pd.DataFrame, encoders: Sequence[Encoder]) -> Rows:
    started = time.perf_counter()
    scorer = ReferenceScorer(encoders)
    questions = [_clean(text) for text in frame["question"]]
    answers = [_clean(text) for text in frame["student_answer"]]
    references = [_references(r, a) for r, a in zip(frame["reference_answer"], frame["alt_references"], strict=True)]
    compared = [scorer.compare(*row) for row in zip(questions, references, answers, strict=True)]
    best = float(frame["max"].iloc[0])
    labels = frame["label"]
    took = (time.perf_counter() - started) / len(frame) * 1000
    print(f"{name}: {len(frame)} answers to {len(set(questions))} questions, {took:.1f} ms each")
    return Rows(
        name=name,
        questions=np.array(questions),
        answers=np.array(answers),
        scores=frame["score_avg"].to_numpy(float) / best,
        best=best,
        correct=(labels == "correct").to_numpy(bool) if labels.notna().all() else None,
        features=np.stack([one.features for one in compared]),
        recall=np.array([one.recall for one in compared]),
        cosine=np.array([one.cosine for one in compared]),
        tfidf=_tfidf_cosines(references, answers),
        vectors=np.stack([one.vector for one in compared]),
        encoders=len(encoders),
    )


def _clean(text: object) -> str:
    """Without the mark that one set puts before some questions; a missing answer is an empty one."""
    return str(text).strip().removeprefix("[--] ") if isinstance(text, str) else ""


def _references(reference: object, others: object) -> list[str]:
    return [_clean(text) for text in json.loads(others)] if isinstance(others, str) else [_clean(reference)]


def _tfidf_cosines(references: Sequence[Sequence[str]], answers: Sequence[str]) -> Vector:
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    vectorizer.fit([*answers, *{text for texts in references for text in texts}])
    said = vectorizer.transform(answers)
    return np.array(
        [
            float((vectorizer.transform(texts) @ said[i].T).max()) if answers[i] else 0.0
            for i, texts in enumerate(references)
        ]
    )


def report(rows: Rows, fit: Sequence[Rows], *, same: bool) -> None:
    """Print the figures of one set."""
    base = held_out(rows, fit) if same else predict(rows, fit)
    if rows.correct is not None:
        own = next(one for one in fit if one.name == rows.name)
        known = base if same else held_out(own, fit)
        _report_labels(rows, base, own, known)
        return
    print(f"\n{rows.name}: r [95 %] / RMSE / QWK")
    for name, column in (
        ("TF-IDF cosine", rows.tfidf),
        ("embedding cosine", rows.cosine),
        ("token recall", rows.recall),
    ):
        print(f"  {name:28s}{_figures(rows, _rescaled(column, rows.scores))}")
    print(f"  {'reference answer only':28s}{_figures(rows, base)}")
    _report_marked(rows, base)


def predict(rows: Rows, fit: Sequence[Rows]) -> Vector:
    """Scores from what was fitted on other questions and other answers."""
    unseen = [one.take(_unseen(one, rows)) for one in fit]
    own = next(one for one in unseen if one.name == rows.name)
    others = [one for one in unseen if one.name != rows.name and one.correct is None and rows.correct is None]
    together = [own, *others]
    columns = [model(together, rows) for model in (_ridge, _kernel, _boosted)]
    return np.asarray(np.mean(columns, axis=0))


def held_out(rows: Rows, fit: Sequence[Rows]) -> Vector:
    """Scores for each question from a fit on the questions of the other groups."""
    questions = sorted(set(rows.questions))
    groups = len(questions) if rows.correct is None else _GROUPS
    group = dict(zip(questions, np.random.default_rng(0).permutation(len(questions)) % groups, strict=True))
    folds = np.array([group[question] for question in rows.questions])
    result = np.zeros(len(folds))
    for fold in sorted(set(folds)):
        result[folds == fold] = predict(rows.take(folds == fold), fit)
    return result


def _unseen(one: Rows, scored: Rows) -> NDArray[np.bool_]:
    """Rows whose question and whose answer do not occur in what is scored; a short answer may occur anywhere."""
    answers = {answer for answer in scored.answers if len(answer.split()) > 5}
    return ~np.isin(one.questions, scored.questions) & ~np.isin(one.answers, sorted(answers))


def _ridge(fit: Sequence[Rows], rows: Rows) -> Vector:
    features = np.concatenate([one.features for one in fit])
    weights = _weights_of(fit, rows)
    scaler = StandardScaler().fit(features, sample_weight=weights)
    scores = np.concatenate([one.scores for one in fit])
    model = Ridge(_RIDGE).fit(scaler.transform(features), scores, sample_weight=weights)
    return np.asarray(model.predict(scaler.transform(rows.features)))


def _kernel(fit: Sequence[Rows], rows: Rows) -> Vector:
    """Answers whose features are alike score alike."""
    features = np.concatenate([one.features for one in fit])
    scores = np.concatenate([one.scores for one in fit])
    weights = _weights_of(fit, rows)
    scaler = StandardScaler().fit(features, sample_weight=weights)
    middle = np.average(scores, weights=weights)
    model = KernelRidge(alpha=1.0, kernel="rbf", gamma=_KERNEL_WIDTH / features.shape[1])
    model.fit(scaler.transform(features).clip(-4, 4), scores - middle, sample_weight=weights)
    return np.asarray(model.predict(scaler.transform(rows.features).clip(-4, 4)) + middle)


def _boosted(fit: Sequence[Rows], rows: Rows) -> Vector:
    """Small trees, bound to give a higher score to an answer with more of what a good answer has."""
    up = np.array(rising(rows.encoders), int)
    models = [
        HistGradientBoostingRegressor(
            max_iter=80,
            learning_rate=0.06,
            max_leaf_nodes=6,
            min_samples_leaf=20,
            l2_regularization=5,
            max_features=0.3,
            monotonic_cst=up,
            random_state=seed,
        )
        for seed in range(2)
    ]
    features, scores = (np.concatenate([getattr(one, name) for one in fit]) for name in ("features", "scores"))
    weights = _weights_of(fit, rows)
    columns = [model.fit(features, scores, sample_weight=weights).predict(rows.features) for model in models]
    return np.asarray(np.mean(columns, axis=0))


def _weights_of(fit: Sequence[Rows], rows: Rows) -> Vector:
    """One for a row of the set that is scored, less for other sets."""
    return np.concatenate([np.full(len(f.scores), 1.0 if f.name == rows.name else _OTHER_SETS_WEIGHT) for f in fit])


def _rescaled(column: Vector, scores: Vector) -> Vector:
    """A baseline on the scale of the scores; generous, since it sees them. The correlation is not touched."""
    return np.asarray(LinearRegression().fit(column[:, None], scores).predict(column[:, None]))


def _figures(rows: Rows, predicted: Vector) -> str:
    r, low, high = _correlation(rows, predicted)
    clipped = np.clip(predicted, 0, 1) * rows.best
    true = rows.scores * rows.best
    rmse = float(np.sqrt(np.mean((clipped - true) ** 2)))
    kappa = cohen_kappa_score(np.round(true).astype(int), np.round(clipped).astype(int), weights="quadratic")
    return f"{r:.3f} [{low:.3f}, {high:.3f}] / {rmse:.3f} / {kappa:.3f}"


def _correlation(rows: Rows, predicted: Vector) -> tuple[float, float, float]:
    """Pearson's r and its 95 % interval from a bootstrap over questions."""
    rng = np.random.default_rng(0)
    members = [np.flatnonzero(rows.questions == question) for question in sorted(set(rows.questions))]
    draws = [
        np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))]) for _ in range(_BOOTSTRAPS)
    ]
    values = [np.corrcoef(rows.scores[draw], predicted[draw])[0, 1] for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(np.corrcoef(rows.scores, predicted)[0, 1]), float(low), float(high)


def _report_marked(rows: Rows, base: Vector) -> None:
    """The measure with six marked answers a question, beside the base on the very same answers."""
    figures = [_with_marked(rows, base, draw) for draw in range(_DRAWS)]
    plain, marked = np.mean([one[0] for one in figures]), np.mean([one[1] for one in figures])
    rmse = np.mean([one[2] for one in figures]) * rows.best
    print(
        f"  {f'with {_MARKED} marked answers':28s}{marked:.3f} (RMSE {rmse:.3f}); the same answers without: {plain:.3f}"
    )


def _with_marked(rows: Rows, base: Vector, draw: int) -> tuple[float, float, float]:
    rng = np.random.default_rng(draw)
    corrected = base.copy()
    measured = np.zeros(len(base), np.bool_)
    for question in sorted(set(rows.questions)):
        members = np.flatnonzero(rows.questions == question)
        if len(members) <= _MARKED:
            continue
        chosen = _evenly_over_scores(rows.scores[members], rng)
        known, rest = members[chosen], np.delete(members, chosen)
        measured[rest] = True
        among = rows.vectors[known] @ rows.vectors[known].T
        for i in rest:
            near = rows.vectors[known] @ rows.vectors[i]
            corrected[i] = pulled(base[i], near, among, rows.scores[known], base[known]).score
    true = rows.scores[measured]
    error = float(np.sqrt(np.mean((corrected[measured] - true) ** 2)))
    r = [float(np.corrcoef(true, column[measured])[0, 1]) for column in (base, corrected)]
    return r[0], r[1], error


def _evenly_over_scores(scores: Vector, rng: np.random.Generator) -> NDArray[np.intp]:
    """Six answers at even steps through the answers sorted by score, ties in random order."""
    order = np.lexsort((rng.random(len(scores)), scores))
    return np.asarray(order[np.round(np.linspace(0, len(scores) - 1, _MARKED)).astype(int)], np.intp)


def _report_labels(rows: Rows, base: Vector, own: Rows, known: Vector) -> None:
    """Two-way macro-F1; the threshold is the best one on held-out predictions for the fitted questions."""
    assert rows.correct is not None
    assert own.correct is not None
    marks = np.arange(0.3, 0.7, 0.02)
    threshold = max(marks, key=lambda mark: _macro_f1(own.correct, known >= mark))
    recall = max(
        _macro_f1(rows.correct, rows.recall >= mark) for mark in np.quantile(rows.recall, np.linspace(0.1, 0.9, 17))
    )
    print(f"\n{rows.name}: two-way macro-F1 {_macro_f1(rows.correct, base >= threshold):.3f}")
    print(f"  token recall with its best threshold {recall:.3f}")


def _macro_f1(true: Any, predicted: Iterable[bool]) -> float:
    return float(f1_score(true, predicted, average="macro"))


if __name__ == "__main__":
    raise SystemExit(main())
