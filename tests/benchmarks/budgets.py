"""Budget decisions on identical code and on code twice as slow, in the real jail, idle and with both cores busy."""

import contextlib
import multiprocessing
import os
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.submission import Submission

DECISIONS = 170
"""For each of six cells: call times of 0.2, 2 and 20 ms, idle and busy."""

_TOML = """
format_version = 1
id = "bench/budget"
title = "A budget"
summary = "One check with a latency budget."
level = "beginner"
runtime = "numpy"
topics = []
time_limit_minutes = 1
criteria = [{ id = "all", title = "All" }]
limits = { check_s = 60, total_s = 60 }

[[checks]]
id = "fast_enough"
title = "Fast enough"
criterion = "all"
points = 10
budget = { ratio = 1.5 }
"""

_TEST = """
def test_fast_enough(latency):
    latency.check("work", lambda rng: (int(rng.integers(1, 1 << 30)),))
"""

_WORK = """
def work(seed):
    value = seed
    for _ in range({loops}):
        value = (value * 1103515245 + 12345) % 2147483648
    return {answer}
"""

LOOPS_A_MS = 11_000
"""About what a core of these days does; the cells are named by it, the decisions do not depend on it."""


def report(decisions: int = DECISIONS) -> None:
    print(f"budget 1.5, {decisions} decisions a cell")
    print(f"{'call':>8} {'machine':<8}{'same code':<46}{'twice as slow'}")
    for call_ms in (0.2, 2.0, 20.0):
        for busy in (False, True):
            with _busy_cores() if busy else contextlib.nullcontext():
                same, slow = (_decide(call_ms, factor, decisions) for factor in (1, 2))
            name = "busy" if busy else "idle"
            print(f"{call_ms:>5g} ms {name:<8}{_told(same):<46}{_told(slow)}", flush=True)


def _decide(call_ms: float, factor: int, decisions: int) -> Counter[str]:
    loops = int(call_ms * LOOPS_A_MS)
    reference = textwrap.dedent(_WORK).format(loops=loops, answer="0.0 * value")
    candidate = textwrap.dedent(_WORK).format(loops=factor * loops, answer="0.0 * value")
    with tempfile.TemporaryDirectory() as root, Grader() as grader:
        challenge = load_challenge_folder(_write_challenge(Path(root), reference))
        submission = Submission(name="candidate", files={"solution.py": candidate.encode()})
        return Counter(grader.grade(challenge, submission).checks[0].verdict for _ in range(decisions))


def _write_challenge(root: Path, reference: str) -> Path:
    folder = root / "challenges" / "bench" / "budget"
    (folder / "tests").mkdir(parents=True)
    files = {"challenge.toml": _TOML, "reference.py": reference, "tests/test_hidden.py": _TEST}
    for name in ("prompt.md", "starter.py", "hints.md", "tests/test_public.py"):
        files[name] = ""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@contextlib.contextmanager
def _busy_cores() -> Iterator[None]:
    """Keep every core busy with something else."""
    spinners = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(os.cpu_count() or 1)]
    for spinner in spinners:
        spinner.start()
    try:
        yield
    finally:
        for spinner in spinners:
            spinner.terminate()
            spinner.join()


def _spin() -> None:
    while True:
        pass


def _told(verdicts: Counter[str]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
