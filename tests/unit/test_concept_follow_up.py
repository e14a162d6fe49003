"""Answers to the follow-up question of a single point."""

from functools import cache

import pytest

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question
from prep.concepts.grade.grader import AnswerGrader, grade_follow_up
from prep.model.errors import ContentError
from tests.unit.shipped_questions import QUESTIONS

pytestmark = pytest.mark.slow  # the network reads each answer

BIAS = load_question([shipped_root()], "bias-variance")


@cache
def grader() -> AnswerGrader:
    return AnswerGrader()


def test_every_point_is_found_in_an_answer_that_states_it() -> None:
    asked = [(q, point) for q in QUESTIONS[::24] for point in q.points]
    found = [grader().grade_follow_up(q, point.id, point.phrasings[0].capitalize() + ".").found for q, point in asked]
    assert sum(found) >= 0.95 * len(found)


def test_the_evidence_is_quoted_from_the_answer() -> None:
    answer = "Well. The model is too simple for the pattern, that is underfitting."
    result = grade_follow_up(BIAS, "high-bias-underfits", answer, grader())
    assert result.found
    assert result.evidence is not None
    assert answer[result.evidence.start : result.evidence.end] == result.evidence.quote


def test_a_follow_up_that_is_copied_earns_nothing() -> None:
    asked = [(q, point) for q in QUESTIONS[::24] for point in q.points]
    found = [grader().grade_follow_up(q, point.id, point.follow_up).found for q, point in asked]
    assert not any(found)


@pytest.mark.parametrize(
    "answer",
    ["", "I don't know", "High bias does not lead to underfitting.", "High bias causes overfitting.", "Figs are ripe."],
)
def test_nothing_denials_misconceptions_and_other_things_earn_nothing(answer: str) -> None:
    assert not grader().grade_follow_up(BIAS, "high-bias-underfits", answer).found


def test_an_unknown_point_is_told() -> None:
    with pytest.raises(ContentError, match="no point `high-bias`"):
        grade_follow_up(BIAS, "high-bias", "anything", grader())
