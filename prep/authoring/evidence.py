"""What grading all of a challenge's submissions brought to light; `prep.authoring.proofs` judges it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from prep.authoring.mutants import Mutant
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict


@dataclass(frozen=True)
class TriedMutant:
    """A mutant, or a habit in a right solution, and how it came out; its checks after the first failure are skipped."""

    mutant: Mutant
    result: GradeResult
    alike_elsewhere: bool = False
    """Whether no check noticed it under other seeds either, where the tests draw other data of the same kind."""

    @property
    def killer(self) -> CheckResult | None:
        """The check that noticed it; a machine too busy to tell has noticed nothing."""
        return next((check for check in self.result.checks if check.verdict.is_failure), None)

    @property
    def survives(self) -> bool:
        return self.killer is None


@dataclass(frozen=True, kw_only=True)
class ProofResults:
    """Results by the name of the submission, for example `rejected/no_intercept.py`.

    Where the reference itself does not pass, there is only that: nothing else would mean anything.
    """

    right: Mapping[str, tuple[GradeResult, ...]]
    """Of the reference and the accepted submissions, every repetition; the first in a process of its own."""

    starter: GradeResult | None = None

    wrong: Mapping[str, GradeResult] = field(default_factory=dict)
    """Each in a process that grades nothing else."""

    backwards: Mapping[str, GradeResult] = field(default_factory=dict)
    """Of right and wrong ones, with the checks in reverse order; wrong ones may lack those that are timed."""

    alone: Mapping[str, CheckResult] = field(default_factory=dict)
    """Of the reference, by check: the only one that ran."""

    after_others: Mapping[str, GradeResult] = field(default_factory=dict)
    """Of right and wrong ones, graded one after another in the opposite order."""

    later: GradeResult | None = None
    """Of the reference, at another time."""

    odd: Mapping[str, GradeResult] = field(default_factory=dict)
    """By the kind of nonsense that is returned."""

    memorised: GradeResult | None = None
    """Of the reference, refusing every input that it was not shown in public checks."""

    mutants: tuple[TriedMutant, ...] = ()

    habits: tuple[TriedMutant, ...] = ()
    """Of the reference and the accepted submissions, with a wrong habit spliced in."""

    other_seeds: Mapping[str, tuple[GradeResult, ...]] = field(default_factory=dict)
    """Of the reference and the accepted submissions, on what the tests draw from other seeds, as a fork's do."""


_MEASURED: Final = frozenset({Verdict.TOO_NOISY, Verdict.OVER_BUDGET})


def failed(result: GradeResult) -> dict[str, CheckResult]:
    """The checks that were not accepted, skipped ones apart."""
    return {check.id: check for check in result.checks if check.verdict not in (Verdict.ACCEPTED, Verdict.SKIPPED)}


def differences(first: GradeResult, second: GradeResult) -> list[str]:
    """The checks that both have and that came out differently, but for what was measured: that differs on a busy
    machine, too.
    """
    verdicts = {check.id: check.verdict for check in second.checks}
    return [
        check.id
        for check in first.checks
        if check.id in verdicts
        and (check.verdict is Verdict.ACCEPTED) is not (verdicts[check.id] is Verdict.ACCEPTED)
        and _MEASURED.isdisjoint((check.verdict, verdicts[check.id]))
    ]
