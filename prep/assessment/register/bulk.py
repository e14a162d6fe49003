"""Grades everything that waits, on this machine's lanes.

It can be stopped at any moment and begun again: what is in the database is done, and nothing else is. A fault of ours
is tried again a few times and then told; it never becomes a score.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from prep.assessment.register.home import TakeHome
from prep.assessment.register.ledger import Work, codes_of, iterate_works, keep_grade, note_failure, pending_works
from prep.assessment.register.machine import prove_machine
from prep.grading.grader import Grader
from prep.model.challenge import Challenge
from prep.model.isolation import Isolation
from prep.model.question import AnswerResult, Question
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.model.verdict import Verdict

OnGraded = Callable[[str], None]
"""Told the part of each work that has its grade."""

_BATCH: Final = 200
"""Works whose numbers are asked for at once; who was collected meanwhile is graded in the same run."""


class GradesAnswers(Protocol):
    """Grades free text; loading its model takes a second, so it is made by whoever needs one."""

    def grade(self, question: Question, answer: str) -> AnswerResult: ...


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How to grade."""

    lanes: int = 1
    isolation: Isolation = Isolation.FULL


def count_pending(home: TakeHome) -> int:
    """How many works wait for a grade."""
    return sum(len(pending_works(home, part.id, home.content_version(part.id))) for part in home.assessment.parts)


def grade_pending(
    home: TakeHome, setting: Setting, answer_grader: Callable[[], GradesAnswers], on_graded: OnGraded
) -> None:
    """Grade what waits, by the content of this machine.

    Raises:
        IsolationError: the jail cannot be set up on this machine, or it cannot grade for another reason.
        StorageError: the database stays away.
    """
    challenges = [name for name in home.content.challenges if _waiting(home, name)]
    with _grader(setting) if challenges else nullcontext() as grader:
        for challenge in challenges:
            assert grader is not None
            _grade_challenge(home, grader, challenge, on_graded)
    questions = [one for one in home.content.questions.values() if _waiting(home, one.id)]
    if questions:
        answers = answer_grader()
        for question in questions:
            _grade_question(home, answers, question, on_graded)


def grade_one(home: TakeHome, grader: Grader, answers: Callable[[], GradesAnswers], work: Work) -> bool:
    """Grade one work, as workers do; False if the grader itself failed on it, which is counted.

    Raises:
        MachineFaultError: this machine cannot grade anything, so that nothing is counted.
    """
    version = home.content_version(work.part)
    if work.part in home.content.questions:
        question = home.content.questions[work.part]
        keep_grade(home, work, version, answers().grade(question, work.answer), datetime.now(UTC))
        return True
    result = grader.grade(home.challenge_of(work.part, work.code), work.as_submission())
    return _keep(home, grader, work, version, result)


def _waiting(home: TakeHome, part: str) -> bool:
    return bool(pending_works(home, part, home.content_version(part)))


def _grader(setting: Setting) -> AbstractContextManager[Grader]:
    return Grader(lanes=setting.lanes, isolation=setting.isolation)


def _grade_challenge(home: TakeHome, grader: Grader, part: str, on_graded: OnGraded) -> None:
    version = home.content_version(part)
    while waiting := pending_works(home, part, version)[:_BATCH]:
        for challenge, mine in _by_variant(home, part, waiting):
            for work, result in _graded(home, grader, challenge, mine):
                if _keep(home, grader, work, version, result):
                    on_graded(part)


def _by_variant(home: TakeHome, part: str, waiting: Sequence[int]) -> Iterator[tuple[Challenge, Sequence[int]]]:
    """The works that wait, each with the version of the challenge that their candidates got."""
    if part not in home.content.variants:
        yield home.content.challenges[part], waiting
        return
    codes = codes_of(home, part)
    groups: dict[str, list[int]] = {}
    for number in waiting:
        groups.setdefault(home.challenge_of(part, codes[number]).fingerprint, []).append(number)
    for mine in groups.values():
        yield home.challenge_of(part, codes[mine[0]]), mine


def _graded(
    home: TakeHome, grader: Grader, challenge: Challenge, waiting: Sequence[int]
) -> Iterator[tuple[Work, GradeResult]]:
    """Works with their results; only a few more than there are lanes are in memory at a time."""
    ahead: list[Work] = []

    def submissions() -> Iterator[Submission]:
        for work in iterate_works(home, waiting):
            ahead.append(work)
            yield work.as_submission()

    for result in grader.grade_all(challenge, submissions()):
        yield ahead.pop(0), result


def _grade_question(home: TakeHome, answers: GradesAnswers, question: Question, on_graded: OnGraded) -> None:
    version = home.content_version(question.id)
    while waiting := pending_works(home, question.id, version)[:_BATCH]:
        for work in iterate_works(home, waiting):
            keep_grade(home, work, version, answers.grade(question, work.answer), datetime.now(UTC))
            on_graded(question.id)


def _keep(home: TakeHome, grader: Grader, work: Work, version: str, result: GradeResult) -> bool:
    """Keep a result unless it tells of a fault of ours."""
    if result.verdict is Verdict.GRADER_ERROR:
        prove_machine(grader, home.challenge_of(work.part, work.code))
        reason = next((check.message for check in result.checks if check.verdict is Verdict.GRADER_ERROR), "")
        note_failure(home, work, version, reason)
        return False
    keep_grade(home, work, version, result, datetime.now(UTC))
    return True
