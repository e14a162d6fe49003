"""What is told about a challenge from its files alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.package import load_package
from prep.authoring.rules import RULES
from prep.model.errors import ContentError

SOUND = Path(__file__).parents[1] / "content/challenges/tiny/spread"

Edit = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "challenges/tiny/spread"
    shutil.copytree(SOUND, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def problems(folder: Path) -> list[str]:
    diagnostics = Diagnostics()
    package = load_package(folder)
    for rule in RULES:
        rule(package, diagnostics)
    return diagnostics.problems


def swap(file: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1))

    return edit


def write(file: str, text: str) -> Edit:
    return lambda folder: (folder / file).write_text(text)


def append(file: str, text: str) -> Edit:
    return lambda folder: (folder / file).write_text((folder / file).read_text() + text)


TOML = "challenge.toml"
HIDDEN = "tests/test_hidden.py"


def test_nothing_is_wrong_with_a_sound_challenge() -> None:
    assert problems(SOUND) == []


def test_a_solution_that_cannot_be_parsed_ends_no_rule(folder: Path) -> None:
    (folder / "reference.py").write_text("def spread(:\n")
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (write("prompt.md", " \n"), "prompt.md is empty; state the whole contract"),
        (write("prompt.md", "Write it."), "prompt.md has no heading; begin it with `# `"),
        (append("prompt.md", "\nTODO: limits\n"), "prompt.md:6 still says TODO; limits"),
        (append("prompt.md", "\n[TODO: limits]\n"), "prompt.md:6 still says TODO; limits"),
        (swap("hints.md", "## Third hint", "Third hint"), "hints.md has 2 hints under `## ` headings; give 3"),
        (swap("hints.md", "The numbers are in any order.", ""), "hint 1 of hints.md is empty; write it"),
        (swap(TOML, 'title = "Spread"', 'title = " "'), "`title` of challenge.toml is empty; say in a line"),
        (swap(TOML, "time_limit_minutes = 5", "time_limit_minutes = 0"), "`time_limit_minutes` is 0; give the minutes"),
        (
            swap(TOML, "time_limit_minutes = 5", "time_limit_minutes = 3"),
            "`time_limit_minutes` is 3, where prompt, solutions and checks look like 3 or more; give it about 5",
        ),
        (swap(TOML, "time_limit_minutes = 5", "time_limit_minutes = 25"), "give it about 5, or ask for more"),
        (swap(TOML, "time_limit_minutes = 5", "time_limit_minutes = 40"), "40 minutes are long for the level `begin"),
        (swap(TOML, 'level = "beginner"', 'level = "advanced"'), "5 minutes are short for the level `advanced`; ask"),
        (
            swap(TOML, "points = 30", "points = 50"),
            "refusing input is worth 50 points, and no other check more; give its points",
        ),
        (
            swap(TOML, "[[criteria]]", '[[criteria]]\nid = "speed"\ntitle = "Is fast"\n\n[[criteria]]'),
            "no check counts for the criterion `speed`; name it in a check, or remove it",
        ),
        (swap(TOML, 'visibility = "public"', ""), "there are no public checks; declare one with"),
        (
            swap(TOML, 'advice = "Are the numbers sorted? Are they all positive?"', ""),
            "the hidden check `spread_of_many` has no advice; say what to look at",
        ),
        (swap(TOML, 'topic = "mathematics"', ""), "the hidden check `spread_of_many` has no topic; known: "),
        (
            swap(TOML, 'topic = "mathematics"', 'topic = "maths"'),
            "the hidden check `spread_of_many` has the topic 'maths'; did you mean `mathematics`?",
        ),
        (swap(TOML, "check_s = 5.0", "check_s = 0.0"), "the limit `check_s` is 0.0; give it more than 0"),
        (
            swap(TOML, "total_s = 15.0", "total_s = 4.0"),
            "`total_s` (4) is less than `check_s` (5); all checks together",
        ),
        (
            lambda folder: (folder / "submissions/accepted/sorted.py").unlink(),
            "submissions/accepted holds 1 solution; add right ones",
        ),
        (
            swap(TOML, '[[rejected]]\nfile = "sum_of_ends.py"', '[[rejected]]\nfile = "sum_of_end.py"'),
            "submissions/rejected/sum_of_end.py is missing; write it, or remove",
        ),
        (
            write("submissions/rejected/new.py", "x = 1\n"),
            "submissions/rejected/new.py is not declared; add a [[rejected]]",
        ),
        (
            swap(TOML, 'file = "other_error.py"', 'file = "sum_of_ends.py"'),
            "sum_of_ends.py is declared twice; keep one",
        ),
        (
            swap(TOML, 'fails = ["refuses_nothing"]', "fails = []"),
            "nothing_is_zero.py lists no checks; list in `fails`",
        ),
        (
            swap(TOML, 'why = "Lets an IndexError out."', 'why = ""'),
            "other_error.py gives no reason; say in `why` what the mistake is",
        ),
        (
            append(TOML, '\n[[equivalent_mutants]]\ndiff = "x"\nreason = ""\n'),
            "the equivalent mutant `x` gives no reason; say why",
        ),
        (write("notes.txt", ""), "notes.txt is read by nothing; remove it"),
        (write("reference.py~", ""), "reference.py~ is read by nothing"),
        (write("submissions/accepted/readme.md", ""), "submissions/accepted/readme.md is read by nothing"),
        (write("submissions/loose.py", ""), "submissions/loose.py is read by nothing"),
        (
            append(HIDDEN, "\nSTART = time.perf_counter()\n"),
            "test_hidden.py:21 reads the clock with `time.perf_counter`",
        ),
        (
            append(HIDDEN, "\nfrom time import monotonic as now\nSTART = now()\n"),
            "tests/test_hidden.py:22 reads the clock with `now`; pass times as plain arguments",
        ),
        (append(HIDDEN, "\nRNG = np.random.default_rng()\n"), "test_hidden.py:21 draws random numbers without a seed"),
        (append(HIDDEN, "\nX = np.random.rand(3)\n"), "test_hidden.py:21 draws random numbers without a seed"),
        (append(HIDDEN, "\nimport random\nX = random.random()\n"), "test_hidden.py:22 draws random numbers without"),
    ],
)
def test_each_fault_is_told_with_what_mends_it(edit: Edit, expected: str, folder: Path) -> None:
    edit(folder)
    found = problems(folder)
    assert [problem for problem in found if expected in problem], found


@pytest.mark.parametrize(
    "code",
    [
        "RNG = np.random.default_rng(7)",
        "RNG = np.random.default_rng(seed=7)",
        "import random\nRNG = random.Random(3)",
        "NOW = clock.now",
        "LATER = datetime.timedelta(days=1)",
        "def (",
    ],
)
def test_seeded_and_timeless_code_is_left_alone(code: str, folder: Path) -> None:
    append(HIDDEN, f"\n{code}\n")(folder)
    assert problems(folder) == []


def test_a_file_that_a_test_reads_is_no_stray(folder: Path) -> None:
    (folder / "tests/recorder.py").write_text("calls = []\n")
    assert problems(folder) == ["tests/recorder.py is read by nothing; remove it, or name it in a test that reads it"]
    append(HIDDEN, '\nSOURCE = Path(__file__).with_name("recorder.py").read_text()\n')(folder)
    assert problems(folder) == []


def test_a_folder_can_be_a_submission(folder: Path) -> None:
    whole = folder / "submissions/accepted/in_two_files"
    whole.mkdir()
    (whole / "solution.py").write_text("from ends import spread\n")
    (whole / "ends.py").write_text("def spread(values):\n    return max(values) - min(values)\n")
    assert problems(folder) == []
    assert set(load_package(folder).accepted["in_two_files"].files) == {"solution.py", "ends.py"}


def test_a_prompt_is_short_beside_its_code(folder: Path) -> None:
    append("prompt.md", "\n```python\n" + "look at this\n" * 200 + "```\n\n1 + 2 " + "= 3 " * 400)(folder)
    assert [problem for problem in problems(folder) if "words" in problem] == []
    append("prompt.md", "\n| a | b |\n" * 100 + "\nword by word\n" * 100)(folder)
    (problem,) = [problem for problem in problems(folder) if "words" in problem]
    assert "keep it under 450" in problem


def test_lines_of_a_prompt_fit_an_editor(folder: Path) -> None:
    append("prompt.md", "\n" + "x" * 119)(folder)
    assert problems(folder) == []
    append("prompt.md", "\n" + "x" * 120)(folder)
    (problem,) = problems(folder)
    assert "prompt.md is wide at line" in problem


def test_fewer_rejected_submissions_than_asked_for_are_counted(folder: Path) -> None:
    text = (folder / TOML).read_text()
    (folder / TOML).write_text(text[: text.rindex("[[rejected]]")])
    assert (
        "challenge.toml declares 5 rejected submissions; add mistakes that people really make, at least 6"
        in problems(folder)
    )


def test_a_challenge_without_a_reference_cannot_be_loaded(folder: Path) -> None:
    (folder / "reference.py").unlink()
    with pytest.raises(ContentError, match=r"reference\.py is missing; every challenge has one"):
        load_package(folder)
