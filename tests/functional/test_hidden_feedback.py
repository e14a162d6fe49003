"""What a person reads of a failed hidden check: the author's sentence for what failed, and nothing of the case."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.grading.server.outcomes import NO_SUCH_TYPE
from prep.model.result import CheckResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict

SOUND = Path(__file__).parents[1] / "content" / "challenges" / "tiny" / "spread"
ADVICE = "Which error does the prompt ask for?"
WRONG = "def spread(values):\n    return 0.0\n"

Read = Callable[[str, str], CheckResult]
"""Given the body of a hidden test and a submission, how that test's check came out."""


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader() as grader:
        yield grader


@pytest.fixture
def read(tmp_path: Path, grader: Grader) -> Read:
    folder = tmp_path / "challenges" / "tiny" / "spread"
    shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def graded(body: str, source: str) -> CheckResult:
        hidden = folder / "tests" / "test_hidden.py"
        before, _, _ = hidden.read_text("utf-8").partition("def test_refuses_nothing")
        hidden.write_text(f"{before}def test_refuses_nothing(candidate):\n    {body}\n", "utf-8")
        submission = Submission(name="submission", files={ENTRY_FILE: source.encode()})
        result = grader.grade(load_challenge_folder(folder), submission)
        return next(check for check in result.checks if check.id == "refuses_nothing")

    return graded


SENTENCES = {
    "a reason for a value": "expect.close(candidate.spread([7.25]), 1.0, because='One value has no spread.')",
    "a reason for equality": "expect.equal(candidate.spread([7.25]), 1.0, because='One value has no spread.')",
    "a text of `that`": "expect.that(candidate.spread([7.25]) > 1, 'One value has no spread.')",
    "a text of an assertion": "assert candidate.spread([7.25]) > 1, 'One value has no spread.'",
    "a reason for all assertions of a block": (
        "with expect.case('One value has no spread.'): expect.close(candidate.spread([7.25]), 1.0)"
    ),
    "a reason that a loop chooses": (
        "for case, why in [([7.25], 'One value has no spread.')]: "
        "expect.close(candidate.spread(case), 1.0, because=why)"
    ),
}
PUT_TOGETHER = {
    "a reason with a value in it": "x = 7.25; expect.close(candidate.spread([x]), 1.0, because=f'Not so for {x}.')",
    "a text with a value in it": "x = 7.25; expect.that(candidate.spread([x]) > 1, f'Not so for {x}.')",
    "a text joined to a value": "expect.that(candidate.spread([7.25]) > 1, 'Not so for ' + str(7.25))",
    "a bare comparison": "assert candidate.spread([7.25]) == 7.25",
    "a comparison without a reason": "expect.close(candidate.spread([7.25]), 7.25)",
}


@pytest.mark.parametrize("body", SENTENCES.values(), ids=list(SENTENCES))
def test_a_sentence_that_is_written_out_reaches_the_person_with_the_advice_beside_it(body: str, read: Read) -> None:
    check = read(body, WRONG)
    case, advice = check.message.split("\n")
    assert (check.verdict, case) == (Verdict.WRONG_ANSWER, "What failed: One value has no spread.")
    assert advice.endswith(ADVICE)


@pytest.mark.parametrize("body", PUT_TOGETHER.values(), ids=list(PUT_TOGETHER))
def test_a_text_that_may_hold_a_value_gives_way_to_the_advice(body: str, read: Read) -> None:
    check = read(body, WRONG)
    assert check.verdict is Verdict.WRONG_ANSWER
    assert check.message.endswith(ADVICE)
    assert "7.25" not in check.message


def test_which_error_is_asked_for_and_when_is_told(read: Read) -> None:
    body = "with candidate.raises(ValueError, because='there are no values'): candidate.spread([])"
    for source in (WRONG, "def spread(values):\n    raise KeyError('7.25')\n"):
        assert read(body, source).message == "ValueError is asked for: there are no values"


@pytest.mark.parametrize("value", ["None", "'text'", "[1, 2]", "object()", "{}", "True"])
def test_what_cannot_be_compared_is_said_to_be_of_another_type(value: str, read: Read) -> None:
    check = read("expect.close(candidate.spread([7.25]), 7.25)", f"def spread(values):\n    return {value}\n")
    assert check.verdict is Verdict.WRONG_ANSWER
    assert check.message == NO_SUCH_TYPE


def test_a_value_where_there_is_nothing_to_return_is_a_wrong_answer_and_no_wrong_type(read: Read) -> None:
    body = "expect.equal(candidate.spread([]), None, because='There is nothing to measure.')"
    assert read(body, "def spread(values):\n    return 7.25\n").message.startswith(
        "What failed: There is nothing to measure.\n"
    )


def test_what_people_return_by_mistake_is_named(read: Read) -> None:
    said = "`spread` returned a generator, a function or the like; return what it yields or computes."
    for body in ("yield 7.25", "return map(abs, values)", "return lambda: 7.25"):
        check = read("expect.sequence(candidate.spread([7.25]))", f"def spread(values):\n    {body}\n")
        assert (check.verdict, check.message) == (Verdict.WRONG_ANSWER, said)


def test_an_exception_is_named_by_the_type_that_python_has(read: Read) -> None:
    body = "expect.close(candidate.spread([7.25]), 7.25)"
    own = "class Told725(ValueError):\n    pass\n\ndef spread(values):\n    raise Told725(values)\n"
    check = read(body, own)
    assert (check.message, check.line, check.time_s) == ("raised ValueError", None, 0.0)
    assert read(body, own.replace("ValueError", "Exception")).message == "raised an exception"


def test_advice_gives_way_to_a_more_basic_check_that_is_wrong_too(read: Read) -> None:
    body = "expect.close(candidate.spread([7.25]), 7.25)"
    right = SOUND.joinpath("reference.py").read_text("utf-8")
    assert read(body, right).message == ADVICE
    assert read(body, WRONG).message.endswith(f"”. If not: {ADVICE}")
    assert read(body, WRONG).message.startswith("Perhaps the same mistake as in “")
    with_a_case = body.replace(", 7.25)", ", 7.25, because='One value has no spread.')")
    assert read(with_a_case, right).message == f"What failed: One value has no spread.\n{ADVICE}"
    assert "\nPerhaps the same mistake as in “" in read(with_a_case, WRONG).message
