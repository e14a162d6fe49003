"""Results for other programs: CSV, JSON that is signed, Gradescope; and for an applicant-tracking system by webhook."""

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from prep.assessment.decision.scores import Ranked, Score, rank, scores_of
from prep.assessment.packs.keys import TeamKey, canonical, fingerprint, is_signed
from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.whole import Register
from prep.model.result import GradeResult

EXPORT_FORMAT: Final = 1
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

_SHARE: Final = {"type": "number", "minimum": 0, "maximum": 1}
_PART: Final = {
    "type": "object",
    "required": ["part", "weight", "share", "low", "high", "note", "version"],
    "additionalProperties": False,
    "properties": {
        "part": {"type": "string"},
        "weight": {"type": "number", "exclusiveMinimum": 0},
        "share": {"anyOf": [_SHARE, {"type": "null"}], "description": "null while it is not graded or reviewed"},
        "low": _SHARE,
        "high": _SHARE,
        "note": {"type": "string"},
        "version": {"type": "string", "description": "the content that made the grade"},
    },
}
SCHEMA: Final[Mapping[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Results of a take-home assessment",
    "type": "object",
    "required": ["signed", "key", "signature"],
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string", "contentEncoding": "base64"},
        "signature": {"type": "string", "contentEncoding": "base64"},
        "signed": {
            "type": "object",
            "required": ["format_version", "assessment", "title", "exported_at", "candidates"],
            "additionalProperties": False,
            "properties": {
                "format_version": {"const": EXPORT_FORMAT},
                "assessment": {"type": "string"},
                "title": {"type": "string"},
                "exported_at": {"type": "string", "format": "date-time"},
                "candidates": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": [
                            "code",
                            "place",
                            "best",
                            "worst",
                            "share",
                            "low",
                            "high",
                            "late_s",
                            "complete",
                            "parts",
                        ],
                        "additionalProperties": False,
                        "properties": {
                            "code": {"type": "string"},
                            "name": {"type": "string"},
                            "place": {
                                "anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}],
                                "description": "null while not all is graded or reviewed",
                            },
                            "best": {"type": "integer", "minimum": 1},
                            "worst": {"type": "integer", "minimum": 1},
                            "share": _SHARE,
                            "low": _SHARE,
                            "high": _SHARE,
                            "late_s": {"type": "number", "minimum": 0},
                            "complete": {"type": "boolean"},
                            "parts": {"type": "array", "items": _PART},
                        },
                    },
                },
            },
        },
    },
}


def results(register: Register, now: datetime, *, names: bool) -> dict[str, Any]:
    """All results as plain data without a signature: complete ones best first, then the others."""
    known = register.names if names else {}
    home = register.home
    return {
        "format_version": EXPORT_FORMAT,
        "assessment": home.id,
        "title": home.assessment.title,
        "exported_at": now.isoformat(),
        "candidates": [_candidate(one, register.versions, known) for one in rank(scores_of(register))],
    }


def sign_results(told: Mapping[str, Any], key: TeamKey) -> str:
    """Results as JSON that cannot be changed unnoticed."""
    signature = base64.b64encode(key.sign(canonical(told))).decode()
    content = {"signed": told, "key": base64.b64encode(key.public).decode(), "signature": signature}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def delivery_of(told: Mapping[str, Any]) -> str:
    """The same for the same results, whenever they are exported, and another once one of them changes."""
    unchanging = {name: value for name, value in told.items() if name != "exported_at"}
    return hashlib.sha256(canonical(unchanging)).hexdigest()[:32]


def verify_results(text: str, name: str) -> str:
    """The fingerprint of the key that signed exported results.

    Raises:
        TamperedError: they are not what was signed.
    """
    try:
        told = json.loads(text)
        public, signature = (base64.b64decode(told[part], validate=True) for part in ("key", "signature"))
        right = is_signed(canonical(told["signed"]), signature, public)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TamperedError(
            f"{name} is not an exported result; `prep assess export --format json` writes one"
        ) from None
    if not right:
        raise TamperedError(f"{name} was changed after it was signed; export it again")
    return fingerprint(public)


def render_csv(told: Mapping[str, Any]) -> str:
    """One line a candidate; a name that a spreadsheet would take for a formula is defused."""
    parts = [part["part"] for part in told["candidates"][0]["parts"]] if told["candidates"] else []
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    named = any("name" in one for one in told["candidates"])
    head = ["code", *(["name"] if named else []), "place", "best", "worst", "score", "low", "high", "late_minutes"]
    writer.writerow([*head, "complete", *parts])
    for one in told["candidates"]:
        row = [
            one["code"],
            *([_harmless(one["name"])] if named else []),
            _or_empty(one["place"]),
            one["best"],
            one["worst"],
        ]
        row += [one["share"], one["low"], one["high"], round(one["late_s"] / 60), one["complete"]]
        writer.writerow([*row, *(_or_empty(part["share"]) for part in one["parts"])])
    return buffer.getvalue()


def gradescope_files(register: Register) -> Iterator[tuple[str, str]]:
    """A results file for each work on a challenge, under the candidate's code and the challenge's name."""
    from prep.reports.interchange import render_gradescope

    for part in register.home.content.challenges:
        for work, code in register.codes_of(part).items():
            result = register.results.get(work)
            if isinstance(result, GradeResult):
                yield f"{code}-{part.replace('/', '-')}.json", render_gradescope([result])


def _candidate(ranked: Ranked, versions: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    score = ranked.score
    code = score.submission.code
    told: dict[str, Any] = {"code": code}
    if names:
        told["name"] = names.get(code, "")
    return told | {
        "place": ranked.place if score.is_complete else None,
        "best": ranked.best,
        "worst": ranked.worst,
        "share": round(score.share, 6),
        "low": round(score.low, 6),
        "high": round(score.high, 6),
        "late_s": score.submission.late_s,
        "complete": score.is_complete,
        "parts": _parts(score, versions),
    }


def _parts(score: Score, versions: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "part": part.part,
            "weight": part.weight,
            "share": None if part.share is None else round(part.share, 6),
            "low": round(part.low, 6),
            "high": round(part.high, 6),
            "note": part.note,
            "version": versions.get(part.part, ""),
        }
        for part in score.parts
    ]


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
