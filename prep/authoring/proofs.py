"""What the evidence must show, one small function for each demand on a challenge."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from statistics import median
from typing import Final

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.evidence import ProofResults, differences, failed
from prep.authoring.package import REFERENCE, STARTER, ChallengePackage
from prep.authoring.survivors import count_mutants, stale_acknowledgements, survivors
from prep.authoring.symptoms import prove_symptoms
from prep.grading.budget import TOO_CHEAP
from prep.model.challenge import Visibility
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict

Proof = Callable[[ChallengePackage, ProofResults, Diagnostics], None]

MIN_SCORE: Final = 0.9
"""The share of mutants that must die, equivalent ones apart."""

HEADROOM: Final = 0.5
"""The share of a time limit that a right solution may use."""


def prove_starter(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """The starter gets nothing, and stumbles over nothing of ours."""
    if evidence.starter is None:
        return
    _no_grader_error(STARTER, evidence.starter, diagnostics)
    if earning := _earning(evidence.starter):
        diagnostics.problem(
            f"{STARTER} gets points in {_names(earning)}",
            "let it raise NotImplementedError, or let these checks ask for more",
        )


def prove_right(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """The reference and the accepted submissions get full points, every time."""
    for name, runs in evidence.right.items():
        _no_grader_error(name, next((run for run in runs if run.verdict is Verdict.GRADER_ERROR), runs[0]), diagnostics)
        failures = Counter(check for run in runs for check in failed(run))
        for check, times in failures.items():
            shown = next(failed(run)[check] for run in runs if check in failed(run))
            if shown.verdict is Verdict.GRADER_ERROR:
                continue
            if shown.verdict is Verdict.TOO_NOISY:
                _undecided(name, shown, diagnostics)
            elif times < len(runs):
                diagnostics.problem(
                    f"{name} fails the check {_told(shown)} in {times} of {len(runs)} runs",
                    "seed what is drawn at random, and let the check depend on no clock",
                )
            else:
                diagnostics.problem(
                    f"{name} fails the check {_told(shown)}",
                    "fix the test if it asks for more than the prompt, else the solution",
                )


def prove_wrong(package: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """Every rejected submission fails the checks that it declares, and no others."""
    for rejected in package.challenge.spec.rejected:
        name = f"rejected/{rejected.file}"
        if name not in evidence.wrong:
            continue
        all_found = failed(evidence.wrong[name])
        found = {id_: check for id_, check in all_found.items() if check.verdict is not Verdict.TOO_NOISY}
        _no_grader_error(name, evidence.wrong[name], diagnostics)
        for noisy in all_found.keys() - found.keys():
            _undecided(name, all_found[noisy], diagnostics)
        if not all_found:
            diagnostics.problem(
                f"{name} gets full points", f"make {_names(rejected.fails) or 'a check'} catch it: {rejected.why}"
            )
            continue
        if passed := [check for check in rejected.fails if check not in all_found]:
            diagnostics.problem(
                f"{name} passes {_names(passed)}, which its `fails` lists",
                "make the check catch it, or take it out of `fails`",
            )
        if more := [check for id_, check in found.items() if id_ not in rejected.fails]:
            diagnostics.problem(
                f"{name} also fails {', '.join(map(_told, more))}",
                "add it to `fails`, or correct what the check is about",
            )


def prove_headroom(package: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """Right solutions are far from every time limit; the median of the runs counts, as machines are busy at times."""
    limits = package.challenge.spec.limits
    for name, runs in evidence.right.items():
        times_s = {check: median(_time_s(run, check) for run in runs) for check in _checks(runs)}
        check, longest_s = max(times_s.items(), key=itemgetter(1))
        if longest_s > HEADROOM * limits.check_s:
            diagnostics.problem(
                f"{name} takes {longest_s:.2g} s of the {limits.check_s:g} s for the check `{check}`",
                "raise `check_s` to more than twice that, or make the check smaller",
            )
        if (total_s := sum(times_s.values())) > HEADROOM * limits.total_s:
            diagnostics.problem(
                f"{name} takes {total_s:.2g} s of the {limits.total_s:g} s for all checks",
                "raise `total_s` to more than twice that, or make the checks smaller",
            )


def prove_order(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """No check depends on those before it."""
    first = {name: runs[0] for name, runs in evidence.right.items()} | dict(evidence.wrong)
    differing: dict[str, list[str]] = {}
    for name, result in evidence.backwards.items():
        for check in differences(first[name], result):
            differing.setdefault(check, []).append(name)
    for check, names in differing.items():
        diagnostics.problem(
            f"the check `{check}` comes out differently for {', '.join(names)} when the checks run in reverse order",
            "let every test make its own data and objects",
        )
    for alone in evidence.alone.values():
        if alone.verdict not in (Verdict.ACCEPTED, Verdict.TOO_NOISY):
            diagnostics.problem(
                f"{REFERENCE} fails the check {_told(alone)} when it runs alone",
                "let the test make itself what an earlier one left behind",
            )


def prove_slate(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """No submission is graded otherwise for those that were graded before it."""
    alone = {name: runs[0] for name, runs in evidence.right.items()} | dict(evidence.wrong)
    differing: dict[str, list[str]] = {}
    for name, result in evidence.after_others.items():
        for check in differences(alone[name], result):
            differing.setdefault(check, []).append(name)
    for check, names in differing.items():
        diagnostics.problem(
            f"the check `{check}` comes out differently for {', '.join(names)} when others were graded before it",
            "let the test leave nothing behind: copy what it changes, and undo what it sets",
        )


def prove_time(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """No check depends on when it runs."""
    for check in _undecided_apart(failed(evidence.later)) if evidence.later else ():
        diagnostics.problem(
            f"{REFERENCE} fails the check {_told(check)} when it runs a year later",
            "put fixed dates and times into the test",
        )


def prove_odd(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """Nonsense earns nothing, and no test stumbles over it."""
    earned: dict[str, list[str]] = {}
    for kind, result in evidence.odd.items():
        _no_grader_error(f"a submission that {kind}", result, diagnostics)
        for check in _earning(result):
            earned.setdefault(check, []).append(kind)
    for check, kinds in earned.items():
        diagnostics.problem(
            f"the check `{check}` gives points to a submission that {', or '.join(kinds)}",
            "let it also ask for a value that only a right solution returns",
        )


def prove_inputs(package: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """Every hidden check shows the submission something that no public check did."""
    if evidence.memorised is None:
        return
    open_failures = failed(evidence.memorised)
    for check in package.challenge.checks(Visibility.HIDDEN):
        if check.id not in open_failures:
            diagnostics.problem(
                f"the hidden check `{check.id}` uses no input that the public checks do not show",
                "give it inputs of its own: who only remembers the public ones would pass",
            )


def prove_mutants(package: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """Nearly every change of the reference is noticed; the others are acknowledged with a reason."""
    equivalents = package.challenge.spec.equivalent_mutants
    count = count_mutants(evidence.mutants, equivalents)
    if count.score < MIN_SCORE:
        lines = sorted({tried.mutant.line for tried in survivors(evidence.mutants, equivalents)})
        diagnostics.problem(
            f"{count.killed} of {count.total - count.acknowledged} mutants of {REFERENCE} die; those that change "
            f"line {', '.join(map(str, lines))} survive",
            "add checks that tell them apart, or acknowledge equivalent ones with [[equivalent_mutants]]",
        )
    for stale in stale_acknowledgements([*evidence.mutants, *evidence.habits], equivalents):
        diagnostics.problem(
            f"the equivalent mutant `{stale.diff or stale.habit}` is none of those that survive",
            "remove it from challenge.toml",
        )
    for tried in evidence.mutants:
        _no_grader_error(f"the mutant `{' '.join(tried.mutant.changed)}`", tried.result, diagnostics)


def prove_habits(_: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """No wrong habit breaks a test. Which of them live is told, and is for the author to judge."""
    for tried in evidence.habits:
        what = f"{tried.mutant.file}, where it {tried.mutant.habit} (`{' '.join(tried.mutant.changed)}`),"
        _no_grader_error(what, tried.result, diagnostics)


PROOFS: Final[tuple[Proof, ...]] = (
    prove_starter,
    prove_right,
    prove_wrong,
    prove_headroom,
    prove_order,
    prove_slate,
    prove_time,
    prove_symptoms,
    prove_odd,
    prove_inputs,
    prove_mutants,
    prove_habits,
)


def _checks(runs: Sequence[GradeResult]) -> list[str]:
    return [check.id for check in runs[0].checks]


def _time_s(run: GradeResult, wanted: str) -> float:
    return next(check.time_s for check in run.checks if check.id == wanted)


def _earning(result: GradeResult) -> list[str]:
    return [check.id for check in result.checks if check.points > 0]


def _undecided_apart(found: Mapping[str, CheckResult]) -> list[CheckResult]:
    return [check for check in found.values() if check.verdict is not Verdict.TOO_NOISY]


def _undecided(name: str, check: CheckResult, diagnostics: Diagnostics) -> None:
    advice = "try again on a quieter machine, or move the budget away from what this submission needs"
    if check.message == TOO_CHEAP:
        advice = "give it inputs on which the reference takes 0.5 to 20 ms"
    diagnostics.problem(f"{name}: the check {_told(check)} could not be decided", advice)


def _no_grader_error(name: str, result: GradeResult, diagnostics: Diagnostics) -> None:
    broken: dict[str, list[str]] = {}
    for check in result.checks:
        if check.verdict is Verdict.GRADER_ERROR:
            broken.setdefault(check.message, []).append(check.id)
    for message, checks in broken.items():
        diagnostics.problem(
            f"{name} cannot be graded by {_names(checks)}: {message}",
            "fix the test; it may compute with nothing that `expect` has not looked at",
        )


def _told(check: CheckResult) -> str:
    said = f": {' '.join(check.message.split())}" if check.message else ""
    return f"`{check.id}` ({check.verdict}{said})"


def _names(checks: Iterable[str]) -> str:
    return ", ".join(f"`{check}`" for check in checks)
