"""The rules for rubrics: each notices the mistake it is there for, and the questions that ship make none."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.questions import check_grades, check_questions
from prep.authoring.rubrics import RUBRIC_RULES
from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question
from prep.cli.author_outcome import outcome_in_words
from prep.concepts.grade.grader import AnswerGrader, default_grader
from prep.model.question import Question
from tests.unit.shipped_questions import QUESTIONS

SOUND = load_question([shipped_root()], "bias-variance")
Change = Callable[[Question], Question]


def problems(question: Question) -> list[str]:
    diagnostics = Diagnostics()
    for rule in RUBRIC_RULES:
        rule(question, diagnostics)
    return diagnostics.problems


def point(question: Question, **changes: Any) -> Question:
    return replace(question, points=(replace(question.points[0], **changes), *question.points[1:]))


@pytest.mark.slow
def test_the_questions_that_ship_keep_every_rule() -> None:
    assert [problem for question in QUESTIONS for problem in problems(question)] == []


def test_there_are_sixty_questions_and_five_in_each_of_twelve_topics() -> None:
    topics = Counter(question.topic for question in QUESTIONS)
    assert len(QUESTIONS) >= 60
    assert len(topics) == 12
    assert min(topics.values()) >= 5


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda q: point(q, phrasings=("high bias leads to underfitting",) * 3), "has 3 phrasings; write 4 to 16"),
        (lambda q: point(q, phrasings=("a", *q.points[0].phrasings)), "a phrasing without content"),
        (
            lambda q: point(q, phrasings=("too much bias", *q.points[0].phrasings[:3], "too much bias")),
            "stands there 2",
        ),
        (lambda q: point(q, phrasings=(q.points[1].phrasings[0] + " too", *q.points[0].phrasings)), "share nearly all"),
        (lambda q: replace(q, points=q.points[:2]), "it has 2 points; name 3 to 7"),
        (lambda q: point(q, denials=()), "nothing denies `high-bias-underfits`; write `denials`"),
        (
            lambda q: replace(q, misconceptions=tuple(replace(one, corrections=()) for one in q.misconceptions)),
            "nothing corrects `swapped`; write `corrections`",
        ),
        (lambda q: point(q, follow_up="Tell me more."), "asks nothing"),
        (lambda q: point(q, follow_up=q.question.strip() + "?"), None),
        (lambda q: point(replace(q, question="Why?"), follow_up="Why?"), "is the question"),
        (lambda q: replace(q, exemplars=q.exemplars[:5]), "5 exemplars"),
        (lambda q: replace(q, reading=q.reading[:1]), "names 1 reading"),
        (
            lambda q: replace(q, exemplars=tuple(e for e in q.exemplars if e.points and not e.misconceptions)),
            "0 of them wrong",
        ),
        (lambda q: replace(q, points=(*q.points, replace(q.points[0], id="unshown"))), "no exemplar shows `unshown`"),
        (
            lambda q: replace(q, exemplars=(*q.exemplars, replace(q.exemplars[0], misconceptions=("swapped",)))),
            "holds `swapped`, which cancels it",
        ),
        (lambda q: replace(q, time_limit_minutes=0), "time limit of 0 minutes"),
    ],
)
def test_a_mistake_is_noticed(change: Change, says: str | None) -> None:
    found = problems(change(SOUND))
    assert any(says in problem for problem in found) if says else not found


@pytest.mark.slow
def test_a_question_that_is_not_graded_as_it_says_is_noticed() -> None:
    every = tuple(one.id for one in SOUND.points)
    nonsense = tuple(
        replace(one, points=every, answer="I like trains and boats. They are nice.") for one in SOUND.exemplars
    )
    broken = replace(SOUND, id="broken", exemplars=nonsense, model_answer="Trains are nice to look at, and boats too.")
    diagnostics = Diagnostics()
    check_grades(broken, _without_examples(), diagnostics)
    assert any("exemplars 0 of" in problem for problem in diagnostics.problems)
    assert any("exemplar 1 earns 0% and by what it lists" in problem for problem in diagnostics.problems)


def _without_examples() -> AnswerGrader:
    """A grader that has not learned from the question's own examples, as if another author had written them."""

    class Blank(AnswerGrader):
        def grade(self, question: Question, answer: str) -> Any:  # noqa: ARG002 - whatever is asked
            return super().grade(SOUND, answer)

    return Blank(None)


@pytest.mark.slow
def test_a_question_that_is_checked_alone_shows_how_each_exemplar_is_graded() -> None:
    outcome = check_questions([shipped_root()], default_grader(), only="bias-variance")
    assert [one.number for one in outcome.exemplars] == list(range(1, len(SOUND.exemplars) + 1))
    assert outcome.exemplars[0].deserved == pytest.approx(1.0)
    assert "exemplar 1 earns" in outcome_in_words(outcome)
    assert check_questions([shipped_root()], only="bias-variance").exemplars == ()
