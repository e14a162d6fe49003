"""How far a figure of few examples can be trusted: bootstrap intervals, by seed."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DRAWS = 2_000


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A mean over some examples, and the 95 % interval of means of as many drawn anew."""

    count: int
    mean: float
    low: float
    high: float

    def figures(self) -> dict[str, float]:
        return asdict(self)


def mean_interval(values: Floats, *, draws: int = DRAWS, seed: int = 0) -> Slice:
    """Raises ValueError for no values."""
    if not len(values):
        raise ValueError("no values to draw from")
    rng = np.random.default_rng(seed)
    means = values[rng.integers(0, len(values), (draws, len(values)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Slice(count=len(values), mean=float(values.mean()), low=float(low), high=float(high))


def slice_by(groups: Sequence[str], values: Floats, *, least: int = 1) -> Iterator[tuple[str, Slice]]:
    """The mean of each group with at least `least` values, by name; `groups` has a name for each value."""
    names = np.asarray(groups, dtype=str)
    for name in sorted(set(names.tolist())):
        chosen = values[names == name]
        if len(chosen) >= least:
            yield name, mean_interval(chosen)
