"""How much work the study does."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class VectorPlan:
    """How Word2Vec learns."""

    size: int = 64
    window: int = 8
    epochs: int = 8
    min_count: int = 5


@dataclass(frozen=True, kw_only=True)
class NetworkPlan:
    """The recurrent network and how it learns."""

    words: int = 20_000
    """The most frequent ones of the training reviews; the network knows no others."""

    length: int = 240
    """Words of a review that are read."""

    size: int = 64
    """Of a word's vector."""

    hidden: int = 48
    epochs: int = 3
    batch: int = 64
    rate: float = 4e-3
    dropout: float = 0.3


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole study."""

    quick: bool = False
    strengths: tuple[float, ...] = (1, 10, 100, 1_000)
    svm_strengths: tuple[float, ...] = (0.1, 1, 10, 100)
    study_strength: float = 10
    """C of the logistic regressions in the three studies, where only differences matter."""

    folds: int = 5
    sizes: tuple[int, ...] = (500, 1_000, 2_000, 4_000, 8_000, 17_434)
    block: int = 250
    """A film has at most thirty reviews in this collection, so few films stand on two sides."""

    block_seeds: int = 5
    vectors: VectorPlan = VectorPlan()
    network: NetworkPlan = NetworkPlan()
    mistakes: int = 20


FULL = Plan()
QUICK = Plan(
    quick=True,
    strengths=(1, 10),
    svm_strengths=(0.1, 1),
    folds=3,
    sizes=(250, 500, 1_000, 1_400),
    block=50,
    block_seeds=2,
    vectors=VectorPlan(size=24, epochs=3),
    network=NetworkPlan(words=4_000, length=60, size=24, hidden=16, epochs=1),
    mistakes=6,
)
