"""Outside the jail the attacks work: what the corpus must not do to the grader, it does to a plain test run.

Without this, a corpus of broken attacks would look like a perfect grader.
"""

import re

import pytest

from tests.attacks.corpus import FULL, Attack, load_attack, load_attacks
from tests.attacks.naive import NaiveGrade, grade_naively

TIMEOUT_S = 90.0
_SIGNALLED = 128
"""Exit codes above this one stand for the signal that ended a process."""


@pytest.fixture(scope="module")
def ordinary_s() -> float:
    """How long the run of a right submission takes on this machine at this moment."""
    return grade_naively(load_attack("control/correct").submission, timeout_s=TIMEOUT_S).time_s


@pytest.mark.parametrize("attack", [a for a in load_attacks() if a.outside], ids=lambda attack: attack.name)
def test_outside_the_jail_it_reaches_what_it_wants(attack: Attack, ordinary_s: float) -> None:
    # Far longer than an ordinary run, or a slow machine would pass for an endless loop.
    timeout_s = max(5.0, 4 * ordinary_s) if attack.outside == "never ends" else TIMEOUT_S
    grade = grade_naively(attack.submission, timeout_s=timeout_s)
    assert reaches(attack.outside, grade), grade


def reaches(wanted: str, grade: NaiveGrade) -> bool:  # noqa: PLR0911 - one line an aim
    match wanted:
        case "full points":
            return grade.points == FULL
        case "no points":
            return grade.exit_code == 1 and grade.points == 0
        case "no results":
            return grade.exit_code is not None and grade.passed is None
        case "never ends":
            return grade.exit_code is None
        case "ends the grader":
            return grade.exit_code is not None and grade.exit_code > _SIGNALLED
        case "leaves a process":
            return "process" in grade.left_behind
        case "writes a file":
            return any(name.startswith("prep-attack") for name in grade.left_behind)
        case "tells hidden values":
            return "7261.5" in grade.output
        case "steers the terminal":
            return "\x1b]0;owned\x07" in grade.output
    found = re.fullmatch(r"points >= (\d+)", wanted)
    assert found, f"nobody knows what `{wanted}` means"
    return grade.points >= float(found[1])
