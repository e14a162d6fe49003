"""What tests leave behind never meets the next submission, though one process grades many."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader
from prep.grading.jail.processes import process_tree
from prep.model.result import CheckResult
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
    text = hidden.read_text("utf-8").replace("\n\n\ndef", f"\n\nimport functools\n\n{above}\n\n\ndef", 1)
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
    "a cached function": ("@functools.cache\ndef seen():\n    return [1]", "seen().append(2); assert seen() == [1, 2]"),
    "a bounded cache": (
        "@functools.lru_cache(2)\ndef seen(n):\n    return [n]",
        "seen(1).append(2); assert seen(1) == [1, 2]",
    ),
    "a cached method": (
        "class Seen:\n    @functools.cache\n    def seen(self):\n        return []\nSEEN = Seen()",
        "SEEN.seen().append(2); assert SEEN.seen() == [2]",
    ),
    "a function in a table": ("SEEN = {'twice': lambda x: 2 * x}", "assert SEEN['twice'](2) == 4"),
    "a function that calls itself": (
        "def outer():\n    def inner(n):\n        return n and inner(n - 1)\n    return inner\nSEEN = outer()",
        "assert SEEN(3) == 0",
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
    "a closure": (
        "def outer():\n    held = []\n    return lambda: held\nseen = outer()",
        "seen().append(1); assert seen() == [1]",
    ),
    "a closure under a decorator": (
        "def outer(f):\n    held = []\n    return functools.wraps(f)(lambda: held)\n@outer\ndef seen():\n    pass",
        "seen().append(1); assert seen() == [1]",
    ),
    "what a cache wraps": (
        "@functools.cache\ndef seen(into=[]):\n    into.append(1)\n    return len(into)",
        "assert seen() == 1",
    ),
    "a partial": ("SEEN = functools.partial(list.append, [])", "SEEN(1); assert SEEN.args == ([1],)"),
    "a static method": (
        "class Seen:\n    @staticmethod\n    def seen(into=[]):\n        into.append(1)\n        return into",
        "assert Seen.seen() == [1]",
    ),
    "a method that is held": (
        "class Seen(list):\n    __hash__ = None\nSEEN = Seen().append",
        "SEEN(1); assert len(SEEN.__self__) == 1",
    ),
    "a cached property": (
        "class Seen:\n    @functools.cached_property\n    def seen(self):\n        return []\nSEEN = Seen()",
        "SEEN.seen.append(1); assert SEEN.seen == [1]",
    ),
    "a generator": ("SEEN = (n for n in range(9))", "assert next(SEEN) == 0"),
    "a name of a library": ("", "assert not hasattr(np.mean, 'seen'); np.mean = lambda *_: 0; np.mean.seen = 1"),
    "a name below a library": ("", "assert np.linalg.norm is not max; np.linalg.norm = max"),
    "a built-in name": ("import builtins", "assert builtins.hex is not max; builtins.hex = max"),
    "a method of a library's class": (
        "import json",
        "assert not hasattr(json.JSONEncoder, 'seen'); json.JSONEncoder.seen = 1",
    ),
    "another method in the place of a library's": (
        "import json",
        "assert json.JSONDecoder.decode is not max; json.JSONDecoder.decode = max",
    ),
    "an accessor of pandas": (
        "import pandas as pd",
        "assert not hasattr(pd.DataFrame, 'seen'); pd.api.extensions.register_dataframe_accessor('seen')(max)",
    ),
    "a file in the folder": ("from pathlib import Path", "assert not Path('seen').exists(); Path('seen').touch()"),
    "how csv is written": (
        "import csv",
        "assert 'seen' not in csv.list_dialects(); csv.register_dialect('seen', delimiter=';')",
    ),
    "how long a socket waits": (
        "import socket",
        "assert socket.getdefaulttimeout() is None; socket.setdefaulttimeout(7)",
    ),
    "how often threads take turns": (
        "import sys",
        "assert sys.getswitchinterval() < 1; sys.setswitchinterval(2)",
    ),
    "a limit of the process": (
        "import resource",
        "limits = resource.getrlimit(7); assert limits[0] != 99; resource.setrlimit(7, (99, limits[1]))",
    ),
    "who is shown warnings": (
        "import warnings",
        "assert warnings.showwarning is not max; warnings.showwarning = max",
    ),
    "how numpy prints": ("", "assert np.get_printoptions()['precision'] == 8; np.set_printoptions(precision=2)"),
    "what numpy raises": ("", "assert np.geterr()['divide'] == 'warn'; np.seterr(divide='raise')"),
    "an option of pandas": (
        "import pandas as pd",
        "assert pd.get_option('display.max_rows') == 60; pd.set_option('display.max_rows', 5)",
    ),
    "a setting of scikit-learn": (
        "import sklearn",
        "assert not sklearn.get_config()['assume_finite']; sklearn.set_config(assume_finite=True)",
    ),
    "the precision of decimals": (
        "import decimal",
        "assert decimal.getcontext().prec == 28; decimal.getcontext().prec = 3",
    ),
    "filters of warnings": (
        "import warnings",
        "assert warnings.filters[0][0] != 'error'; warnings.simplefilter('error')",
    ),
    "the locale": (
        "import locale",
        "assert locale.setlocale(locale.LC_NUMERIC) == 'C'; locale.setlocale(locale.LC_NUMERIC, 'C.UTF-8')",
    ),
    "how deep recursion may go": ("import sys", "assert sys.getrecursionlimit() != 777; sys.setrecursionlimit(777)"),
    "where output goes": ("import sys, io", "assert not hasattr(sys.stdout, 'seen'); sys.stdout = io.StringIO()"),
    "a thread": (
        "import threading",
        "assert threading.active_count() == 1; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    ),
    "the environment": ("import os", "assert 'SEEN' not in os.environ; os.environ['SEEN'] = '1'"),
}


def test_a_submission_that_is_to_be_graded_alone_gets_a_process_of_its_own() -> None:
    challenge = load_challenge_folder(SOUND)
    right = load_submission(SOUND / "reference.py")
    with Grader() as grader:
        (lane,) = grader._lanes

        def graded_in(*, alone: bool) -> int:
            seen = []

            def look(_: CheckResult) -> None:
                (server,) = lane._servers.values()
                seen.append(process_tree(server.process.pid)[-1])

            assert grader.grade(challenge, right, alone=alone, on_check=look).verdict is Verdict.ACCEPTED
            (process,) = set(seen)
            return process

        processes = [graded_in(alone=alone) for alone in (False, True, True, False, False)]
        assert len(set(processes)) == 4
        assert processes[3] == processes[4]


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
