"""Two measures of how far a window of numbers is from the reference.

PSI, the population stability index: over ten bins that each hold a tenth of the reference, the sum of
(share - tenth) * ln(share / tenth). By custom .1 is small and .25 is large, for windows of thousands of independent
values; frames of one camera are anything but, so both are shown for each stream, and alarms go by other signs
(`stream.py`).
KS, Kolmogorov and Smirnov's: the largest distance between the two cumulative distributions, 0 to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

BINS = 10
_FLOOR = 0.005
"""An empty bin would make the index infinite."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """How one feature was spread in training: its quantiles, in even steps from least to greatest."""

    quantiles: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float], steps: int = 200) -> "Reference":
        grid = np.quantile(np.asarray(values, float), np.linspace(0, 1, steps + 1))
        return cls(quantiles=tuple(float(q) for q in grid))

    @cached_property
    def edges(self) -> Values:
        """Between the bins. Values that are common, as a count of boxes is, may leave fewer than ten."""
        grid = np.array(self.quantiles)
        return np.unique(np.quantile(grid, np.linspace(0, 1, BINS + 1)[1:-1]))

    def shares(self, values: Values) -> Values:
        edges = self.edges
        counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
        shares: Values = counts / max(1, len(values))
        return shares

    @cached_property
    def expected(self) -> Values:
        return np.asarray(np.maximum(self.shares(np.array(self.quantiles)), _FLOOR))


def psi(reference: Reference, values: Values) -> float:
    expected = reference.expected
    actual = np.maximum(reference.shares(values), _FLOOR)
    return float(np.sum((actual - expected) * np.log(actual / expected)))


def ks(reference: Reference, values: Values) -> float:
    ours, theirs = np.sort(values), np.array(reference.quantiles)
    both = np.concatenate([ours, theirs])
    shares = (np.searchsorted(sample, both, side="right") / len(sample) for sample in (ours, theirs))
    return float(np.abs(np.subtract(*shares)).max())


def references_of(rows: Sequence[Mapping[str, float]]) -> dict[str, Reference]:
    """One for each feature, from the features of many frames."""
    return {name: Reference.of([row[name] for row in rows]) for name in rows[0]}
