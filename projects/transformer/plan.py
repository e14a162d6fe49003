"""How much work the study does."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ModelPlan:
    """The shape of the network."""

    tokens: int = 512
    """How many the tokeniser may have."""

    width: int = 96
    layers: int = 4
    heads: int = 4
    kv_heads: int = 2
    """Each serves `heads / kv_heads` query heads; as many as heads is plain multi-head attention."""

    hidden: int = 256
    """Of the gated layer between two attentions."""

    context: int = 256
    """Tokens that the model is ever shown at once."""


@dataclass(frozen=True, kw_only=True)
class TrainingPlan:
    epochs: int = 6
    batch: int = 32
    """Texts a step."""

    rate: float = 4e-3
    """The highest one."""

    warm_up: float = 0.05
    """Share of the steps in which the rate climbs; from there it falls along a cosine."""

    decay: float = 0.1
    """Weight decay, of matrices only."""


@dataclass(frozen=True, kw_only=True)
class LoraPlan:
    rank: int = 4
    scale: float = 2.0
    """The product of the two thin matrices is multiplied by it."""

    training: TrainingPlan = TrainingPlan(epochs=2, rate=4e-3, decay=0.0)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole study."""

    quick: bool = False
    train: int = 12_000
    """Tales to learn from; the tokeniser learns from them, too."""

    validation: int = 300
    test: int = 1_000
    retold: int = 2_000
    """Tales in the second style, to tune with."""

    written: int = 100
    """Tales that the model writes for each way of sampling."""

    model: ModelPlan = ModelPlan()
    training: TrainingPlan = TrainingPlan()
    lora: LoraPlan = LoraPlan()
    tuning: TrainingPlan = TrainingPlan(epochs=2, rate=1e-3, decay=0.0)
    """Of all weights: at LoRA's rate they forget more and learn no better."""

    orders: tuple[int, ...] = (2, 3, 4, 6)
    """Of the Kneser-Ney models: tokens, the next one included."""

    timed_tokens: int = 128
    repeats: int = 5


FULL = Plan()
QUICK = Plan(
    quick=True,
    train=600,
    validation=50,
    test=60,
    retold=100,
    written=10,
    model=ModelPlan(tokens=400, width=32, layers=2, heads=4, kv_heads=2, hidden=64),
    training=TrainingPlan(epochs=3, batch=16, rate=1e-2),
    lora=LoraPlan(rank=2, training=TrainingPlan(epochs=1, batch=16, rate=1e-2, decay=0.0)),
    orders=(2, 3),
    timed_tokens=24,
    repeats=2,
)
