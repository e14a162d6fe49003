"""What the reviews must be before anything is learnt from them.

Then what no type can say: that no review is on both sides of the split under another coat, that the marks which authors
give agree with the labels, and that shuffled labels teach nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.pandas as pa

from projects.sentiment.data import AGAINST, FOR, Reviews, Split
from projects.sentiment.errors import SentimentError
from projects.sentiment.ops.asked import MOST_CHARACTERS
from projects.sentiment.ops.params import Checks
from projects.sentiment.pipeline import build_logistic
from projects.sentiment.scores import confusion
from projects.sentiment.tokens import plain, tokenise

BEGINNING = 50
"""Words; a review that was sent in twice often has another end."""

_MARK = re.compile(r"\b(10|[0-9](?:\.[0-9])?)\s*(?:/|out of)\s*(?:10|ten)\b", re.IGNORECASE)
_SHUFFLED = 2_000


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the checks measured; what they refuse is raised."""

    reviews: int
    share_for: float
    alike: int
    marked: int
    """Reviews that name one mark out of ten."""

    contradicting: float
    shuffled_f1: float


def check_contract(reviews: Reviews) -> None:
    """Raises SentimentError, which names what broke it."""
    schema = pa.DataFrameSchema(
        {
            "text": pa.Column(
                object,
                [
                    pa.Check(
                        lambda texts: texts.str.len().between(20, MOST_CHARACTERS), error="20 to 20,000 characters"
                    ),
                    pa.Check(lambda texts: ~texts.str.contains("\0", regex=False), error="no zero byte"),
                ],
                unique=True,
            ),
            "label": pa.Column(int, pa.Check.isin([AGAINST, FOR]), coerce=True),
        },
        strict=True,
    )
    table = pd.DataFrame({"text": pd.Series(reviews.texts, dtype=object), "label": reviews.labels})
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise SentimentError(f"the reviews break their contract: {first['column']}: {first['check']}") from error


def check_reviews(reviews: Reviews, parts: Split, limits: Checks) -> Found:
    """Raises SentimentError for a leak, or for labels that do not belong to their reviews."""
    share = float(np.mean(reviews.labels))
    if abs(share - 0.5) > limits.balance:
        raise SentimentError(f"{share:.1%} of the reviews are for their film; the figures are for even shares")
    alike = count_alike(reviews.texts, parts)
    if alike > limits.most_alike:
        raise SentimentError(f"{alike} test reviews begin as one does that is learnt from: they are one review twice")
    marked, contradicting = _contradicting(reviews)
    if contradicting > limits.most_contradicting:
        raise SentimentError(f"{contradicting:.1%} of the marks that authors give contradict their labels")
    shuffled = _learn_shuffled(reviews, parts)
    if shuffled > limits.shuffled_f1:
        raise SentimentError(f"shuffled labels are predicted with an F1 of {shuffled:.2f}: something tells the answers")
    return Found(
        reviews=len(reviews),
        share_for=share,
        alike=alike,
        marked=marked,
        contradicting=contradicting,
        shuffled_f1=shuffled,
    )


def count_alike(texts: Sequence[str], parts: Split) -> int:
    """Test reviews whose first words are, in order, those of a review to learn from."""

    def beginning(row: int) -> str:
        return " ".join(tokenise(texts[row][:600])[:BEGINNING])

    learnt = {beginning(row) for row in (*parts.train.tolist(), *parts.validation.tolist())}
    return sum(beginning(row) in learnt for row in parts.test.tolist())


def _contradicting(reviews: Reviews) -> tuple[int, float]:
    """IMDb labels are made of marks: 7 and more is for a film, 4 and less against it."""
    marked = wrong = 0
    for text, label in zip(reviews.texts, reviews.labels.tolist(), strict=True):
        marks = {float(mark) for mark in _MARK.findall(plain(text))}
        if len(marks) == 1 and not 4 < (mark := marks.pop()) < 7:
            marked += 1
            wrong += (mark >= 7) != (label == FOR)
    return marked, wrong / max(marked, 1)


def _learn_shuffled(reviews: Reviews, parts: Split) -> float:
    rng = np.random.default_rng(0)
    learnt, asked = rng.permutation(parts.train)[:_SHUFFLED], rng.permutation(parts.test)[:_SHUFFLED]
    model = build_logistic(1.0, most=5_000)
    model.fit([reviews.texts[row] for row in learnt], rng.permutation(reviews.labels[learnt]))
    return confusion(reviews.labels[asked], model.decision_function([reviews.texts[row] for row in asked]), 0).f1
