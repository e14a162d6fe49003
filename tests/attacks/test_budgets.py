"""Attacks on latency budgets: no clock can be fooled, and honest oddities pass."""

from collections.abc import Iterator

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.verdict import Verdict
from tests.attacks.corpus import BUDGET, Attack, load_attacks


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


@pytest.mark.parametrize("attack", load_attacks(races=True), ids=lambda attack: attack.name)
def test_a_race_ends_as_it_must(attack: Attack, grader: Grader) -> None:
    result = grader.grade(load_challenge_folder(BUDGET), attack.submission)
    (check,) = result.checks
    if check.verdict is Verdict.TOO_NOISY:  # on a machine that busy, one more time is what the verdict asks for
        (check,) = grader.grade(load_challenge_folder(BUDGET), attack.submission).checks
    assert check.verdict in attack.verdicts, (check, attack.verdicts)
    assert attack.least <= check.points <= attack.most
