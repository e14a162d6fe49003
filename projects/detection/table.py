"""The table of engines: what each costs a frame, what it finds, and which one is taken."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from projects.detection.errors import DetectionError

ALLOWED_LOSS = 0.01
"""Of mAP50, against the trained weights as ultralytics runs them."""

MEASURED = Path(__file__).parent / "weights" / "table.json"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One engine at one number of threads."""

    engine: str
    file: str
    """Of the weights; empty if it is not kept."""

    size_kb: float
    threads: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    """The median of what the process spent, all its threads together: it hardly hears a busy neighbour."""

    map50: float
    map50_95: float
    precision: float
    """At the operating point, as is `recall`."""

    recall: float
    deployable: bool
    """Whether it runs with what the service installs, from weights that are kept."""

    rival: bool
    """Whether it is what somebody else would run."""


def reference(rows: Sequence[Row], threads: int) -> Row:
    """What the others are compared with: the trained weights, as ultralytics runs them."""
    return next(row for row in rows if row.file.endswith(".pt") and row.threads == threads)


def choose(rows: Sequence[Row]) -> Row:
    """The cheapest on one thread of those that can be deployed and lose no more than is allowed."""
    floor = reference(rows, 1).map50 - ALLOWED_LOSS
    fit = [row for row in rows if row.threads == 1 and row.deployable and row.map50 >= floor]
    if not fit:
        raise DetectionError("no engine is good enough to deploy: train longer, or allow a larger loss")
    return min(fit, key=lambda row: row.cpu_ms)


def best_rival(rows: Sequence[Row], threads: int = 1) -> Row:
    """The cheapest of the others that find the four kinds about as well."""
    floor = reference(rows, threads).map50 - ALLOWED_LOSS
    return min(
        (row for row in rows if row.rival and row.threads == threads and row.map50 >= floor),
        key=lambda row: row.cpu_ms,
    )


def write_table(rows: Sequence[Row], path: Path) -> None:
    path.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")


def read_table(path: Path = MEASURED) -> tuple[Row, ...]:
    try:
        return tuple(Row(**row) for row in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DetectionError(f"cannot read {path}; install prep anew") from error


def default_model() -> Path:
    """The weights that the measured table speaks for."""
    return MEASURED.parent / choose(read_table()).file
