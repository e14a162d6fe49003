"""When the grader itself fails: a grader error, told as ours, for one submission; the next is graded as ever."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.locate import shipped_root
from prep.grading import processes
from prep.grading.grader import Grader
from prep.grading.jail.processes import process_tree
from prep.grading.lane import Lane
from prep.grading.processes import ServerProcess
from prep.model.challenge import Challenge, Runtime
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict
from tests.attacks.corpus import FULL, TARGET, load_attack
from tests.functional.conftest import Prep, one_clear_line

RIGHT = load_attack("control/correct")


@pytest.fixture(scope="module")
def challenge() -> Challenge:
    return load_challenge_folder(TARGET)


@pytest.fixture(scope="module")
def grader(challenge: Challenge) -> Iterator[Grader]:
    with Grader() as grader:
        assert grader.grade(challenge, RIGHT.submission).points == FULL
        yield grader


def zygote_of(lane: Lane) -> int:
    return lane._zygotes[Runtime.NUMPY].process.pid


def jail_of(lane: Lane) -> int:
    """The zygote itself, behind the bubblewrap that started it."""
    tree = process_tree(zygote_of(lane))
    return next(pid for pid in tree if Path(f"/proc/{pid}/comm").read_text().startswith("python"))


def worker_of(lane: Lane) -> int:
    return process_tree(zygote_of(lane))[-1]


def server_of(lane: Lane) -> int:
    (server,) = lane._servers.values()
    return server.process.pid


def fork_of(lane: Lane) -> int:
    return process_tree(server_of(lane))[-1]


@pytest.mark.parametrize("victim", [zygote_of, jail_of, worker_of, fork_of])
def test_a_lane_killed_at_work_is_a_grader_error_and_the_run_goes_on(
    victim: Callable[[Lane], int], grader: Grader, challenge: Challenge
) -> None:
    (lane,) = grader._lanes

    def kill_after_the_first(check: CheckResult) -> None:
        if check.id == challenge.spec.checks[0].id:
            os.kill(victim(lane), signal.SIGKILL)

    told: list[CheckResult] = []

    def hear(check: CheckResult) -> None:
        told.append(check)
        kill_after_the_first(check)

    result = grader.grade(challenge, load_attack("time/slow_at_the_end").submission, on_check=hear)
    assert told[0].verdict is Verdict.ACCEPTED
    assert result.verdict is Verdict.GRADER_ERROR
    assert [check.id for check in result.checks] == [check.id for check in challenge.spec.checks]
    assert all(check.message for check in result.checks if check.verdict is Verdict.GRADER_ERROR)
    assert grader.grade(challenge, RIGHT.submission).points == FULL


@pytest.mark.parametrize("victim", [zygote_of, jail_of, server_of, fork_of])
def test_a_lane_killed_at_rest_costs_at_most_one_submission_an_error(
    victim: Callable[[Lane], int], grader: Grader, challenge: Challenge
) -> None:
    (lane,) = grader._lanes
    os.kill(victim(lane), signal.SIGKILL)
    first = grader.grade(challenge, RIGHT.submission)
    assert first.verdict in (Verdict.ACCEPTED, Verdict.GRADER_ERROR)
    assert grader.grade(challenge, RIGHT.submission).points == FULL


def test_a_test_server_that_was_started_ahead_grades_and_ends_with_the_grader(challenge: Challenge) -> None:
    ahead = ServerProcess.start(challenge.folder)
    with Grader(ahead=ahead) as grader:
        assert grader.grade(challenge, RIGHT.submission).points == FULL
        assert server_of(grader._lanes[0]) == ahead.process.pid
    assert ahead.process.returncode is not None
    ahead.close()  # again, when its number may be another's


def test_a_test_server_that_was_started_ahead_for_another_challenge_is_ended(
    challenge: Challenge, tmp_path: Path
) -> None:
    ahead = ServerProcess.start(tmp_path)
    with Grader(ahead=ahead) as grader:
        assert grader.grade(challenge, RIGHT.submission).points == FULL
        assert ahead.process.returncode is not None


def test_a_test_server_that_was_started_ahead_and_never_needed_ends_with_the_grader(challenge: Challenge) -> None:
    ahead = ServerProcess.start(challenge.folder)
    with Grader(ahead=ahead):
        pass
    assert ahead.process.returncode is not None


def test_a_test_server_that_was_killed_leaves_no_fork_behind(challenge: Challenge) -> None:
    with Grader() as grader:
        grader.grade(challenge, RIGHT.submission)
        (lane,) = grader._lanes
        server, fork = server_of(lane), fork_of(lane)
        os.kill(server, signal.SIGKILL)
        os.waitid(os.P_PID, server, os.WEXITED | os.WNOWAIT)
        assert grader.grade(challenge, RIGHT.submission).points == FULL
        assert server_of(lane) != server
        assert not Path(f"/proc/{fork}").exists() or Path(f"/proc/{fork}/stat").read_text().rpartition(")")[2][1] == "Z"


def test_a_full_disk_is_a_grader_error_and_the_run_goes_on(
    challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Grader() as grader:
        with monkeypatch.context() as full:
            full.setattr(processes, "unnamed_file", refuse)
            result = grader.grade(challenge, RIGHT.submission)
        assert_nobodys_fault(result, "the grader could not be started: No space left on device")
        assert grader.grade(challenge, RIGHT.submission).points == FULL


def assert_nobodys_fault(result: GradeResult, reason: str) -> None:
    assert result.verdict is Verdict.GRADER_ERROR
    assert not result.verdict.is_failure
    assert {check.message for check in result.checks} == {reason}


def test_results_that_cannot_be_written_are_one_clear_line() -> None:
    command = [sys.executable, "-m", "prep", "challenges", "--json"]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 6
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "No space left on device" in ran.stderr


def test_a_report_that_cannot_be_written_is_one_clear_line(prep: Prep, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.symlink_to("/dev/full")
    reference = shipped_root() / "challenges/housing/linear-regression/reference.py"
    ran = prep("grade", "housing/linear-regression", reference, "--json", "--report", report)
    assert ran.code == 6
    assert "No space left on device" in one_clear_line(ran)
