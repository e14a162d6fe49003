"""Every attack in both orders of the checks: what came out, as whoever runs this.

    python -m tests.benchmarks.corpus

Each is graded with the checks in their order and turned round, and after each the right solution must have full
points. As root that is one way to the jail, as an ordinary user another.
"""

import os
from collections import Counter

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.result import GradeResult
from tests.attacks.corpus import FULL, TARGET, Attack, load_attack, load_attacks
from tests.attacks.test_attacks import is_within


def report() -> None:
    challenge = load_challenge_folder(TARGET)
    checks = challenge.checks()
    correct = load_attack("control/correct").submission
    attacks = load_attacks()
    counts: Counter[tuple[str, str]] = Counter()
    with Grader() as grader:
        print(f"{len(attacks)} attacks as user {os.geteuid()}, {grader.isolation} isolation")
        for order, ordered in (("their order", checks), ("turned round", checks[::-1])):
            for attack in attacks:
                result = grader.grade(challenge, attack.submission, checks=ordered)
                counts[order, "as it must"] += (right := _is_within(attack, result))
                after = grader.grade(challenge, correct, checks=ordered).points
                counts[order, "the next has full points"] += after == FULL
                if not right or after != FULL:
                    print(f"  {order}: {attack.name}: {result.points:g} points, {result.verdict}; then {after:g}")
    for (order, what), count in counts.items():
        print(f"{order:<14}{what:<26}{count} of {len(attacks)}")


def _is_within(attack: Attack, result: GradeResult) -> bool:
    try:
        is_within(attack, result)
    except AssertionError:
        return False
    return True


if __name__ == "__main__":
    report()
