"""Inputs with the answers that the model gave when it was made: asked again before it serves.

A library that computes otherwise, a file that was exchanged, a machine that rounds differently: whatever the reason, a
model that no longer says what it said is not served.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from projects.ops.errors import ProjectError
from projects.ops.files import read_json, write_json
from projects.ops.project import Predictor

EXAMPLES = "examples.json"
TOLERANCE = 1e-3
"""Relative: another processor may differ in late digits."""


def write_examples(folder: Path, predictor: Predictor, rows: Sequence[Mapping[str, Any]]) -> None:
    write_json(folder / EXAMPLES, {"rows": [dict(row) for row in rows], "answers": predictor.predict(rows)})


def check_examples(folder: Path, predictor: Predictor) -> None:
    """Raises ProjectError where an answer is another than it was."""
    kept = read_json(folder / EXAMPLES)
    for number, (before, now) in enumerate(zip(kept["answers"], predictor.predict(kept["rows"]), strict=True), start=1):
        for key, value in before.items():
            if not _alike(value, now.get(key)):
                raise ProjectError(
                    f"{predictor.label} no longer says what it said: `{key}` of its example {number} is "
                    f"{now.get(key)}, was {value}; install the versions of constraints.txt, or train again"
                )


def _alike(before: object, now: object) -> bool:
    if isinstance(before, float | int) and isinstance(now, float | int):
        return math.isclose(before, now, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return before == now
