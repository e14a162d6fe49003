"""The project's experiments, in the order in which a careful person does them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LinearRegression

from projects.housing.columns import TARGET
from projects.housing.data import is_large, without_large
from projects.housing.evaluate import Choice, Scores, cross_validate, fit_and_predict, score, split
from projects.housing.pipeline import Recipe

CHOSEN = Recipe()
PLAIN = Recipe(ridge=False, log_target=False)

LADDER: tuple[Recipe | None, ...] = (
    None,
    Recipe(ridge=False, log_target=False, codes_as_categories=False),
    PLAIN,
    Recipe(ridge=True, log_target=False),
    Recipe(ridge=False, log_target=True),
    CHOSEN,
)
"""Each adds one idea to a step before it; None is the median price for every house."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much work to do."""

    folds: int = 5
    every: int = 1
    """Takes each so-many-th house only."""


QUICK = Plan(folds=3, every=5)


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What a tutorial does: a model on the whole table, with nothing held out."""

    name: str
    recipe: Recipe
    houses: Choice


WHOLE = (
    Whole(
        name="linear regression, all houses",
        recipe=Recipe(ridge=False, log_target=False, codes_as_categories=False),
        houses=lambda houses: houses,
    ),
    Whole(
        name="the same on a log target, without the large houses",
        recipe=Recipe(ridge=False, log_target=True, codes_as_categories=False),
        houses=without_large,
    ),
)

DE_COCK_R2 = 0.80
"""The one figure that comes with the data: in his paper of 2011, De Cock says that the neighbourhood and the total
area, basement included, explain 80 % of the prices' variance by themselves.
"""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of a table of figures."""

    name: str
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class Predictions:
    """What two models say about the same held-out houses, dollars, in the order of `prices`."""

    prices: npt.NDArray[np.float64]
    plain: npt.NDArray[np.float64]
    chosen: npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What the experiments gave."""

    houses: pd.DataFrame
    plan: Plan
    whole: tuple[Result, ...]
    """In the order of `WHOLE`."""

    de_cock_r2: float
    """Ours for `DE_COCK_R2`."""

    large: tuple[Result, ...]
    ladder: tuple[Result, ...]
    held_out: tuple[Result, ...]
    predictions: Predictions
    large_predicted: npt.NDArray[np.float64]
    """What the chosen model says about the large houses, in the order of the table."""


def run(houses: pd.DataFrame, plan: Plan, progress: Callable[[str], None]) -> Findings:
    """All experiments. Those that choose something see the training part alone."""
    houses = houses.iloc[:: plan.every]
    parts = split(houses)
    train, held_out = without_large(parts.train), without_large(parts.held_out)
    whole = _try_whole(houses, plan, progress)
    large = _weigh_large(parts.train, plan, progress)
    ladder = _climb(train, plan, progress)
    progress(f"held-out houses: {len(held_out)}, predicted once")
    chosen = fit_and_predict(CHOSEN, train, held_out)
    plain = fit_and_predict(PLAIN, train, held_out)
    return Findings(
        houses=houses,
        plan=plan,
        whole=whole,
        de_cock_r2=explain_by_place_and_size(without_large(houses)),
        large=large,
        ladder=ladder,
        held_out=(
            Result(name=PLAIN.name, scores=score(held_out[TARGET], plain)),
            Result(name=CHOSEN.name, scores=score(held_out[TARGET], chosen)),
        ),
        predictions=Predictions(prices=held_out[TARGET].to_numpy(dtype=float), plain=plain, chosen=chosen),
        large_predicted=fit_and_predict(CHOSEN, train, houses[is_large(houses)]),
    )


def explain_by_place_and_size(houses: pd.DataFrame) -> float:
    """R² of a line through the total area and a step for each neighbourhood, on the houses that it was fitted to."""
    design = pd.get_dummies(houses["Neighborhood"], dtype=float)
    design["total area"] = houses["area"] + houses["Total.Bsmt.SF"].fillna(0)
    return float(LinearRegression().fit(design, houses[TARGET]).score(design, houses[TARGET]))


def _try_whole(houses: pd.DataFrame, plan: Plan, progress: Callable[[str], None]) -> tuple[Result, ...]:
    """Of all houses, so nothing is chosen by them."""
    results = []
    for whole in WHOLE:
        progress(f"the whole table: {whole.name}")
        scores = cross_validate(whole.houses(houses), whole.recipe, folds=plan.folds)
        results.append(Result(name=whole.name, scores=scores))
    return tuple(results)


def _weigh_large(train: pd.DataFrame, plan: Plan, progress: Callable[[str], None]) -> tuple[Result, ...]:
    """What it costs the ordinary houses that a model has also learnt from the large ones."""
    choices: dict[str, Choice] = {"with": lambda houses: houses, "without": without_large}
    results = []
    for recipe in (PLAIN, CHOSEN):
        for word, choice in choices.items():
            name = f"{recipe.name}, learnt {word} them"
            progress(f"large houses: {name}")
            scores = cross_validate(train, recipe, folds=plan.folds, train_on=choice, score_on=without_large)
            results.append(Result(name=name, scores=scores))
    return tuple(results)


def _climb(train: pd.DataFrame, plan: Plan, progress: Callable[[str], None]) -> tuple[Result, ...]:
    results = []
    for recipe in LADDER:
        name = recipe.name if recipe else "the median price for every house"
        progress(f"models: {name}")
        results.append(Result(name=name, scores=cross_validate(train, recipe, folds=plan.folds)))
    return tuple(results)
