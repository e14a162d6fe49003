"""The short texts that the network of answers is taught with, and the questions that do not ship."""

import json
import random
from pathlib import Path

import pytest

from prep.catalog.locate import content_roots
from prep.catalog.questions import load_questions
from prep.model.errors import ContentError
from prep.model.question import Question
from tests.training.further import by_question, load_answers, load_lines, load_strangers, together
from tests.training.labelled import unit_of_line

ROW = {
    "question": "bias-variance",
    "answer": "too stiff -> underfits",
    "points": ["high-bias-underfits"],
    "partly": [],
    "contradicts": [],
    "misconceptions": [],
}


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return list(load_questions(content_roots()))


def lines_of(folder: Path, *rows: str) -> Path:
    (folder / "lines.jsonl").write_text("\n".join(rows), "utf-8")
    return folder


def test_a_line_that_is_not_json_is_named(questions: list[Question], tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"lines\.jsonl: line 2 is not JSON"):
        load_lines(questions, lines_of(tmp_path, json.dumps(ROW), "{"))


def test_a_line_that_names_what_its_question_does_not_have_is_refused(
    questions: list[Question], tmp_path: Path
) -> None:
    with pytest.raises(
        ContentError, match="line 1: answer 1 names `no-such-point`, which `bias-variance` does not have"
    ):
        load_lines(questions, lines_of(tmp_path, json.dumps(ROW | {"points": ["no-such-point"]})))


def test_a_line_without_labels_is_refused(questions: list[Question], tmp_path: Path) -> None:
    row = {name: value for name, value in ROW.items() if name != "partly"}
    with pytest.raises(ContentError, match=r"lines\.jsonl: line 1: .*partly"):
        load_lines(questions, lines_of(tmp_path, json.dumps(row)))


def test_lines_to_questions_that_are_not_at_hand_are_left_out(questions: list[Question], tmp_path: Path) -> None:
    folder = lines_of(tmp_path, json.dumps(ROW), json.dumps(ROW | {"question": "of-another-team"}))
    assert [one.labelled.answer for one in load_lines(questions, folder)] == ["too stiff -> underfits"]


def test_no_answer_put_together_makes_a_point_and_contradicts_it(questions: list[Question]) -> None:
    groups, rng = by_question(load_lines(questions)), random.Random(3)
    put_together = [together(group, rng).labelled for group in groups.values() for _ in range(20)]
    assert any(len(one.points) > 2 for one in put_together)
    assert not any({*one.points} & {*one.contradicts} for one in put_together)


def test_a_line_is_asked_for_all_that_it_speaks_of_and_for_four_other_points_at_most(
    questions: list[Question],
) -> None:
    lines, rng = load_lines(questions), random.Random(3)
    for one in rng.sample(lines, 200):
        claims = unit_of_line(one.question, one.labelled, rng).claims
        spoken_of = [claim for claim in claims if claim.target.asserted or claim.target.denied]
        assert len(spoken_of) >= len({*one.labelled.points, *one.labelled.misconceptions})
        wrong = {wording for misconception in one.question.misconceptions for wording in misconception.phrasings}
        others = [claim for claim in claims if claim not in spoken_of and claim.statement not in wrong]
        assert len(others) <= 4


def test_a_line_is_asked_for_every_misconception_of_its_question(questions: list[Question]) -> None:
    lines, rng = load_lines(questions), random.Random(3)
    for one in rng.sample(lines, 200):
        asked = {claim.statement for claim in unit_of_line(one.question, one.labelled, rng).claims}
        assert all(asked & set(misconception.phrasings) for misconception in one.question.misconceptions)


def test_whole_answers_that_only_training_reads_are_labelled_by_the_ids_of_their_questions(
    questions: list[Question], tmp_path: Path
) -> None:
    (tmp_path / "answers.jsonl").write_text(json.dumps(ROW | {"misconceptions": ["no-such-belief"]}), "utf-8")
    with pytest.raises(ContentError, match="names `no-such-belief`"):
        load_answers(questions, tmp_path)
    assert {one.question.id for one in load_answers(questions)} == {question.id for question in questions}


def test_strangers_answer_questions_that_do_not_ship(questions: list[Question]) -> None:
    strangers = load_strangers()
    assert len({one.question.id for one in strangers}) >= 100
    assert not {one.question.id for one in strangers} & {question.id for question in questions}
