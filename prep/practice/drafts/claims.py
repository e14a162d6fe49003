"""“I did say that”, and “I did not”: what a person holds against the grader, and what it makes of their own record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prep.model.question import AnswerResult, Question

FLAG = "disputed"
"""On a result that the person disagreed with."""


class StatementKind(StrEnum):
    """What a person may disagree about."""

    POINT = "point"
    MISCONCEPTION = "misconception"


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """What the person holds of one point or misconception."""

    part: StatementKind
    id: str
    said: bool

    @property
    def words(self) -> str:
        return "I did say that" if self.said else "I did not say that"


@dataclass(frozen=True, kw_only=True)
class Arguable:
    """Something in a graded answer that one may disagree about."""

    label: str
    """Points by number from 1, misconceptions by letter from "a", as they are shown."""

    text: str
    claim: Assertion
    """What it would be to disagree."""


def arguable(question: Question, result: AnswerResult) -> list[Arguable]:
    """Every point and every misconception that was found, in the order in which they are shown."""
    described = {point.id: point.description for point in question.points}
    points = [
        Arguable(
            label=str(number),
            text=described.get(point.id, point.id),
            claim=Assertion(part=StatementKind.POINT, id=point.id, said=not point.found),
        )
        for number, point in enumerate(result.points, 1)
    ]
    wrong = [
        Arguable(
            label=chr(ord("a") + number),
            text=one.feedback,
            claim=Assertion(part=StatementKind.MISCONCEPTION, id=one.id, said=False),
        )
        for number, one in enumerate(result.misconceptions)
    ]
    return [*points, *wrong]


def with_claims(question: Question, result: AnswerResult, claims: Sequence[Assertion]) -> AnswerResult:
    """The result as the person holds it to be: it counts for their own record, and says so."""
    if not claims:
        return result
    by_id = {(claim.part, claim.id): claim.said for claim in claims}
    weights = {point.id: point.weight for point in question.points}
    penalties = {one.id: one.penalty for one in question.misconceptions}
    gained, points = 0.0, []
    for point in result.points:
        said = by_id.get((StatementKind.POINT, point.id))
        if said is not None:
            gained += ((1.0 if said else 0.0) - point.probability) * weights.get(point.id, 0.0)
            evidence = point.evidence if said else None
            point = replace(point, found=said, probability=1.0 if said else 0.0, evidence=evidence)  # noqa: PLW2901
        points.append(point)
    kept = tuple(one for one in result.misconceptions if by_id.get((StatementKind.MISCONCEPTION, one.id)) is not False)
    gained += sum(penalties.get(one.id, 0.0) for one in result.misconceptions if one not in kept and one.is_sure)
    score = min(1.0, max(0.0, result.score + gained / question.max_weight))
    return replace(
        result,
        score=round(score, 4),
        low=min(result.low, score),
        high=max(result.high, score),
        points=tuple(points),
        misconceptions=kept,
        flags=(*result.flags, FLAG),
        remarks=(*result.remarks, *_remarks(question, claims)),
    )


def _remarks(question: Question, claims: Iterable[Assertion]) -> Iterable[str]:
    described = {point.id: point.description for point in question.points}
    described |= {one.id: one.feedback for one in question.misconceptions}
    for claim in claims:
        what = described.get(claim.id, claim.id).rstrip(".")
        yield f"By the person's own word, not the grader's: “{claim.words}”: {what}."
