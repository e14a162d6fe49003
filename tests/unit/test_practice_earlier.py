"""A report beside what the same person did before: at the same thing, and in the same topics."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from prep.catalog.locate import shipped_root
from prep.model.sitting import Sitting, SittingKind
from prep.model.verdict import Verdict
from prep.practice.desk.clock import Clock
from prep.practice.desk.library import Library, question_version
from prep.practice.desk.notebook import OwnData
from prep.practice.drafts.help import Help
from prep.practice.record.attempts import record_attempt
from prep.practice.record.earlier import skills_before
from prep.practice.record.recall import recall_sitting
from prep.practice.record.rows import answer_record
from prep.practice.record.sittings import keep_sitting
from prep.reports.render import render_text
from prep.reports.summarize import summarize_sitting
from prep.store.practice import recent_sittings
from tests import report_stage as stage

LIBRARY = Library([shipped_root()])


@pytest.fixture
def notebook(tmp_path: Path) -> OwnData:
    return OwnData(tmp_path)


def submit(notebook: OwnData, day: int, verdicts: dict[str, Verdict], help_: Help | None = None) -> str:
    """Keep an attempt of that day; returns its report as text on one line."""
    at = stage.AT + timedelta(days=day)
    kept = record_attempt(
        notebook,
        stage.challenge(),
        replace(stage.graded(verdicts), started_at=at),
        stage.CODE.decode(),
        clock=Clock.start(30, at),
        taken=help_ or Help(),
        now=at,
    )
    return " ".join(kept.report.with_name("report.txt").read_text("utf-8").split())


def test_a_second_attempt_says_which_checks_turned(notebook: OwnData) -> None:
    first = submit(notebook, 0, {"fits_a_line": Verdict.WRONG_ANSWER, "whole_numbers": Verdict.WRONG_ANSWER})
    second = submit(notebook, 1, {"predicts_new_rows": Verdict.WRONG_ANSWER})
    assert "Since your last attempt" not in first
    assert "85 % on 1 March 2026, 85 % now." in second
    assert "Now passes: Finds slope and intercept of points on a line; Accepts whole numbers" in second
    assert "No longer passes: Predicts rows that it has not seen." in second


def test_a_report_that_is_made_again_knows_nothing_of_later_attempts(notebook: OwnData) -> None:
    submit(notebook, 0, {"fits_a_line": Verdict.WRONG_ANSWER})
    submit(notebook, 1, {})
    with notebook.reading() as connection:
        last, first = recent_sittings(connection, 2)
    made = [render_text(summarize_sitting(recall_sitting(notebook, LIBRARY, one))) for one in (first, last)]
    assert ["Since your last attempt" in text for text in made] == [False, True]


def test_the_reference_is_shown_once_everything_passes_or_it_was_given_up(notebook: OwnData) -> None:
    failed = submit(notebook, 0, {"fits_a_line": Verdict.WRONG_ANSWER})
    given_up = submit(notebook, 1, {"fits_a_line": Verdict.WRONG_ANSWER}, Help().with_reference())
    passed = submit(notebook, 2, {})
    assert ["Beside the reference" in text for text in (failed, given_up, passed)] == [False, True, True]


def drill(day: int, uid: str, notebook: OwnData, found: dict[str, str]) -> Sitting:
    at = stage.AT + timedelta(days=day)
    item = stage.answered(stage.ANSWER, found)
    sitting = replace(stage.sitting(SittingKind.DRILL, "Drill", [item]), started_at=at, finished_at=at)
    keep_sitting(notebook, sitting, uid=uid, attempts=[answer_record(item, at, sitting_uid=uid)])
    return sitting


def test_a_drill_says_how_its_topics_went_before_and_which_points_are_new(notebook: OwnData) -> None:
    assert question_version(stage.question())
    drill(0, "a" * 32, notebook, {})
    again = {"high-bias-underfits": "Bias is the error"}
    now = drill(1, "b" * 32, notebook, again)
    (skill,) = skills_before(notebook, LIBRARY, now, "b" * 32)
    assert (skill.topic, skill.answers, skill.mean, skill.last) == ("classical-models", 1, 0.0, 0.0)
    with notebook.reading() as connection:
        record = recent_sittings(connection, 1)[0]
    text = " ".join(render_text(summarize_sitting(recall_sitting(notebook, LIBRARY, record)), 200).split())
    assert "Now made: Bias is error from over-simple assumptions" in text
    assert "classical models 0 % (1) 0 %" in text
