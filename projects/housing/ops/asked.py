"""A house whose price is asked, held against the promises of the model before it is priced.

What the model never saw it must not price: a mansion, another city, another decade. Each refusal names the row, the
column and the limit; what is merely unknown is estimated as in training, and the answer says how much was.
"""

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from projects.housing.columns import CATEGORIES, CODES, FEATURES, NUMBERS, TARGET, Kind, names
from projects.housing.data import LARGE_SQFT
from projects.housing.ops.bounds import CHOICES, CODES_ALLOWED, RANGES, REQUIRED
from projects.ops.errors import ProjectError, RefusedError

IGNORED = frozenset([*names(Kind.IDENTIFIER), TARGET])
"""May stand in a table, and are not looked at."""

MOST_ROWS = 100_000
_SHOWN = 5


def read_houses(path: Path) -> list[dict[str, Any]]:
    """The rows of a CSV file, an empty cell as None. Raises ProjectError."""
    try:
        table = pd.read_csv(path, keep_default_na=False, na_values=[""], nrows=MOST_ROWS + 1)
    except (OSError, UnicodeError, ValueError) as error:  # pandas' own errors are ValueErrors
        why = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
        raise ProjectError(f"cannot read {path}: {why}; it must be CSV with a line of column names") from error
    if len(table) > MOST_ROWS:
        raise ProjectError(f"{path} has more than {MOST_ROWS:,} rows; price them in parts")
    if table.empty:
        raise ProjectError(f"{path} has no rows")
    return plain_rows(table)


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """As JSON has them: an empty cell is None, and numbers are Python's own."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): cell for name, cell in row.items()} for row in rows]


def check_houses(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The houses as the model takes them, all columns in order. Raises RefusedError, with the first reasons."""
    reasons = [f"row {number}: {why}" for number, row in enumerate(rows, start=1) for why in _reasons(row)]
    if reasons:
        more = f"; and {len(reasons) - _SHOWN} more" if len(reasons) > _SHOWN else ""
        raise RefusedError("; ".join(reasons[:_SHOWN]) + more)
    table = pd.DataFrame([{name: row.get(name) for name in FEATURES} for row in rows], columns=FEATURES)
    types = dict.fromkeys([*NUMBERS, *CODES], float) | dict.fromkeys(CATEGORIES, object)
    return table.where(table.notna()).astype(types)


def _reasons(row: Mapping[str, Any]) -> Iterator[str]:
    known = {*FEATURES, *IGNORED}
    for name in row:
        if name not in known:
            close = difflib.get_close_matches(str(name), FEATURES, 1)
            yield f"no column `{str(name)[:40]}`" + (f", did you mean `{close[0]}`?" if close else "")
    for name in REQUIRED:
        if _is_unknown(row.get(name)):
            yield f"`{name}` is needed"
    for name in FEATURES:
        if not _is_unknown(row.get(name)):
            yield from _reasons_of(name, row[name])


def _reasons_of(name: str, value: object) -> Iterator[str]:
    if name in CATEGORIES:
        if not isinstance(value, str):
            yield f"`{name}` must be a word, as in the table"
        elif name in CHOICES and value not in CHOICES[name]:
            yield f"`{name}` is {value[:20]!r}; it must be one of {', '.join(sorted(CHOICES[name]))}"
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield f"`{name}` must be a number"
    elif name in CODES_ALLOWED and value not in CODES_ALLOWED[name]:
        yield f"`{name}` is {value:g}; it must be one of {', '.join(map(str, sorted(CODES_ALLOWED[name])))}"
    elif name == "area" and value > LARGE_SQFT:
        yield f"`area` is {value:,.0f} sq ft; this model does not price houses over {LARGE_SQFT:,} sq ft"
    elif name in RANGES and not RANGES[name][0] <= value <= RANGES[name][1]:
        low, high = RANGES[name]
        yield f"`{name}` is {value:g}; it must be from {low:g} to {high:g}"


def _is_unknown(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
