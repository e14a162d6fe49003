"""How far a sentence encoder gets on the film reviews, beside words and pairs counted on the same reviews.

    python -m tests.benchmarks.sentiment_encoder --train 2000

The encoder is what prep ships to read answers with: the lower three layers of all-MiniLM-L6-v2 as they came. Its upper
three were taught to judge statements and make no sentence vectors any more. A review's vector is the mean of its first
128 word pieces. It stands here and not in the study, since `projects` and `prep` do not import each other, and since
one reading of every review takes seven minutes of one core.
"""

import argparse

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from prep.concepts.reader.tokens import tokens_of
from prep.concepts.reader.weights import load_network
from projects.sentiment.data import Reviews, deduplicate, load_reviews, split
from projects.sentiment.pipeline import build_logistic
from projects.sentiment.scores import Scores, best_threshold, confusion, f1_interval

PIECES = 128
STRENGTHS = (0.003, 0.03, 0.3)
"""C of the regression on vectors, chosen on the validation reviews."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=int, default=2_000)
    parser.add_argument("--validation", type=int, default=500)
    parser.add_argument("--test", type=int, default=2_000)
    asked = parser.parse_args()
    reviews = deduplicate(load_reviews(quick=False))
    parts = split(reviews.labels)
    train, validation, test = (
        _spread(rows, count)
        for rows, count in ((parts.train, asked.train), (parts.validation, asked.validation), (parts.test, asked.test))
    )
    labels = reviews.labels
    vectors = [_vectors(reviews, rows) for rows in (train, validation, test)]
    models = [make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=500)) for c in STRENGTHS]
    said = []
    for model in models:
        model.fit(vectors[0], labels[train])
        said.append((model.decision_function(vectors[1]), model.decision_function(vectors[2])))
    best = max(said, key=lambda pair: _f1(labels[validation], pair[0], best_threshold(labels[validation], pair[0])))
    counted = build_logistic(10.0)
    counted.fit([reviews.texts[row] for row in train], labels[train])
    words = tuple(counted.decision_function([reviews.texts[row] for row in rows]) for rows in (validation, test))
    print(f"{len(train):,} reviews to learn from, {len(test):,} to test; F1 with its 95 % interval")
    for name, (before, now) in (("sentence vectors", best), ("words and pairs", words)):
        counts = confusion(labels[test], now, best_threshold(labels[validation], before))
        interval = f1_interval(counts)
        print(f"  {name:<18}{counts.f1:.3f}  {interval.low:.3f} to {interval.high:.3f}")


def _spread(rows: npt.NDArray[np.intp], count: int) -> npt.NDArray[np.intp]:
    """Some of them, evenly: they are sorted, and with them the labels."""
    return rows[np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(np.intp)]


def _vectors(reviews: Reviews, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    network = load_network()
    return np.array([network.prepare([tokens_of(reviews.texts[row], PIECES).ids]).states.mean(axis=0) for row in rows])


def _f1(labels: npt.NDArray[np.int8], scores: Scores, threshold: float) -> float:
    return confusion(labels, scores, threshold).f1


if __name__ == "__main__":
    main()
