"""Anything at all as an answer is graded quickly or refused: nothing crashes, hangs or grows without bound."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question
from prep.concepts.as_json import answer_object
from prep.concepts.grade.grader import AnswerGrader

pytestmark = pytest.mark.slow  # the network reads each answer

QUESTION = load_question([shipped_root()], "bias-variance")

HOSTILE = {
    "ten thousand words": "bias " * 10_000,
    "megabytes": "high bias leads to underfitting. " * 100_000,
    "one endless word": "b" * 3_000_000,
    "spaces": " " * 1_000_000,
    "spaces round a word": " " * 7_000 + "bias" + " " * 7_000,
    "question marks": "?" * 10_000 + "x",
    "commas": "a," * 5_000,
    "full stops": "a. " * 590,
    "NULs": "\0high bias\0 leads to\0 underfitting\0" * 20,
    "control characters": "\x1b[2J\x07\x08high bias \x9b31m leads to underfitting\r\r",
    "emoji": "👩‍🔬🧪🔥" * 200 + " high bias leads to underfitting 🎉",
    "Chinese": "高偏差导致欠拟合 高方差导致过拟合 " * 30,
    "Arabic": "التحيز العالي يؤدي إلى نقص الملاءمة. " * 30,
    "right to left": "\u202ehgih saib\u202c sdael ot gnittifrednu",
    "half characters": "\ud83d high bias leads \udc00 to underfitting",
    "combining marks": "b" + "\u0301" * 5_000 + "ias",
    "brackets": "(" * 5_000 + ")" * 5_000,
    "code": "for (int i = 0; i < n; ++i) { x[i] += y[i] * z; } // " * 40,
    "markup": "<script>alert(1)</script>{{7*7}}${x}%s" * 50,
}


@cache
def grader() -> AnswerGrader:
    return AnswerGrader()


@pytest.mark.parametrize("kind", HOSTILE)
def test_any_text_is_graded(kind: str) -> None:
    text = HOSTILE[kind]
    result = grader().grade(QUESTION, text)
    assert 0 <= result.score <= 1
    assert len(result.points) == len(QUESTION.points)
    for point in result.points:
        if point.evidence:
            quote = text[point.evidence.start : point.evidence.end]
            assert quote.encode("utf-8", "replace") == point.evidence.quote.replace("\ufffd", "?").encode()


@pytest.mark.parametrize(
    "kind", ["ten thousand words", "megabytes", "one endless word", "spaces", "commas", "brackets", "question marks"]
)
def test_what_nobody_typed_as_an_answer_is_not_even_read(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, network: object) -> None:
        raise AssertionError((text[:100], network))

    monkeypatch.setattr("prep.concepts.grade.grader.read_answer", refuse)
    assert grader().grade(QUESTION, HOSTILE[kind]).score == 0


@given(st.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_no_text_at_all_breaks_the_grader(text: str) -> None:
    result = grader().grade(QUESTION, text)
    assert 0 <= answer_object(result)["score"] <= 1


def test_words_in_random_order_are_no_answer() -> None:
    words = QUESTION.model_answer.split()
    random.Random(3).shuffle(words)
    assert grader().grade(QUESTION, " ".join(words)).score <= 0.2
