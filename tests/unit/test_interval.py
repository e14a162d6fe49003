"""Between what a share lies: one account for reports, rankings and exports."""

from dataclasses import replace

from prep.model.interval import Interval, interval_of_answer
from prep.model.question import AnswerResult, PointResult
from prep.model.sitting import AnswerItem, Sitting, SittingKind
from prep.reports.render import render_text
from prep.reports.summarize import summarize_sitting
from tests import report_stage as stage

RESULT = AnswerResult(
    question="q",
    score=0.5,
    points=(PointResult(id="one", found=True, probability=0.5),),
    misconceptions=(),
    follow_ups=(),
    confidence=0.5,
    needs_review=True,
    flags=(),
    matcher="",
    low=0.3,
    high=0.8,
)


def test_the_interval_of_an_answer_is_what_its_grader_says() -> None:
    assert interval_of_answer(RESULT, stage.question()) == Interval(share=0.5, low=0.3, high=0.8)


def test_a_result_of_before_that_has_none_gets_one_from_its_probabilities() -> None:
    found = interval_of_answer(replace(RESULT, low=0.0, high=1.0), stage.question())
    assert found.share == 0.5


def test_an_answer_that_could_not_be_read_waits_for_a_person_and_counts_neither_way() -> None:
    unread = replace(RESULT, score=0.0, low=0.0, high=1.0, is_scored=False, remarks=("It is in another language.",))
    items = tuple(AnswerItem(question=stage.question(), answer="Bonjour.", result=one) for one in (RESULT, unread))
    sitting = Sitting(
        kind=SittingKind.DRILL,
        title="Drill",
        person="",
        started_at=stage.AT,
        finished_at=stage.AT,
        items=items,
    )
    assert sitting.share == 0.5
    assert "A person has to read 1 answer" in render_text(summarize_sitting(sitting), 400)
