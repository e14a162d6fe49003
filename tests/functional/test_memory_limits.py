"""Memory has a limit on both sides of the wall: what a submission holds at any time, and what checking it may take."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.challenge import Challenge
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict

SOUND = Path(__file__).parents[1] / "content" / "challenges" / "tiny" / "spread"

GROWS = """
import mmap, os, time

def spread(values):
    if len(values) > 10 and os.fork() == 0:
        time.sleep(0.1)
        for _ in range(3):
            if os.fork() == 0:
                held = mmap.mmap(-1, 300 << 20)
                for place in range(0, 300 << 20, 4096):
                    held[place] = 1
                time.sleep(0.3)
                os._exit(0)
        while True:
            try:
                os.wait()
            except ChildProcessError:
                os._exit(0)
    return max(values) - min(values)
"""


@pytest.fixture
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


def challenge_with(folder: Path, line: str) -> Challenge:
    """The sound challenge; its first hidden check begins with this line."""
    copy = folder / "challenges" / "tiny" / "spread"
    shutil.copytree(SOUND, copy, ignore=shutil.ignore_patterns("__pycache__"))
    hidden = copy / "tests" / "test_hidden.py"
    text = hidden.read_text("utf-8")
    assert "    rng = " in text
    hidden.write_text(text.replace("    rng = ", f"    {line}\n    rng = ", 1), "utf-8")
    return load_challenge_folder(copy)


def verdicts(result: GradeResult) -> dict[str, Verdict]:
    return {check.id: check.verdict for check in result.checks}


def submitted(source: str) -> Submission:
    return Submission(name="submission", files={ENTRY_FILE: source.encode()})


def test_a_submission_that_grows_while_a_test_computes_is_ended_for_it(tmp_path: Path, grader: Grader) -> None:
    computes = "candidate.spread([0.0] * 11); import time; end = time.process_time() + 4"
    waits = "exec('while time.process_time() < end: pass')"
    challenge = challenge_with(tmp_path, f"{computes}; {waits}")
    result = grader.grade(challenge, submitted(GROWS))
    (slow,) = [check for check in result.checks if check.id == "spread_of_many"]
    assert slow.verdict is Verdict.MEMORY_LIMIT, slow
    assert grader.grade(challenge, submitted(SOUND.joinpath("reference.py").read_text())).points == 100


def test_a_value_that_makes_a_test_take_too_much_memory_is_a_wrong_answer(tmp_path: Path, grader: Grader) -> None:
    challenge = challenge_with(tmp_path, "np.ones(int(expect.number(candidate.spread([1.0, 4.0])))).sum()")
    greedy = "def spread(values):\n    return 2e8 if list(values) == [1.0, 4.0] else max(values) - min(values)\n"
    found = verdicts(grader.grade(challenge, submitted(greedy)))
    assert found["spread_of_many"] is Verdict.WRONG_ANSWER
    assert Verdict.GRADER_ERROR not in found.values()
    assert grader.grade(challenge, submitted(SOUND.joinpath("reference.py").read_text())).points == 100
