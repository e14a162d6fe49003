"""The reviews that the model gets wrong: which ones, what it saw in them, and what they share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from projects.sentiment.data import Labels, Rows
from projects.sentiment.grams import Grams
from projects.sentiment.linear import Chosen
from projects.sentiment.scores import Scores
from projects.sentiment.stopwords import NEGATIONS

CONTRASTS = frozenset({"although", "but", "despite", "however", "though", "yet"})

_MARK = re.compile(r"\b(?:10|[0-9](?:\.[0-9])?)\s*(?:/|out of)\s*(?:10|ten)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One review with the wrong answer."""

    row: int
    """In the table that the split was made of."""

    label: int
    margin: float
    """How far its score is on the wrong side of the threshold."""

    seen: tuple[str, ...]
    """What misled the model most, the strongest first."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What a group of reviews is like."""

    reviews: int
    median_words: float
    contrasts: float
    """`CONTRASTS` in a hundred words."""

    negations: float
    """Negations in a hundred words, "isn't" and the like among them."""

    marked: float
    """Share that names a mark out of ten, which is close to naming the label."""


def names_mark(text: str) -> bool:
    """Whether a review names a mark out of ten."""
    return bool(_MARK.search(text))


def wrong_rows(labels: Labels, scores: Scores, threshold: float) -> Rows:
    """Where the answer is wrong, the most confident first."""
    wrong = np.flatnonzero((scores >= threshold) != (labels == 1))
    return wrong[np.argsort(-np.abs(scores[wrong] - threshold), kind="stable")]


def find_mistakes(
    chosen: Chosen, grams: Grams, labels: Labels, rows: Rows, threshold: float, *, most: int, names: int = 6
) -> tuple[Mistake, ...]:
    """The `most` confident mistakes among `rows`, each with the `names` that added most to its wrong score."""
    X = chosen.weights.of(grams, rows)
    scores = chosen.model.decision_function(X)
    found = []
    for k in wrong_rows(labels[rows], scores, threshold)[:most]:
        side = np.sign(scores[k] - threshold)
        added = side * X[k].data * chosen.model.coef_[0, X[k].indices]
        columns = chosen.weights.columns[X[k].indices[np.argsort(-added)[:names]]]
        found.append(
            Mistake(
                row=int(rows[k]),
                label=int(labels[rows[k]]),
                margin=float(abs(scores[k] - threshold)),
                seen=tuple(grams.name(column) for column in columns),
            )
        )
    return tuple(found)


def summarize_traits(texts: Sequence[str], documents: Sequence[Sequence[str]]) -> Traits:
    """Of the raw texts and their words. Raises ValueError if there is none."""
    if not documents:
        raise ValueError("no review to describe")
    words = [word for document in documents for word in document]
    hundreds = len(words) / 100
    return Traits(
        reviews=len(documents),
        median_words=float(np.median([len(document) for document in documents])),
        contrasts=sum(word in CONTRASTS for word in words) / hundreds,
        negations=sum(word in NEGATIONS or word.endswith("n't") for word in words) / hundreds,
        marked=sum(map(names_mark, texts)) / len(texts),
    )
