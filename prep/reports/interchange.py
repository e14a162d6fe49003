"""Writes results in formats that other programs read: Gradescope, JUnit, CTRF.

What these formats cannot say is said as nearly as they can: a grader error is never a failed test, and points are kept
where there is a field for them. Text from a submission is made visible first, which also makes it valid XML.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

from prep import __version__
from prep.model.errors import PrepError
from prep.model.result import CheckResult, GradeResult
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict

CTRF_SPEC_VERSION: Final = "0.1.0"
_READING: Final = "can_be_read"
"""Stands for the checks of what cannot be read, of which there are none."""

_OURS: Final = "the grader failed, not the submission; grade it again"


def render_gradescope(results: Sequence[GradeResult]) -> str:
    """A `results.json` for Gradescope's autograder.

    After a grader error, or of what cannot be read, it holds no score, which Gradescope shows as a failed autograder.

    Raises:
        PrepError: there is not exactly one result; the file has room for one submission.
    """
    if len(results) != 1:
        raise PrepError(f"Gradescope's results file holds one submission, not {len(results)}; grade them one at a time")
    (result,) = results
    ours = result.verdict is Verdict.GRADER_ERROR
    report: dict[str, Any] = {} if ours or result.unreadable else {"score": result.points}
    told = _OURS if ours else f"{result.points:g} of {result.max_points:g} points"
    report |= {
        "execution_time": result.time_s,
        "output": visible(result.problem) if result.unreadable else told,
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_gradescope_test(number, check) for number, check in enumerate(result.checks, 1)],
        "leaderboard": [
            {
                "name": check.metric.name,
                "value": check.metric.value,
                "order": "asc" if check.metric.lower_is_better else "desc",
            }
            for check in result.checks
            if check.metric
        ],
        "extra_data": {"challenge": result.challenge, "fingerprint": result.fingerprint},
    }
    return _json(report)


def render_junit(results: Sequence[GradeResult]) -> str:
    """A JUnit XML file as Apache Ant's schema has it: one suite a submission, one test case a check."""
    root = ET.Element("testsuites")
    for number, result in enumerate(results):
        root.append(_junit_suite(number, result))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode")


def render_ctrf(results: Sequence[GradeResult]) -> str:
    """A Common Test Report Format file over all submissions."""
    tests = [test for result in results for test in _ctrf_tests(result)]
    starts = [_start_ms(result) for result in results]
    stops = [_start_ms(result) + _ms(result.time_s) for result in results]
    counts = Counter(test["status"] for test in tests)
    summary = {
        "tests": len(tests),
        "suites": len(results),
        "start": min(starts, default=0),
        "stop": max(stops, default=0),
    }
    summary |= {status: counts[status] for status in ("passed", "failed", "skipped", "pending", "other")}
    report = {
        "reportFormat": "CTRF",
        "specVersion": CTRF_SPEC_VERSION,
        "generatedBy": "prep",
        "results": {"tool": {"name": "prep", "version": __version__}, "summary": summary, "tests": tests},
    }
    return _json(report)


def _gradescope_test(number: int, check: CheckResult) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": check.id,
        "number": str(number),
        "max_score": check.max_points,
        "output": _with_output(check),
        "tags": [check.visibility.value],
        "visibility": "visible",
        "extra_data": {"verdict": check.verdict.value, "time_s": check.time_s},
    }
    if check.verdict is not Verdict.GRADER_ERROR:
        test |= {"score": check.points, "status": "passed" if check.verdict is Verdict.ACCEPTED else "failed"}
    return test


def _junit_suite(number: int, result: GradeResult) -> ET.Element:
    kinds = Counter(_junit_kind(check) for check in result.checks)
    suite = ET.Element(
        "testsuite",
        id=str(number),
        package=result.challenge,
        name=one_line(result.submission) or "submission",
        hostname="localhost",
        timestamp=result.started_at.strftime("%Y-%m-%dT%H:%M:%S"),
        tests=str(len(result.checks) + result.unreadable),
        failures=str(kinds["failure"]),
        errors=str(kinds["error"] + result.unreadable),
        skipped=str(kinds["skipped"]),
        time=_seconds(result.time_s),
    )
    properties = ET.SubElement(suite, "properties")
    facts = {"points": f"{result.points:g}", "max_points": f"{result.max_points:g}", "verdict": result.verdict.value}
    facts = {} if result.unreadable else facts
    facts |= {"fingerprint": result.fingerprint, "isolation": result.isolation.value}
    for name, value in facts.items():
        ET.SubElement(properties, "property", name=name, value=value)
    for check in result.checks:
        suite.append(_junit_case(result, check))
    if result.unreadable:
        case = ET.SubElement(suite, "testcase", name=_READING, classname=result.challenge, time=_seconds(0.0))
        ET.SubElement(case, "error", type="unreadable", message=one_line(result.problem)).text = visible(result.problem)
    printed = [f"{check.id}:\n{visible(check.output)}" for check in result.checks if check.output]
    ET.SubElement(suite, "system-out").text = "\n".join(printed)
    ET.SubElement(suite, "system-err").text = ""
    return suite


def _junit_case(result: GradeResult, check: CheckResult) -> ET.Element:
    case = ET.Element("testcase", name=check.id, classname=result.challenge, time=_seconds(check.time_s))
    match kind := _junit_kind(check):
        case "failure" | "error":
            message = one_line(check.message) or check.verdict.value
            ET.SubElement(case, kind, type=check.verdict.value, message=message).text = visible(check.message)
        case "skipped":
            ET.SubElement(case, kind)
    return case


def _junit_kind(check: CheckResult) -> str:
    match check.verdict:
        case Verdict.ACCEPTED:
            return "passed"
        case Verdict.SKIPPED | Verdict.TOO_NOISY:
            return "skipped"
        case Verdict.GRADER_ERROR:
            return "error"
    return "failure"


_CTRF_STATUS: Final = {"passed": "passed", "failure": "failed", "error": "other"}


def _ctrf_tests(result: GradeResult) -> list[dict[str, Any]]:
    if result.unreadable:
        suite = [result.challenge, one_line(result.submission) or "submission"]
        unread = {"name": _READING, "suite": suite, "status": "other", "rawStatus": "unreadable", "duration": 0}
        return [unread | {"message": visible(result.problem)}]
    return [_ctrf_test(result, check) for check in result.checks]


def _ctrf_test(result: GradeResult, check: CheckResult) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": check.id,
        "suite": [result.challenge, one_line(result.submission) or "submission"],
        "status": "skipped" if check.verdict is Verdict.SKIPPED else _CTRF_STATUS.get(_junit_kind(check), "other"),
        "rawStatus": check.verdict.value,
        "duration": _ms(check.time_s),
        "tags": [check.visibility.value],
        "extra": {"points": check.points, "max_points": check.max_points},
    }
    if check.message:
        test["message"] = visible(check.message)
    if check.output:
        test["stdout"] = visible(check.output).splitlines()
    return test


def _with_output(check: CheckResult) -> str:
    printed = f"\nit printed:\n{visible(check.output)}" if check.output else ""
    return (visible(check.message) or check.verdict.value) + printed


def _start_ms(result: GradeResult) -> int:
    return _ms(result.started_at.timestamp())


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _seconds(value: float) -> str:
    """A decimal number without an exponent, as XML Schema's `decimal` wants it."""
    return f"{value:.6f}"


def _json(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False)
