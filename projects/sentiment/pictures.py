"""The project's pictures, each by the name of its file."""

from collections.abc import Sequence

import numpy as np

from projects.pictures import Axis, Bar, Series, bars, heatmap, lines
from projects.sentiment.findings import Findings, LearningCurve, Model
from projects.sentiment.linear import Telling
from projects.sentiment.scores import Confusion, precision_recall

_MOST_POINTS = 300
"""Of a curve: a step for each of five thousand reviews would be finer than the picture."""


def draw(findings: Findings) -> dict[str, str]:
    """All pictures as SVG text."""
    return {
        "confusion.svg": draw_confusion(findings.models[0]),
        "precision-recall.svg": draw_precision_recall(findings),
        "learning-curve.svg": draw_learning_curve(findings.curve),
        "telling-words.svg": draw_telling(findings.logistic.telling),
    }


def draw_confusion(model: Model) -> str:
    """The counts of the test reviews at the chosen threshold."""
    counts = model.counts
    cells = ((counts.true_against, counts.false_for), (counts.false_against, counts.true_for))
    return heatmap(
        cells,
        rows=("against", "for"),
        columns=("called against", "called for"),
        row_title="the review is",
        title=f"What the {model.name} on {model.features} answers",
        desc=_tell(counts),
        texts=[[f"{value:,}" for value in row] for row in cells],
    )


def draw_precision_recall(findings: Findings) -> str:
    """A line for each model, from its strictest threshold to its mildest."""
    return lines(
        [_trade(findings, model) for model in findings.models],
        title="What more recall costs in precision",
        desc=f"{len(findings.models)} models on {len(findings.test_labels):,} test reviews. "
        + "; ".join(f"{model.name} on {model.features}: F1 {model.counts.f1:.3f}" for model in findings.models),
        x=Axis(label="recall: share of the reviews for a film that is found", reach=(0.5, 1)),
        y=Axis(label="precision", reach=(0.5, 1)),
    )


def draw_learning_curve(curve: LearningCurve) -> str:
    """F1 on what was learnt from, and on what was not."""
    sizes = [point.reviews for point in curve.points]
    first, last = curve.points[0], curve.points[-1]
    return lines(
        [
            Series(name="on the reviews it learnt from", x=sizes, y=[p.train_f1 for p in curve.points]),
            Series(name="on the validation reviews", x=sizes, y=[p.validation_f1 for p in curve.points]),
        ],
        title="What more reviews to learn from are worth",
        desc=f"F1 on the validation reviews goes from {first.validation_f1:.3f} with {first.reviews:,} reviews to "
        f"{last.validation_f1:.3f} with {last.reviews:,}, while it is {last.train_f1:.3f} on those learnt from.",
        x=Axis(label="reviews to learn from", reach=(0,)),
        y=Axis(label="F1"),
    )


def draw_telling(telling: Sequence[Telling]) -> str:
    """Bars to the right speak for a film, bars to the left against it."""
    liked = [one.name for one in telling if one.weight > 0]
    disliked = [one.name for one in reversed(telling) if one.weight < 0]
    return bars(
        [Bar(label=one.name, values=(max(one.weight, 0), min(one.weight, 0))) for one in telling],
        legend=("for the film", "against it"),
        title="The most telling words and pairs",
        desc=f"Weights in the logistic regression. Most for a film: {', '.join(liked)}. "
        f"Most against it: {', '.join(disliked)}.",
        axis=Axis(label="weight"),
        decimals=1,
    )


def _trade(findings: Findings, model: Model) -> Series:
    """The part of its curve in which at least half of the reviews are found."""
    curve = precision_recall(findings.test_labels, np.array(model.scored.test))
    shown = np.flatnonzero(curve.recall >= 0.5)
    some = shown[np.unique(np.linspace(0, len(shown) - 1, _MOST_POINTS).round().astype(int))]
    return Series(
        name=f"{model.name}, {model.features}",
        x=curve.recall[some].tolist(),
        y=curve.precision[some].tolist(),
    )


def _tell(counts: Confusion) -> str:
    return (
        f"Test reviews. Against their film: {counts.true_against:,} called against, {counts.false_for:,} called for. "
        f"For it: {counts.false_against:,} called against, {counts.true_for:,} called for."
    )
