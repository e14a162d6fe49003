"""A network runs in the jail: each submission makes a session of its own, after the zygote was cloned."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Visibility
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.model.verdict import Verdict

FOLDER = Path(__file__).parents[2] / "challenges" / "detection" / "whole-detector"
REFERENCE = FOLDER.joinpath("reference.py").read_text("utf-8")


@pytest.fixture(scope="module")
def challenge() -> Challenge:
    return load_challenge_folder(FOLDER)


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as warm:
        yield warm


def graded(grader: Grader, challenge: Challenge, source: str) -> GradeResult:
    submission = Submission(name="detector", files={"solution.py": source.encode()})
    return grader.grade(challenge, submission, checks=challenge.checks(Visibility.PUBLIC))


def test_one_submission_after_another_makes_its_own_session(grader: Grader, challenge: Challenge) -> None:
    for _ in range(3):
        assert [check.verdict for check in graded(grader, challenge, REFERENCE).checks] == [Verdict.ACCEPTED] * 2


def test_sessions_with_as_many_threads_as_there_are_cores_run_too(grader: Grader, challenge: Challenge) -> None:
    threads = os.cpu_count() or 1
    source = REFERENCE.replace("intra_op_num_threads = 1", f"intra_op_num_threads = {threads + 1}")
    assert source != REFERENCE
    assert [check.verdict for check in graded(grader, challenge, source).checks] == [Verdict.ACCEPTED] * 2


def test_there_is_no_session_and_no_model_before_the_submission_loads_one(grader: Grader, challenge: Challenge) -> None:
    source = REFERENCE + "\n\ndef load(model):\n    pass\n"
    verdicts = {check.verdict for check in graded(grader, challenge, source).checks}
    assert verdicts == {Verdict.RUNTIME_ERROR}


def test_memory_that_a_network_needs_fits_into_the_limits(challenge: Challenge) -> None:
    """A quarter of the challenge's memory is enough, so that a larger model of a candidate's would fit as well."""
    limits = challenge.spec.limits
    small = replace(challenge, spec=replace(challenge.spec, limits=replace(limits, memory_mb=limits.memory_mb // 4)))
    with Grader() as grader:
        assert [check.verdict for check in graded(grader, small, REFERENCE).checks] == [Verdict.ACCEPTED] * 2
