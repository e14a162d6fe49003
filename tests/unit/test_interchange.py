"""Results in the formats of other programs, against what those programs publish about their formats."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prep.model.challenge import Visibility
from prep.model.errors import PrepError
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult, MetricScore
from prep.model.verdict import Verdict
from prep.reports.interchange import render_ctrf, render_gradescope, render_junit
from tests.conforming import conforms

HOSTILE = "\x00\x1b[31mred\x1b[0m ]]> </failure> \ud800 \uffff \u202eright to left & <b>"


def check(verdict: Verdict, **changes: Any) -> CheckResult:
    given: dict[str, Any] = {"id": verdict.name.lower(), "verdict": verdict, "points": 0.0, "max_points": 10.0}
    given |= {"time_s": 0.0000004, "message": "what was wrong", "visibility": Visibility.HIDDEN}
    if verdict is Verdict.ACCEPTED:
        given |= {"points": 10.0, "message": ""}
    return CheckResult(**(given | changes))


def result(*checks: CheckResult, submission: str = "ada/solution.py") -> GradeResult:
    return GradeResult(
        challenge="housing/linear-regression",
        fingerprint="0123456789abcdef",
        submission=submission,
        checks=checks,
        isolation=Isolation.FULL,
        started_at=datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC),
        time_s=1.5,
        cpu_s=0.2,
    )


ALL = [check(verdict) for verdict in Verdict]
UNTROUBLED = [one for one in ALL if one.verdict is not Verdict.GRADER_ERROR]

METRIC = MetricScore(
    name="MAE",
    unit="USD",
    lower_is_better=True,
    value=17_019.0,
    low=16e3,
    high=18e3,
    baseline=6e4,
    reference=16e3,
    share=0.97,
)

# What Gradescope documents about results.json.
GRADESCOPE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "test_output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "test_name_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
        "stdout_visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
                    "extra_data": {"type": "object"},
                },
            },
        },
        "leaderboard": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "value"],
                "properties": {"order": {"enum": ["asc", "desc"]}},
            },
        },
    },
}

COUNTS = ("passed", "failed", "skipped", "pending", "other")

# The parts of CTRF's JSON Schema that concern us, with its `additionalProperties: false`.
CTRF: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["results", "reportFormat", "specVersion"],
    "properties": {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"},
        "generatedBy": {"type": "string"},
        "results": {
            "type": "object",
            "additionalProperties": False,
            "required": ["tool", "summary", "tests"],
            "properties": {
                "tool": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["name"],
                    "properties": {"name": {"type": "string", "minLength": 1}, "version": {"type": "string"}},
                },
                "summary": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": [*COUNTS, "tests", "start", "stop"],
                    "properties": {key: {"type": "integer"} for key in (*COUNTS, "tests", "suites", "start", "stop")},
                },
                "tests": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["name", "status", "duration"],
                        "properties": {
                            "name": {"type": "string", "minLength": 1},
                            "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
                            "duration": {"type": "integer"},
                            "suite": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                            "rawStatus": {"type": "string"},
                            "message": {"type": "string"},
                            "tags": {"type": "array", "items": {"type": "string"}},
                            "stdout": {"type": "array", "items": {"type": "string"}},
                            "extra": {"type": "object"},
                        },
                    },
                },
            },
        },
    },
}


def assert_fits_ant_schema(text: str) -> ET.Element:
    """What Ant's JUnit.xsd demands: attributes, their types, the order of elements."""
    root = ET.fromstring(text)
    assert root.tag == "testsuites"
    for number, suite in enumerate(root):
        assert suite.tag == "testsuite"
        assert int(suite.attrib["id"]) == number
        assert suite.attrib["name"]
        assert suite.attrib["package"]
        assert suite.attrib["hostname"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        assert re.fullmatch(r"\d+\.\d+", suite.attrib["time"])
        names = [child.tag for child in suite]
        cases = [child for child in suite if child.tag == "testcase"]
        assert names == ["properties", *["testcase"] * len(cases), "system-out", "system-err"]
        assert all({"name", "value"} == set(entry.attrib) for entry in suite[0])
        for case in cases:
            assert {"name", "classname", "time"} == set(case.attrib)
            assert re.fullmatch(r"\d+\.\d+", case.attrib["time"])
            assert [child.tag for child in case] in ([], ["skipped"], ["error"], ["failure"])
            assert all(child.attrib["type"] for child in case if child.tag != "skipped")
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.attrib[count]) == len(suite.findall(f"testcase/{tag}"))
        assert int(suite.attrib["tests"]) == len(cases)
    return root


