"""The kept model as something to ask: the price of a house, between which two it lies, and what was unknown."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from projects.housing.columns import FEATURES
from projects.housing.missing import says_none
from projects.housing.ops.asked import check_houses, read_houses
from projects.ops.manifest import Manifest, read_manifest
from projects.ops.skops_file import load_skops

MODEL_FILE = "model.skops"

TRUSTED = ("numpy.dtype", "projects.housing.missing.tidy")
"""What the file names besides scikit-learn's own classes."""


class HousePricer:
    """Any thread may ask: nothing changes after it was made."""

    def __init__(self, model: Pipeline, manifest: Manifest) -> None:
        self._model, self._manifest = model, manifest

    @property
    def label(self) -> str:
        return self._manifest.label

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        return read_houses(path)

    def predict(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
        """Whole dollars. Raises RefusedError for a house that the model makes no promise for."""
        houses = check_houses(rows)
        factor = float(self._manifest.facts["interval_factor"])
        unknown = count_unknown(houses)
        return [
            {
                "price": round(price),
                "low": round(price / factor),
                "high": round(price * factor),
                "unknown_columns": int(missing),
            }
            for price, missing in zip(self.prices(houses).tolist(), unknown, strict=True)
        ]

    def prices(self, houses: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
        with warnings.catch_warnings():
            # A category that was never seen counts as a rare one: that is what the model promises.
            warnings.filterwarnings("ignore", "Found unknown categories", UserWarning)
            predicted: np.ndarray[Any, np.dtype[np.float64]] = self._model.predict(houses[FEATURES])
        return predicted


def count_unknown(houses: pd.DataFrame) -> list[int]:
    """Cells of each house that are estimated, not those that say it has none."""
    unknown = sum((houses[name].isna() & ~says_none(houses, name)).astype(int) for name in FEATURES)
    counts: list[int] = pd.Series(unknown, index=houses.index).tolist()
    return counts


def load_pricer(folder: Path) -> HousePricer:
    """Raises ProjectError."""
    manifest = read_manifest(folder)
    return HousePricer(load_skops(folder / manifest.file, TRUSTED), manifest)
