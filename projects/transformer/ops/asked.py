"""A prompt, held against the promises of the model before anything is written.

It learnt tales of one village. What is unlike them it could only carry on at random, so it refuses.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from projects.ops.errors import ProjectError, RefusedError

MOST_CHARACTERS = 2_000
MOST_ROWS = 1_000
KEYS = frozenset({"prompt", "most", "seed", "temperature"})
_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One text that is asked for."""

    prompt: str
    most: int | None
    """Tokens to write; as many as there is room for where it is not given."""

    seed: int
    temperature: float


def read_prompts(path: Path) -> list[dict[str, Any]]:
    """A prompt a line, or the rows of a CSV file with a column `prompt`. Raises ProjectError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            if path.suffix.lower() == ".csv":
                reader = csv.DictReader(file)
                if "prompt" not in (reader.fieldnames or ()):
                    raise ProjectError(f"{path} has no column `prompt`; put the prompts in one of that name")
                rows: list[dict[str, Any]] = [{"prompt": row["prompt"] or ""} for row in reader]
            else:
                rows = [{"prompt": line.rstrip("\n")} for line in file]
    except (OSError, UnicodeError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ProjectError(f"cannot read {path}: {why}; it must be text in UTF-8") from error
    if not 0 < len(rows) <= MOST_ROWS:
        raise ProjectError(f"{path} has {len(rows):,} prompts; from 1 to {MOST_ROWS:,} can be asked at once")
    return rows


def check_wishes(rows: Sequence[Mapping[str, Any]]) -> list[Wish]:
    """Raises RefusedError, with the first reasons."""
    reasons = [f"row {number}: {why}" for number, row in enumerate(rows, start=1) for why in _reasons(row)]
    if reasons:
        more = f"; and {len(reasons) - _SHOWN} more" if len(reasons) > _SHOWN else ""
        raise RefusedError("; ".join(reasons[:_SHOWN]) + more)
    return [
        Wish(
            prompt=row.get("prompt", ""),
            most=row.get("most"),
            seed=row.get("seed", 0),
            temperature=float(row.get("temperature", 0.7)),
        )
        for row in rows
    ]


def _reasons(row: Mapping[str, Any]) -> Iterator[str]:
    unknown = {str(key) for key in row} - KEYS
    if unknown:
        yield f"no key `{min(unknown)[:40]}`; there are {', '.join(sorted(KEYS))}"
    prompt = row.get("prompt", "")
    if not isinstance(prompt, str):
        yield "`prompt` must be text"
    elif len(prompt) > MOST_CHARACTERS:
        yield f"the prompt has {len(prompt):,} characters; it may have {MOST_CHARACTERS:,}"
    most, seed, temperature = row.get("most"), row.get("seed", 0), row.get("temperature", 0.7)
    if most is not None and not (_is_whole(most) and most >= 1):
        yield "`most` must be a whole number from 1 on"
    if not (_is_whole(seed) and 0 <= seed < 2**63):
        yield "`seed` must be a whole number from 0 on"
    if isinstance(temperature, bool) or not isinstance(temperature, int | float) or not 0 <= temperature <= 100:
        yield "`temperature` must be a number from 0 to 100"


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
