"""The aggregation order of verdicts."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from prep.model.challenge import Visibility
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict, worst


@pytest.mark.parametrize(("better", "worse"), list(pairwise(Verdict)))
def test_the_worse_of_two_verdicts_wins_in_either_order(better: Verdict, worse: Verdict) -> None:
    assert worst([better, worse]) is worse
    assert worst([worse, better]) is worse


def test_a_grader_error_dominates_everything() -> None:
    assert worst(Verdict) is Verdict.GRADER_ERROR


def test_nothing_reported_is_a_grader_error_and_never_a_pass() -> None:
    assert worst([]) is Verdict.GRADER_ERROR


def test_every_verdict_has_a_mark_of_its_own() -> None:
    assert len({verdict.mark for verdict in Verdict}) == len(Verdict)


def test_only_the_submission_can_be_to_blame() -> None:
    blameless = {verdict for verdict in Verdict if not verdict.is_failure}
    assert blameless == {Verdict.ACCEPTED, Verdict.SKIPPED, Verdict.TOO_NOISY, Verdict.GRADER_ERROR}


def outcome(name: str, verdict: Verdict, visibility: Visibility = Visibility.HIDDEN) -> CheckResult:
    return CheckResult(id=name, verdict=verdict, points=0, max_points=1, time_s=0, visibility=visibility)


def result_of(*checks: CheckResult) -> GradeResult:
    return GradeResult(
        challenge="a/b",
        fingerprint="",
        submission="",
        checks=checks,
        isolation=Isolation.FULL,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        time_s=0,
        cpu_s=0,
    )


def test_of_several_failures_the_most_basic_is_looked_at_first() -> None:
    slow, wrong = outcome("slow", Verdict.OVER_BUDGET), outcome("wrong", Verdict.WRONG_ANSWER)
    raises, other = outcome("raises", Verdict.RUNTIME_ERROR), outcome("other", Verdict.WRONG_ANSWER)
    readable = outcome("readable", Verdict.WRONG_ANSWER, Visibility.PUBLIC)
    assert result_of(slow, wrong, other).begin_with is wrong
    assert result_of(wrong, raises).begin_with is raises
    assert result_of(raises, wrong, readable).begin_with is readable


def test_a_single_failure_needs_no_order() -> None:
    good, ours = outcome("good", Verdict.ACCEPTED), outcome("ours", Verdict.GRADER_ERROR)
    assert result_of(good, outcome("wrong", Verdict.WRONG_ANSWER), ours).begin_with is None
