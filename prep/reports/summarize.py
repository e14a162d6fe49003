"""From a result to the plain data of its report."""

from collections.abc import Iterator, Sequence
from typing import Final

from prep.model.challenge import Challenge, Check, Visibility
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.text import one_line, visible
from prep.model.verdict import Verdict
from prep.reports.view import CheckView, CodeLine, CriterionView, ReportView

MAX_CODE_LINES: Final = 400
_MAX_LINE: Final = 200
_MAX_STEPS: Final = 3

_MEANINGS: Final = {
    Verdict.ACCEPTED: "Every check passed.",
    Verdict.SKIPPED: "Some checks were skipped.",
    Verdict.TOO_NOISY: "The machine was too busy to judge the speed; everything that could be judged passed.",
    Verdict.WRONG_ANSWER: "It runs, but some results are not what the prompt asks for.",
    Verdict.OVER_BUDGET: "The results are right, but it takes longer than its budget.",
    Verdict.RUNTIME_ERROR: "It raised an error or ended early in some checks.",
    Verdict.PROTOCOL_VIOLATION: "It returned something that is no plain data.",
    Verdict.MEMORY_LIMIT: "It used more memory than it may.",
    Verdict.TIME_LIMIT: "It did not finish in time.",
    Verdict.IMPORT_ERROR: "It could not be loaded, so no check could run.",
    Verdict.GRADER_ERROR: "The grader itself failed. This is not the submission's fault, and is no attempt.",
}


def summarize(challenge: Challenge, result: GradeResult, submission: Submission) -> ReportView:
    """The report on one graded submission, as plain data with all foreign text made visible and cut."""
    declared = {check.id: check for check in challenge.spec.checks}
    lines = _source(submission).splitlines()
    return ReportView(
        challenge_id=challenge.id,
        title=challenge.spec.title,
        level=challenge.spec.level,
        submission=one_line(result.submission, 120),
        graded_at=result.started_at.strftime("%-d %B %Y, %H:%M %Z"),
        verdict=result.verdict,
        meaning=_MEANINGS[result.verdict],
        points=_points(result.points, result.max_points),
        criteria=tuple(_criteria(challenge, result, declared)),
        right=tuple(declared[c.id].title for c in result.checks if c.verdict is Verdict.ACCEPTED),
        wrong=tuple(declared[c.id].title for c in result.checks if c.verdict is not Verdict.ACCEPTED),
        code=tuple(_code(lines[:MAX_CODE_LINES], result.checks, declared)),
        code_cut=len(lines) > MAX_CODE_LINES,
        next_steps=_next_steps(challenge, result, declared),
        integrity=_integrity(result),
    )


def _criteria(challenge: Challenge, result: GradeResult, declared: dict[str, Check]) -> Iterator[CriterionView]:
    for criterion in challenge.spec.criteria:
        checks = [check for check in result.checks if declared[check.id].criterion == criterion.id]
        if checks:
            yield CriterionView(
                title=criterion.title,
                points=_points(sum(c.points for c in checks), sum(c.max_points for c in checks)),
                checks=tuple(_check(check, declared[check.id]) for check in checks),
            )


def _check(check: CheckResult, declared: Check) -> CheckView:
    return CheckView(
        mark=check.verdict.mark,
        title=declared.title,
        verdict=check.verdict,
        points=_points(check.points, check.max_points),
        passed=check.verdict is Verdict.ACCEPTED,
        public=check.visibility is Visibility.PUBLIC,
        message=visible(check.message, 2000),
        output=visible(check.output, 2000),
        metric=check.metric,
        latency=check.latency,
    )


def _code(lines: Sequence[str], checks: Sequence[CheckResult], declared: dict[str, Check]) -> Iterator[CodeLine]:
    for number, text in enumerate(lines, 1):
        remarks = tuple(f"{declared[c.id].title}: {c.verdict}" for c in checks if c.line == number)
        yield CodeLine(number=number, text=visible(text, _MAX_LINE), remarks=remarks)


def _source(submission: Submission) -> str:
    return submission.files.get(ENTRY_FILE, b"").decode("utf-8", "backslashreplace")


def _next_steps(challenge: Challenge, result: GradeResult, declared: dict[str, Check]) -> tuple[str, ...]:
    """The advice for what cost most, then what the challenge itself suggests."""
    failed = [check for check in result.checks if check.verdict.is_failure]
    failed.sort(key=lambda check: check.points - check.max_points)
    advice = [declared[check.id].advice for check in failed if declared[check.id].advice]
    return tuple(dict.fromkeys([*advice, *challenge.spec.read_next]))[:_MAX_STEPS]


def _integrity(result: GradeResult) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Isolation",
            result.isolation if result.isolation.is_full else f"{result.isolation} (weaker than the full jail)",
        ),
        ("Challenge version", result.fingerprint),
        ("Versions", ", ".join(f"{name} {version}" for name, version in result.versions.items())),
        ("Repeat it with", f"prep grade {result.challenge} {one_line(result.submission, 120)}"),
    )


def _points(points: float, max_points: float) -> str:
    return f"{points:g} of {max_points:g}"
