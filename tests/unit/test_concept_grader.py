"""The grader over every question that ships: quick with the lexical matcher, and the model where it is installed."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_questions
from prep.concepts.adversaries import ADVERSARIES
from prep.concepts.encoder import semantic_encoder
from prep.concepts.grade import Grader
from prep.concepts.marked import mark
from prep.model.question import AnswerResult, Question

QUESTIONS = load_questions([shipped_root()])
SAMPLE = QUESTIONS[::12]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MOST_FOR_AN_ADVERSARY = 0.2


@cache
def lexical() -> Grader:
    return Grader(None)


@cache
def semantic() -> Grader:
    encoder = semantic_encoder()
    if encoder is None:
        pytest.skip("the model packages are not installed")
    return Grader(encoder)


def mean_score(grader: Grader, texts: list[tuple[Question, str]]) -> float:
    return sum(grader.grade(question, text).score for question, text in texts) / len(texts)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ADVERSARIES)
def test_an_adversarial_answer_earns_next_to_nothing_with_spelling_alone(kind: str) -> None:
    texts = [(question, ADVERSARIES[kind](question)) for question in QUESTIONS]
    assert mean_score(lexical(), texts) <= MOST_FOR_AN_ADVERSARY


@pytest.mark.slow
@pytest.mark.parametrize("kind", ADVERSARIES)
def test_an_adversarial_answer_earns_next_to_nothing_with_the_model(kind: str) -> None:
    texts = [(question, ADVERSARIES[kind](question)) for question in SAMPLE]
    assert mean_score(semantic(), texts) <= MOST_FOR_AN_ADVERSARY


@pytest.mark.slow
def test_the_model_answer_earns_nearly_everything() -> None:
    assert mean_score(lexical(), [(question, question.model_answer) for question in QUESTIONS]) >= 0.95
    assert mean_score(semantic(), [(question, question.model_answer) for question in SAMPLE]) >= 0.95


def all_exemplars(grader: Grader, questions: list[Question]) -> list[tuple[set[str], AnswerResult]]:
    return [(set(e.points), grader.grade(q, e.answer)) for q in questions for e in q.exemplars]


@pytest.mark.slow
def test_the_points_of_exemplars_are_found() -> None:
    right = wanted = found = 0
    for points, result in all_exemplars(semantic(), SAMPLE):
        got = {point.id for point in result.points if point.found}
        right, wanted, found = right + len(got & points), wanted + len(points), found + len(got)
    assert 2 * right / (wanted + found) >= 0.9


def test_evidence_is_quoted_from_the_answer_itself() -> None:
    quotes = 0
    for question in SAMPLE:
        text = "  " + question.model_answer
        result = lexical().grade(question, text)
        for evidence in [one.evidence for one in result.points] + [one.evidence for one in result.misconceptions]:
            if evidence:
                quotes += 1
                assert text[evidence.start : evidence.end] == evidence.quote
    assert quotes > len(SAMPLE)


def test_what_is_missing_asks_its_follow_up() -> None:
    question = QUESTIONS[0]
    result = lexical().grade(question, "I don't know")
    assert [f.question for f in result.follow_ups] == [point.follow_up for point in question.points]
    assert not result.needs_review


def test_saying_it_twice_earns_no_more() -> None:
    for question in SAMPLE:
        answer = question.exemplars[0].answer.strip()
        once, twice = (lexical().grade(question, text).score for text in (answer, f"{answer}\n{answer}"))
        assert twice == pytest.approx(once, abs=0.001)


@pytest.mark.slow
def test_the_same_answer_gets_the_same_result_from_another_grader_in_another_order() -> None:
    pairs = [(question, exemplar.answer) for question in SAMPLE[:2] for exemplar in question.exemplars[:3]]
    semantic()
    fresh = Grader(semantic_encoder())
    there = [semantic().grade(question, text) for question, text in pairs]
    back = [fresh.grade(question, text) for question, text in reversed(pairs)][::-1]
    assert there == back


def test_the_lexical_matcher_says_so() -> None:
    result = lexical().grade(QUESTIONS[0], QUESTIONS[0].model_answer)
    assert result.matcher == "lexical"
    assert "lexical-matcher" in result.flags


def test_a_marked_answer_pulls_the_score_of_its_like_and_is_named() -> None:
    question = QUESTIONS[0]
    marked = mark(question=question.id, answer=question.model_answer, score=0.3, by="ann", now=NOW)
    before = lexical().grade(question, question.model_answer)
    after = Grader(None, marked={question.id: [marked]}).grade(question, question.model_answer)
    assert after.score < before.score
    assert after.nearest is not None
    assert after.nearest.id == marked.id


@pytest.mark.slow
def test_a_misconception_cancels_the_points_it_contradicts() -> None:
    checked = 0
    for question in QUESTIONS:
        for wrong in question.misconceptions:
            result = lexical().grade(question, f"{question.model_answer.strip()} {wrong.phrasings[0]}.")
            if wrong.id in {one.id for one in result.misconceptions}:
                checked += 1
                assert not any(point.found for point in result.points if point.id in wrong.cancels)
                assert result.score < 1 or not (wrong.penalty or wrong.cancels)
    assert checked > len(QUESTIONS)


@pytest.mark.slow
def test_a_fluent_answer_to_another_question_earns_next_to_nothing() -> None:
    for grader, questions in ((lexical(), QUESTIONS), (semantic(), SAMPLE)):
        elsewhere = [next(o for o in QUESTIONS[i:] + QUESTIONS if o.topic != q.topic) for i, q in enumerate(questions)]
        answers = [(q, other.model_answer) for q, other in zip(questions, elsewhere, strict=True)]
        assert mean_score(grader, answers) <= MOST_FOR_AN_ADVERSARY / 2


def test_a_point_that_is_clearly_made_outweighs_a_misconception_that_only_sounds_like_it() -> None:
    question = next(one for one in QUESTIONS if one.id == "dropout")
    result = semantic().grade(
        question,
        "For every mini batch a random subset of the neurons is switched off, and the next batch gets a different "
        "subset. For inference nothing is dropped.",
    )
    assert not result.misconceptions
    assert "off-at-inference" in {point.id for point in result.points if point.found}


@pytest.mark.parametrize(
    "answer",
    ["Units are switched off at random in training.", "Some neurons are turned off at random in each training step."],
)
def test_a_terse_correct_answer_is_found_in_the_passive_and_with_moved_words(answer: str) -> None:
    question = next(one for one in QUESTIONS if one.id == "dropout")
    assert "random-zeroing" in {point.id for point in semantic().grade(question, answer).points if point.found}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "swapped"),
    [
        ("High bias means it underfits. High variance means it overfits.", False),
        ("High bias means underfitting and high variance means overfitting.", False),
        ("High bias means overfitting and high variance means underfitting.", True),
    ],
)
def test_what_is_said_of_two_things_is_kept_apart(answer: str, swapped: bool) -> None:
    question = next(one for one in QUESTIONS if one.id == "bias-variance")
    result = semantic().grade(question, answer)
    found = {point.id for point in result.points if point.found}
    assert ("swapped" in {one.id for one in result.misconceptions}) is swapped
    assert ({"high-bias-underfits", "high-variance-overfits"} <= found) is not swapped


@pytest.mark.slow
def test_what_a_twisted_copy_is_about_is_not_believed_from_elsewhere_and_a_person_looks() -> None:
    question = next(one for one in QUESTIONS if one.id == "nearest-neighbours")
    twisted = re.sub(
        r"\b(small|large) k\b", lambda m: f"{'large' if m[1] == 'small' else 'small'} k", question.model_answer
    )
    assert twisted != question.model_answer
    result = semantic().grade(question, twisted)
    assert "k-sets-complexity" not in {point.id for point in result.points if point.found}
    assert result.needs_review


def test_a_question_without_examples_can_be_graded() -> None:
    question = replace(QUESTIONS[0], id="bare", exemplars=())
    assert lexical().grade(question, question.model_answer).score >= 0.9
