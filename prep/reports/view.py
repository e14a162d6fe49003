"""A report as plain data: everything a rendering needs, nothing it would have to work out."""

from dataclasses import dataclass

from prep.model.result import LatencyScore, MetricScore


@dataclass(frozen=True, kw_only=True)
class CheckView:
    mark: str
    title: str
    verdict: str
    points: str
    """For example "5 of 10"."""

    passed: bool
    public: bool
    """Its test can be read, and its message holds values; that of a hidden one is advice."""

    message: str
    output: str
    metric: MetricScore | None
    latency: LatencyScore | None


@dataclass(frozen=True, kw_only=True)
class CriterionView:
    title: str
    points: str
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    number: int
    text: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReportView:
    challenge_id: str
    title: str
    level: str
    submission: str
    graded_at: str
    verdict: str
    meaning: str
    """The verdict in a sentence."""

    points: str
    criteria: tuple[CriterionView, ...]
    right: tuple[str, ...]
    """Titles of what passed."""

    wrong: tuple[str, ...]
    code: tuple[CodeLine, ...]
    code_cut: bool
    """Only the beginning of the code is shown."""

    next_steps: tuple[str, ...]
    integrity: tuple[tuple[str, str], ...]
    """What the result rests on: isolation, fingerprint, versions, the command that repeats it."""
