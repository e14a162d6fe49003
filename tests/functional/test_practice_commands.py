"""The whole journey on plain commands: drill, practice, interview, progress, reports, data; in a pipe."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from prep.cli.main import prep
from prep.concepts.grade import grader as grading
from prep.model.errors import PrepError
from tests.demo_challenge import HALF_RIGHT, RIGHT
from tests.functional.tui_stage import Stage

CHALLENGE = "demo/double"
ANSWER = """Dropout switches off random units in every training step,
so that units cannot rely on each other.
.
"""


@dataclass
class Journey:
    """Commands in this process, with a data folder of their own."""

    stage: Stage

    def __call__(self, *arguments: str, typed: str = "", code: int = 0) -> str:
        environment = {"PREP_DATA": str(self.stage.data), "PREP_CONTENT": str(self.stage.content)}
        ran = CliRunner().invoke(prep, arguments, input=typed, env=environment)
        if isinstance(ran.exception, PrepError):
            return f"prep: {ran.exception}"
        assert ran.exit_code == code, ran.output
        return ran.output

    def json(self, *arguments: str, typed: str = "") -> list[dict[str, Any]]:
        """The lines of JSON that a command prints."""
        return [json.loads(line) for line in self(*arguments, typed=typed).splitlines() if line.startswith("{")]


@pytest.fixture(scope="module", autouse=True)
def one_grader() -> Iterator[None]:
    """The model is loaded once for all tests here."""
    grader = grading.default_grader()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(grading, "default_grader", lambda _=None: grader)
        yield


@pytest.fixture
def run(tmp_path: Path) -> Journey:
    stage = Stage(tmp_path)
    stage.add_challenge()
    return Journey(stage)


def test_a_drill_grades_follows_up_schedules_and_reports(run: Journey) -> None:
    said = run(
        "drill",
        "dropout",
        typed=f"{ANSWER}nonsense of bananas\nno, all units are kept at prediction time\n\n3\n",
    )
    written = " ".join(ANSWER.removesuffix(".\n").split())
    assert f"you wrote: “{written}”" in said
    assert "Follow-up for credit:" in said
    assert "✗ That does not make the point." in said
    assert "✓ That makes the point." in said
    assert "A good answer:" in said
    assert "dropout: rated good; it comes again in" in said
    assert "Drill of 1 question" in said
    assert "dropout" not in run("drill", "--topic", "deep-learning", "--list")
    assert "Dropout switches off random units" in run("reports", "read")


def test_a_rating_that_is_none_is_asked_again_and_the_end_of_the_input_ends_the_drill(run: Journey) -> None:
    said = run("drill", "dropout", "bias-variance", typed=f"{ANSWER}\n\n\n7\neasy\n")
    assert "`7` is not a rating; type 1, 2, 3 or 4." in said
    assert "rated easy" in said
    assert "Question 2 of 2" in said
    assert "Passed over." in said


def test_an_answer_that_was_cut_off_goes_on_where_it_ended(run: Journey) -> None:
    draft = run.stage.data / "drafts/questions/dropout/answer.md"
    draft.parent.mkdir(parents=True)
    draft.write_text("Dropout switches off random units in every training step,")
    found = run.json("drill", "dropout", "--json", typed="so that units cannot rely on each other.\n.\n\n\n\n\n\n")
    assert found[0]["question"] == "dropout"
    report = run("reports", "read")
    assert "Dropout switches off random units in every training step" in report
    assert "so that units cannot rely on each other." in report
    assert not draft.exists()


def test_a_challenge_from_its_start_to_its_solution(run: Journey) -> None:
    said = run("practice", "start", CHALLENGE)
    assert "each costs 4 points" in said
    draft = Path(re.findall(r"Your file: (.*)", said)[0])
    assert run("practice", "test", CHALLENGE, code=1).endswith("0 of 10 points, 0 of 1 checks passed\n")
    draft.write_text(HALF_RIGHT)
    assert "10 of 40 points, 1 of 2 checks passed" in run("practice", "submit", CHALLENGE)
    assert "finish it first, or give up" in run("practice", "solution", CHALLENGE, code=2)
    assert "Add it to itself." not in run("practice", "hint", CHALLENGE, typed="n\n")
    assert "Add it to itself." in run("practice", "hint", CHALLENGE, typed="y\n")
    assert "36 after 4 points for hints" in run("practice", "submit", CHALLENGE, "--file", "-", typed=RIGHT)
    assert "def double(x):" in run("practice", "solution", CHALLENGE)
    assert run("practice", "diff", CHALLENGE).splitlines()[-2:] == ["-     return abs(2 * x)", "+     return 2 * x"]
    assert [one["points"] for one in run.json("practice", "attempts", CHALLENGE, "--json")] == [10, 36]
    assert "best 36 of 40 points in 2 attempts" in run("practice")


@pytest.mark.parametrize("command", ["hint", "give-up"])
def test_where_nobody_answers_yes_is_named_and_nothing_is_taken(run: Journey, command: str) -> None:
    run("practice", "start", CHALLENGE)
    said = run("practice", command, CHALLENGE, code=2)
    assert "nobody is there to answer; --yes says yes beforehand" in said
    assert "Add it to itself." not in run("practice", "hint", CHALLENGE, typed="n\n")


def test_a_report_names_the_command_that_runs_the_public_tests_on_the_draft(run: Journey) -> None:
    run("practice", "start", CHALLENGE)
    run("practice", "submit", CHALLENGE)
    report = run("reports", "read")
    assert f"prep practice test {CHALLENGE}" in report
    assert "prep check" not in report
    (page,) = run.stage.attempts[0].glob("report.html")
    assert f"prep practice test {CHALLENGE}" in page.read_text("utf-8")


def test_what_is_handed_out_with_a_challenge_lies_beside_the_draft_and_is_never_written_over(run: Journey) -> None:
    folder = run.stage.content / "challenges" / CHALLENGE
    spec = (folder / "challenge.toml").read_text()
    (folder / "challenge.toml").write_text(
        spec.replace("[[criteria]]", '[project]\ndata = ["train.csv"]\n[[criteria]]', 1)
    )
    (folder / "data").mkdir()
    (folder / "data" / "train.csv.gz").write_bytes(gzip.compress(b"id,y\n1,2\n"))
    assert "Beside it: train.csv" in run("practice", "start", CHALLENGE)
    laid = run.stage.draft.with_name("train.csv")
    assert laid.read_text() == "id,y\n1,2\n"
    laid.write_text("mine")
    run("practice", "start", CHALLENGE)
    assert laid.read_text() == "mine"


def test_who_gives_up_sees_the_solution_and_counts_no_more(run: Journey) -> None:
    assert "def double" in run("practice", "give-up", CHALLENGE, "--yes")
    run("practice", "submit", CHALLENGE, "--file", "-", typed=RIGHT)
    assert "after the solution" in run("practice", "attempts", CHALLENGE)
    assert f"{CHALLENGE:<36} best" not in run("practice")


def test_an_interview_asks_follows_up_and_compares_with_earlier_ones(run: Journey) -> None:
    wish = ("interview", "--minutes", "10", "--topic", "deep-learning", "--no-challenge", "--json")
    first = run.json(*wish, "--seed", "1", typed=".\n" * 20)
    assert first[0]["share"] == 0
    second = run(*wish, "--seed", "1", typed="Units are dropped at random while training.\n.\n" * 20)
    assert "Your 1 earlier interviews: 0% on average" in second
    assert json.loads(second.splitlines()[-1])["skills"].keys() == {"deep-learning"}
    assert "interview" in run("reports")


def test_an_interview_goes_on_where_the_input_ended(run: Journey) -> None:
    wish = ("interview", "--minutes", "30", "--no-challenge", "--seed", "1")
    assert "The clock runs on." in run(*wish, typed="half an answer\n")
    assert "Going on with your mixed interview of 30 minutes." in run(*wish)
    assert next(run.stage.data.glob("interview/answer-*.md")).read_text() == "half an answer"
    run("interview", "--give-up")
    assert "Going on" not in run(*wish)


def test_the_challenge_of_an_interview_is_handed_in_once(run: Journey) -> None:
    wish = ("interview", "--minutes", "20", "--topic", "mathematics", "--level", "beginner", "--seed", "2")
    said = run(*wish, typed=".\n" * 2)
    path = run.stage.data / "interview"
    while "Your file" not in said:
        said = run(*wish, typed=".\n")
    (file,) = path.glob("solution-*.py")
    file.write_text(RIGHT)
    said = run(*wish, typed="test\ndone\n")
    assert "10 of 10 points, 1 of 1 checks passed" in said
    assert "The report lies in" in said
    assert "40/40" in run("practice", "attempts", CHALLENGE)


def test_progress_tells_skills_and_what_next(run: Journey) -> None:
    assert re.search(r"Answer your first question: \d+ minutes; its clock runs at once", run("progress"))
    run("practice", "start", CHALLENGE)
    run("practice", "submit", CHALLENGE)
    (found,) = run.json("progress", "--json")
    assert found["streak_days"] == 1
    assert found["recent"][0]["title"] == "Twice as much"
    assert any(one["command"] == f"prep practice start {CHALLENGE}" for one in found["next"])


def test_data_goes_out_and_comes_into_another_folder(run: Journey, tmp_path: Path) -> None:
    run("practice", "submit", CHALLENGE, "--file", "-", typed=RIGHT)
    file = tmp_path / "out.json"
    assert "1 attempt, 0 reviews" in run("data", "export", str(file))
    other = Stage(tmp_path / "other")
    other.add_challenge()
    there = Journey(other)
    assert "1 attempts" in there("data", "import", str(file))
    assert "0 attempts" in there("data", "import", str(file))
    assert "best 40 of 40" in there("practice")
    assert "40 of 40" in there("reports", "read")
    assert there("data", "path").strip() == str(other.data)


@pytest.mark.parametrize("suffix", ["html", "md", "txt", "pdf"])
def test_a_report_is_saved_in_every_format(run: Journey, tmp_path: Path, suffix: str) -> None:
    run("practice", "submit", CHALLENGE, "--file", "-", typed=RIGHT)
    run("reports", "save", "last", str(tmp_path / f"mine.{suffix}"))
    assert (tmp_path / f"mine.{suffix}").stat().st_size > 500


def test_what_cannot_be_is_one_line(run: Journey, tmp_path: Path) -> None:
    assert run("drill", "dropuot").startswith("prep: no question `dropuot`; did you mean `dropout`?")
    assert "did you mean `evaluation`?" in run("drill", "--topic", "evaluaton", code=2)
    assert run("practice", "start", "demo/duble") == "prep: no challenge `demo/duble`; did you mean `demo/double`?"
    assert run("reports", "read", "zz") == "prep: no report `zz`; `prep reports` lists them"
    (tmp_path / "bad.json").write_text("[]")
    assert "not written by `prep data export`" in run("data", "import", str(tmp_path / "bad.json"))


def test_a_mark_says_what_holds_now_and_a_search_that_finds_nothing_says_so(run: Journey) -> None:
    marked = run("mark", "demo/double", "--suspend", "--note", "later")
    assert "demo/double is suspended, so neither asked nor planned until --resume; with your note" in marked
    assert "suspended; not tried yet" in run("find", "double")
    unmarked = run("mark", "demo/double", "--resume", "--note", "")
    assert "demo/double is no longer suspended; without a note" in unmarked
    nothing = run("find", "double", "suspended")
    assert "nothing matches" in nothing
    assert "demo/double" not in nothing


def test_ones_own_input_and_the_reference_beside_ones_text_have_commands(run: Journey) -> None:
    run("practice", "start", CHALLENGE)
    file = run.stage.draft
    file.write_text(RIGHT.replace("2 * x", "x + x"))
    assert run("practice", "try", CHALLENGE, "double(21)") == "42\n"
    assert "finish it first" in run("practice", "solution", CHALLENGE, "--diff", code=2)
    run("practice", "submit", CHALLENGE)
    assert "+     return 2 * x" in run("practice", "solution", CHALLENGE, "--diff")


def test_a_wrong_submission_names_the_hint_that_says_what_to_look_at(run: Journey) -> None:
    run("practice", "start", CHALLENGE)
    run.stage.draft.write_text(HALF_RIGHT)
    said = run("practice", "submit", CHALLENGE)
    assert "Think of negative numbers." not in said
    assert f"for 4 points: prep practice hint {CHALLENGE}" in said
    run("practice", "hint", CHALLENGE, "--yes")
    assert "Think of negative numbers." in run("practice", "submit", CHALLENGE)
