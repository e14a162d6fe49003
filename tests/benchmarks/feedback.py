"""Time to feedback: warm, beyond what the checks themselves compute, and cold beside plain pytest."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from prep.grading.grader import Grader
from prep.model.challenge import Runtime
from tests.benchmarks import unisolated
from tests.benchmarks.throughput import CONTENT, bench_challenge

ROUNDS = 9


def report() -> None:
    _warm()
    for runtime in (Runtime.NUMPY, Runtime.SKLEARN):
        _cold(runtime)


def _warm() -> None:
    challenge, submission = bench_challenge(Runtime.NUMPY)
    beyond = []
    with Grader() as grader:
        grader.grade(challenge, submission)
        for _ in range(100):
            result = grader.grade(challenge, submission)
            beyond.append(1000 * (result.time_s - sum(check.time_s for check in result.checks)))
    print(
        f"warm, numpy: p50 {median(beyond):.1f} ms and p95 {sorted(beyond)[94]:.1f} ms beyond the checks' own exchanges"
    )


def _cold(runtime: Runtime) -> None:
    """One file from nothing: `prep grade` and `python -m pytest`, in turn."""
    challenge, submission = bench_challenge(runtime)
    path = str(challenge.folder / "reference.py")
    source = submission.files["solution.py"].decode()
    ours = [sys.executable, "-m", "prep", "--content", str(CONTENT), "grade", challenge.id, path, "--json"]
    engine, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        unisolated.prepare_plain(challenge.folder, Path(folder))
        for _ in range(ROUNDS):
            engine.append(_timed(lambda: subprocess.run(ours, stdout=subprocess.DEVNULL, check=True)))
            plain.append(_timed(lambda: unisolated.run_plain(Path(folder), source)))
    ratio = median(a / b for a, b in zip(engine, plain, strict=True))
    print(f"cold, {runtime}: prep grade {median(engine):.2f} s, pytest {median(plain):.2f} s, ratio {ratio:.2f} (wall)")


def _timed(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
