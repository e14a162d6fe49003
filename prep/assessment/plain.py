"""Results as they are kept: JSON, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from prep.model.challenge import Visibility
from prep.model.isolation import Isolation
from prep.model.question import (
    AnswerResult,
    Evidence,
    FollowUp,
    MisconceptionResult,
    NearestMarked,
    PointResult,
)
from prep.model.result import CheckResult, GradeResult, LatencyScore, MetricScore
from prep.model.verdict import Verdict


def grade_to_json(result: GradeResult) -> str:
    return json.dumps(result.as_plain(), sort_keys=True)


def answer_to_json(result: AnswerResult) -> str:
    return json.dumps(asdict(result), sort_keys=True)


def grade_from_json(text: str) -> GradeResult:
    """Rebuild the result of a challenge."""
    told = json.loads(text)
    for counted in ("verdict", "points", "max_points"):
        told.pop(counted)
    told["checks"] = tuple(map(_check, told["checks"]))
    told["isolation"] = Isolation(told["isolation"])
    told["started_at"] = datetime.fromisoformat(told["started_at"])
    return GradeResult(**told)


def answer_from_json(text: str) -> AnswerResult:
    """Rebuild the result of a question."""
    told = json.loads(text)
    told["points"] = tuple(
        PointResult(**(one | {"evidence": Evidence(**one["evidence"]) if one["evidence"] else None}))
        for one in told["points"]
    )
    for kind in ("misconceptions", "doubts"):  # the second is not in results of the first format
        told[kind] = tuple(
            MisconceptionResult(**(one | {"evidence": Evidence(**one["evidence"])})) for one in told.get(kind, ())
        )
    told["follow_ups"] = tuple(FollowUp(**one) for one in told["follow_ups"])
    told["nearest"] = NearestMarked(**told["nearest"]) if told["nearest"] else None
    told["flags"] = tuple(told["flags"])
    told["remarks"] = tuple(told.get("remarks", ()))
    return AnswerResult(**told)


def _check(told: Mapping[str, Any]) -> CheckResult:
    rebuilt: dict[str, Any] = {
        "verdict": Verdict(told["verdict"]),
        "visibility": Visibility(told["visibility"]),
        "metric": MetricScore(**told["metric"]) if told["metric"] else None,
        "latency": LatencyScore(**told["latency"]) if told["latency"] else None,
    }
    return CheckResult(**(dict(told) | rebuilt))
