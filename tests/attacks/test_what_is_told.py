"""What a submission can say about a hidden input by how it fails there: next to nothing, however it tries."""

import builtins
import math
from collections.abc import Iterator

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict
from tests.attacks.corpus import TARGET

MOST_BITS = 4.0

EXCEPTIONS = sorted(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and not issubclass(value, Warning)
)
RIGHT = (TARGET / "reference.py").read_text("utf-8").replace("CANARY", "OTHER")

WAYS = {
    **{f"raises {name}": f"raise builtins.{name}.__new__(builtins.{name})" for name in EXCEPTIONS},
    **{f"raises its own class {n}": f"raise type('V{n}', (ValueError,), {{}})()" for n in range(4)},
    **{f"raises its own class of no kind {n}": f"raise type('V{n}', (Exception,), {{}})()" for n in range(4)},
    **{f"raises {n} lines further down": "\n    " * n + "raise ValueError" for n in range(1, 5)},
    **{f"says {n} when it raises": f"raise ValueError({n})" for n in range(4)},
    **{f"ends with code {n}": f"os._exit({n})" for n in range(4)},
    **{f"ends by signal {n}": f"os.kill(os.getpid(), {n})" for n in (6, 9, 11, 15)},
    **{f"prints {n}": f"print({n}); return x + 1" for n in range(4)},
    **{f"takes {n} s": f"time.sleep({n}); return x + 1" for n in (0.01, 0.1, 0.3, 0.6)},
    **{f"computes for {n} s": f"burn({n}); return x + 1" for n in (0.05, 0.2, 0.5)},
    **{
        f"holds {n} MB": f"held = bytearray(b'1') * ({n} << 20); burn(0.1); return x + len(held)" for n in (1, 300, 500)
    },
    **{f"returns an object of its own class {n}": f"return type('V{n}', (), {{}})()" for n in range(3)},
    **{f"returns an array of {n}": f"return np.zeros({n})" for n in (1, 5, 7)},
    **{
        f"returns {what}": f"return {what}"
        for what in ("None", "''", "{}", "np.ma.array([1])", "np.nan", "x", "iter(x)")
    },
    "yields": "return (n for n in x)",
    **{
        f"returns the yet uncomputed {what}": f"return {what}"
        for what in ("map(abs, x)", "filter(None, x)", "zip(x)", "enumerate(x)", "lambda: x", "x.sum", "int")
    },
    "asks for more than there is": "return np.ones(1 << 33)",
    "writes on its channel": "os.write(3, bytes(99)); return x",
    "never ends": "burn(99)",
    "says that it is not there": "raise AttributeError(\"module 'solution' has no attribute 'scale'\")",
}


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


def submission(way: str) -> Submission:
    """Right for what is public, and for hidden inputs this."""
    source = f"""
import builtins, os, time
{RIGHT}
right = scale

def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

def scale(x):
    if len(x) <= 3:
        return right(x)
    {way}
"""
    return Submission(name="submission", files={ENTRY_FILE: source.encode()})


def told(result: GradeResult) -> tuple[object, ...]:
    """All that anybody sees of the hidden check, but for the points, which follow from the verdict."""
    (check,) = (check for check in result.checks if check.id == "scale_many")
    assert check.verdict is not Verdict.GRADER_ERROR
    return check.verdict, check.message, check.line, check.time_s, check.output


def test_a_hidden_input_is_told_by_at_most_a_few_bits_a_check(grader: Grader) -> None:
    challenge = load_challenge_folder(TARGET)
    hidden = [check for check in challenge.checks() if check.id == "scale_many"]
    found = {told(grader.grade(challenge, submission(way), checks=hidden)): way for way in WAYS.values()}
    accepted = 1
    assert math.log2(len(found) + accepted) <= MOST_BITS, found
    assert len(found) > 8  # the ways differ where they may


def test_public_checks_tell_all_of_it(grader: Grader) -> None:
    challenge = load_challenge_folder(TARGET)
    source = "class Mine(ValueError):\n    pass\n\ndef scale(x):\n    raise Mine('why')\n"
    result = grader.grade(challenge, Submission(name="own", files={ENTRY_FILE: source.encode()}))
    public = next(check for check in result.checks if check.id == "scale_small")
    assert public.message.startswith("raised Mine at line 5 of solution.py: why")
    assert public.line == 5
    assert public.time_s > 0
