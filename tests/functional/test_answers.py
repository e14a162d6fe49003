"""`prep question`, `prep answer` and `prep answers`, as people and programs run them."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question_file, question_files
from prep.cli.answers import answer, answers
from prep.cli.context import Settings
from prep.cli.exits import ExitCode
from prep.cli.grades import say_grade
from prep.cli.questions import question
from prep.concepts.as_json import answer_schema
from prep.model.question import AnswerResult, PointResult

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
    assert result["format_version"] == 2
    assert result["question"] == QUESTION
    assert 0 < result["score"] < 1
    found = [point for point in result["points"] if point["found"]]
    assert {"high-bias-underfits", "high-variance-overfits"} <= {point["id"] for point in found}
    assert all(GOOD[p["start"] : p["end"]] == p["evidence"] for p in found)
    expected = {"points", "misconceptions", "doubts", "follow_ups", "confidence", "needs_review", "remarks"}
    assert expected <= result.keys()
    jsonschema.validate(result, answer_schema())


def test_an_answer_from_standard_input_is_graded_for_a_person() -> None:
    ran = run(answer, QUESTION, "--file", "-", text=GOOD)
    assert ran.exit_code == 0
    assert "you wrote: “High bias leads to underfitting" in ran.stdout
    assert "? " in ran.stdout


@pytest.mark.parametrize(("probability", "lines"), [(0.6, 1), (0.9, 0)])
def test_a_point_that_is_perhaps_made_is_explained_where_one_is_shown(probability: float, lines: int) -> None:
    asked = load_question_file(question_files([shipped_root()])[QUESTION])
    graded = AnswerResult(
        question=QUESTION,
        score=0.5,
        points=(PointResult(id=asked.points[0].id, found=True, probability=probability),),
        misconceptions=(),
        follow_ups=(),
        confidence=0.6,
        needs_review=False,
        flags=(),
        matcher="",
    )
    said: list[str] = []
    say_grade(replace(asked, points=asked.points[:1]), graded, said.append)
    assert sum(line.startswith("~ perhaps:") for line in said) == lines
    assert said.count("“~ perhaps” means that the grader is not sure; such a point counts in part.") == lines


def test_answers_in_bulk_come_out_in_order(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    texts = [GOOD, "", "I don't know"]
    lines.write_text("\n".join(json.dumps({"question": QUESTION, "answer": text}) for text in texts))
    ran = run(answers, "--jsonl", lines)
    assert ran.exit_code == 0
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [bool(result["score"]) for result in results] == [True, False, False]
    assert results[1]["flags"][0] == "empty"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "line 2: not JSON"),
        (b'{"question": 3}', 'line 2: write {"question": ID, "answer": TEXT}'),
        (b'{"question": "bias-variance"}', "line 2: write"),
        (b'["bias-variance", "x"]', "line 2: write"),
        (b'{"question": "no-such\\u001b[2J", "answer": "x"}', "line 2: no question `no-such\\x1b[2J`"),
        (b'{"question": "bias-variance", "answer": "\xff"}', "line 2: not UTF-8"),
        (b"[" * 100_000, "line 2: not JSON"),
        (b'{"question": "bias-variance", "answer": "' + b"a" * 1_100_000 + b'"}', "line 2: over 1,000,000 bytes"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path, line: bytes, says: str) -> None:
    good = json.dumps({"id": "first", "question": QUESTION, "answer": GOOD}).encode()
    lines = tmp_path / "in.jsonl"
    lines.write_bytes(good + b"\n" + line + b"\n\n" + good.replace(b"first", b"last"))
    ran = run(answers, "--jsonl", lines)
    assert ran.exit_code == ExitCode.SUBMISSION
    assert says in ran.stderr
    assert "2 graded, 1 not" in ran.stderr
    assert [json.loads(result)["id"] for result in ran.stdout.splitlines()] == ["first", "last"]


def test_a_file_without_lines_is_told(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_bytes(b"\n \n")
    ran = run(answers, "--jsonl", lines)
    assert ran.exit_code == ExitCode.SUBMISSION
    assert "there is no line to grade" in ran.stderr


def test_every_result_fits_the_published_schema(tmp_path: Path) -> None:
    schema = json.loads(run(question, "schema").stdout)
    assert schema == answer_schema()
    texts = [
        "",
        "I don't know",
        "High bias causes overfitting.",
        GOOD + " This is wrong.",
        "model data " * 700,
        "Das Modell ist zu einfach und lernt nicht genug aus den Daten.",
    ]
    lines = tmp_path / "in.jsonl"
    lines.write_text("\n".join(json.dumps({"question": QUESTION, "answer": text}) for text in texts))
    results = run(answers, "--jsonl", lines).stdout.splitlines()
    assert len(results) == len(texts)
    for result in results:
        jsonschema.validate(json.loads(result), schema)


def test_a_deck_of_one_topic_is_exported(tmp_path: Path) -> None:
    deck = tmp_path / "deck.apkg"
    ran = run(question, "export", "--anki", deck, "--topic", "nlp")
    assert ran.exit_code == 0
    assert zipfile.is_zipfile(deck)
    assert [path.name for path in tmp_path.iterdir()] == ["deck.apkg"]


def test_an_unknown_topic_suggests_one(tmp_path: Path) -> None:
    ran = run(question, "export", "--anki", tmp_path / "deck.apkg", "--topic", "npl")
    assert ran.exit_code == ExitCode.USAGE
    assert "did you mean `nlp`" in ran.output


def test_without_a_judge_nobody_is_asked_and_nothing_says_so(file: Path) -> None:
    assert "second_opinion" not in json.loads(run(answer, QUESTION, "--file", file, "--json").stdout)


def test_a_judge_needs_a_model(file: Path) -> None:
    ran = run(answer, QUESTION, "--file", file, "--judge-url", "http://127.0.0.1:9/v1")
    assert ran.exit_code == ExitCode.USAGE
    assert "--judge-model" in ran.output


def test_a_judge_that_is_not_there_leaves_the_score_as_it_is(file: Path) -> None:
    plain = json.loads(run(answer, QUESTION, "--file", file, "--json").stdout)
    options = ("--judge-url", "http://127.0.0.1:9/v1", "--judge-model", "m")
    judged = json.loads(run(answer, QUESTION, "--file", file, "--json", *options).stdout)
    jsonschema.validate(judged, answer_schema())
    opinion = judged.pop("second_opinion")
    assert judged == plain
    assert opinion["score"] is None
    assert "cannot be reached" in opinion["problem"]


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
    assert pulled["nearest"]["marked_by"] == "ann"
    jsonschema.validate(pulled, answer_schema())


def test_an_unknown_point_is_not_marked(file: Path) -> None:
    ran = run(question, "mark", QUESTION, "--file", file, "--score", "1", "--point", "high-bias-underfit")
    assert ran.exit_code == 2
    assert "did you mean `high-bias-underfits`" in ran.output


def test_a_mark_that_is_no_number_and_an_answer_that_is_none_are_not_kept(file: Path, own_data: Path) -> None:
    ran = run(question, "mark", QUESTION, "--file", file, "--score", "nan")
    assert ran.exit_code == 2
    assert "a number from 0 to 1" in ran.output
    file.write_text(" \n")
    ran = run(question, "mark", QUESTION, "--file", file, "--score", "1")
    assert "there is no word in it" in str(ran.exception)
    assert not (own_data / "marked-answers.jsonl").exists()


def test_a_mark_without_words_in_its_answer_stops_nothing(file: Path, own_data: Path) -> None:
    own_data.mkdir(parents=True)
    lines = [
        {
            "format_version": 1,
            "id": "a",
            "question": QUESTION,
            "answer": "-",
            "score": 0.0,
            "points": None,
            "misconceptions": [],
            "marked_by": "ann",
            "marked_at": "2026-01-01T00:00:00+00:00",
        }
    ]
    (own_data / "marked-answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    ran = run(answer, QUESTION, "--file", file, "--json")
    assert ran.exit_code == 0
    assert "left out line 1" in ran.stderr
    assert json.loads(ran.stdout)["score"] > 0
