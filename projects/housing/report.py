"""What the project prints: plain text, at most 100 columns."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from projects.housing.columns import TARGET
from projects.housing.data import LARGE_SQFT, is_large
from projects.housing.missing import HAS_NONE, count_documented, count_missing
from projects.housing.study import DE_COCK_R2, Findings, Result


def describe(houses: pd.DataFrame) -> str:
    """The table before any model: its size, its prices, and what is missing from it."""
    prices = houses[TARGET].to_numpy(dtype=float)
    counts = count_missing(houses)
    missing = sum(count.none + count.unknown for count in counts)
    unknown = sorted((c for c in counts if c.unknown), key=lambda c: c.unknown, reverse=True)
    return _lines(
        "THE DATA",
        f"  {len(houses):,} sales in Ames, Iowa, 2006 to 2010; {houses.shape[1]} columns",
        f"  prices from ${prices.min():,.0f} to ${prices.max():,.0f}, mean ${prices.mean():,.0f}, "
        f"median ${np.median(prices):,.0f}: a few cost far more than most",
        "",
        "MISSING CELLS",
        f"  {missing:6,}  missing in all",
        f"  {count_documented(houses):6,}  in the {len(HAS_NONE)} columns where, says the documentation, "
        'missing means "has none"',
        f'  {sum(count.none for count in counts):6,}  mean "has none" when each house is asked itself '
        "(no garage: no year of the garage)",
        f"  {sum(count.unknown for count in unknown):6,}  are unknown: "
        + ", ".join(f"{count.column} {count.unknown}" for count in unknown[:3])
        + f" and {len(unknown) - 3} more columns",
    )


def summarize(findings: Findings) -> str:
    """The figures."""
    folds, every = findings.plan.folds, findings.plan.every
    among = "all houses" if every == 1 else f"a sample: one house in {every}"
    return _lines(
        f"THE WHOLE TABLE  ({among}, {folds} folds)",
        *_results_table(findings.whole),
        f"  The neighbourhood and the total area explain {findings.de_cock_r2:.3f} of the variance; "
        f"De Cock says {DE_COCK_R2:.2f}.",
        "",
        f"THE LARGE HOUSES  (over {LARGE_SQFT:,} sq ft)",
        *_large_table(findings),
        "",
        f"  What learning from them costs the ordinary houses  (training part, {folds} folds):",
        *_results_table(findings.large),
        "  Decision: the model is for houses up to that size; larger ones are left out, and not priced.",
        "",
        f"THE MODELS  (training part without large houses, {folds} folds)",
        *_results_table(findings.ladder),
        "",
        f"THE HELD-OUT HOUSES  ({len(findings.predictions.prices)}, seen by no choice above)",
        *_results_table(findings.held_out),
    )


def _results_table(results: Iterable[Result]) -> Iterator[str]:
    rows = [["", "MAE", "R²", "± MAE"], *([result.name, *_cells(result)] for result in results)]
    spread_known = any(row[-1] for row in rows[1:])
    return _table(rows if spread_known else [row[:-1] for row in rows])


def _cells(result: Result) -> tuple[str, str, str]:
    """The error, the share explained, and the spread of the error if there is one."""
    scores = result.scores
    spread = "" if scores.mae_spread is None else f"{scores.mae_spread:,.0f}"
    return f"{scores.mae:,.0f}", f"{scores.r2:.3f}", spread


def _large_table(findings: Findings) -> Iterator[str]:
    rows = [("sale", "sq ft", "sold for", "predicted", "quality", "circumstances")]
    large = findings.houses[is_large(findings.houses)]
    for (_, house), predicted in zip(large.iterrows(), findings.large_predicted, strict=True):
        price, quality = f"{house[TARGET]:,}", str(house["Overall.Qual"])
        sale = f"no. {house['Order']}"
        rows.append((sale, f"{house['area']:,}", price, f"{predicted:,.0f}", quality, house["Sale.Condition"]))
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Two spaces before each column; the first one to the left, the others to the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(c.rjust(w) for c, w in zip(others, widths[1:], strict=True))]
        yield ("  " + "  ".join(cells)).rstrip()


def _lines(*lines: str) -> str:
    return "\n".join(lines)
