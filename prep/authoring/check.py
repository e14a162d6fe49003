"""Checks challenges: loads one, applies the rules to its files, gathers evidence, asks the evidence for proof."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.authoring.bench import OnStep, ProofBench
from prep.authoring.diagnostics import Diagnostics
from prep.authoring.evidence import ProofResults
from prep.authoring.outcome import ProofOutcome
from prep.authoring.package import ChallengePackage, load_package
from prep.authoring.proofs import PROOFS
from prep.authoring.rules import RULES
from prep.authoring.survivors import count_mutants, survivors
from prep.catalog.challenges import find_challenge, load_challenge
from prep.grading.grader import Grader
from prep.model.errors import ContentError, SubmissionError


@dataclass(frozen=True, kw_only=True)
class Demands:
    """How thorough a check is."""

    repeat: int = 10
    """How often the reference and the accepted submissions must pass."""

    mutants: bool = True
    """Whether mutants of the reference are tried, and wrong habits in all right solutions."""


def compares_times(roots: Sequence[Path], challenge_id: str) -> bool:
    """Whether a challenge has a latency budget, which wants the machine for itself; a broken challenge has none."""
    try:
        return any(check.budget for check in load_challenge(roots, challenge_id).spec.checks)
    except ContentError:
        return False


def check_challenge(
    roots: Sequence[Path], challenge_id: str, grader: Grader, demands: Demands, on_step: OnStep
) -> ProofOutcome:
    """Find out all that is wrong with a challenge.

    Raises:
        IsolationError: the jail cannot be set up on this machine.
        ContentError: there is no such challenge, or a library that authors need is not installed.
    """
    started = time.monotonic()
    folder = find_challenge(roots, challenge_id)
    try:
        package = load_package(folder)
    except (ContentError, SubmissionError) as error:
        return ProofOutcome(challenge=challenge_id, problems=(str(error),), seconds=time.monotonic() - started)
    evidence = ProofBench(grader, package, on_step, demands.repeat, demands.mutants).gather()
    return judge(package, evidence, time.monotonic() - started)


def judge(package: ChallengePackage, evidence: ProofResults, seconds: float) -> ProofOutcome:
    """What the evidence says of a challenge as its files are now."""
    diagnostics = Diagnostics()
    for rule in RULES:
        rule(package, diagnostics)
    for proof in PROOFS:
        proof(package, evidence, diagnostics)
    return _outcome(package, evidence, diagnostics, seconds)


def _outcome(
    package: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics, seconds: float
) -> ProofOutcome:
    equivalents = package.challenge.spec.equivalent_mutants
    living = survivors(evidence.habits, equivalents)
    return ProofOutcome(
        challenge=package.challenge.id,
        problems=tuple(diagnostics.problems),
        seconds=seconds,
        package=package,
        evidence=evidence,
        mutants=count_mutants(evidence.mutants, equivalents),
        survivors=tuple(survivors(evidence.mutants, equivalents)),
        habits=count_mutants(evidence.habits, equivalents),
        living_habits=tuple(one for one in living if not one.alike_elsewhere),
        alike_habits=tuple(one for one in living if one.alike_elsewhere),
    )
