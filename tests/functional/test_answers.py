"""`prep question`, `prep answer` and `prep answers`, as people and programs run them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from prep.cli.context import Settings
from prep.cli.questions import answer, answers, question

QUESTION = "bias-variance"
GOOD = "High bias leads to underfitting. High variance leads to overfitting. I would use cross-validation."


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answer.txt"
    path.write_text(GOOD)
    return path


def run(command: object, *arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)), obj=Settings(own_content=None), input=text)  # type: ignore[arg-type]


def test_questions_are_listed_and_shown_without_their_rubric() -> None:
    lines = [json.loads(line) for line in run(question, "list", "--json").stdout.splitlines()]
    assert QUESTION in {line["id"] for line in lines}
    assert not any({"points", "model_answer", "exemplars"} & line.keys() for line in lines)
    shown = run(question, "show", QUESTION).stdout
    assert "trade-off" in shown
    assert "A good answer" not in shown
    assert "A good answer" in run(question, "show", QUESTION, "--answers").stdout


def test_an_answer_is_graded_as_json(file: Path) -> None:
    result = json.loads(run(answer, QUESTION, "--file", file, "--json").stdout)
    assert result["format_version"] == 1
    assert result["question"] == QUESTION
    assert 0 < result["score"] < 1
    found = [point for point in result["points"] if point["found"]]
    assert {"high-bias-underfits", "high-variance-overfits"} <= {point["id"] for point in found}
    assert all(GOOD[p["evidence"]["start"] : p["evidence"]["end"]] == p["evidence"]["quote"] for p in found)
    expected = {"points", "misconceptions", "follow_ups", "confidence", "needs_review", "flags"}
    assert expected <= result.keys()


def test_an_answer_from_standard_input_is_graded_for_a_person() -> None:
    ran = run(answer, QUESTION, "--file", "-", text=GOOD)
    assert ran.exit_code == 0
    assert "you wrote: “High bias leads to underfitting" in ran.stdout
    assert "? " in ran.stdout


def test_answers_in_bulk_come_out_in_order(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    texts = [GOOD, "", "I don't know"]
    lines.write_text("\n".join(json.dumps({"question": QUESTION, "answer": text}) for text in texts))
    results = [json.loads(line) for line in run(answers, "--jsonl", lines).stdout.splitlines()]
    assert [bool(result["score"]) for result in results] == [True, False, False]
    assert results[1]["flags"][0] == "empty"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1: not JSON"),
        ('{"question": 3}', "line 1: write"),
        ('{"question": "no-such", "answer": "x"}', "no question `no-such`"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text(line + "\n")
    ran = run(answers, "--jsonl", lines)
    assert ran.exit_code != 0
    assert says in str(ran.exception)


def test_a_marked_answer_is_kept_and_named_by_the_next_result(file: Path, own_data: Path) -> None:
    plain = json.loads(run(answer, QUESTION, "--file", file, "--json").stdout)
    ran = run(question, "mark", QUESTION, "--file", file, "--score", "0", "--by", "ann")
    assert ran.exit_code == 0
    kept = json.loads((own_data / "marked-answers.jsonl").read_text())
    assert kept["marked_by"] == "ann"
    assert kept["marked_at"].endswith("+00:00")
    pulled = json.loads(run(answer, QUESTION, "--file", file, "--json").stdout)
    assert pulled["score"] < plain["score"]
    assert pulled["nearest"]["id"] == kept["id"]


def test_an_unknown_point_is_not_marked(file: Path) -> None:
    ran = run(question, "mark", QUESTION, "--file", file, "--score", "1", "--point", "high-bias-underfit")
    assert ran.exit_code == 2
    assert "did you mean `high-bias-underfits`" in ran.output
