"""CPU per submission: this engine, plain pytest, and a warm fork without isolation, on the same checks, interleaved."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Runtime
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from tests.benchmarks import cpu, unisolated

CONTENT = Path(__file__).parent / "content"
ROUNDS = 5
BATCH = 20


@dataclass(frozen=True)
class Cost:
    """Of one submission."""

    cpu_ms: float
    wall_ms: float


def bench_challenge(runtime: Runtime) -> tuple[Challenge, Submission]:
    """The ten-check challenge of a runtime, and its reference as a submission."""
    challenge = load_challenge_folder(CONTENT / "challenges" / "bench" / runtime)
    return challenge, load_submission(challenge.folder / "reference.py")


def report(submissions: int = BATCH) -> None:
    """Print a table for each runtime, and how busy two lanes keep two cores."""
    print(f"CPU per submission of ten checks, ms; medians of {ROUNDS} interleaved rounds of {submissions}")
    print(f"{'runtime':<10}{'pytest':>10}{'warm fork':>11}{'engine':>9}{'/pytest':>9}{'/fork':>8}")
    for runtime in (Runtime.NUMPY, Runtime.SKLEARN, Runtime.TORCH):
        plain, fork, engine = _rounds(runtime, submissions)
        ratios = f"{plain / engine:>8.1f}x{engine / fork:>8.2f}"
        print(f"{runtime:<10}{plain:>10.0f}{fork:>11.1f}{engine:>9.1f}{ratios}")
    for runtime in (Runtime.NUMPY, Runtime.SKLEARN):
        _two_lanes(runtime, 10 * submissions)


def _rounds(runtime: Runtime, submissions: int) -> tuple[float, float, float]:
    challenge, submission = bench_challenge(runtime)
    plain, fork, engine = [], [], []
    with Grader() as grader, tempfile.TemporaryDirectory() as folder:
        unisolated.prepare_plain(challenge.folder, Path(folder))
        grader.grade(challenge, submission)  # warm
        for _ in range(ROUNDS):
            plain.append(_plain(Path(folder), submission).cpu_ms)
            fork.append(_fork(challenge, submissions))
            engine.append(_engine(grader, challenge, submission, submissions).cpu_ms)
    return median(plain), median(fork), median(engine)


def _plain(folder: Path, submission: Submission) -> Cost:
    with _measured() as cost:
        assert unisolated.run_plain(folder, submission.files["solution.py"].decode())
    return cost[0]


def _fork(challenge: Challenge, submissions: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.unisolated", str(challenge.folder), str(submissions)]
    environment = os.environ | unisolated.ONE_THREAD | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return 1000 * sum(map(float, ran.stdout.split())) / submissions


def _engine(grader: Grader, challenge: Challenge, submission: Submission, submissions: int) -> Cost:
    cpu_s, started = _used_s(), time.monotonic()
    for _ in range(submissions):
        assert grader.grade(challenge, submission).verdict is Verdict.ACCEPTED
    wall_s = time.monotonic() - started
    return Cost(1000 * (_used_s() - cpu_s) / submissions, 1000 * wall_s / submissions)


def _two_lanes(runtime: Runtime, submissions: int) -> None:
    challenge, submission = bench_challenge(runtime)
    with Grader(lanes=2) as grader:
        list(grader.grade_all(challenge, [submission] * 8))  # warm both
        cpu_s, started = _used_s(), time.monotonic()
        for result in grader.grade_all(challenge, [submission] * submissions):
            assert result.verdict is Verdict.ACCEPTED
        wall_s, used_s = time.monotonic() - started, _used_s() - cpu_s
    rate = submissions / wall_s
    print(
        f"two lanes, {runtime}: {rate:.1f} submissions/s ({3600 * rate:,.0f} an hour), "
        f"{1000 * used_s / submissions:.1f} ms CPU each, cores {used_s / wall_s / 2:.0%} busy"
    )


def _used_s() -> float:
    """By this process and the engine's that live; those that have ended count with whoever waited for them."""
    return cpu.used_s(cpu.tree(os.getpid()))


@contextmanager
def _measured() -> Iterator[list[Cost]]:
    """CPU and wall time of the block, with the processes that it has started and waited for."""
    cost: list[Cost] = []
    cpu_s, started = cpu.own_and_children_s(), time.monotonic()
    yield cost
    cost.append(Cost(1000 * (cpu.own_and_children_s() - cpu_s), 1000 * (time.monotonic() - started)))
