"""What is most likely wrong with a submission, and which of its failed checks say something by themselves.

A challenge declares submissions that are known to be wrong, each with its mistake in words, and keeps how each of them
fails: at which statement of which check, and with what result. Whoever fails in the same way has most likely made the
same mistake. A check that only fails because something else is wrong accuses nobody of what it is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from prep.diagnosis.advice import perhaps_the_same
from prep.diagnosis.case import Case
from prep.diagnosis.causes import Cause, find_causes
from prep.diagnosis.standing import primary, speaking_for_themselves
from prep.model.challenge import Challenge, Visibility
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What is known about why a submission fails."""

    causes: tuple[Cause, ...] = ()
    """The surest first."""

    own: frozenset[str] = frozenset()
    """Failed checks that fail for what they are about, so that their advice is to the point."""

    rests_on: Mapping[str, str] = field(default_factory=dict)
    """For each other failed check, the one that has to pass before it can be judged."""


def diagnose(challenge: Challenge, result: GradeResult) -> Diagnosis:
    """Compare how a submission failed with what is known of its challenge."""
    case = Case(challenge, result)
    if not case.failed or result.unreadable or result.verdict is Verdict.IMPORT_ERROR:
        return Diagnosis()
    own = speaking_for_themselves(case)
    first = primary(case, own)
    return Diagnosis(
        causes=find_causes(case) if _is_whole(challenge, result) else (),
        own=own | {first},
        rests_on={check: first for check in case.failed if check not in own and check != first},
    )


def _is_whole(challenge: Challenge, result: GradeResult) -> bool:
    """Whether all checks ran: a few public ones are too little to go by, and would make a hint of every run."""
    return {check.id for check in result.checks} >= {check.id for check in challenge.spec.checks}


def without_accusations(challenge: Challenge, result: GradeResult) -> GradeResult:
    """The result with the advice of a check only where the check fails for what it is about.

    Where nothing is recorded of how known mistakes fail, that it may be the same mistake is all there is to say.
    """
    rests_on = diagnose(challenge, result).rests_on
    titles = {check.id: check.title for check in challenge.spec.checks}
    advice = {check.id: check.advice for check in challenge.spec.checks}

    def only_advises(check: CheckResult, said: str) -> bool:
        own = advice.get(check.id, "")
        hedged = {perhaps_the_same(title, own) for title in titles.values()} if challenge.symptoms else set()
        return said in {own, *hedged}

    def told(check: CheckResult) -> CheckResult:
        if check.id not in rests_on or check.visibility is not Visibility.HIDDEN:
            return check
        case, _, said = check.message.rpartition("\n")
        if not only_advises(check, said):
            return check
        on_others = f"could not be judged by itself, because “{titles[rests_on[check.id]]}” fails"
        return replace(check, message=case or on_others)

    return replace(result, checks=tuple(map(told, result.checks)))
