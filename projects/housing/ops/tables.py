"""The README's tables, from the figures of a run."""

from collections.abc import Iterable, Mapping
from typing import Any

from projects.ops.tables import Rows

MAIN = "ridge, log target"


def tables(metrics: Mapping[str, Any]) -> dict[str, Rows]:
    return {
        "whole": _scores("all houses, five folds", metrics["whole"]),
        "ladder": _scores("training part, five folds", metrics["ladder"]),
        "held-out": _scores("held-out", {**metrics["baselines"], **metrics["held_out"]}),
        "large-houses": _large_houses(metrics["large_houses"]),
        "large": _scores("training part, five folds, scored on ordinary houses", metrics["large"]),
        "price-bands": slice_rows("price band", metrics["slices"]["price band"], by_error=False),
        "neighbourhoods": slice_rows("neighbourhood", metrics["slices"]["neighbourhood"], most=6),
        "staleness": _staleness(metrics["staleness"]),
    }


def slice_rows(title: str, parts: Mapping[str, Any], *, most: int | None = None, by_error: bool = True) -> Rows:
    """The worst first, or in the order given."""
    chosen = sorted(parts.items(), key=lambda part: -part[1]["mean"]) if by_error else list(parts.items())
    rows = [[title, "houses", "mean error", "95 % interval"]]
    for name, one in chosen[:most]:
        rows.append([name, f"{one['count']:,}", f"{one['mean']:.1%}", f"{one['low']:.1%} to {one['high']:.1%}"])
    return rows


def _scores(title: str, models: Mapping[str, Any]) -> Rows:
    rows = [[title, "MAE", "R²"]]
    for name, one in models.items():
        cells = [name, f"{one['mae']:,.0f}", _share(one["r2"])]
        rows.append([f"**{cell}**" for cell in cells] if name == MAIN else cells)
    return rows


def _large_houses(houses: Iterable[Mapping[str, Any]]) -> Rows:
    rows = [["sale", "sq ft", "sold for", "predicted"]]
    rows += [
        [f"no. {one['order']}", f"{one['area']:,}", f"{one['price']:,}", f"{one['predicted']:,.0f}"] for one in houses
    ]
    return rows


def _staleness(ages: Mapping[str, Any]) -> Rows:
    rows = [["age of the model", "learnt from", "MAE", "R²", "mean error with its sign"]]
    for name, one in ages.items():
        rows.append([name, f"{one['learnt_from']:,}", f"{one['mae']:,.0f}", _share(one["r2"]), f"{one['bias']:+.1%}"])
    return rows


def _share(r2: float) -> str:
    return f"{r2:.3f}".replace("0.", ".", 1).replace("-", "\N{MINUS SIGN}")
