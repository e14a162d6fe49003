"""A review whose opinion is asked, held against the promises of the model first.

It learnt from English reviews of films of a few sentences or more. A single word, another language or a novel get a
refusal with the reason, not an answer that looks like any other.
"""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from projects.ops.errors import ProjectError, RefusedError
from projects.sentiment.tokens import tokenise

MOST_CHARACTERS = 20_000
LEAST_WORDS = 8
LEAST_KNOWN = 0.5
"""Share of a review's words that the model knows. English reviews have .97 in the mean; German ones a tenth."""

MOST_ROWS = 100_000
_SHOWN = 5


def read_reviews(path: Path) -> list[dict[str, Any]]:
    """The rows of a CSV file with a column `text`, or a review a line of any other file. Raises ProjectError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            if path.suffix.lower() != ".csv":
                rows: list[dict[str, Any]] = [{"text": line.strip()} for line in file if line.strip()]
            else:
                csv.field_size_limit(min(sys.maxsize, 10 * MOST_CHARACTERS))
                reader = csv.DictReader(file)
                if "text" not in (reader.fieldnames or ()):
                    raise ProjectError(f"{path} has no column `text`; put the reviews in one of that name")
                rows = [{"text": row["text"]} for row in reader]
    except (OSError, UnicodeError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ProjectError(f"cannot read {path}: {why}; it must be text in UTF-8") from error
    if not 0 < len(rows) <= MOST_ROWS:
        raise ProjectError(f"{path} has {len(rows):,} reviews; from 1 to {MOST_ROWS:,} can be asked at once")
    return rows


def check_reviews(rows: Sequence[Mapping[str, Any]], known: Mapping[str, int]) -> list[str]:
    """The texts. Raises RefusedError, with the first reasons."""
    reasons = [f"row {number}: {why}" for number, row in enumerate(rows, start=1) for why in _reasons(row, known)]
    if reasons:
        more = f"; and {len(reasons) - _SHOWN} more" if len(reasons) > _SHOWN else ""
        raise RefusedError("; ".join(reasons[:_SHOWN]) + more)
    return [row["text"] for row in rows]


def share_known(words: Sequence[str], known: Mapping[str, int]) -> float:
    return sum(word in known for word in words) / max(len(words), 1)


def _reasons(row: Mapping[str, Any], known: Mapping[str, int]) -> Iterator[str]:
    unknown = set(row) - {"text"}
    if unknown:
        yield f"no key `{str(min(unknown, key=str))[:40]}`; a review has a `text`"
    text = row.get("text")
    if not isinstance(text, str):
        yield "`text` is needed, and must be text"
    elif len(text) > MOST_CHARACTERS:
        yield f"{len(text):,} characters; a review may have {MOST_CHARACTERS:,}"
    elif len(words := tokenise(text)) < LEAST_WORDS:
        yield f"{len(words)} words; at least {LEAST_WORDS} are needed to tell an opinion"
    elif (share := share_known(words, known)) < LEAST_KNOWN:
        yield f"{share:.0%} of its words are known; this model reads English reviews of films"
