"""Time limits belong to the function that hangs: who hangs in the first still gets the points of the second."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.result import CheckResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict

TARGET = Path(__file__).parents[1] / "attacks/challenge/attacks/target"
RIGHT = (TARGET / "reference.py").read_text("utf-8")

HANGS = {
    "a function that computes without end": "def scale(x):\n    while True:\n        pass\n",
    "a function that sleeps": "import time\ndef scale(x):\n    time.sleep(3600)\n",
}
METHOD_HANGS = """
class Scaler(Scaler):
    def transform(self, x):
        while True:
            pass
"""


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


def checks(grader: Grader, source: str) -> dict[str, CheckResult]:
    challenge = load_challenge_folder(TARGET)
    submission = Submission(name="submission", files={ENTRY_FILE: source.encode()})
    return {check.id: check for check in grader.grade(challenge, submission).checks}


@pytest.mark.parametrize("hangs", HANGS.values(), ids=list(HANGS))
def test_a_function_that_hangs_costs_its_own_points_and_no_others(hangs: str, grader: Grader) -> None:
    # The class keeps its own right function under another name.
    found = checks(grader, f"{RIGHT.replace('scale(', 'own(')}\n{hangs}")
    assert {name for name, check in found.items() if check.verdict is Verdict.ACCEPTED} == {
        "scaler_keeps_what_it_learnt",
        "scaler_small",
    }
    assert [found[name].verdict for name in ("scale_small", "scale_many", "refuses_nothing")] == [
        Verdict.TIME_LIMIT
    ] * 3
    assert found["refuses_nothing"].message.startswith("not run: `scale` ran into its time limit")


def test_a_method_that_hangs_leaves_functions_their_points(grader: Grader) -> None:
    found = checks(grader, RIGHT + METHOD_HANGS)
    assert {name for name, check in found.items() if check.verdict is Verdict.TIME_LIMIT} == {
        "scaler_keeps_what_it_learnt",
        "scaler_small",
    }
    assert found["refuses_nothing"].verdict is Verdict.ACCEPTED


def test_a_function_that_ends_its_process_again_and_again_leaves_others_their_points(grader: Grader) -> None:
    ends = "import os\ndef scale(x):\n    os._exit(3)\n"
    found = checks(grader, f"{RIGHT.replace('scale(', 'own(')}\n{ends}")
    assert found["scaler_keeps_what_it_learnt"].verdict is Verdict.ACCEPTED
    assert found["scale_many"].verdict is Verdict.RUNTIME_ERROR
