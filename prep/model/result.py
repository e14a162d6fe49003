"""What grading one submission found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from prep.model.challenge import Visibility
from prep.model.isolation import Isolation
from prep.model.verdict import Verdict, worst

RESULT_FORMAT_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class MetricScore:
    """A metric on hidden labels, placed between a baseline and the reference."""

    name: str
    unit: str
    lower_is_better: bool
    value: float
    low: float
    high: float
    """`low` and `high`: a 95 % bootstrap interval of `value`."""

    baseline: float
    reference: float
    share: float
    """0 at the baseline, 1 at the reference or better."""


@dataclass(frozen=True, kw_only=True)
class LatencyScore:
    """How long a call took beside the reference in the same run."""

    ratio: float
    low: float
    high: float
    """`low` and `high`: bounds of the median ratio."""

    budget: float
    pairs: int
    decided_on: str
    """"cpu" or "wall"."""


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """How one check came out."""

    id: str
    verdict: Verdict
    points: float
    max_points: float
    time_s: float
    message: str = ""
    """For the candidate. Never holds a hidden value."""

    visibility: Visibility = Visibility.HIDDEN
    line: int | None = None
    """The line of the candidate's own file that the message is about."""

    output: str = ""
    """What the submission printed during a public check, cut to its limit."""

    metric: MetricScore | None = None
    latency: LatencyScore | None = None
    symptom: str = ""
    """How it failed, as text of a `Symptom`: for the diagnosis, which compares it with those of known mistakes."""


@dataclass(frozen=True, kw_only=True)
class GradeResult:
    """How one submission came out."""

    challenge: str
    fingerprint: str
    submission: str
    checks: tuple[CheckResult, ...]
    isolation: Isolation
    started_at: datetime
    time_s: float
    cpu_s: float
    """CPU seconds of the submission's own processes."""

    versions: Mapping[str, str] = field(default_factory=dict)
    """Of Python, this product and the libraries that can change a result."""

    unreadable: bool = False
    """The submission could not even be read, and nothing was run."""

    format_version: int = RESULT_FORMAT_VERSION

    @property
    def verdict(self) -> Verdict:
        return worst(check.verdict for check in self.checks)

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def max_points(self) -> float:
        return sum(check.max_points for check in self.checks)

    def as_plain(self) -> dict[str, Any]:
        """Every field and what follows from them, ready to be written as JSON."""
        counted = {"verdict": self.verdict, "points": self.points, "max_points": self.max_points}
        return asdict(self) | counted | {"started_at": self.started_at.isoformat()}

    @property
    def counts_as_attempt(self) -> bool:
        """A fault of ours never costs an attempt."""
        return self.verdict is not Verdict.GRADER_ERROR
