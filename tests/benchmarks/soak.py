"""Thousands of submissions in one run: memory stays flat, and nothing is left behind."""

import itertools
import os
import tempfile
from pathlib import Path

from prep.grading.grader import Grader
from prep.model.challenge import Runtime
from prep.model.verdict import Verdict
from tests.benchmarks import cpu
from tests.benchmarks.throughput import bench_challenge

SUBMISSIONS = 5000


def report(submissions: int = SUBMISSIONS) -> None:
    with tempfile.TemporaryDirectory() as folder:  # where nobody else leaves anything
        tempfile.tempdir = folder
        try:
            _grade_many(submissions)
        finally:
            tempfile.tempdir = None


def _grade_many(submissions: int) -> None:
    challenge, submission = bench_challenge(Runtime.NUMPY)
    before = _left_behind()
    with Grader(lanes=2) as grader:
        results = grader.grade_all(challenge, itertools.repeat(submission, submissions))
        for number, result in enumerate(results, 1):
            assert result.verdict is Verdict.ACCEPTED
            if number in (submissions // 10, submissions // 2, submissions):
                pids = cpu.tree(os.getpid())
                descriptors = len(list(Path("/proc/self/fd").iterdir()))
                print(
                    f"after {number:>5}: {cpu.resident_mb(pids):.0f} MB resident in all, {descriptors} descriptors here"
                )
    after = _left_behind()
    for what, count in after.items():
        print(f"{what}: {before[what]} before, {count} after")


def _left_behind() -> dict[str, int]:
    return {
        "processes": len(cpu.tree(os.getpid())),
        "mounts": len(Path("/proc/self/mounts").read_text("ascii").splitlines()),
        "files in the temporary folder": len(list(Path(tempfile.gettempdir()).iterdir())),
    }
