"""How the model does by part of the town, by price and by age: one figure for all hides a bad one for some."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd

from projects.housing.columns import FEATURES, TARGET
from projects.housing.evaluate import fit_and_predict, score
from projects.housing.ops.predictor import count_unknown
from projects.housing.pipeline import Recipe
from projects.ops.intervals import Floats, Slice, slice_by

BANDS = (0, 100_000, 150_000, 200_000, 300_000, 1_000_000)


def _band(houses: pd.DataFrame) -> list[str]:
    names = [f"{low // 1000} to {high // 1000} thousand" for low, high in pairwise(BANDS)]
    return [names[place] for place in np.searchsorted(BANDS, houses[TARGET], side="left") - 1]


def _age(houses: pd.DataFrame) -> list[str]:
    years = houses["Yr.Sold"] - houses["Year.Built"]
    return [
        "new" if age <= 1 else "to 30 years" if age <= 30 else "to 60 years" if age <= 60 else "older" for age in years
    ]


def _unknown(houses: pd.DataFrame) -> list[str]:
    return [str(min(count, 2)) + (" or more" if count >= 2 else "") for count in count_unknown(houses)]


SLICES: dict[str, Callable[[pd.DataFrame], list[str]]] = {
    "neighbourhood": lambda houses: houses["Neighborhood"].tolist(),
    "price band": _band,
    "age when sold": _age,
    "circumstances": lambda houses: houses["Sale.Condition"].tolist(),
    "unknown cells": _unknown,
}


def slice_errors(houses: pd.DataFrame, predicted: Floats, *, least: int) -> dict[str, dict[str, Slice]]:
    """The mean relative error of each part that has at least `least` houses, with its interval."""
    errors = np.abs(predicted / houses[TARGET].to_numpy(dtype=float) - 1)
    return {name: dict(slice_by(group(houses), errors, least=least)) for name, group in SLICES.items()}


def measure_staleness(houses: pd.DataFrame, *, count: int, seed: int = 0) -> dict[str, dict[str, float]]:
    """The error on the last year's sales of models that stopped learning one, two and more years before.

    Each learns from `count` sales of its one year, so that the age is all that differs.
    """
    last = int(houses["Yr.Sold"].max())
    now = houses[houses["Yr.Sold"] == last]
    found = {}
    for age in range(1, last - int(houses["Yr.Sold"].min()) + 1):
        year = houses[houses["Yr.Sold"] == last - age]
        learnt = year.sample(min(count, len(year)), random_state=seed)
        predicted = fit_and_predict(Recipe(), learnt, now)
        scores = score(now[TARGET], predicted)
        bias = float(np.mean(predicted / now[TARGET].to_numpy(dtype=float) - 1))
        name = f"{age} year{'s' if age > 1 else ''}"
        found[name] = {"learnt_from": len(learnt), "mae": scores.mae, "r2": scores.r2, "bias": bias}
    return found


def rate_by_area(seen: pd.DataFrame, unseen: pd.DataFrame) -> Floats:
    """What an estate agent would say: the median price a square foot of the neighbourhood, times the area."""
    rates = (seen[TARGET] / seen["area"]).groupby(seen["Neighborhood"]).median()
    every = float((seen[TARGET] / seen["area"]).median())
    said: Floats = (unseen["Neighborhood"].map(rates).fillna(every) * unseen["area"]).to_numpy(dtype=float)
    return said


def equity(predicted: Floats, prices: Floats) -> dict[str, float]:
    """Whether dear and cheap houses are treated alike, as assessors measure it (IAAO, *Standard on Ratio Studies*).

    The price-related differential should lie from .98 to 1.03: above, dear houses are priced too low and cheap ones too
    high. The coefficient of dispersion is the mean distance of the ratios from their median, in per cent of it.
    """
    ratios = predicted / prices
    median = float(np.median(ratios))
    return {
        "price_related_differential": float(ratios.mean() / (predicted.sum() / prices.sum())),
        "coefficient_of_dispersion": float(100 * np.mean(np.abs(ratios - median)) / median),
    }


def newest_features(houses: pd.DataFrame) -> pd.DataFrame:
    """The features of the last year's sales, to measure drift on."""
    newest: pd.DataFrame = houses.loc[houses["Yr.Sold"] == houses["Yr.Sold"].max(), FEATURES]
    return newest
