"""Time to feedback: warm, beyond what the checks themselves compute, and cold beside plain pytest."""

import compileall
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from statistics import median

import prep
from prep.grading.grader import Grader
from prep.model.challenge import Runtime
from tests.benchmarks import cpu, unisolated
from tests.benchmarks.throughput import CONTENT, Cost, bench_challenge

ROUNDS = 9


def report() -> None:
    _warm()
    for runtime in (Runtime.NUMPY, Runtime.SKLEARN):
        _cold(runtime)


def _warm() -> None:
    challenge, submission = bench_challenge(Runtime.NUMPY)
    beyond = []
    with Grader(time_hidden=True) as grader:
        grader.grade(challenge, submission)
        for _ in range(100):
            result = grader.grade(challenge, submission)
            beyond.append(1000 * (result.time_s - sum(check.time_s for check in result.checks)))
    print(
        f"warm, numpy: p50 {median(beyond):.1f} ms and p95 {sorted(beyond)[94]:.1f} ms beyond the checks' own exchanges"
    )


def _cold(runtime: Runtime) -> None:
    """One file from nothing: `prep grade` and `python -m pytest`, in turn; both find their bytecode, as installs do."""
    compileall.compile_dir(Path(prep.__file__).parent, quiet=1)
    challenge, submission = bench_challenge(runtime)
    path = str(challenge.folder / "reference.py")
    source = submission.files["solution.py"].decode()
    ours = [sys.executable, "-m", "prep", "--content", str(CONTENT), "grade", challenge.id, path, "--json"]
    engine, plain = [], []
    _adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        unisolated.prepare_plain(challenge.folder, Path(folder))
        for _ in range(ROUNDS):
            engine.append(_cost(lambda: subprocess.run(ours, stdout=subprocess.DEVNULL, check=True)))
            plain.append(_cost(lambda: unisolated.run_plain(Path(folder), source)))
    for what, of in (("CPU", attrgetter("cpu_ms")), ("wall", attrgetter("wall_ms"))):
        ratio = median(of(a) / of(b) for a, b in zip(engine, plain, strict=True))
        print(
            f"cold, {runtime}, {what}: prep grade {median(map(of, engine)):.0f} ms, "
            f"pytest {median(map(of, plain)):.0f} ms, ratio {ratio:.2f}"
        )


def _adopt_orphans() -> None:
    """Have what a command leaves running, as a jail that is being torn down, handed to this process, and so counted."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _cost(work: Callable[[], object]) -> Cost:
    cpu_s, started = cpu.children_s(), time.monotonic()
    work()
    wall_s = time.monotonic() - started
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return Cost(1000 * (cpu.children_s() - cpu_s), 1000 * wall_s)
