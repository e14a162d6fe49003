"""Tells "has none" from "is unknown" among the missing cells.

A house without a pool has no pool quality: that cell is empty because there is nothing to say, and the
right reading of it is a category of its own, "None". The length of street along a lot exists whether or
not somebody wrote it down: there the right reading is an estimate. Filling the first with the commonest
category would give 2,917 houses a pool.
"""

from typing import NamedTuple

import pandas as pd

NONE = "None"

HAS_NONE = (
    "Alley",
    "Bsmt.Qual",
    "Bsmt.Cond",
    "Bsmt.Exposure",
    "BsmtFin.Type.1",
    "BsmtFin.Type.2",
    "Fireplace.Qu",
    "Garage.Type",
    "Garage.Finish",
    "Garage.Qual",
    "Garage.Cond",
    "Pool.QC",
    "Fence",
    "Misc.Feature",
)
"""Columns whose documentation says that a missing value means "has none"."""

WITNESS = {
    **{name: "Total.Bsmt.SF" for name in HAS_NONE if name.startswith("Bsmt")},
    **{name: "Garage.Area" for name in HAS_NONE if name.startswith("Garage")},
    "Garage.Yr.Blt": "Garage.Area",
    "Fireplace.Qu": "Fireplaces",
    "Pool.QC": "Pool.Area",
    "Misc.Feature": "Misc.Val",
    "Mas.Vnr.Type": "Mas.Vnr.Area",
}
"""For a column, the number that is zero exactly when the house has no such thing.

The documentation is right about the rule and wrong about a few cells; the house itself is the better
authority. `Mas.Vnr.Type` is here although the documentation does not list it: De Cock's file has the word
"None" there, and some reader between that file and this copy took the word for a missing value.
"""

BUILT_AHEAD_YEARS = 2
"""A house can be sold before it is finished; no true year of building lies further ahead of the sale."""


class MissingCells(NamedTuple):
    """The missing cells of one column, by what they mean."""

    column: str
    none: int
    unknown: int


def says_none(houses: pd.DataFrame, column: str) -> "pd.Series[bool]":
    """Where a missing cell of `column` means that the house has no such thing."""
    missing = houses[column].isna()
    if column in WITNESS:
        return missing & (houses[WITNESS[column]] == 0)
    return missing & (column in HAS_NONE)


def count_missing(houses: pd.DataFrame) -> list[MissingCells]:
    """The columns that have missing cells, those with the most of them first."""
    counts = [
        MissingCells(column, none, int(houses[column].isna().sum()) - none)
        for column in houses.columns
        if (none := int(says_none(houses, column).sum())) or houses[column].isna().any()
    ]
    return sorted(counts, key=lambda count: (-count.none - count.unknown, count.column))


def count_documented(houses: pd.DataFrame) -> int:
    """Missing cells that mean "has none" if the documentation is taken at its word."""
    return int(houses[list(HAS_NONE)].isna().sum().sum())


def tidy(houses: pd.DataFrame) -> pd.DataFrame:
    """A copy that says "None" where a house has none, and admits that an impossible year is unknown.

    Looks at one row at a time and learns nothing, so it cannot leak from one house to another.
    """
    tidied = houses.copy()
    for column in (*HAS_NONE, "Mas.Vnr.Type"):
        tidied[column] = houses[column].astype(object).mask(says_none(houses, column), NONE)
    impossible = houses["Garage.Yr.Blt"] > houses["Yr.Sold"] + BUILT_AHEAD_YEARS
    tidied["Garage.Yr.Blt"] = houses["Garage.Yr.Blt"].mask(impossible)
    return tidied
