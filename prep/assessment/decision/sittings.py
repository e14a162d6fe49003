"""From the database to what reports are made of: one sitting for each submission that counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from prep.assessment.decision.blind import blind_id
from prep.assessment.decision.compare import kept_resemblances
from prep.assessment.decision.line_comments import split_comment
from prep.assessment.decision.masking import Mask
from prep.assessment.decision.scores import NOTHING_HANDED_IN, Score, rank, scores_of
from prep.assessment.register.home import TakeHome
from prep.assessment.register.ledger import as_answer, as_submission
from prep.assessment.register.review import Review
from prep.assessment.register.standing import StoredSubmission
from prep.assessment.register.whole import Register
from prep.assessment.spec.rubric import ReviewRubric
from prep.catalog.challenges import load_reference
from prep.model.isolation import Isolation
from prep.model.question import AnswerResult, PointResult
from prep.model.result import CheckResult, GradeResult
from prep.model.sitting import AnswerItem, CodeItem, Item, RankRange, Sitting, SittingKind
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from prep.reports.notes import LineComment, ReviewMark, ReviewSheet, RubricLevel, RubricLine, SimilarityNote

FEWEST_PLACED: Final = 20
"""People; among fewer a place says too much about the others."""


def sittings(
    register: Register, *, is_blind: bool = False, now: datetime | None = None
) -> Iterator[tuple[StoredSubmission, Sitting]]:
    """Every submission that counts, with what was graded of it so far; of the register with its contents.

    Args:
        register: Read with its contents.
        is_blind: Names are taken out of what was handed in.
        now: The reference is shown where the assessment wants it and the window has closed by then; without it, never.
    """
    home = register.home
    scores = scores_of(register)
    found = _places(register, scores)
    for score in scores:
        submission = score.submission
        ended = submission.handed_in_at
        yield (
            submission,
            Sitting(
                kind=SittingKind.ASSESSMENT,
                title=home.assessment.title,
                person=register.names.get(submission.code, "") or submission.code,
                started_at=submission.started_at or ended,
                finished_at=ended,
                items=tuple(
                    _with_reference(home, now, item)
                    for item in _items(register, submission, mask_of(register, submission) if is_blind else None)
                ),
                overall=score.overall,
                place=found.get(submission.id),
            ),
        )


def _places(register: Register, scores: Sequence[Score]) -> dict[int, RankRange]:
    """By submission, where the team lets candidates know, and they are too many for anybody to be found out by it."""
    complete = [one for one in rank(scores) if one.score.is_complete]
    if not register.home.assessment.reports.place or len(complete) < FEWEST_PLACED:
        return {}
    return {one.score.submission.id: RankRange(best=one.best, worst=one.worst, of=len(scores)) for one in complete}


def _with_reference(home: TakeHome, now: datetime | None, item: Item) -> Item:
    closes = home.assessment.closes
    is_over = now is not None and closes is not None and now > closes
    if not (is_over and home.assessment.reports.reference and isinstance(item, CodeItem)):
        return item
    return replace(item, reference=load_reference(item.challenge))


def similarity_notes(register: Register) -> dict[str, list[SimilarityNote]]:
    """By candidate's code: what to look at side by side, with blind ids instead of codes."""
    title = register.home.content.title
    blind = {one.code: blind_id(register.home, one) for one in register.counting}
    found: dict[str, list[SimilarityNote]] = {code: [] for code in blind}
    for one in kept_resemblances(register):
        if one.other_code:
            note = SimilarityNote(other=blind[one.code], share=one.back, where=title(one.part))
            found[one.other_code].append(note)
        other = blind.get(one.other_code, one.other)
        found[one.code].append(SimilarityNote(other=other, share=one.share, where=title(one.part)))
    return found


def rubric_lines(rubric: ReviewRubric) -> tuple[RubricLine, ...]:
    """The rubric as reports show it."""
    return tuple(
        RubricLine(
            title=criterion.title,
            description=criterion.asks,
            levels=tuple(
                RubricLevel(points=level.points, title=level.title, description=level.anchor)
                for level in criterion.levels
            ),
        )
        for criterion in rubric.criteria
    )


def review_sheets(register: Register) -> dict[int, ReviewSheet]:
    """By submission: the marks of complete reviews; before all reviewers are done, nobody sees another's."""
    home = register.home
    rubric = home.content.rubric
    if rubric is None:
        return {}
    lines = rubric_lines(rubric)
    sheets = {}
    for submission in register.counting:
        complete = [one for one in register.reviews.get(submission.id, ()) if one.is_complete(rubric)]
        done = len(complete) >= home.assessment.reviewers
        shown = complete if done else []
        texts = [_Comments.of(review, list(home.content.challenges)) for review in shown]
        sheets[submission.id] = ReviewSheet(
            rubric=lines,
            marks=tuple(_marks(rubric, shown, texts)) if done else (),
            lines=tuple(line for text in texts for line in text.lines),
        )
    return sheets


