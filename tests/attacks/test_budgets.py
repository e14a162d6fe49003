"""Attacks on latency budgets: no clock can be fooled, and honest oddities pass."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.verdict import Verdict
from tests.attacks.corpus import BUDGET, HERE, Attack, load_attacks


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


@pytest.mark.parametrize("attack", load_attacks(races=True), ids=lambda attack: attack.name)
def test_a_race_ends_as_it_must(attack: Attack, grader: Grader) -> None:
    (check,) = grader.grade(load_challenge_folder(BUDGET), attack.submission).checks
    if check.verdict is Verdict.TOO_NOISY:  # on a machine that busy, one more time is what the verdict asks for
        (check,) = grader.grade(load_challenge_folder(BUDGET), attack.submission).checks
    assert check.verdict in attack.verdicts, (check, attack.verdicts)
    assert attack.least <= check.points <= attack.most


# --- positive controls: a race as most graders time it, in one process and by one clock -------------------------------

_TRIES = 5

_NAIVE_RACE = """
import runpy, sys, time
reference, candidate = (runpy.run_path(path)["digest"] for path in sys.argv[1:3])

def spent(digest):
    started = getattr(time, sys.argv[3])()
    for seed in range(20):
        digest(seed)
    return getattr(time, sys.argv[3])() - started

print("within" if spent(candidate) <= 1.5 * spent(reference) else "over")
"""


@pytest.mark.parametrize(
    ("name", "clock", "said"),
    [
        ("twice_the_work", "process_time", "over"),
        ("stopped_clocks", "perf_counter", "within"),
        ("sleeps", "process_time", "within"),
        ("work_in_a_thread", "thread_time", "within"),
        ("work_in_children", "process_time", "within"),
        ("work_in_children_that_nobody_waits_for", "process_time", "within"),
        ("work_in_an_orphan", "process_time", "within"),
    ],
)
def test_outside_the_jail_the_clock_is_fooled(name: str, clock: str, said: str) -> None:
    """Some tries, since such a clock is also wrong on a busy machine."""
    assert any(_time_naively(name, clock) == said for _ in range(_TRIES))


def _time_naively(name: str, clock: str) -> str:
    paths = [str(BUDGET / "reference.py"), str(HERE / f"submissions/budgets/{name}.py")]
    ran = subprocess.run(
        [sys.executable, "-c", _NAIVE_RACE, *paths, clock], capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.strip()
