"""What the experiments find, as plain data: the stages' results are kept in files of text."""

from dataclasses import dataclass

import numpy as np

from projects.sentiment.data import Labels, Reviews, Split
from projects.sentiment.linear import Learnt, Telling, Tried
from projects.sentiment.mistakes import Mistake, Traits
from projects.sentiment.plan import Plan
from projects.sentiment.scores import Confusion, Interval, confusion


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What a model says about the reviews that it did not learn from."""

    validation: tuple[float, ...]
    test: tuple[float, ...]
    chosen: str
    """What was chosen on the validation reviews besides the threshold."""


@dataclass(frozen=True, kw_only=True)
class LinearScored(Scored):
    tried: tuple[Tried, ...]
    telling: tuple[Telling, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, kw_only=True)
class Near:
    word: str
    others: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VectorScored(Scored):
    near: tuple[Near, ...]


@dataclass(frozen=True, kw_only=True)
class NetworkScored(Scored):
    epochs_f1: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class StopList:
    name: str
    f1: tuple[float, ...]
    """One a fold; the folds are the same for every list."""


@dataclass(frozen=True, kw_only=True)
class StopLists:
    lists: tuple[StopList, ...]


@dataclass(frozen=True, kw_only=True)
class LearningCurve:
    points: tuple[Learnt, ...]


@dataclass(frozen=True, kw_only=True)
class FilmsApart:
    """F1 on test reviews drawn one by one, and drawn as whole blocks of neighbours; one a seed."""

    alone: tuple[float, ...]
    blocks: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Model:
    """One line of the main table."""

    name: str
    features: str
    scored: Scored
    threshold: float
    """Chosen on the validation reviews."""

    counts: Confusion
    """Of the test reviews, at that threshold."""

    interval: Interval
    time_s: float
    cpu_s: float

    @property
    def wrong(self) -> int:
        return self.counts.false_for + self.counts.false_against


@dataclass(frozen=True, kw_only=True)
class Sure:
    """The threshold for a precision that was asked for: what was found on validation reviews, and what came of it."""

    threshold: float
    validation: Confusion
    test: Confusion


@dataclass(frozen=True, kw_only=True)
class SharedErrors:
    """Of the mistakes of the first model, how many each number of the other models makes too."""

    models: int
    alike: tuple[int, ...]
    """At place k: mistakes shared by k other models."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the experiments gave."""

    plan: Plan
    raw: int
    markup: float
    """Share of raw reviews that hold a line-break tag."""

    reviews: Reviews
    parts: Split
    models: tuple[Model, ...]
    logistic: LinearScored
    sure: Sure | None
    near: tuple[Near, ...]
    stop_lists: StopLists
    curve: LearningCurve
    films: FilmsApart
    right: Traits
    wrong: Traits
    shared: SharedErrors
    missing: tuple[str, ...]
    """What was left out, and how to get it."""

    @property
    def test_labels(self) -> Labels:
        return self.reviews.labels[self.parts.test]

    def test_f1(self, model: Model, threshold: float) -> float:
        """As if the threshold had been another."""
        return confusion(self.test_labels, np.array(model.scored.test), threshold).f1
