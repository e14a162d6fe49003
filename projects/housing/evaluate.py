"""Figures for a model on houses that it has not seen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold, train_test_split

from projects.housing.columns import FEATURES, TARGET
from projects.housing.pipeline import Recipe, build_model

SEED = 0
"""Decides who is in which fold and who is held out."""

Choice = Callable[[pd.DataFrame], pd.DataFrame]
"""Keeps some of the houses."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """How far predictions are from the prices."""

    mae: float
    """Mean absolute error, dollars."""

    r2: float
    """Share of the prices' variance that is explained."""

    mae_spread: float | None = None
    """Standard deviation of the error from fold to fold, dollars."""


@dataclass(frozen=True, kw_only=True)
class Split:
    train: pd.DataFrame
    held_out: pd.DataFrame


def split(houses: pd.DataFrame, *, share: float = 0.2) -> Split:
    """Sets a share of the houses aside before anything is learnt or chosen."""
    train, held_out = train_test_split(houses, test_size=share, random_state=SEED)
    return Split(train=train, held_out=held_out)


def score(prices: "pd.Series[float]", predicted: npt.NDArray[np.float64]) -> Scores:
    return Scores(mae=float(mean_absolute_error(prices, predicted)), r2=float(r2_score(prices, predicted)))


def cross_validate(
    houses: pd.DataFrame,
    recipe: Recipe | None,
    *,
    folds: int,
    train_on: Choice = lambda houses: houses,
    score_on: Choice = lambda houses: houses,
) -> Scores:
    """Means over the folds. Without a recipe, the median price of the training part for every house.

    `train_on` and `score_on` choose among the houses of each part: so that two models can be compared on
    the same houses although one of them learnt from fewer.
    """
    parts = []
    for train, test in KFold(folds, shuffle=True, random_state=SEED).split(houses):
        seen, unseen = train_on(houses.iloc[train]), score_on(houses.iloc[test])
        parts.append(score(unseen[TARGET], fit_and_predict(recipe, seen, unseen)))
    maes = [part.mae for part in parts]
    return Scores(
        mae=float(np.mean(maes)),
        r2=float(np.mean([part.r2 for part in parts])),
        mae_spread=float(np.std(maes)),
    )


def fit_and_predict(recipe: Recipe | None, seen: pd.DataFrame, unseen: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Prices for `unseen` by a model that has learnt from `seen` alone."""
    if unseen.empty:
        return np.empty(0)
    if recipe is None:
        return np.full(len(unseen), float(seen[TARGET].median()))
    model = build_model(recipe).fit(seen[FEATURES], seen[TARGET])
    predicted: npt.NDArray[np.float64] = model.predict(unseen[FEATURES])
    return predicted
