"""A cohort's report: its figures against figures worked out otherwise, and its tables safe to open."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prep.model.sitting import CodeItem, Sitting, SittingKind
from prep.model.verdict import Verdict
from prep.reports.cohort import CohortView, summarize_cohort
from prep.reports.cohort_csv import render_checks_csv, render_people_csv
from prep.reports.cohort_statistics import discrimination, spread, wilson
from prep.reports.render import render_html, render_text
from tests import report_stage as stage


def text_of(view: CohortView) -> str:
    return " ".join(render_text(view.report, 200).split())


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_wilsons_interval_has_the_published_figures() -> None:
    """Newcombe (1998) has 81 of 263; the others are what the formula gives by hand."""
    for passed, count, low, high in ((0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)):
        interval = wilson(passed, count)
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-4)
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_quartiles_are_those_of_numpy(values: list[float]) -> None:
    told = spread(values)
    assert [told.quarter, told.median, told.three_quarters] == pytest.approx(np.percentile(values, [25, 50, 75]))


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    parts, rests = [0.0, 1.0, 1.0, 0.0, 1.0, 0.5, 0.0, 1.0], [0.1, 0.8, 0.7, 0.2, 0.9, 0.6, 0.4, 0.3]
    assert discrimination(parts, rests) == pytest.approx(np.corrcoef(parts, rests)[0, 1])
    assert discrimination(parts[:7], rests[:7]) is None
    assert discrimination([1.0] * 9, [n / 9 for n in range(9)]) is None
    assert discrimination([n / 9 for n in range(9)], [0.5] * 9) is None


def test_checks_that_nobody_or_everybody_passes_are_named() -> None:
    text = text_of(summarize_cohort(stage.cohort()))
    assert "Finds slope and intercept of points on a line [40 of 40] everybody passes · public check" in text
    assert "Refuses input that cannot be fitted, with the errors of the prompt [0 of 40] nobody passes · hidden" in text


def test_a_check_that_the_better_fail_more_often_is_named() -> None:
    sittings = []
    for number in range(20):
        good = number >= 10
        ids = [check.id for check in stage.challenge().spec.checks]
        failed = ids[:1] if good else ids[1:6]
        item = stage.coded(stage.graded(dict.fromkeys(failed, Verdict.WRONG_ANSWER)))
        sittings.append(stage.sitting(SittingKind.ASSESSMENT, "t", [item]))
    assert "[10 of 20] discrimination -1.00: people who do better pass it less often" in text_of(
        summarize_cohort(sittings)
    )


def test_what_the_grader_failed_on_is_left_out_and_said() -> None:
    ids = dict.fromkeys((check.id for check in stage.challenge().spec.checks), Verdict.GRADER_ERROR)
    failed = stage.sitting(SittingKind.ASSESSMENT, "t", [stage.coded(stage.graded(ids))])
    view = summarize_cohort([*stage.cohort(10), failed])
    assert view.tasks[0].seen == 10
    assert "the grader failed on 1 submission; grade again" in text_of(view)
    assert "Of 1 person nothing could be graded" in text_of(view)


def test_results_of_different_versions_of_a_challenge_are_said_to_be_mixed() -> None:
    first, *others = stage.cohort(10)
    item = first.items[0]
    assert isinstance(item, CodeItem)
    older = replace(item, result=replace(item.result, fingerprint="another"))
    view = summarize_cohort([replace(first, items=(older,)), *others])
    assert "graded by 2 versions of the challenge" in text_of(view)


def test_nobody_is_named_in_the_report() -> None:
    sittings = [replace(one, person=f"Grace Hopper {n}") for n, one in enumerate(stage.cohort(10))]
    assert "Hopper" not in render_html(summarize_cohort(sittings).report)


def test_time_used_is_told_with_how_many_went_over() -> None:
    assert "Linear regression from scratch 40 30 min" in text_of(summarize_cohort(stage.cohort()))
    untimed = [stage.sitting(SittingKind.ASSESSMENT, "t", [stage.coded(stage.graded())])]
    assert "No times were measured." in text_of(summarize_cohort(untimed))


def test_of_nobody_there_is_nothing_to_tell() -> None:
    assert "Nothing was graded" in text_of(summarize_cohort([]))
    assert len(rows(render_checks_csv(summarize_cohort([])))) == 1


def test_tables_hold_a_row_for_each_check_and_each_person() -> None:
    view = summarize_cohort(stage.cohort())
    checks = rows(render_checks_csv(view))
    assert checks[0][:6] == ["item", "check", "title", "kind", "graded", "passed"]
    assert len(checks) == 1 + len(view.tasks) == 1 + 11 + 6 + 3
    people = rows(render_people_csv(view))
    assert people[0] == [
        "person",
        "share",
        "taken_s",
        "Linear regression from scratch",
        "Bias and variance",
    ]
    assert len(people) == 41
    assert float(people[1][1]) == pytest.approx(stage.cohort()[0].share, abs=1e-4)


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@x", '=cmd|"/c calc"!A0', "\t=1", "a\nb", 'a"b,c', "\x1b[2J", "名"]
)
def test_no_spreadsheet_takes_a_name_for_a_formula(name: str) -> None:
    first: Sitting = replace(stage.cohort(1)[0], person=name)
    (_, row) = rows(render_people_csv(summarize_cohort([first])))
    assert not row[0].startswith(("=", "+", "-", "@", "\t"))
    assert "\x1b" not in row[0]
    assert len(row) == 5
