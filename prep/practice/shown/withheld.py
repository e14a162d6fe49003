"""What a hand-in does not say for nothing: where to look, and the likely mistake. A hint brings it, as does the end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from prep.model.challenge import Challenge, Check, Visibility
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict

WITHHELD: Final = "what to look at comes with a hint"


@dataclass(frozen=True)
class Withheld:
    """The advice of the hidden checks of a challenge, as long as nobody paid for help or came to the end."""

    advice: Mapping[str, str]
    """By hidden check; empty once it may be said, and where there are no hints to bring it."""

    @classmethod
    def of(cls, challenge: Challenge, *, is_sayable: bool) -> Self:
        is_sold = bool(challenge.hints)
        hidden = challenge.checks(Visibility.HIDDEN) if is_sold and not is_sayable else ()
        return cls({check.id: check.advice for check in hidden if check.advice})

    def veil(self, check: CheckResult) -> CheckResult:
        """The check as it may be shown: what happened stays, what to look at goes."""
        advice = self.advice.get(check.id, "")
        if not advice or advice not in check.message or check.verdict is Verdict.ACCEPTED:
            return check
        return replace(check, message=check.message.replace(advice, WITHHELD))

    def veil_all(self, result: GradeResult) -> GradeResult:
        """The result as it may be shown; once everything passes there is nothing to keep back."""
        return replace(result, checks=tuple(map(self.veil, result.checks)))

    def without(self, challenge: Challenge) -> Challenge:
        """The challenge as far as it may be said: without advice and without the mistakes that people make in it."""
        if not self.advice:
            return challenge
        checks = tuple(map(self._without_advice, challenge.spec.checks))
        return replace(challenge, spec=replace(challenge.spec, checks=checks, rejected=()), symptoms={})

    def _without_advice(self, check: Check) -> Check:
        return replace(check, advice="") if check.id in self.advice else check
