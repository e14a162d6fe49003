"""From logits to the next token: temperature, then top-k, then top-p."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_DUST = 1e-12
"""Of adding chances up: a sum that reaches top-p but for rounding has reached it."""


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """How tokens are drawn. Raises ValueError where that is not possible."""

    temperature: float = 1.0
    """0 always takes the likeliest."""

    top_k: int | None = None
    """Only so many of the likeliest tokens."""

    top_p: float = 1.0
    """Only the likeliest ones that together reach this chance."""

    def __post_init__(self) -> None:
        if not 0 <= self.temperature <= 100:
            raise ValueError("the temperature must lie between 0 and 100")
        if self.top_k is not None and self.top_k < 1:
            raise ValueError("top-k must be at least 1")
        if not 0 < self.top_p <= 1:
            raise ValueError("top-p must be above 0, and at most 1")


GREEDY = Sampling(temperature=0.0)


def chances(logits: Floats, how: Sampling) -> Floats:
    """Of each token, adding up to 1; of equal logits the lower token comes first."""
    order = np.argsort(-logits, kind="stable")[: 1 if how.temperature == 0 else how.top_k]
    powers = np.exp((logits[order] - logits[order[0]]) / (how.temperature or 1.0))
    shares = powers / powers.sum()
    if how.top_p < 1:
        shares[np.cumsum(shares) - shares >= how.top_p - _DUST] = 0
    found = np.zeros(len(logits))
    found[order] = shares / shares.sum()
    return found


def draw(shares: Floats, rng: np.random.Generator) -> int:
    reached = shares.cumsum()
    return int(np.searchsorted(reached, rng.random() * reached[-1], side="right"))
