"""The settings of the pipeline, as `params.yaml` has them."""

from dataclasses import dataclass

from projects.ops.params import Limit


@dataclass(frozen=True, kw_only=True)
class Checks:
    single_column_r2: float
    """A column that says more of the price by itself probably holds it."""

    shuffled_r2: float
    """What a model may seem to explain of prices that were shuffled among the houses."""

    suspicious_ratio: float
    """A price further than this factor from what the other houses say is looked at."""

    most_suspicious: int
    """More of them than this, and the prices are not what they were."""


@dataclass(frozen=True, kw_only=True)
class Params:
    version: str
    every: int
    """Takes each so-many-th house only; 1 takes all."""

    folds: int
    interval: float
    """The share of houses whose price lies between the two that are named."""

    least_in_slice: int
    staleness_houses: int
    """So many houses of each year to learn from, whatever its age."""

    checks: Checks
    gate: tuple[Limit, ...]
