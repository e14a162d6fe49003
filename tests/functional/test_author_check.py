"""`prep author check` on a sound challenge, and on a broken one of each kind."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prep.authoring.check import Demands, check_challenge
from prep.authoring.outcome import ProofOutcome
from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader
from prep.model.verdict import Verdict

CONTENT = Path(__file__).parents[1] / "content"
ID = "tiny/spread"
QUICK = Demands(repeat=2, mutants=False)

Break = Callable[[Path], None]


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader(time_hidden=True) as grader:
        yield grader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sound challenge, to be broken."""
    copy = tmp_path / "challenges" / ID
    shutil.copytree(CONTENT / "challenges" / ID, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def check(folder: Path, grader: Grader, demands: Demands = QUICK) -> ProofOutcome:
    return check_challenge([folder.parents[2]], ID, grader, demands, lambda _done, _planned: None)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def line(text: str) -> str:
    return " ".join(text.split())


def test_a_sound_challenge_is_ok_and_all_its_mutants_die(folder: Path, grader: Grader) -> None:
    steps: list[tuple[int, int]] = []
    outcome = check_challenge(
        [folder.parents[2]], ID, grader, Demands(), lambda done, planned: steps.append((done, planned))
    )
    assert outcome.problems == ()
    assert (outcome.checks, outcome.accepted, outcome.rejected) == (3, 2, 6)
    assert outcome.mutants.killed == outcome.mutants.total >= 6
    assert outcome.survivors == ()
    assert steps[-1][0] == steps[-1][1] == len(steps)


def test_a_missing_file_is_named(folder: Path, grader: Grader) -> None:
    (folder / "hints.md").unlink()
    (problem,) = check(folder, grader).problems
    assert "hints.md is missing; every challenge has one" in problem


def test_a_check_without_points_is_named(folder: Path, grader: Grader) -> None:
    replace(folder / "challenge.toml", "points = 50", "points = 0")
    (problem,) = check(folder, grader).problems
    assert "the check `spread_of_many` has 0.0 points; give it more than 0" in problem


def test_a_reference_that_fails_is_told_and_nothing_else_is_tried(folder: Path, grader: Grader) -> None:
    (folder / "reference.py").write_text("def spread(values):\n    return 1.0\n")
    outcome = check(folder, grader)
    assert outcome.problems[0].startswith("reference.py fails the check `spread_of_three` (wrong answer")
    assert all("reference.py" in problem for problem in outcome.problems)
    assert outcome.evidence is not None
    assert outcome.evidence.odd == {}


def test_a_reference_that_is_no_python_is_told(folder: Path, grader: Grader) -> None:
    (folder / "reference.py").write_text("def spread(values:\n")
    (problem,) = check(folder, grader, Demands(repeat=1)).problems
    assert "SyntaxError" in problem


def test_tests_that_cannot_be_imported_are_told_once(folder: Path, grader: Grader) -> None:
    replace(folder / "tests/test_hidden.py", "import reference", "import no_such_module")
    problems = check(folder, grader).problems
    assert len(problems) == 1
    assert "the tests of this challenge are broken" in problems[0]
    assert "no_such_module" in problems[0]


def test_a_test_without_its_check_is_told(folder: Path, grader: Grader) -> None:
    replace(folder / "tests/test_hidden.py", "def test_refuses_nothing", "def test_refuses_none")
    (problem,) = check(folder, grader).problems
    assert "add `def test_refuses_nothing(candidate)` to tests/test_hidden.py" in problem


# Breaking a challenge in one way must not hide the others, so these are all done to one copy.


def accepted_that_fails(folder: Path) -> None:
    (folder / "submissions/accepted/wrong.py").write_text("def spread(values):\n    return max(values)\n")


def rejected_that_passes(folder: Path) -> None:
    (folder / "submissions/rejected/nothing_is_zero.py").write_text((folder / "reference.py").read_text())


def rejected_that_passes_one(folder: Path) -> None:
    replace(folder / "challenge.toml", 'fails = ["spread_of_many"]', 'fails = ["spread_of_many", "spread_of_three"]')


def rejected_that_fails_more(folder: Path) -> None:
    replace(
        folder / "challenge.toml",
        'fails = ["spread_of_three", "spread_of_many", "refuses_nothing"]',
        'fails = ["spread_of_three"]',
    )


def rejected_without_its_file(folder: Path) -> None:
    (folder / "submissions/rejected/standard_deviation.py").unlink()


def starter_that_earns(folder: Path) -> None:
    (folder / "starter.py").write_text("def spread(values):\n    return 3.0\n")


def points_for_an_error(folder: Path) -> None:
    replace(folder / "tests/test_hidden.py", "    expect.close(candidate.spread([5.0, 7.0]), 2.0)\n", "")


def stray_file(folder: Path) -> None:
    (folder / "submissions" / "notes.txt").write_text("remember the milk")


BROKEN: dict[Break, str] = {
    accepted_that_fails: """
        accepted/wrong.py fails the check `spread_of_three` (wrong answer: the result is 4.0, expected 3.0);
        fix the test if it asks for more than the prompt, else the solution""",
    rejected_that_passes: """
        rejected/nothing_is_zero.py gets full points;
        make `refuses_nothing` catch it: Finds a spread where there are no numbers.""",
    rejected_that_passes_one: """
        rejected/last_minus_first.py passes `spread_of_three`, which its `fails` lists;
        make the check catch it, or take it out of `fails`""",
    rejected_that_fails_more: """
        rejected/sum_of_ends.py also fails `spread_of_many`
        (wrong answer: Perhaps the same mistake as in “Finds the spread of three numbers”.
        If not: Are the numbers sorted? Are they all positive?);
        add it to `fails`, or correct what the check is about""",
    rejected_without_its_file: """
        submissions/rejected/standard_deviation.py is missing;
        write it, or remove its [[rejected]] from challenge.toml""",
    starter_that_earns: """
        starter.py gets points in `spread_of_three`;
        let it raise NotImplementedError, or let these checks ask for more""",
    points_for_an_error: """
        the check `refuses_nothing` gives points to a submission that raises ValueError;
        let it also ask for a value that only a right solution returns""",
    stray_file: """
        submissions/notes.txt is read by nothing;
        remove it, or name it in a test that reads it""",
}


@pytest.fixture(scope="module")
def broken_in_many_ways(tmp_path_factory: pytest.TempPathFactory, grader: Grader) -> ProofOutcome:
    copy = tmp_path_factory.mktemp("content") / "challenges" / ID
    shutil.copytree(CONTENT / "challenges" / ID, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for break_it in BROKEN:
        break_it(copy)
    return check(copy, grader)


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda break_it: break_it.__name__)
def test_a_broken_challenge_is_refused_with_the_line_that_mends_it(
    break_it: Break, broken_in_many_ways: ProofOutcome
) -> None:
    assert line(BROKEN[break_it]) in broken_in_many_ways.problems


def test_a_test_that_depends_on_order_is_refused(folder: Path, grader: Grader) -> None:
    tests = folder / "tests/test_hidden.py"
    first, second = "def test_spread_of_many(candidate):\n", "def test_refuses_nothing(candidate):\n"
    replace(tests, first, f"SEEN = []\n\n\n{first}    SEEN.append(1)\n")
    replace(tests, second, f"{second}    assert SEEN\n")
    reverse, alone = check(folder, grader).problems
    assert reverse.startswith("the check `refuses_nothing` comes out differently for reference.py, accepted/")
    assert reverse.endswith("when the checks run in reverse order; let every test make its own data and objects")
    assert alone.startswith("reference.py fails the check `refuses_nothing` (wrong answer")
    assert alone.endswith("when it runs alone; let the test make itself what an earlier one left behind")


def test_a_test_that_depends_on_the_date_is_refused(folder: Path, grader: Grader) -> None:
    year = dt.datetime.now(tz=dt.UTC).year
    test = "def test_refuses_nothing(candidate):\n"
    replace(
        folder / "tests/test_hidden.py",
        test,
        f"{test}    import datetime\n    expect.that(datetime.date.today().year <= {year}, 'too late')\n",
    )
    by_reading, by_running = check(folder, grader).problems
    assert by_reading == line("""
        tests/test_hidden.py:18 reads the clock with `datetime.date.today`;
        pass times as plain arguments, or declare a latency `budget` and use the `latency` fixture""")
    assert by_running == line("""
        reference.py fails the check `refuses_nothing`
        (wrong answer: What failed: too late Which error does the prompt ask for?)
        when it runs a year later; put fixed dates and times into the test""")


def test_hidden_inputs_that_are_public_ones_are_refused(folder: Path, grader: Grader) -> None:
    replace(folder / "tests/test_hidden.py", "rng.normal(size=count).tolist()", "[1.0, 2.0, 4.0]")
    expected = line("""
        the hidden check `spread_of_many` uses no input that the public checks do not show;
        give it inputs of its own: who only remembers the public ones would pass""")
    assert expected in check(folder, grader).problems


def test_surviving_mutants_are_shown_until_they_are_acknowledged(folder: Path, grader: Grader) -> None:
    replace(folder / "tests/test_hidden.py", "for count in (1, 2, 50)", "for count in (2, 50)")
    outcome = check(folder, grader, Demands(repeat=1))
    (survivor,) = outcome.survivors
    assert survivor.mutant.changed == ("if len(values) == 1:",)
    total = outcome.mutants.total
    (problem,) = outcome.problems
    assert problem == line(f"""
        {total - 1} of {total} mutants of reference.py die; those that change line 5 survive;
        add checks that tell them apart, or acknowledge equivalent ones with [[equivalent_mutants]]""")
    with (folder / "challenge.toml").open("a") as file:
        for change in ("if len(values) == 1:", "return max(values) + min(values)"):
            file.write(f'\n[[equivalent_mutants]]\ndiff = "{change}"\nreason = "only for this test"\n')
    acknowledged = check(folder, grader, Demands(repeat=1))
    assert (acknowledged.mutants.acknowledged, acknowledged.mutants.score) == (1, 1.0)
    (stale,) = acknowledged.problems
    assert stale == line("""
        the equivalent mutant `return max(values) + min(values)` is none of those that survive;
        remove it from challenge.toml""")


def test_a_test_that_marks_what_nobody_looks_at_is_told_by_grading_in_another_order(
    folder: Path, grader: Grader
) -> None:
    hidden = folder / "tests" / "test_hidden.py"
    replace(
        hidden,
        "    rng = ",
        "    assert not issubclass(fractions.Fraction, Sized)\n    Sized.register(fractions.Fraction)\n    rng = ",
    )
    replace(hidden, "import numpy", "import fractions\nfrom collections.abc import Sized\n\nimport numpy")
    told = [problem for problem in check(folder, grader).problems if "when others were graded before it" in problem]
    assert len(told) == 1
    assert told[0].startswith("the check `spread_of_many` comes out differently for ")


BUDGET = """
[[checks]]
id = "quick"
title = "Is about as quick as the reference"
criterion = "values"
points = 10
advice = "Look at every value once."
topic = "mathematics"
budget = { ratio = 3.0 }
"""


def with_budget(folder: Path, test: str) -> None:
    about = folder / "challenge.toml"
    text = about.read_text("utf-8")
    criterion = text.partition('criterion = "')[2].partition('"')[0]
    about.write_text(text + BUDGET.replace("values", criterion, 1), "utf-8")
    hidden = folder / "tests" / "test_hidden.py"
    hidden.write_text(f"{hidden.read_text('utf-8')}\n\ndef test_quick(candidate, latency):\n    {test}\n", "utf-8")


def test_a_budget_on_calls_that_cost_next_to_nothing_is_refused(folder: Path, grader: Grader) -> None:
    with_budget(folder, "latency.check('spread', lambda rng: (rng.normal(size=3).tolist(),))")
    told = [problem for problem in check(folder, grader).problems if "too little to be measured" in problem]
    assert told
    assert all("give it inputs on which the reference takes 0.5 to 20 ms" in problem for problem in told)


def test_steps_can_be_timed_together(folder: Path, grader: Grader) -> None:
    steps = "lambda one, values: one.spread([one.spread(values), 0.0, *values])"
    with_budget(folder, f"latency.check({steps}, lambda rng: (rng.normal(size=20_000).tolist(),))")
    reference = load_submission(folder / "reference.py")
    result = grader.grade(load_challenge_folder(folder), reference)
    (quick,) = [check for check in result.checks if check.id == "quick"]
    assert quick.verdict in (Verdict.ACCEPTED, Verdict.TOO_NOISY), quick
    assert quick.latency is not None, quick
