"""From the database to what reports are made of: one sitting for each submission that counts."""

from collections.abc import Iterator, Mapping

from prep.assessment.blind import blind_id
from prep.assessment.compare import kept_resemblances
from prep.assessment.home import TakeHome, counting_versions
from prep.assessment.ledger import grades_of
from prep.assessment.review import Review, all_reviews
from prep.assessment.roster import all_candidates
from prep.assessment.rubric import ReviewRubric
from prep.assessment.scores import all_scores
from prep.assessment.standing import Standing, counting_submissions, counting_works, submissions_with
from prep.model.isolation import Isolation
from prep.model.question import AnswerResult, PointResult
from prep.model.result import CheckResult, GradeResult
from prep.model.sitting import AnswerItem, CodeItem, Item, Sitting, SittingKind
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from prep.reports.notes import ReviewMark, ReviewSheet, RubricLevel, RubricLine, SimilarityNote


def sittings(home: TakeHome) -> Iterator[tuple[Standing, Sitting]]:
    """Every submission that counts, with what was graded of it so far.

    Raises:
        TamperedError: a result was changed since it was graded.
    """
    names = {one.code: one.name for one in all_candidates(home)}
    items = _items(home)
    scores = {score.submission.id: score.overall for score in all_scores(home)}
    for submission in counting_submissions(home):
        ended = submission.submitted_at or submission.received_at
        yield (
            submission,
            Sitting(
                kind=SittingKind.ASSESSMENT,
                title=home.assessment.title,
                person=names.get(submission.code, "") or submission.code,
                started_at=submission.started_at or ended,
                finished_at=ended,
                items=tuple(_in_order(home, submission, items.get(submission.id, {}))),
                overall=scores[submission.id],
            ),
        )


def similarity_notes(home: TakeHome) -> dict[str, list[SimilarityNote]]:
    """By candidate's code: what to look at side by side, with blind ids instead of codes."""
    blind = {one.code: blind_id(home, one) for one in counting_submissions(home)}
    found: dict[str, list[SimilarityNote]] = {code: [] for code in blind}
    for one in kept_resemblances(home):
        if one.other_code:
            note = SimilarityNote(other=blind[one.code], share=one.back, where=one.part)
            found[one.other_code].append(note)
        other = blind.get(one.other_code, one.other)
        found[one.code].append(SimilarityNote(other=other, share=one.share, where=one.part))
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


def review_sheets(home: TakeHome) -> dict[int, ReviewSheet]:
    """By submission: the marks of complete reviews; before all reviewers are done, nobody sees another's."""
    rubric = home.content.rubric
    if rubric is None:
        return {}
    reviews = all_reviews(home)
    lines = rubric_lines(rubric)
    sheets = {}
    for submission in counting_submissions(home):
        complete = [one for one in reviews.get(submission.id, ()) if one.is_complete(rubric)]
        done = len(complete) >= home.assessment.reviewers
        sheets[submission.id] = ReviewSheet(rubric=lines, marks=tuple(_marks(rubric, complete)) if done else ())
    return sheets


def _items(home: TakeHome) -> dict[int, dict[str, Item | None]]:
    """By submission what was handed in for each part; None while it is not graded."""
    found: dict[int, dict[str, Item | None]] = {}
    versions = counting_versions(home)
    for part in home.assessment.parts:
        counting = counting_works(home, part.id)
        for submission in submissions_with(home, part.id):
            found.setdefault(submission, {})[part.id] = None
        for work, result in grades_of(home, part.id, versions[part.id]):
            if work.id not in counting:
                continue
            item: Item
            if isinstance(result, AnswerResult):
                question = home.content.questions[part.id]
                item = AnswerItem(question=question, answer=work.answer, result=result, weight=part.weight)
            else:
                challenge, handed_in = home.content.challenges[part.id], work.as_submission()
                item = CodeItem(challenge=challenge, result=result, submission=handed_in, weight=part.weight)
            found[work.submission][part.id] = item
    return found


def _in_order(home: TakeHome, submission: Standing, items: Mapping[str, Item | None]) -> Iterator[Item]:
    """The items in the order of the assessment; what was not handed in is there with no points, and says so."""
    for part in home.assessment.parts:
        item = items.get(part.id) if part.id in items else _nothing(home, submission, part.id, part.weight)
        if item is not None:
            yield item


def _nothing(home: TakeHome, submission: Standing, part: str, weight: float) -> Item:
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
    challenge = home.content.challenges[part]
    checks = tuple(
        CheckResult(
            id=check.id,
            verdict=Verdict.SKIPPED,
            points=0.0,
            max_points=check.points,
            time_s=0.0,
            message="nothing was handed in",
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
    nothing = Submission(name="", files={}, problem="nothing was handed in")
    return CodeItem(challenge=challenge, result=graded, submission=nothing, weight=weight)


def _marks(rubric: ReviewRubric, reviews: list[Review]) -> Iterator[ReviewMark]:
    """Each reviewer's marks for the team; their mean, and what was written for the candidate, for the candidate."""
    for criterion in rubric.criteria:
        points = [criterion.level(review.levels[criterion.id]).points for review in reviews]
        yield ReviewMark(
            criterion=criterion.title,
            points=sum(points) / len(points),
            max_points=criterion.max_points,
            reviewer="mean of all",
            for_candidate=True,
        )
    total = sum(review.points(rubric) for review in reviews) / len(reviews)
    said = "\n\n".join(review.to_candidate for review in reviews if review.to_candidate)
    yield ReviewMark(
        criterion="All together",
        points=total,
        max_points=rubric.max_points,
        reviewer="mean of all",
        comment=said,
        for_candidate=True,
    )
    for number, review in enumerate(reviews, 1):
        yield ReviewMark(
            criterion="All together",
            points=review.points(rubric),
            max_points=rubric.max_points,
            reviewer=f"reviewer {number}",
            comment=review.internal,
        )
