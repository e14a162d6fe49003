"""One's own work is checked on any system, in the same words; other people's on Linux only, which is said."""

import subprocess
import sys
from pathlib import Path

from prep.catalog.challenges import load_challenge, load_challenge_folder
from prep.catalog.locate import content_roots, shipped_root
from prep.grading.grader import Grader
from prep.grading.own.grader import OwnWork
from prep.model.challenge import Visibility
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict
from tests.functional.conftest import Prep

ID = "housing/linear-regression"
REFERENCE = shipped_root() / "challenges" / ID / "reference.py"
TARGET = Path(__file__).parents[1] / "attacks/challenge/attacks/target"
BARE = Path(__file__).parent / "bare_system.py"


def bare(prep: Prep, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(BARE), "-m", "prep", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=prep.environment, stdin=subprocess.DEVNULL
    )


def test_own_work_is_checked_where_there_is_nothing_of_linux(prep: Prep) -> None:
    ran = bare(prep, "check", ID, REFERENCE)
    assert ran.returncode == 0, ran.stderr
    assert "accepted" in ran.stdout
    assert "weaker than the full jail" in ran.stdout
    (said,) = ran.stderr.strip().splitlines()
    assert "only Linux has what a jail is made of" in said


def test_other_peoples_work_is_refused_there_and_says_so(prep: Prep) -> None:
    for option in ([], ["--allow-weaker-isolation"]):
        ran = bare(prep, "grade", ID, REFERENCE, *option)
        assert ran.returncode == 5, ran.stderr
        assert "grade on Linux" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_doctor_works_there(prep: Prep) -> None:
    ran = bare(prep, "doctor")
    assert ran.returncode == 0, ran.stderr
    assert "grade on Linux" in ran.stdout


SOURCES = {
    "right": REFERENCE.read_text("utf-8"),
    "raises": "class LinearRegression:\n    def fit(self, X, y):\n        print('seen')\n        return self.no\n",
    "does not parse": "class LinearRegression(:\n",
    "is not there": "x = 1\n",
    "ends": "import os\nclass LinearRegression:\n    def fit(self, X, y):\n        os._exit(3)\n",
    "returns nothing": "class LinearRegression:\n    def __getattr__(self, name):\n        return lambda *_: None\n",
}


def told(result: GradeResult) -> list[tuple[str, Verdict, str, str]]:
    return [(check.id, check.verdict, check.message, check.output) for check in result.checks]


def test_the_same_words_are_said_with_and_without_a_jail() -> None:
    challenge = load_challenge(content_roots(), ID)
    with Grader() as grader:
        for source in SOURCES.values():
            submission = Submission(name="own", files={ENTRY_FILE: source.encode()})
            in_jail = grader.grade(challenge, submission, visibility=Visibility.PUBLIC)
            without = OwnWork().grade(challenge, submission, visibility=Visibility.PUBLIC)
            assert told(without) == told(in_jail)


def test_own_work_that_never_ends_is_ended() -> None:
    challenge = load_challenge_folder(TARGET)
    endless = Submission(name="own", files={ENTRY_FILE: b"def scale(x):\n    while True:\n        pass\n"})
    result = OwnWork().grade(challenge, endless, visibility=Visibility.PUBLIC)
    slow = next(check for check in result.checks if check.id == "scale_small")
    assert slow.verdict is Verdict.TIME_LIMIT
    assert "by the wall clock" in slow.message
