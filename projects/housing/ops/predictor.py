"""The kept model as something to ask: the price of a house, between which two it lies, and what was unknown."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from projects.housing.columns import CODES, FEATURES
from projects.housing.missing import says_none, tidy
from projects.housing.ops.asked import check_houses, read_houses
from projects.housing.ops.bounds import PRICES
from projects.ops.errors import RefusedError
from projects.ops.files import read_json
from projects.ops.manifest import Manifest, read_manifest
from projects.ops.reference import drift
from projects.ops.skops_file import load_skops

MODEL_FILE, REFERENCE = "model.skops", "reference.json"

_REASONS = 5

TRUSTED = ("numpy.dtype", "projects.housing.missing.tidy")
"""What the file names besides scikit-learn's own classes."""


class HousePricer:
    """Any thread may ask: nothing changes after it was made."""

    def __init__(self, model: Pipeline, manifest: Manifest, reference: Mapping[str, Any]) -> None:
        self._model, self._manifest, self._reference = model, manifest, reference

    @property
    def label(self) -> str:
        return self._manifest.label

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        return read_houses(path)

    def predict(self, rows: Sequence[Mapping[str, Any]], *, why: bool = False) -> list[dict[str, object]]:
        """Whole dollars. Raises RefusedError for a house that the model makes no promise for."""
        houses = check_houses(rows)
        factor = float(self._manifest.facts["interval_factor"])
        unknown, prices = count_unknown(houses), self.prices(houses)
        _check_prices(prices)
        answers: list[dict[str, object]] = [
            {
                "price": round(price),
                "low": round(price / factor),
                "high": round(price * factor),
                "unknown_columns": int(missing),
            }
            for price, missing in zip(prices.tolist(), unknown, strict=True)
        ]
        if why:
            for answer, parts in zip(answers, self.contributions(houses), strict=True):
                largest = sorted(parts.items(), key=lambda part: -abs(part[1]))[:_REASONS]
                answer["why"] = [f"{name} {np.exp(part) - 1:+.1%}" for name, part in largest]
        return answers

    def drift(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
        # A code is a word that is written as a number: 60, as in the table, and not 60.0.
        return drift(self._reference, tidy(check_houses(rows)).astype(dict.fromkeys(CODES, "Int64")))

    def notes(self) -> tuple[str, ...]:
        return self._manifest.differences()

    def contributions(self, houses: pd.DataFrame) -> list[dict[str, float]]:
        """What each column adds to the logarithm of each price, against the mean of the houses learnt from."""
        centre = self._manifest.facts["centre"]
        return [{name: part - centre[name] for name, part in parts.items()} for parts in add_up(self._model, houses)]

    def prices(self, houses: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
        with warnings.catch_warnings():
            # A category that was never seen counts as a rare one: that is what the model promises.
            warnings.filterwarnings("ignore", "Found unknown categories", UserWarning)
            warnings.filterwarnings("ignore", "overflow encountered in exp", RuntimeWarning)
            predicted: np.ndarray[Any, np.dtype[np.float64]] = self._model.predict(houses[FEATURES])
        return predicted


def _check_prices(prices: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    """Raises RefusedError: on a log scale, cells that no house has together make any price, up to infinity."""
    low, high = PRICES
    for number, price in enumerate(prices.tolist(), start=1):
        if not low <= price <= high:
            raise RefusedError(
                f"row {number}: its price would be {price:,.0f}, and no house here sold for less than {low:,} or more "
                f"than {high:,}; look for a cell in another unit"
            )


def add_up(model: Pipeline, houses: pd.DataFrame) -> list[dict[str, float]]:
    """For each house, the sum of weight times value over everything that was made of a column."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Found unknown categories", UserWarning)
        prepared = model["prepare"].transform(houses[FEATURES])
    made = [name.partition("__")[2].partition("_")[0] for name in model["prepare"][-1].get_feature_names_out()]
    products = pd.DataFrame(prepared * model["regress"].regressor_.coef_, columns=made)
    moved = products.T.groupby(level=0).sum().T.to_dict("records")
    return [{str(name): float(part) for name, part in parts.items()} for parts in moved]


def count_unknown(houses: pd.DataFrame) -> list[int]:
    """Cells of each house that are estimated, not those that say it has none."""
    unknown = sum((houses[name].isna() & ~says_none(houses, name)).astype(int) for name in FEATURES)
    counts: list[int] = pd.Series(unknown, index=houses.index).tolist()
    return counts


def load_pricer(folder: Path) -> HousePricer:
    """Raises ProjectError."""
    manifest = read_manifest(folder)
    reference = read_json(folder / REFERENCE)["columns"]
    return HousePricer(load_skops(folder / manifest.file, TRUSTED), manifest, reference)
