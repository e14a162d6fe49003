"""The grader over questions that ship: what counts, what does not, and what is said about it."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question
from prep.concepts.adversaries import ADVERSARIES, OFF_TOPIC, mentioned
from prep.concepts.grade.calibration import load_calibration
from prep.concepts.grade.flags import Flag
from prep.concepts.grade.grader import AnswerGrader, default_grader
from prep.concepts.grade.marked import mark
from prep.concepts.matching.compiled import compile_question
from prep.concepts.matching.evidence import with_model_answer
from prep.concepts.reader.weights import weights_name
from prep.model.question import AnswerResult, PointStanding, Question
from tests.unit.shipped_questions import QUESTIONS

pytestmark = pytest.mark.slow  # the network reads each answer

SAMPLE = QUESTIONS[::12]
BIAS = load_question([shipped_root()], "bias-variance")
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOTES = """\
- high bias: too simple -> underfits
- high variance: depends on the sample -> overfits
- CV: both errors high = bias; big gap = variance
- L2 / dropout vs variance"""


@cache
def grader() -> AnswerGrader:
    return default_grader()


def scores(questions: list[Question], make: Callable[[Question], str]) -> list[float]:
    return [grader().grade(question, make(question)).score for question in questions]


def found(result: AnswerResult) -> set[str]:
    return {point.id for point in result.points if point.found}


STILL_CREDITED = {
    "points swapped",
    "points only mentioned",
    "injection",
    "long words replaced",
    "subject and object swapped",
}
"""What the network cannot tell well enough yet: the model card says so, and most of it goes to a person."""


@pytest.mark.parametrize("kind", sorted(ADVERSARIES.keys() - STILL_CREDITED))
def test_what_only_sounds_like_an_answer_earns_little_on_average(kind: str) -> None:
    assert np.mean(scores(SAMPLE, ADVERSARIES[kind])) <= 0.25


def test_the_model_answer_earns_nearly_everything() -> None:
    assert np.mean(scores(SAMPLE, lambda question: question.model_answer)) >= 0.9


def test_the_points_of_exemplars_are_found() -> None:
    right = wanted = got = 0
    for question in SAMPLE:
        for exemplar in question.exemplars:
            made = found(grader().grade(question, exemplar.answer))
            right, wanted = right + len(made & set(exemplar.points)), wanted + len(exemplar.points)
            got += len(made)
    assert 2 * right / (wanted + got) >= 0.7


def test_terse_notes_are_worth_what_they_say() -> None:
    result = grader().grade(BIAS, NOTES)
    assert {"high-bias-underfits", "high-variance-overfits", "diagnose-by-validation"} <= found(result)
    assert result.score >= 0.5


def test_evidence_is_quoted_from_the_answer_itself() -> None:
    quotes = 0
    for question in SAMPLE:
        text = "  " + question.model_answer
        result = grader().grade(question, text)
        quoted = [*(one.evidence for one in result.points), *(one.evidence for one in result.misconceptions)]
        for evidence in [*quoted, *(one.evidence for one in result.doubts)]:
            if evidence:
                quotes += 1
                assert text[evidence.start : evidence.end] == evidence.quote
    assert quotes > len(SAMPLE)


def test_what_is_missing_asks_its_follow_up() -> None:
    question = QUESTIONS[0]
    result = grader().grade(question, "I don't know")
    assert [f.question for f in result.follow_ups] == [point.follow_up for point in question.points]
    assert not result.needs_review
    assert result.remarks == ("It says that it does not know.",)


def test_saying_it_twice_earns_no_more() -> None:
    for question in SAMPLE[:3]:
        answer = question.exemplars[0].answer.strip()
        once, twice = (grader().grade(question, text).score for text in (answer, f"{answer}\n{answer}"))
        assert twice == pytest.approx(once, abs=0.02)


def test_the_same_answer_gets_the_same_result_from_another_grader_in_another_order() -> None:
    pairs = [(question, exemplar.answer) for question in SAMPLE[:2] for exemplar in question.exemplars[:3]]
    there = [grader().grade(question, text) for question, text in pairs]
    fresh = AnswerGrader()
    back = [fresh.grade(question, text) for question, text in reversed(pairs)][::-1]
    assert there == back


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("Hohe Verzerrung bedeutet, dass das Modell zu einfach ist und die Daten nicht gut beschreibt.", "German"),
        ("Un sesgo alto significa que el modelo es demasiado simple para los datos.", "Spanish"),
    ],
)
def test_another_language_is_said_to_be_one_and_never_scored(answer: str, code: str) -> None:
    result = grader().grade(BIAS, answer)
    assert not result.is_scored
    assert result.needs_review
    assert code in result.remarks[0]


def test_a_score_lies_in_its_interval_and_a_standing_follows_the_probability() -> None:
    for question in SAMPLE[:3]:
        for exemplar in question.exemplars[:3]:
            result = grader().grade(question, exemplar.answer)
            assert 0 <= result.low <= result.score <= result.high <= 1
            for point in result.points:
                assert point.found == (point.probability >= 0.5)
                assert (point.standing is PointStanding.FOUND) == (point.probability >= 0.7)


def test_a_marked_answer_pulls_the_score_of_its_like_and_is_named() -> None:
    question = QUESTIONS[0]
    marked = mark(question=question.id, answer=question.model_answer, score=0.3, by="ann", now=NOW)
    before = grader().grade(question, question.model_answer)
    after = AnswerGrader(marked={question.id: [marked]}).grade(question, question.model_answer)
    assert after.score < before.score
    assert after.nearest is not None
    assert after.nearest.id == marked.id


def test_the_textbook_sentence_is_no_misconception_and_its_reverse_makes_no_point() -> None:
    right = grader().grade(BIAS, "High bias means that the model is too simple and underfits.")
    assert not right.misconceptions
    reverse = grader().grade(BIAS, "High bias means that the model is too complex and overfits.")
    assert "high-bias-underfits" not in found(reverse)


def test_markup_around_an_answer_does_not_decide() -> None:
    plain = grader().grade(BIAS, NOTES).score
    dressed = NOTES.replace("- ", "<li>").replace("\n", "</li>\n") + "</li>"
    assert grader().grade(BIAS, f"<ul>{dressed}</ul>").score == pytest.approx(plain, abs=0.1)


def test_a_question_without_examples_can_be_graded() -> None:
    question = replace(QUESTIONS[0], id="bare", exemplars=())
    assert grader().grade(question, question.model_answer).score >= 0.7


def test_a_rubric_that_was_changed_is_a_new_question() -> None:
    changed = replace(BIAS, points=(replace(BIAS.points[0], description="Something else"), *BIAS.points[1:]))
    from prep.concepts.grade.calibration import load_calibration

    assert load_calibration().knows(BIAS)
    assert not load_calibration().knows(changed)


@pytest.mark.parametrize("question", SAMPLE, ids=lambda question: question.id)
def test_whoever_has_learnt_the_model_answer_by_heart_makes_every_point(question: Question) -> None:
    result = grader().grade(question, question.model_answer)
    assert all(point.found for point in result.points)
    assert not result.misconceptions
    assert result.score >= 0.98


@pytest.mark.parametrize(
    ("number", "makes_it"),
    [("two per cent", True), ("0.0194", True), ("99/5,094", True), ("one in two", False), ("95 %", False)],
)
def test_a_point_that_asks_for_a_number_is_made_by_that_number_alone(number: str, makes_it: bool) -> None:
    question = load_question([shipped_root()], "bayes-base-rate")
    result = grader().grade(
        question, f"The probability that the flagged payment is really fraud comes out at about {number}."
    )
    assert next(point.found for point in result.points if point.id == "about-two-percent") is makes_it


def test_a_model_answer_that_does_not_say_a_point_does_not_make_it() -> None:
    other = load_question([shipped_root()], "docker-and-kubernetes")
    astray = replace(BIAS, model_answer=other.model_answer)
    assert grader().grade(astray, astray.model_answer).score < 0.3


def test_the_probabilities_were_fitted_for_the_weights_that_ship() -> None:
    assert load_calibration().reader == weights_name()
    assert grader().grade(BIAS, "It depends.").matcher == weights_name()


def test_words_that_are_quoted_are_no_heap() -> None:
    answer = (
        'The list most likely has "not" and "no" on it, so "not good" turns into "good". I would keep "not", "no" and '
        '"never" by a list of my own, add bigrams, and let the validation set decide.'
    )
    assert "word-list" not in grader().grade(load_question([shipped_root()], "stop-words-and-sentiment"), answer).flags


def test_nine_in_ten_answers_to_another_question_go_to_a_person() -> None:
    pairs = list(pairwise(QUESTIONS))[::4]
    results = [grader().grade(asked, other.model_answer) for asked, other in pairs]
    beside = [one for one in results if one.needs_review and "beside-the-question" in one.flags]
    assert len(beside) >= 0.9 * len(pairs)


def test_a_right_answer_that_digresses_is_not_beside_the_question() -> None:
    result = grader().grade(BIAS, f"{BIAS.model_answer} {OFF_TOPIC}")
    assert "beside-the-question" not in result.flags
    assert result.score >= 0.95


def test_what_is_only_mentioned_earns_next_to_nothing() -> None:
    assert all(grader().grade(question, mentioned(question)).score <= 0.3 for question in SAMPLE)


def test_three_in_four_good_answers_with_words_of_elsewhere_in_them_go_to_a_person() -> None:
    """By words that neither training nor the shipped adversary knows; a few sentences stay whole by chance."""
    elsewhere = ("yesterday", "banana", "carpet", "whispered", "telescope", "purple", "walking", "elephant", "drawer")
    rng = random.Random(4)

    def perhaps(match: re.Match[str]) -> str:
        return rng.choice(elsewhere) if rng.random() < 0.7 else match.group()

    sample = QUESTIONS[::6]
    texts = [re.sub(r"[A-Za-z]{6,}", perhaps, question.model_answer) for question in sample]
    results = [grader().grade(question, text) for question, text in zip(sample, texts, strict=True)]
    assert sum(result.needs_review for result in results) >= 0.75 * len(sample)


def test_no_good_answer_is_taken_for_words_without_a_statement() -> None:
    for question in SAMPLE:
        assert Flag.WORD_LIST not in grader().grade(question, question.model_answer).flags


def test_a_point_that_the_model_answer_does_not_make_gets_none_of_its_words() -> None:
    silent = replace(BIAS, model_answer="I would look at both errors. The weather was fine, and the coffee was hot.")
    network = grader().network
    ways = compile_question(silent, network)
    with_its_words = with_model_answer(ways, network)
    regularise = [point.id for point in BIAS.points].index("regularise")
    assert len(with_its_words.ways(regularise)) == len(ways.ways(regularise))
