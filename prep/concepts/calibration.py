"""The numbers that turn evidence into probabilities, and how they are applied.

They live in `calibration.json`, which `python -m tests.benchmarks.concept_calibration` writes: plain coefficients and
small trees, nothing that has to be unpickled. There is one set for
each matcher, the semantic and the lexical.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FILE = "calibration.json"


@dataclass(frozen=True)
class Logistic:
    """A logistic regression on standardised features."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def probability(self, features: Sequence[float] | NDArray[np.float64]) -> float:
        terms = zip(features, self.means, self.scales, self.weights, strict=True)
        return _sigmoid(self.intercept + sum((x - m) / s * w for x, m, s, w in terms))


@dataclass(frozen=True)
class Tree:
    """A regression tree as parallel lists; a leaf has feature -1."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def predict(self, features: Sequence[float]) -> float:
        node = 0
        while self.feature[node] >= 0:
            below = features[self.feature[node]] <= self.threshold[node]
            node = self.left[node] if below else self.right[node]
        return self.value[node]


@dataclass(frozen=True)
class Boosted:
    """Gradient-boosted trees with a logistic link."""

    start: float
    rate: float
    trees: tuple[Tree, ...]

    def probability(self, features: Sequence[float]) -> float:
        return _sigmoid(self.start + self.rate * sum(tree.predict(features) for tree in self.trees))


@dataclass(frozen=True)
class Calibration:
    """Everything fitted for one matcher."""

    point: Logistic
    misconception: Logistic
    asserted: Boosted
    """Whether the evidence for a point says it, rather than denying it or turning it round."""

    point_threshold: float
    misconception_threshold: float
    log_odds: Mapping[str, float]
    """For `fluency`."""


@cache
def load_calibration(matcher: str) -> Calibration:
    """The committed table for "semantic" or "lexical"."""
    text = resources.files("prep.concepts").joinpath(_FILE).read_text("utf-8")
    tables = json.loads(text)
    return from_table(tables[matcher], tables["log_odds"])


def from_table(table: Mapping[str, Any], log_odds: Mapping[str, float]) -> Calibration:
    """Build a calibration from the JSON that the fit writes."""
    boosted = table["asserted"]
    trees = tuple(Tree(**{key: tuple(value) for key, value in tree.items()}) for tree in boosted["trees"])
    return Calibration(
        point=_logistic(table["point"]),
        misconception=_logistic(table["misconception"]),
        asserted=Boosted(boosted["start"], boosted["rate"], trees),
        point_threshold=table["point_threshold"],
        misconception_threshold=table["misconception_threshold"],
        log_odds=log_odds,
    )


def _logistic(table: Mapping[str, Any]) -> Logistic:
    return Logistic(tuple(table["means"]), tuple(table["scales"]), tuple(table["weights"]), table["intercept"])


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))
