"""The aggregation order of verdicts."""

from itertools import pairwise

import pytest

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
