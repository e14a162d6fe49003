"""From what the test server reported to points: every declared check counts, reported or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from prep.model.challenge import Check, Visibility
from prep.model.result import CheckResult, LatencyScore, MetricScore
from prep.model.verdict import Verdict


@dataclass(frozen=True)
class CheckReport:
    """What the test server says of one check."""

    check: str
    verdict: Verdict
    message: str = ""
    line: int | None = None
    time_s: float = 0.0
    output: str = ""
    metric: MetricScore | None = None
    latency: LatencyScore | None = None
    symptom: str = ""

    @classmethod
    def from_frame(cls, frame: Mapping[str, Any]) -> Self:
        """Rebuild a report from the frame it came in."""
        metric, latency = frame["metric"], frame["latency"]
        parts = {
            "verdict": Verdict(frame["verdict"]),
            "metric": MetricScore(**metric) if metric else None,
            "latency": LatencyScore(**latency) if latency else None,
        }
        return cls(**(dict(frame) | parts))


def score_checks(
    checks: Iterable[Check], reports: Mapping[str, CheckReport], failure: str, *, time_hidden: bool = False
) -> tuple[CheckResult, ...]:
    """The result of every check; one that was not reported is a grader error, for which `failure` is the reason."""
    return tuple(score_check(check, reports.get(check.id), failure, time_hidden=time_hidden) for check in checks)


def score_check(
    check: Check, report: CheckReport | None, failure: str = "", *, time_hidden: bool = False
) -> CheckResult:
    """The result of one check.

    How long a submission took in a hidden check it can choose by what it is shown there, so that is only for authors,
    who ask for it with `time_hidden`.
    """
    is_timed = time_hidden or check.visibility is Visibility.PUBLIC
    if report is None:
        return CheckResult(
            id=check.id,
            verdict=Verdict.GRADER_ERROR,
            points=0.0,
            max_points=check.points,
            time_s=0.0,
            message=failure or "this check was not reported",
            visibility=check.visibility,
        )
    return CheckResult(
        id=check.id,
        verdict=report.verdict,
        points=_points(check, report),
        max_points=check.points,
        time_s=round(report.time_s, 6) if is_timed else 0.0,
        message=report.message,
        visibility=check.visibility,
        line=report.line,
        output=report.output,
        metric=report.metric,
        latency=report.latency,
        symptom=report.symptom,
    )


def _points(check: Check, report: CheckReport) -> float:
    """All or nothing, but a metric earns its share of the way from the baseline to the reference."""
    if report.verdict is Verdict.ACCEPTED:
        return check.points
    if check.metric is not None and report.metric is not None and report.verdict is Verdict.WRONG_ANSWER:
        return round(check.points * report.metric.share, 2)
    return 0.0