@pytest.mark.slow
def test_gradescope_gets_a_score_and_a_status_for_each_check() -> None:
    report = json.loads(render_gradescope([result(*UNTROUBLED)]))
    conforms(report, GRADESCOPE)
    assert report["score"] == 10.0
    assert [test["status"] for test in report["tests"]].count("passed") == 1
    assert sum(test["max_score"] for test in report["tests"]) == 100.0


@pytest.mark.slow
def test_gradescope_is_given_no_score_after_a_grader_error() -> None:
    report = json.loads(render_gradescope([result(*ALL)]))
    conforms(report, GRADESCOPE)
    assert "score" not in report
    (broken,) = [test for test in report["tests"] if test["name"] == "grader_error"]
    assert "score" not in broken
    assert "status" not in broken


@pytest.mark.slow
def test_gradescope_ranks_a_metric_in_its_own_direction() -> None:
    report = json.loads(render_gradescope([result(check(Verdict.WRONG_ANSWER, metric=METRIC, points=9.7))]))
    conforms(report, GRADESCOPE)
    assert report["leaderboard"] == [{"name": "MAE", "value": 17_019.0, "order": "asc"}]
    assert report["score"] == 9.7


def test_gradescope_refuses_several_submissions() -> None:
    with pytest.raises(PrepError, match="one at a time"):
        render_gradescope([result(*ALL), result(*ALL)])


def test_junit_tells_failures_from_our_own_errors() -> None:
    suite = assert_fits_ant_schema(render_junit([result(*ALL)]))[0]
    kinds = {case.attrib["name"]: [child.tag for child in case] for case in suite.iter("testcase")}
    assert kinds["accepted"] == []
    assert kinds["wrong_answer"] == ["failure"]
    assert kinds["grader_error"] == ["error"]
    assert kinds["too_noisy"] == ["skipped"]
    assert suite.attrib["timestamp"] == "2026-03-01T12:30:15"


def test_junit_has_a_suite_for_each_submission() -> None:
    root = assert_fits_ant_schema(render_junit([result(*ALL, submission=name) for name in ("ada", "grace")]))
    assert [suite.attrib["name"] for suite in root] == ["ada", "grace"]


@pytest.mark.slow
def test_ctrf_counts_every_status() -> None:
    report = json.loads(render_ctrf([result(*ALL), result(*ALL, submission="grace")]))
    conforms(report, CTRF)
    summary = report["results"]["summary"]
    counted = {status: summary[status] for status in COUNTS}
    assert counted == {"passed": 2, "failed": 14, "skipped": 2, "pending": 0, "other": 4}
    assert sum(counted.values()) == summary["tests"] == 2 * len(Verdict)
    assert (summary["start"], summary["stop"]) == (1_772_368_215_250, 1_772_368_216_750)


@pytest.mark.slow
def test_ctrf_of_nothing_is_valid() -> None:
    conforms(json.loads(render_ctrf([])), CTRF)


def test_what_a_submission_printed_is_passed_on() -> None:
    printing = result(check(Verdict.ACCEPTED, output="one\ntwo"))
    assert "one\ntwo" in json.loads(render_gradescope([printing]))["tests"][0]["output"]
    assert "one\ntwo" in (assert_fits_ant_schema(render_junit([printing])).findtext("testsuite/system-out") or "")
    assert json.loads(render_ctrf([printing]))["results"]["tests"][0]["stdout"] == ["one", "two"]


def test_hostile_text_breaks_no_format() -> None:
    hostile = result(check(Verdict.RUNTIME_ERROR, message=HOSTILE, output=HOSTILE), submission=HOSTILE)
    failure = assert_fits_ant_schema(render_junit([hostile])).find("testsuite/testcase/failure")
    assert failure is not None
    assert "\\x1b[31mred" in (failure.text or "")
    for rendered in (render_gradescope([hostile]), render_ctrf([hostile]), render_junit([hostile])):
        rendered.encode()
        assert "\x1b" not in rendered
        assert "\u202e" not in rendered


@pytest.mark.slow
@settings(deadline=None)  # a busy machine is no fault of the text
@given(message=st.text(), output=st.text(), submission=st.text())
def test_any_text_fits_all_formats(message: str, output: str, submission: str) -> None:
    any_result = result(check(Verdict.WRONG_ANSWER, message=message, output=output), submission=submission)
    assert_fits_ant_schema(render_junit([any_result]))
    conforms(json.loads(render_gradescope([any_result])), GRADESCOPE)
    conforms(json.loads(render_ctrf([any_result])), CTRF)
