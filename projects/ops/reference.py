"""How inputs were spread when a model learnt, and how far others are from that: the drift of each column.

The measure is the population stability index over ten bins of equal share, or over the categories. It is 0 for the same
shares; by custom .1 asks for a look and .25 for a reason, for hundreds of inputs or more.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

BINS = 10
_OTHER = "any other"
_LEAST = 1e-3
"""A share of zero has no logarithm."""


def describe_columns(table: pd.DataFrame, numbers: Sequence[str], words: Sequence[str]) -> dict[str, Any]:
    """Each column's shares, as plain data."""
    reference: dict[str, Any] = {}
    for name in numbers:
        values = table[name].dropna().to_numpy(dtype=float)
        edges = sorted(set(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]).tolist()))
        reference[name] = {"edges": edges, "shares": _number_shares(table[name], edges)}
    for name in words:
        shares = table[name].astype(object).fillna(_OTHER).astype(str).value_counts(normalize=True)
        common = {str(word): round(float(share), 6) for word, share in shares.items() if share >= _LEAST}
        reference[name] = {"words": dict(sorted(common.items()))}
    return reference


def drift(reference: Mapping[str, Any], table: pd.DataFrame) -> dict[str, float]:
    """The index of each column of the reference."""
    found = {}
    for name, column in reference.items():
        if "edges" in column:
            before, now = column["shares"], _number_shares(table[name], column["edges"])
        else:
            words = list(column["words"])
            cells = table[name].astype(object).fillna(_OTHER).astype(str)
            now = [float((cells == word).mean()) for word in words]
            before = [*column["words"].values(), max(0.0, 1 - sum(column["words"].values()))]
            now = [*now, max(0.0, 1 - sum(now))]
        found[name] = _stability(np.array(before), np.array(now))
    return found


def _number_shares(column: "pd.Series[Any]", edges: Sequence[float]) -> list[float]:
    """Of the values between the edges, and at the end of those that are missing."""
    missing = float(column.isna().mean())
    places = np.searchsorted(edges, column.dropna().to_numpy(dtype=float), side="right")
    counts = np.bincount(places, minlength=len(edges) + 1) / max(len(column), 1)
    return [*(round(float(share), 6) for share in counts), round(missing, 6)]


def _stability(before: npt.NDArray[np.float64], now: npt.NDArray[np.float64]) -> float:
    before, now = np.maximum(before, _LEAST), np.maximum(now, _LEAST)
    return float(np.sum((now - before) * np.log(now / before)))
