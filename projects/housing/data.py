"""Reads the Ames table; nothing here changes a value."""

import zlib
from pathlib import Path

import pandas as pd

from projects.housing.columns import COLUMNS
from projects.ops.errors import ProjectError

AMES = Path(__file__).parent / "data" / "ames.csv.gz"

LARGE_SQFT = 4000
"""Above this living area there are five sales, too few to learn from; De Cock advises to leave them out."""


class DataError(ProjectError):
    """The table cannot be read, or is not what it was; the text is one line that says how to put it right."""


def load_ames(path: Path = AMES) -> pd.DataFrame:
    """All 2,930 sales with the 82 columns of `COLUMNS`, prices in dollars, an empty cell as NaN.

    Only an empty cell is missing: pandas would by default also take words such as "None" and "NA" for
    missing, and a category of that name would be lost. Raises DataError.
    """
    try:
        houses = pd.read_csv(path, keep_default_na=False, na_values=[""], compression="gzip")
    except (OSError, EOFError, zlib.error, ValueError) as error:  # pandas' own errors are ValueErrors
        why = " ".join(str(error).split())
        raise DataError(f"cannot read {path}: {why}; get a fresh copy of the project") from error
    absent = {column.name for column in COLUMNS} - set(houses.columns)
    if absent:
        raise DataError(f"{path} lacks the columns {sorted(absent)}; get a fresh copy of the project")
    return houses


def is_large(houses: pd.DataFrame) -> "pd.Series[bool]":
    """Which houses have more than `LARGE_SQFT` above ground, which is known before the sale."""
    return houses["area"] > LARGE_SQFT


def without_large(houses: pd.DataFrame) -> pd.DataFrame:
    """The houses that the project's model is for."""
    return houses[~is_large(houses)]
