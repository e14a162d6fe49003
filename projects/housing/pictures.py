"""The project's pictures, each by the name of its file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from projects.housing.data import LARGE_SQFT, is_large, without_large
from projects.housing.missing import count_missing
from projects.housing.study import Findings, Result
from projects.pictures import Axis, Bar, Direction, Guide, Series, bars, scatter


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far the axes of a residual picture go, so that two of them can be compared."""

    predicted: float
    residual: float
    """As far down as up."""


def draw(findings: Findings) -> dict[str, str]:
    """All pictures as SVG text."""
    said = findings.predictions
    plain, chosen = said.prices - said.plain, said.prices - said.chosen
    reach = Reach(
        predicted=float(max(said.plain.max(), said.chosen.max())),
        residual=float(max(np.abs(plain).max(), np.abs(chosen).max())),
    )
    return {
        "missing.svg": draw_missing(findings.houses),
        "large-houses.svg": draw_large(findings.houses),
        "models.svg": draw_ladder(findings.ladder),
        "predictions.svg": draw_predictions(said.prices, said.chosen),
        "residuals-plain.svg": draw_residuals(said.plain, plain, "linear regression on the price", reach),
        "residuals.svg": draw_residuals(said.chosen, chosen, "ridge on the logarithm of the price", reach),
    }


def draw_missing(houses: pd.DataFrame) -> str:
    counts = count_missing(houses)
    none, unknown = sum(count.none for count in counts), sum(count.unknown for count in counts)
    return bars(
        [
            Bar(
                label=count.column,
                values=(count.none, count.unknown),
                text=f"{count.none:,} + {count.unknown:,}" if count.none and count.unknown else "",
            )
            for count in counts
        ],
        legend=("the house has none", "the value is unknown"),
        title="Missing cells, by what they mean",
        desc=f"Missing cells of {len(counts)} columns. {none:,} mean that the house has no such thing, "
        f"{unknown:,} that the value is unknown.",
        axis=Axis(label="houses"),
    )


def draw_large(houses: pd.DataFrame) -> str:
    large = houses[is_large(houses)]
    ordinary = without_large(houses)
    names = [f"no. {order}" for order in large["Order"]]
    named = "; ".join(
        f"no. {order}: {area:,} sq ft for ${price:,}"
        for order, area, price in zip(large["Order"], large["area"], large["price"], strict=True)
    )
    return scatter(
        [
            Series(name="ordinary houses", x=ordinary["area"].tolist(), y=ordinary["price"].tolist()),
            Series(name="large houses", x=large["area"].tolist(), y=large["price"].tolist(), labels=names),
        ],
        title="Price against living area",
        desc=f"{len(ordinary):,} ordinary houses, whose price rises with their area (correlation "
        f"{ordinary['area'].corr(ordinary['price']):.2f}), and {len(large)} large ones. {named}",
        x=Axis(label="living area above ground, sq ft", reach=(0,)),
        y=Axis(label="price", reach=(0, 1.1 * float(houses["price"].max())), prefix="$"),
        guides=[Guide(direction=Direction.VERTICAL, at=LARGE_SQFT, label=f"{LARGE_SQFT:,} sq ft")],
    )


def draw_ladder(ladder: Sequence[Result]) -> str:
    best = min(ladder, key=lambda result: result.scores.mae)
    return bars(
        [Bar(label=result.name, values=(result.scores.mae,)) for result in ladder],
        title="What each idea is worth",
        desc=f"Mean absolute error of {len(ladder)} models by cross-validation on the training houses; the "
        f"smallest is ${best.scores.mae:,.0f}, by {best.name}.",
        axis=Axis(label="mean absolute error", prefix="$"),
    )


def draw_predictions(prices: npt.NDArray[np.float64], predicted: npt.NDArray[np.float64]) -> str:
    highest = float(max(prices.max(), predicted.max()))
    near = float(np.mean(np.abs(predicted / prices - 1) < 0.1))
    return scatter(
        [Series(x=prices.tolist(), y=predicted.tolist())],
        title="Predicted and actual prices of the held-out houses",
        desc=f"{len(prices)} held-out houses; {near:.0%} of the predictions are within 10 % of the price. "
        "Points on the diagonal are exact.",
        x=Axis(label="sold for", reach=(0, highest), prefix="$"),
        y=Axis(label="predicted", reach=(0, highest), prefix="$"),
        guides=[Guide(direction=Direction.DIAGONAL)],
    )


def draw_residuals(
    predicted: npt.NDArray[np.float64],
    residuals: npt.NDArray[np.float64],
    model: str,
    reach: Reach,
) -> str:
    return scatter(
        [Series(x=predicted.tolist(), y=residuals.tolist())],
        title=f"Residuals: {model}",
        desc=f"Price less prediction against the prediction for {len(predicted)} held-out houses. They range "
        f"from {residuals.min():,.0f} to {residuals.max():,.0f} dollars, half of them within "
        f"{np.median(np.abs(residuals)):,.0f}.",
        x=Axis(label="predicted", reach=(0, reach.predicted), prefix="$"),
        y=Axis(
            label="sold for more (above the line) or less than predicted",
            reach=(-reach.residual, reach.residual),
            prefix="$",
        ),
        guides=[Guide(direction=Direction.HORIZONTAL)],
    )
