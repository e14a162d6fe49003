"""What tests leave behind never meets the next submission, though one process grades many."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader
from prep.grading.server.processes import process_tree
from prep.model.verdict import Verdict

SOUND = Path(__file__).parents[1] / "content" / "challenges" / "tiny" / "spread"

Grade = Callable[[str], tuple[Verdict, int]]
"""Grades a file of the challenge's folder; its verdict, and the process that is ready for the next."""


@pytest.fixture
def grade(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Grade]:
    """For the sound challenge, with a line of the case in its hidden tests' first check."""
    folder = tmp_path / "challenges" / "tiny" / "spread"
    shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("__pycache__"))
    above, within = request.param
    hidden = folder / "tests" / "test_hidden.py"
    text = hidden.read_text("utf-8").replace("\n\n\ndef", f"\n\n{above}\n\n\ndef", 1)
    hidden.write_text(text.replace("    rng = ", f"    {within}\n    rng = ", 1), "utf-8")
    challenge = load_challenge_folder(folder)
    with Grader() as grader:
        (lane,) = grader._lanes

        def graded(file: str) -> tuple[Verdict, int]:
            result = grader.grade(challenge, load_submission(folder / file))
            (server,) = lane._servers.values()
            return result.verdict, process_tree(server.process.pid)[-1]

        yield graded


FORGETFUL = {
    "nothing": ("", "pass"),
    "what it only reads": ("SEEN = [1, 2]", "assert SEEN == [1, 2]"),
    "shared random numbers": (
        "np.random.seed(7)",
        "assert np.random.random() == np.random.RandomState(7).random()",
    ),
}
MINDFUL = {
    "a list": ("SEEN = []", "SEEN.append(1); assert SEEN == [1]"),
    "an array": ("SEEN = np.zeros(3)", "SEEN[1] += 1; assert SEEN.sum() == 1"),
    "a rebound name": ("SEEN = 0", "global SEEN; SEEN += 1; assert SEEN == 1"),
    "a generator of random numbers": (
        "RNG = np.random.default_rng(7)",
        "assert RNG.random() == np.random.default_rng(7).random()",
    ),
    "a plain generator": ("NUMBERS = iter(range(9))", "assert next(NUMBERS) == 0"),
    "a class": ("class Seen:\n    count = 0", "Seen.count += 1; assert Seen.count == 1"),
    "a function": ("def seen():\n    pass", "seen.count = getattr(seen, 'count', 0) + 1; assert seen.count == 1"),
    "a default": ("def seen(into=[]):\n    into.append(1)\n    return into", "assert seen() == [1]"),
    "the reference": ("", "reference.count = getattr(reference, 'count', 0) + 1; assert reference.count == 1"),
    "the environment": ("import os", "assert 'SEEN' not in os.environ; os.environ['SEEN'] = '1'"),
}


def test_checks_that_were_skipped_leave_nothing_set_up() -> None:
    challenge = load_challenge_folder(SOUND)
    wrong = load_submission(SOUND / "submissions/rejected/sum_of_ends.py")
    right = load_submission(SOUND / "reference.py")
    with Grader() as grader:
        for checks in (challenge.checks(), challenge.checks()[::-1]):
            assert grader.grade(challenge, wrong, checks=checks, until_failure=True).verdict is Verdict.WRONG_ANSWER
            assert grader.grade(challenge, right, checks=checks[::-1]).verdict is Verdict.ACCEPTED


def cases(of: dict[str, tuple[str, str]]) -> list[Any]:
    return [pytest.param(case, id=name) for name, case in of.items()]


@pytest.mark.parametrize("grade", cases(FORGETFUL), indirect=True)
def test_a_process_that_is_as_it_was_grades_on(grade: Grade) -> None:
    assert len({grade("reference.py") for _ in range(3)}) == 1
    verdict, same = grade("submissions/rejected/sum_of_ends.py")
    assert verdict is Verdict.WRONG_ANSWER
    assert grade("reference.py") == (Verdict.ACCEPTED, same)


@pytest.mark.parametrize("grade", cases(MINDFUL), indirect=True)
def test_what_tests_remember_is_forgotten_before_the_next_submission(grade: Grade) -> None:
    assert [grade("reference.py")[0] for _ in range(3)] == [Verdict.ACCEPTED] * 3
