"""Turns what was graded into the rows that keep it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from prep.model.question import AnswerResult
from prep.model.sitting import AnswerItem, CodeItem, FollowUpAnswer
from prep.model.submission import ENTRY_FILE
from prep.practice.desk.library import question_version
from prep.store.records import AttemptKind, AttemptRecord


def code_record(
    item: CodeItem, submitted_at: datetime, *, aided: bool = False, sitting_uid: str | None = None
) -> AttemptRecord:
    """The row of a graded submission."""
    result = item.result
    return AttemptRecord(
        kind=AttemptKind.CODE,
        item=item.challenge.id,
        version=result.fingerprint,
        submitted_at=submitted_at,
        taken_s=item.taken_s,
        points=max(0.0, result.points - item.hint_cost),
        max_points=result.max_points,
        share=item.share,
        verdict=result.verdict,
        text=item.submission.files.get(ENTRY_FILE, b"").decode("utf-8", "replace"),
        result=result.as_plain(),
        hints_used=item.hints_used,
        hint_cost=item.hint_cost,
        aided=aided,
        sitting_uid=sitting_uid,
    )


def answer_record(
    item: AnswerItem, submitted_at: datetime, *, hints_used: int = 0, sitting_uid: str | None = None
) -> AttemptRecord:
    """The row of a graded answer; `item.result` has the credit of its follow-up questions and hints in its score."""
    weight = item.question.max_weight
    return AttemptRecord(
        kind=AttemptKind.ANSWER,
        item=item.question.id,
        version=question_version(item.question),
        submitted_at=submitted_at,
        taken_s=item.taken_s,
        points=round(item.share * weight, 2),
        max_points=weight,
        share=item.share,
        verdict=tell_share(item.share),
        text=item.answer,
        result=answer_plain(item.result, item.follow_ups),
        hints_used=hints_used,
        sitting_uid=sitting_uid,
    )


def answer_plain(result: AnswerResult, follow_ups: Sequence[FollowUpAnswer]) -> dict[str, Any]:
    """A graded answer, ready to be written as JSON."""
    return {"answer": asdict(result), "follow_ups": [asdict(one) for one in follow_ups]}


def tell_share(share: float) -> str:
    """A share of the marks in a word."""
    words = ((0.9, "excellent"), (0.6, "good"), (0.35, "partly"), (0.0001, "little"))
    return next((word for least, word in words if share >= least), "nothing")
