"""The settings of the pipeline, as `params.yaml` has them."""

from dataclasses import dataclass

from projects.ops.params import Limit


@dataclass(frozen=True, kw_only=True)
class KeptModel:
    strength: float
    """C of its logistic regression."""

    columns: int
    """Words and pairs that it knows: the commonest of the training reviews."""


@dataclass(frozen=True, kw_only=True)
class Checks:
    balance: float
    """How far the share of reviews for a film may be from one half."""

    most_alike: int
    """Reviews on two sides of the split that begin with the same fifty words."""

    most_contradicting: float
    """Share of the reviews with a mark out of ten that says the opposite of their label."""

    shuffled_f1: float
    """What F1 a model may reach that learnt labels shuffled among the reviews."""


@dataclass(frozen=True, kw_only=True)
class Params:
    version: str
    quick: bool
    """2,000 reviews and small models, to try the pipeline out."""

    kept: KeptModel
    least_in_slice: int
    checks: Checks
    gate: tuple[Limit, ...]
