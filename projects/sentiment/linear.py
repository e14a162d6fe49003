"""Two linear models on TF-IDF, how they learn from more reviews, and which words they listen to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from projects.sentiment.data import Labels, Rows, Split
from projects.sentiment.grams import Grams, Weights, learn_weights
from projects.sentiment.scores import Scores, confusion


class LinearModel(Protocol):
    """What the two have in common; `coef_` has shape (1, columns)."""

    coef_: Scores

    def decision_function(self, X: csr_matrix) -> Scores: ...


Fit = Callable[[csr_matrix, Labels, float], LinearModel]
"""Fits a model of a given `C`: the larger, the closer it follows the training reviews."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One value of `C`, and the F1 on the validation reviews of the model that it gave."""

    strength: float
    f1: float


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The best of several models, and what it learnt from."""

    model: LinearModel
    weights: Weights
    tried: tuple[Tried, ...]
    strength: float


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A word or a pair, and its weight: above zero it speaks for the film."""

    name: str
    weight: float


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """F1 of a model that was shown `reviews` reviews, on these and on the validation reviews."""

    reviews: int
    train_f1: float
    validation_f1: float


def fit_logistic(X: csr_matrix, labels: Labels, strength: float) -> LinearModel:
    """Solved in its dual form: there are twenty times as many columns as reviews."""
    model: LinearModel = LogisticRegression(C=strength, solver="liblinear", dual=True, random_state=0).fit(X, labels)
    return model


def fit_svm(X: csr_matrix, labels: Labels, strength: float) -> LinearModel:
    model: LinearModel = LinearSVC(C=strength, random_state=0).fit(X, labels)
    return model


def choose(fit: Fit, grams: Grams, labels: Labels, split: Split, strengths: Sequence[float]) -> Chosen:
    """Fits one model for each of `strengths` and keeps the best on the validation reviews, the first of equals."""
    weights = learn_weights(grams, split.train)
    X, X_validation = weights.of(grams, split.train), weights.of(grams, split.validation)
    models = [fit(X, labels[split.train], strength) for strength in strengths]
    f1 = [confusion(labels[split.validation], m.decision_function(X_validation), 0).f1 for m in models]
    best = int(np.argmax(f1))
    return Chosen(
        model=models[best],
        weights=weights,
        tried=tuple(Tried(strength=s, f1=f) for s, f in zip(strengths, f1, strict=True)),
        strength=strengths[best],
    )


def f1_of(grams: Grams, labels: Labels, train: Rows, held_out: Rows, strength: float) -> float:
    """F1 on `held_out` of a logistic regression that saw `train` alone."""
    weights = learn_weights(grams, train)
    model = fit_logistic(weights.of(grams, train), labels[train], strength)
    return confusion(labels[held_out], model.decision_function(weights.of(grams, held_out)), 0).f1


def learning_curve(
    grams: Grams, labels: Labels, split: Split, sizes: Sequence[int], strength: float
) -> tuple[Learnt, ...]:
    """A logistic regression on ever more of the training reviews; each sample holds the one before it."""
    order = np.random.default_rng(0).permutation(split.train)
    return tuple(_learn(grams, labels, order[:size], split.validation, strength) for size in sizes)


def telling_names(chosen: Chosen, grams: Grams, each: int) -> tuple[Telling, ...]:
    """The `each` that speak most for a film and the `each` that speak most against it, falling."""
    weights = chosen.model.coef_[0]
    order = np.argsort(-weights)
    return tuple(
        Telling(name=grams.name(chosen.weights.columns[k]), weight=float(weights[k]))
        for k in (*order[:each], *order[-each:])
    )


def _learn(grams: Grams, labels: Labels, train: Rows, validation: Rows, strength: float) -> Learnt:
    return Learnt(
        reviews=len(train),
        train_f1=f1_of(grams, labels, train, train, strength),
        validation_f1=f1_of(grams, labels, train, validation, strength),
    )
