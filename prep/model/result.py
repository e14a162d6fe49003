"""What grading one submission found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

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


_BASIC: Final = (
    *(Verdict.IMPORT_ERROR, Verdict.RUNTIME_ERROR, Verdict.PROTOCOL_VIOLATION, Verdict.WRONG_ANSWER),
    *(Verdict.MEMORY_LIMIT, Verdict.TIME_LIMIT, Verdict.OVER_BUDGET),
)
"""Failures in the order in which they are worth looking at."""


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
    """The submission could not even be read: nothing was run, and there is no score."""

    problem: str = ""
    """Why it could not be read, and what to do about it."""

    format_version: int = RESULT_FORMAT_VERSION

    @property
    def verdict(self) -> Verdict:
        return Verdict.SKIPPED if self.unreadable else worst(check.verdict for check in self.checks)

    @property
    def begin_with(self) -> CheckResult | None:
        """The failed check to look at first where several failed, since one mistake often fails many: one whose test
        can be read before a hidden one, then what cannot even run, then what is wrong, then what is slow.
        """
        failed = [check for check in self.checks if check.verdict.is_failure]
        if len(failed) < 2:
            return None
        return min(failed, key=lambda check: (check.visibility is Visibility.HIDDEN, _BASIC.index(check.verdict)))

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def max_points(self) -> float:
        return sum(check.max_points for check in self.checks)

    def as_plain(self) -> dict[str, Any]:
        """Every field and what follows from them, ready to be written as JSON."""
        first = self.begin_with
        counted: dict[str, Any] = {"verdict": self.verdict, "points": self.points, "max_points": self.max_points}
        if self.unreadable:
            counted = dict.fromkeys(counted)
        counted["begin_with"] = first.id if first else None
        return asdict(self) | counted | {"started_at": self.started_at.isoformat()}

    @property
    def counts_as_attempt(self) -> bool:
        """Neither a fault of ours nor what nobody could read costs an attempt."""
        return self.verdict is not Verdict.GRADER_ERROR and not self.unreadable
