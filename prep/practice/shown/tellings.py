"""Limits how often a metric on hidden labels is told: who may ask without end tunes to the hidden labels."""

from dataclasses import dataclass, replace

from prep.model.challenge import Challenge
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict


@dataclass(frozen=True)
class Tellings:
    """How often a challenge's metric may still be told to one person."""

    left: int | None
    """None where there is no limit."""

    @classmethod
    def of(cls, challenge: Challenge, attempts: int) -> "Tellings":
        """What is left after so many graded attempts."""
        limit = challenge.spec.tellings
        return cls(None if limit is None else max(limit - attempts, 0))

    def veil(self, check: CheckResult) -> CheckResult:
        """The check as it may be shown: once no telling is left, a metric and its points are not."""
        if self.left != 0 or check.metric is None:
            return check
        message = "not shown any more: the score of this check has been shown as often as the challenge allows"
        return replace(check, verdict=Verdict.SKIPPED, points=0.0, message=message, metric=None)

    def veil_all(self, result: GradeResult) -> GradeResult:
        return replace(result, checks=tuple(map(self.veil, result.checks)))
