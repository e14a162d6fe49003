"""What a project's tests may use: run the work again on tables, and read its predictions as what they are to be.

prices = project.predictions(candidate, {"train.csv": TRAIN, "test.csv": TEST}, ids=TEST["id"], column="price")
"""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from prep.grading.server.candidate import RemoteSubmission
from prep.grading.server.outcomes import Violation, WrongAnswer
from prep.model.text import count_words, one_line

if TYPE_CHECKING:
    import pandas as pd

PREDICTIONS: Final = "predictions.csv"
_BYTES_A_ROW: Final = 200
"""More than any row of an id and a number takes."""


def predictions(
    candidate: RemoteSubmission,
    tables: "Mapping[str, pd.DataFrame]",
    *,
    ids: "Sequence[Any] | pd.Series[Any]",
    column: str,
    id_column: str = "id",
    cpu_s: int = 60,
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Run the work on these tables and read what it predicts.

    Args:
        tables: what it finds beside it, by file name.
        ids: whose predictions are asked for.
        column: what is predicted.
        cpu_s: CPU seconds that the run may take.

    Returns:
        Shape (len(ids),), in the order of `ids`, whatever the order in the file.

    Raises:
        WrongAnswer: the file is missing, too large, or not what is asked for.
    """
    most = _BYTES_A_ROW * (len(ids) + 10)
    sent = {name: table.to_csv(index=False).encode() for name, table in tables.items()}
    match candidate.run(sent, PREDICTIONS, most, cpu_s):
        case {"found": found, "size": int(size), "error": str(error)} if found is None or isinstance(found, bytes):
            pass
        case _:
            raise Violation("the run did not come back as it should")
    why = f"; the run ended with {one_line(error)}" if error else ""
    if found is None:
        raise WrongAnswer(f"it wrote no {PREDICTIONS}{why}")
    if size > most:
        raise WrongAnswer(f"{PREDICTIONS} has {size:,} bytes; {len(ids):,} rows are asked for{why}")
    told = _read(found, id_column, column)
    missing = [one for one in map(str, ids) if one not in told]
    if missing or len(told) != len(ids):
        raise WrongAnswer(
            f"{PREDICTIONS} has {len(told):,} rows, {len(missing):,} of the {len(ids):,} asked for are missing{why}"
        )
    return np.array([told[str(one)] for one in ids])


def _read(content: bytes, id_column: str, column: str) -> dict[str, float]:
    """Predictions by id.

    Raises:
        WrongAnswer: the file is not as it is asked for.
    """
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise WrongAnswer(f"{PREDICTIONS} is not CSV in UTF-8") from None
    header = [name.strip() for name in rows[0]] if rows else []
    if id_column not in header or column not in header:
        raise WrongAnswer(f"{PREDICTIONS} needs the columns `{id_column}` and `{column}` in its first line")
    at, value_at = header.index(id_column), header.index(column)
    found: dict[str, float] = {}
    for number, row in enumerate((row for row in rows[1:] if row), 2):
        if len(row) != len(header):
            raise WrongAnswer(
                f"line {number} of {PREDICTIONS} has {count_words(len(row), 'cell')}, its first line has {len(header)}"
            )
        one = row[at].strip().removesuffix(".0")
        if one in found:
            raise WrongAnswer(f"{PREDICTIONS} has an id twice")
        found[one] = _number(row[value_at], number, column)
    return found


def _number(text: str, line: int, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise WrongAnswer(f"`{column}` in line {line} of {PREDICTIONS} is not a number")
    return value
