"""Results as JSON, as the published schema describes them."""

import json
from importlib import resources
from typing import Any

from prep.model.question import AnswerResult, Evidence, MisconceptionResult, SecondOpinion


def answer_object(result: AnswerResult, opinion: SecondOpinion | None = None) -> dict[str, Any]:
    """What `prep answer --json` prints."""
    written: dict[str, Any] = {
        "format_version": result.format_version,
        "question": result.question,
        "is_scored": result.is_scored,
        "score": result.score,
        "low": result.low,
        "high": result.high,
        "points": [
            {
                "id": point.id,
                "found": point.found,
                "standing": point.standing,
                **_quoted(point.evidence),
                "probability": point.probability,
            }
            for point in result.points
        ],
        "misconceptions": [_misconception(one) for one in result.misconceptions],
        "doubts": [_misconception(one) for one in result.doubts],
        "follow_ups": [{"point": one.point, "question": one.question} for one in result.follow_ups],
        "confidence": result.confidence,
        "needs_review": result.needs_review,
        "flags": list(result.flags),
        "remarks": list(result.remarks),
        "matcher": result.matcher,
    }
    if result.nearest is not None:
        written["nearest"] = vars(result.nearest)
    if opinion is not None:
        written["second_opinion"] = vars(opinion)
    return written


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of such an object."""
    text = (resources.files("prep.concepts") / "schemas" / "answer-2.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _misconception(one: MisconceptionResult) -> dict[str, Any]:
    return {"id": one.id, **_quoted(one.evidence), "probability": one.probability, "feedback": one.feedback}


def _quoted(evidence: Evidence | None) -> dict[str, Any]:
    if evidence is None:
        return {"evidence": None, "start": None, "end": None}
    return {"evidence": evidence.quote, "start": evidence.start, "end": evidence.end}
