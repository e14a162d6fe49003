"""What a submission finds in its process is what it would find in any other Python."""

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.result import GradeResult
from prep.model.submission import Submission

SOUND = Path(__file__).parents[1] / "content" / "challenges" / "tiny" / "spread"

Spread = Callable[..., GradeResult]


@pytest.fixture(scope="module")
def spread() -> Iterator[Spread]:
    """Grades a body of the function `spread(values)`, with whatever stands before it."""
    challenge = load_challenge_folder(SOUND)
    with Grader() as grader:

        def graded(source: str, **others: str) -> GradeResult:
            files = {"solution.py": textwrap.dedent(source).encode()}
            files |= {name.replace("__", "/") + ".py": text.encode() for name, text in others.items()}
            return grader.grade(challenge, Submission(name="it", files=files))

        yield graded


RIGHT = "\n    if len(values) == 0:\n        raise ValueError\n    return max(values) - min(values)\n"


def test_a_fork_of_a_submission_knows_that_its_threads_are_gone(spread: Spread) -> None:
    source = """
    import os, threading
    stop = threading.Event()
    threading.Thread(target=stop.wait, daemon=True).start()
    child = os.fork()
    if child == 0:
        os._exit(threading.active_count())
    ALONE = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1 and threading.active_count() == 2

    def spread(values):
        assert ALONE
    """
    assert spread(textwrap.dedent(source) + RIGHT).points == 100


def test_files_beside_the_entry_can_be_imported_also_from_folders(spread: Spread) -> None:
    source = "from inner.ends import ends\nimport solution\n\ndef spread(values):\n    assert solution.spread is spread"
    wanted = (
        "\n    if len(values) == 0:\n        raise ValueError\n    low, high = ends(values)\n    return high - low\n"
    )
    assert spread(source + wanted, inner__ends="def ends(v):\n    return min(v), max(v)\n").points == 100


def test_source_code_can_be_looked_up_and_has_a_file(spread: Spread) -> None:
    source = (
        "import inspect\n\ndef spread(values):\n    assert 'inspect' in inspect.getsource(spread)\n    assert __file__"
    )
    assert spread(source + RIGHT).points == 100


def test_text_that_no_encoding_knows_can_be_printed(spread: Spread) -> None:
    source = "import sys\nprint('\\ud800 ü', file=sys.stderr)\n\ndef spread(values):\n    print('\\ud800 é')"
    result = spread(source + RIGHT)
    assert result.points == 100
    assert "\\ud800 é" in result.checks[0].output
