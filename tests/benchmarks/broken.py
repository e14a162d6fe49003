"""Partial fixes of broken training, scored by the product: does each get exactly the points of the faults it fixes?

    python -m tests.benchmarks.broken [COUNT] [SEED]

Draws shipped tasks, faults that are left in, and for each that is fixed one of the right ways to write it: the
author's, or another. A third of the full fixes are whole programs of another shape.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from prep.authoring.broken.shipped import shipped_tasks
from prep.authoring.broken.task import Task
from prep.catalog.challenges import load_challenge
from prep.catalog.locate import shipped_root
from prep.grading.grader import Grader
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission


@dataclass(frozen=True, kw_only=True)
class PartialFix:
    """A program in which some of the faults are left."""

    task: Task
    left: tuple[str, ...]
    source: str

    def is_exact(self, result: GradeResult) -> bool:
        """Whether just the checks of what is left fail, and the points are those of the rest."""
        failed = tuple(check.id for check in result.checks if check.points < check.max_points)
        return failed == self.task.failing(self.left) and result.points == self.task.expected_points(self.left)


def draw(tasks: list[Task], rng: random.Random) -> PartialFix:
    task = rng.choice(tasks)
    left = tuple(fault.name for fault in task.faults if rng.random() < 0.5)
    if not left and rng.random() < 1 / 3:
        rewrites = task.scenario.rewrites
        return PartialFix(task=task, left=(), source=rewrites[rng.choice(sorted(rewrites))])
    written = {
        fault.name: fault.broken if fault.name in left else rng.choice([fault.sound, *fault.fixes])
        for fault in task.faults
    }
    return PartialFix(task=task, left=left, source=task.broken(written))


def submission_of(fix: PartialFix) -> Submission:
    return Submission(name="fix", files={ENTRY_FILE: fix.source.encode()})


def measure(count: int, seed: int) -> Iterator[tuple[PartialFix, GradeResult]]:
    rng, tasks = random.Random(seed), list(shipped_tasks())
    drawn = sorted((draw(tasks, rng) for _ in range(count)), key=lambda fix: fix.task.id)
    with Grader() as grader:
        for fix in drawn:
            challenge = load_challenge([shipped_root()], fix.task.id)
            yield fix, grader.grade(challenge, submission_of(fix))


def main() -> None:
    given = [int(number) for number in sys.argv[1:]]
    count, seed = [*given, *(200, 1)[len(given) :]]
    exact = 0
    for fix, result in measure(count, seed):
        exact += fix.is_exact(result)
        if not fix.is_exact(result):
            failed = [check.id for check in result.checks if check.points < check.max_points]
            print(f"{fix.task.id}, left {', '.join(fix.left) or 'nothing'}: fails {failed}, {result.points:g} points")
    print(f"{exact} of {count} partial fixes scored exactly as the faults they fix ({exact / count:.1%})")


if __name__ == "__main__":
    main()
