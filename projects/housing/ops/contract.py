"""What the table must be before anything is learnt from it: types, ranges, categories, and how much may be missing.

Then what no type can say: that no house is on both sides of the split, that no column holds the price, and that the
prices belong to their houses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.pandas as pa
from sklearn.model_selection import KFold, cross_val_predict

from projects.housing.columns import CATEGORIES, FEATURES, NUMBERS, TARGET
from projects.housing.data import DataError, is_large
from projects.housing.evaluate import SEED
from projects.housing.missing import tidy
from projects.housing.ops.bounds import CHOICES, CODES_ALLOWED, MAY_BE_UNKNOWN, PRICES, RANGES, UNKNOWN
from projects.housing.ops.params import Checks
from projects.housing.pipeline import build_model

_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Suspicious:
    """A house whose price is far from what the other houses say of it."""

    order: int
    price: float
    expected: float
    circumstances: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the checks measured; what they refuse is raised."""

    rows: int
    twice: int
    """Houses that agree with an earlier one in every feature, with whatever price."""

    best_single: str
    best_single_r2: float
    shuffled_r2: float
    suspicious: tuple[Suspicious, ...]


def schema() -> pa.DataFrameSchema:
    """Of the table once `tidy` has said "None" where a house has none."""
    columns = {
        "Order": pa.Column(int, unique=True),
        "PID": pa.Column(int, unique=True),
        TARGET: pa.Column(float, pa.Check.in_range(*PRICES), coerce=True),
    }
    for name in NUMBERS:
        columns[name] = pa.Column(
            float, [pa.Check.in_range(*RANGES[name]), _mostly_known(name)], nullable=True, coerce=True
        )
    for name, allowed in CODES_ALLOWED.items():
        columns[name] = pa.Column(int, pa.Check.isin(sorted(allowed)))
    for name in CATEGORIES:
        checks = [_mostly_known(name)]
        if name in CHOICES:
            checks.append(pa.Check.isin(sorted(CHOICES[name])))
        columns[name] = pa.Column(object, checks, nullable=True, coerce=True)
    return pa.DataFrameSchema(columns, strict=True)


def check_contract(houses: pd.DataFrame) -> None:
    """Raises DataError, which names the first columns that break it and how."""
    try:
        schema().validate(tidy(houses), lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case"]].drop_duplicates(["column", "check"])
        lines = [f"{case.column}: {case.check} fails for {case.failure_case}" for case in cases.itertuples()]
        more = f", and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        raise DataError("the table breaks its contract: " + "; ".join(lines[:_SHOWN]) + more) from error


def check_split(train: pd.DataFrame, held_out: pd.DataFrame) -> None:
    """Raises DataError where a house is on both sides, by its parcel or by everything that is known of it."""
    both = set(train["PID"]) & set(held_out["PID"])
    if both:
        raise DataError(f"{len(both)} parcels are on both sides of the split, such as {min(both)}")
    known = [*FEATURES, TARGET]
    alike = train[known].merge(held_out[known], how="inner")
    if len(alike):
        raise DataError(f"{len(alike)} houses of the held-out part are among those to learn from, price and all")


def check_labels(train: pd.DataFrame, limits: Checks) -> Found:
    """Looks for prices in the features, and for features without their prices. Raises DataError."""
    prices = np.log(train[TARGET].to_numpy(dtype=float))
    single = {name: float(np.corrcoef(train[name].fillna(train[name].median()), prices)[0, 1] ** 2) for name in NUMBERS}
    best = max(single, key=lambda name: single[name])
    if single[best] > limits.single_column_r2:
        raise DataError(
            f"{best} alone explains {single[best]:.2f} of the prices: it is known after the sale, or is the price"
        )
    usual = train[~is_large(train)]
    folds = KFold(5, shuffle=True, random_state=SEED)
    shuffled = usual[TARGET].sample(frac=1, random_state=SEED).to_numpy(dtype=float)
    noise = cross_val_predict(build_model(), usual[FEATURES], shuffled, cv=folds)
    shuffled_r2 = _explained(np.log(shuffled), np.log(noise))
    if shuffled_r2 > limits.shuffled_r2:
        raise DataError(f"{shuffled_r2:.2f} of shuffled prices are explained: something tells the model its answers")
    expected = cross_val_predict(build_model(), usual[FEATURES], usual[TARGET], cv=folds)
    suspicious = tuple(_suspicious(usual, expected, limits.suspicious_ratio))
    if len(suspicious) > limits.most_suspicious:
        raise DataError(f"{len(suspicious)} prices are far from what their houses are worth; look at out/housing first")
    return Found(
        rows=len(train),
        twice=int(train[FEATURES].duplicated().sum()),
        best_single=best,
        best_single_r2=single[best],
        shuffled_r2=shuffled_r2,
        suspicious=suspicious,
    )


def _mostly_known(name: str) -> pa.Check:
    most = MAY_BE_UNKNOWN.get(name, UNKNOWN)
    return pa.Check(
        lambda cells: bool(cells.isna().mean() <= most),
        name=f"at most {most:.0%} unknown",
        error=f"at most {most:.0%} unknown",
        ignore_na=False,
    )


def _suspicious(houses: pd.DataFrame, expected: np.ndarray, ratio: float) -> Iterator[Suspicious]:
    off = np.abs(np.log(houses[TARGET].to_numpy(dtype=float) / expected))
    for place in np.argsort(-off):
        if off[place] <= np.log(ratio):
            return
        house = houses.iloc[place]
        yield Suspicious(
            order=int(house["Order"]),
            price=float(house[TARGET]),
            expected=round(float(expected[place])),
            circumstances=str(house["Sale.Condition"]),
        )


def _explained(true: np.ndarray, said: np.ndarray) -> float:
    return float(1 - np.sum((true - said) ** 2) / np.sum((true - true.mean()) ** 2))
