"""Commands that list, show and start; and what happens to bad input."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from prep import compiled_files
from prep.catalog.locate import shipped_root
from prep.cli import terminal
from prep.cli.exits import ExitCode
from tests.functional.conftest import Prep, Ran, one_clear_line

LINEAR = "housing/linear-regression"


def test_challenges_are_listed_for_people_and_for_programs(prep: Prep) -> None:
    people, programs = prep("challenges"), prep("challenges", "--json")
    assert people.code == programs.code == 0
    assert LINEAR in people.stdout
    assert {line["challenge"] for line in programs.lines} >= {LINEAR, "housing/whole-pipeline"}


def test_show_tells_the_prompt_and_what_is_checked(prep: Prep) -> None:
    ran = prep("show", LINEAR)
    assert ran.code == 0
    assert "# Linear regression from scratch" in ran.stdout
    assert "Accepts whole numbers, single precision and lists (hidden)" in ran.stdout


def test_show_tells_how_often_interviews_ask_for_it_where_somebody_counted(prep: Prep) -> None:
    counted = prep("show", "sentiment/softmax-cross-entropy").stdout
    assert "100 points. Asked in about 8 of 20 public lists of interview questions, as we estimate." in counted
    assert "public lists" not in prep("show", LINEAR).stdout


def test_start_writes_what_is_needed_and_overwrites_nothing(prep: Prep, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "work"
    assert prep("start", LINEAR, folder).code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["prompt.md", "solution.py", "test_public.py"]
    (folder / "solution.py").write_text("mine")
    again = prep("start", LINEAR, folder)
    assert again.code == 6
    assert "is there already; choose another folder, or --force" in one_clear_line(again)
    assert (folder / "solution.py").read_text() == "mine"
    assert prep("start", LINEAR, folder, "--force").code == 0
    assert prep("check", LINEAR, folder).code == 1


def test_doctor_tells_versions_isolation_and_folders(prep: Prep) -> None:
    ran = prep("doctor")
    assert ran.code == 0
    for word in ("python", "full isolation", "content", "data", "seccompy", "extra: pdf"):
        assert word in ran.stdout


def test_without_a_terminal_the_app_says_so(prep: Prep) -> None:
    ran = prep()
    assert ran.code == 2
    assert one_clear_line(ran).startswith("prep: the app needs a terminal")


@pytest.mark.parametrize(
    ("is_tty", "term", "said"),
    [(True, "xterm-256color", ""), (True, "dumb", "TERM=dumb"), (False, "xterm-256color", "needs a terminal")],
)
def test_an_app_wants_a_terminal_that_can_move_its_cursor(
    monkeypatch: pytest.MonkeyPatch, is_tty: bool, term: str, said: str
) -> None:
    stream = SimpleNamespace(isatty=lambda: is_tty)
    monkeypatch.setattr(terminal, "sys", SimpleNamespace(stdin=stream, stdout=stream))
    lacks = terminal.lacks_terminal({"TERM": term})
    assert said in lacks
    assert bool(said) == bool(lacks)


def test_an_unknown_challenge_and_an_unknown_command_get_suggestions(prep: Prep) -> None:
    ran = prep("grade", "housing/linear-regresion", shipped_root() / "challenges" / LINEAR / "reference.py")
    assert ran.code == 3
    assert "did you mean `housing/linear-regression`" in one_clear_line(ran)
    assert "did you mean `grade`" in prep("grad").stderr


def test_a_missing_file_is_told_before_anything_runs(prep: Prep, tmp_path: Path) -> None:
    ran = prep("grade", LINEAR, tmp_path / "none.py", "--json")
    assert ran.code == 4
    assert "none.py: no such file or folder; nothing was graded" in one_clear_line(ran)
    assert ran.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade"], "Missing argument 'CHALLENGE'; see `prep grade --help`"),
        (["grade", LINEAR, "x.py", "--jsn"], "--json"),
        (["grade", LINEAR, "x.py", "--jobs", "0"], "0 is not in the range 1<=x<=64; see `prep grade --help`"),
        (["--content", "/nowhere", "challenges"], "Directory '/nowhere' does not exist; see `prep --help`"),
    ],
)
def test_a_command_that_is_not_understood_is_one_line_too(prep: Prep, arguments: list[str], said: str) -> None:
    ran = prep(*arguments)
    assert ran.code == 2
    assert said in one_clear_line(ran)


def test_a_folder_without_a_solution_is_told(prep: Prep, tmp_path: Path) -> None:
    ran = prep("check", LINEAR, tmp_path)
    assert ran.code == 4
    assert "holds no solution.py; put your solution into a file of that name" in one_clear_line(ran)


def test_a_broken_challenge_is_one_line_and_hides_no_other(prep: Prep, tmp_path: Path) -> None:
    for name in ("linear-regression", "regression-metrics"):
        shutil.copytree(shipped_root() / "challenges" / "housing" / name, tmp_path / "challenges" / "housing" / name)
    toml = tmp_path / "challenges" / "housing" / "linear-regression" / "challenge.toml"
    toml.write_text(toml.read_text("utf-8").replace("title =", "titel =", 1), "utf-8")
    ran = prep("--content", tmp_path, "show", LINEAR)
    assert ran.code == 3
    assert "unknown key `titel`; did you mean `title`?" in one_clear_line(ran)
    listed = prep("--content", tmp_path, "challenges", "--json")
    assert "housing/regression-metrics" in {line["challenge"] for line in listed.lines}
    assert "unknown key `titel`" in listed.stderr


def test_a_broken_hidden_test_is_a_grader_error_that_costs_nobody_anything(prep: Prep, tmp_path: Path) -> None:
    folder = tmp_path / "challenges" / "housing" / "linear-regression"
    shutil.copytree(shipped_root() / "challenges" / LINEAR, folder)
    hidden = folder / "tests" / "test_hidden.py"
    text = hidden.read_text("utf-8")
    hidden.write_text(text.replace("X, y = draw(1, rows=60, columns=4)", "X, y = draw(1, rows=60)"), "utf-8")
    ran = prep("--content", tmp_path, "grade", LINEAR, folder / "reference.py", "--json")
    assert ran.code == 7
    verdicts = {check["id"]: check["verdict"] for check in ran.lines[0]["checks"]}
    assert verdicts.pop("matches_least_squares_on_noisy_data") == "grader error"
    assert set(verdicts.values()) == {"accepted"}
    hidden.write_text("import nothing_of_that_name\n", "utf-8")
    ran = prep("--content", tmp_path, "grade", LINEAR, folder / "reference.py", "--json")
    assert ran.code == 7
    assert "No module named 'nothing_of_that_name'" in ran.lines[0]["checks"][0]["message"]


def test_a_folder_that_cannot_be_written_is_told(prep: Prep, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    ran = prep("start", LINEAR, blocked / "work")
    assert ran.code == 6
    assert "cannot be written" in one_clear_line(ran)
    ran = prep(
        "grade", LINEAR, shipped_root() / "challenges" / LINEAR / "starter.py", "--report", "/proc/none/report.html"
    )
    assert ran.code == 6


def test_help_is_that_of_the_command_before_a_projects_name_and_the_projects_own_after_it(prep: Prep) -> None:
    before, after = prep("project", "run", "--help"), prep("project", "run", "housing", "--help")
    assert before.code == after.code == 0
    assert "Usage: prep project run" in before.stdout
    assert "Ames housing prices" in after.stdout


def test_an_unknown_project_gets_suggestions(prep: Prep) -> None:
    ran = prep("project", "run", "housign")
    assert ran.code == 3
    assert "did you mean `housing`?" in one_clear_line(ran)


@pytest.mark.parametrize("command", ["challenges", "show", "start", "check", "grade", "doctor", "project", "app"])
def test_every_command_has_help(prep: Prep, command: str) -> None:
    ran = prep(command, "--help")
    assert ran.code == 0
    assert "Usage:" in ran.stdout


def test_json_is_all_there_is_on_stdout(prep: Prep) -> None:
    ran = prep("grade", LINEAR, shipped_root() / "challenges" / LINEAR / "starter.py", "--json")
    assert len(ran.stdout.splitlines()) == 1
    assert json.loads(ran.stdout)["max_points"] == 100


def test_a_shell_that_keeps_files_small_is_named_and_breaks_no_later_start(tmp_path: Path) -> None:
    package = Path(compiled_files.__file__).parent
    shutil.copytree(package, tmp_path / "prep", ignore=shutil.ignore_patterns("__pycache__"))
    root = shipped_root()
    grade: list[str | Path] = ["--content", root, "grade", LINEAR, root / "challenges" / LINEAR / "reference.py"]

    def run(limit: str, *arguments: str | Path) -> Ran:
        words = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh", sys.executable, "-m", "prep", *map(str, arguments)]
        ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    assert run("unlimited", "--version").code == 0
    small = run("1", *grade)
    assert small.code == ExitCode.ISOLATION
    assert "`ulimit -f unlimited`" in one_clear_line(small)
    assert run("unlimited", *grade).code == 0
