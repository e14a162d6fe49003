"""Results as they are kept: JSON, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final, TypeVar

from prep.model.challenge import Visibility
from prep.model.errors import StorageError
from prep.model.isolation import Isolation
from prep.model.question import (
    ANSWER_FORMAT_VERSION,
    AnswerResult,
    Evidence,
    FollowUp,
    MisconceptionResult,
    NearestMarked,
    PointResult,
)
from prep.model.result import RESULT_FORMAT_VERSION, CheckResult, GradeResult, LatencyScore, MetricScore
from prep.model.verdict import Verdict

_FIRST: Final = 1
"""What results of before, which do not say their format, are in."""

K = TypeVar("K")


def grade_to_json(result: GradeResult) -> str:
    return json.dumps(result.as_plain(), sort_keys=True)


def answer_to_json(result: AnswerResult) -> str:
    return json.dumps(asdict(result), sort_keys=True)


def grade_from_json(text: str) -> GradeResult:
    """Rebuild the result of a challenge.

    Raises:
        StorageError: a newer release kept it.
    """
    told = _read(text, RESULT_FORMAT_VERSION)
    told["checks"] = tuple(map(_check, told["checks"]))
    told["isolation"] = Isolation(told["isolation"])
    told["started_at"] = datetime.fromisoformat(told["started_at"])
    return _known(GradeResult, told)


def answer_from_json(text: str) -> AnswerResult:
    """Rebuild the result of a question.

    Raises:
        StorageError: a newer release kept it.
    """
    told = _read(text, ANSWER_FORMAT_VERSION)
    told["points"] = tuple(
        _known(PointResult, one | {"evidence": _known(Evidence, one["evidence"]) if one["evidence"] else None})
        for one in told["points"]
    )
    for kind in ("misconceptions", "doubts"):  # the second is not in results of the first format
        told[kind] = tuple(
            _known(MisconceptionResult, one | {"evidence": _known(Evidence, one["evidence"])})
            for one in told.get(kind, ())
        )
    told["follow_ups"] = tuple(_known(FollowUp, one) for one in told["follow_ups"])
    told["nearest"] = _known(NearestMarked, told["nearest"]) if told["nearest"] else None
    told["flags"] = tuple(told["flags"])
    told["remarks"] = tuple(told.get("remarks", ()))
    return _known(AnswerResult, told)


def _check(told: Mapping[str, Any]) -> CheckResult:
    rebuilt: dict[str, Any] = {
        "verdict": Verdict(told["verdict"]),
        "visibility": Visibility(told["visibility"]),
        "metric": _known(MetricScore, told["metric"]) if told["metric"] else None,
        "latency": _known(LatencyScore, told["latency"]) if told["latency"] else None,
    }
    return _known(CheckResult, {**told, **rebuilt})


def _read(text: str, newest: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    version: int = told.setdefault("format_version", _FIRST)
    if version > newest:
        raise StorageError(f"a result has format version {version}, this release reads {newest}; upgrade prep")
    return told


def _known(kind: type[K], told: Mapping[str, Any]) -> K:
    """What a class knows of; a key that another release adds within a version means nothing here."""
    names = {field.name for field in fields(kind) if field.init}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in told.items() if name in names})