def mask_of(register: Register, submission: StoredSubmission) -> Mask:
    own = next(one for one in register.candidates if one.code == submission.code)
    return Mask(own, register.candidates)


def _items(register: Register, submission: StoredSubmission, mask: Mask | None) -> Iterator[Item]:
    """The items in the order of the assessment; what was not handed in is there with no points, and says so.

    What is not graded yet is left out.
    """
    home = register.home
    for part in home.assessment.parts:
        work = register.works[submission.id].get(part.id)
        if work is None:
            yield _nothing(home, submission, part.id, part.weight)
            continue
        result, content = register.results.get(work.work), register.contents[work.work]
        if isinstance(result, AnswerResult):
            question = home.content.questions[part.id]
            answer = as_answer(content)
            answer = mask.text(answer) if mask else answer
            yield AnswerItem(question=question, answer=answer, result=result, weight=part.weight)
        elif result is not None:
            challenge = home.challenge_of(part.id, submission.code)
            handed_in = as_submission(f"{submission.code}/{part.id}", content, work.problem)
            if mask:
                files = {mask.text(name): mask.body(body) for name, body in handed_in.files.items()}
                originals = {mask.text(name): mask.body(body) for name, body in handed_in.originals.items()}
                handed_in = replace(handed_in, files=files, originals=originals)
            yield CodeItem(challenge=challenge, result=result, submission=handed_in, weight=part.weight)


def _nothing(home: TakeHome, submission: StoredSubmission, part: str, weight: float) -> Item:
    if part in home.content.questions:
        question = home.content.questions[part]
        missed = tuple(PointResult(id=point.id, found=False, probability=0.0) for point in question.points)
        result = AnswerResult(
            question=part,
            score=0.0,
            points=missed,
            misconceptions=(),
            follow_ups=(),
            confidence=1.0,
            needs_review=False,
            flags=(),
            matcher="",
        )
        return AnswerItem(question=question, answer="", result=result, weight=weight)
    challenge = home.challenge_of(part, submission.code)
    checks = tuple(
        CheckResult(
            id=check.id,
            verdict=Verdict.SKIPPED,
            points=0.0,
            max_points=check.points,
            time_s=0.0,
            message=NOTHING_HANDED_IN,
            visibility=check.visibility,
        )
        for check in challenge.spec.checks
    )
    graded = GradeResult(
        challenge=part,
        fingerprint=challenge.fingerprint,
        submission="",
        checks=checks,
        isolation=Isolation.FULL,
        started_at=submission.received_at,
        time_s=0.0,
        cpu_s=0.0,
    )
    nothing = Submission(name="", files={}, problem=NOTHING_HANDED_IN)
    return CodeItem(challenge=challenge, result=graded, submission=nothing, weight=weight)


@dataclass(frozen=True)
class _Comments:
    """What one reviewer wrote, without what belongs to lines; and that."""

    to_candidate: str
    internal: str
    lines: tuple[LineComment, ...]

    @classmethod
    def of(cls, review: Review, challenges: Sequence[str]) -> "_Comments":
        to_candidate, shown = split_comment(review.to_candidate, challenges, for_candidate=True)
        internal, kept = split_comment(review.internal, challenges, for_candidate=False)
        return cls(to_candidate, internal, (*shown, *kept))


def _marks(rubric: ReviewRubric, reviews: Sequence[Review], texts: Sequence[_Comments]) -> Iterator[ReviewMark]:
    """Each reviewer's marks for the team; their mean, and what was written for the candidate, for the candidate."""
    for criterion in rubric.criteria:
        given = (criterion.level(review.levels[criterion.id]) for review in reviews)
        chosen = sorted(given, key=lambda level: level.points)
        titles = list(dict.fromkeys(level.title for level in chosen))
        yield ReviewMark(
            criterion=criterion.title,
            points=sum(level.points for level in chosen) / len(chosen),
            max_points=criterion.max_points,
            level=titles[0] if len(titles) == 1 else f"{titles[0]} to {titles[-1]}",
            level_means=chosen[0].anchor if len(titles) == 1 else "",
            reviewer="mean of all",
            for_candidate=True,
        )
    total = sum(review.points(rubric) for review in reviews) / len(reviews)
    said = "\n\n".join(text.to_candidate for text in texts if text.to_candidate)
    yield ReviewMark(
        criterion="All together",
        points=total,
        max_points=rubric.max_points,
        reviewer="mean of all",
        comment=said,
        for_candidate=True,
    )
    for number, (review, text) in enumerate(zip(reviews, texts, strict=True), 1):
        yield ReviewMark(
            criterion="All together",
            points=review.points(rubric),
            max_points=rubric.max_points,
            reviewer=f"reviewer {number}",
            comment=text.internal,
        )
