"""Graded attempts on disk: one folder each, with what was handed in, its clock, the result and the report.

Nothing else reads or writes these folders, so that results can move into a database behind the same functions.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from prep.model.challenge import Challenge
from prep.model.errors import StorageError
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.practice.clock import Clock
from prep.practice.drafts import clock_to_json
from prep.reports.render import render_html
from prep.reports.summarize import summarize
from prep.store.files import read_file, write_file

REPORT_FILE = "report.html"
_RESULT_FILE = "result.json"


@dataclass(frozen=True, kw_only=True)
class Best:
    """The best of a person's attempts at one challenge."""

    points: float
    max_points: float
    attempts: int

    @property
    def is_full(self) -> bool:
        return self.points >= self.max_points

    def tell(self) -> str:
        return f"{self.points:g}/{self.max_points:g}"


def record_attempt(
    data: Path, challenge: Challenge, result: GradeResult, source: str, clock: Clock, now: datetime
) -> Path:
    """Keep a graded attempt; returns the path of its report.

    Raises:
        StorageError: it cannot be written.
    """
    folder = data / "attempts" / challenge.id / now.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    submission = Submission(name=str(folder / ENTRY_FILE), files={ENTRY_FILE: source.encode()})
    result = replace(result, submission=submission.name)
    write_file(folder / ENTRY_FILE, source)
    write_file(folder / "clock.json", clock_to_json(clock))
    write_file(folder / REPORT_FILE, render_html(summarize(challenge, result, submission)))
    # Last: an attempt without a result was never finished.
    write_file(folder / _RESULT_FILE, json.dumps(result.as_plain(), indent=1) + "\n")
    return folder / REPORT_FILE


def best_attempts(data: Path) -> dict[str, Best]:
    """The best attempt at every challenge that was tried; what cannot be read is left out."""
    found: dict[str, Best] = {}
    for file in sorted((data / "attempts").glob(f"*/*/*/{_RESULT_FILE}")):
        challenge_id = f"{file.parents[2].name}/{file.parents[1].name}"
        points = _points(file)
        if points is not None:
            found[challenge_id] = _better(found.get(challenge_id), *points)
    return found


def count_attempts(data: Path, challenge_id: str) -> int:
    """How many graded attempts at a challenge are kept."""
    return sum(1 for _ in (data / "attempts" / challenge_id).glob(f"*/{_RESULT_FILE}"))


def _better(best: Best | None, points: float, max_points: float) -> Best:
    attempts = best.attempts + 1 if best else 1
    if best is not None and best.points / best.max_points >= points / max_points:
        points, max_points = best.points, best.max_points
    return Best(points=points, max_points=max_points, attempts=attempts)


def _points(file: Path) -> tuple[float, float] | None:
    try:
        kept = json.loads(read_file(file) or "")
        points, max_points = float(kept["points"]), float(kept["max_points"])
    except (StorageError, ValueError, KeyError, TypeError):
        return None
    return (points, max_points) if max_points > 0 else None
