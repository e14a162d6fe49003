"""The kill matrix as plain data: which submission fails which check, and whether it should."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from prep.authoring.evidence import ProofResults, failed
from prep.authoring.mutants import Mutant
from prep.authoring.outcome import ProofOutcome
from prep.model.challenge import Check
from prep.model.result import GradeResult
from prep.model.verdict import Verdict


class Fate(StrEnum):
    """A submission's fate in a check."""

    CAUGHT = "caught"
    """Fails, as it must."""

    PASSED = "passed"
    """Passes, as it must or may."""

    MISSED = "missed"
    """Passes, but must fail."""

    UNDECLARED = "undeclared"
    """Fails, but must pass."""

    @property
    def mark(self) -> str:
        return {"caught": "✗", "passed": "·", "missed": "missed", "undeclared": "✗!"}[self.value]


@dataclass(frozen=True)
class MatrixCell:
    """A cell and what the grader said."""

    cell: Fate
    title: str


@dataclass(frozen=True)
class Row:
    name: str
    note: str
    entries: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class CheckTally:
    check: Check
    rejected: int
    """How many rejected submissions it catches."""

    mutants: int
    """How many mutants it was the first to notice."""


@dataclass(frozen=True)
class Survivor:
    file: str
    line: int
    habit: str
    """Empty for a mutant."""

    diff: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """One challenge's part of the report."""

    outcome: ProofOutcome
    columns: tuple[CheckTally, ...]
    rows: tuple[Row, ...]
    survivors: tuple[Survivor, ...]
    acknowledged: tuple[tuple[str, str], ...]
    """Changed line and reason."""


def summarize_outcome(outcome: ProofOutcome) -> Matrix:
    """The view data of one challenge; without rows where nothing was graded."""
    if outcome.package is None or outcome.evidence is None:
        return Matrix(outcome, (), (), (), ())
    spec = outcome.package.challenge.spec
    return Matrix(
        outcome=outcome,
        columns=tuple(_columns(spec.checks, outcome.evidence)),
        rows=tuple(_rows(outcome)),
        survivors=tuple(_survivor(tried.mutant) for tried in (*outcome.survivors, *outcome.living_habits)),
        acknowledged=tuple((mutant.diff or mutant.habit, mutant.reason) for mutant in spec.equivalent_mutants),
    )


def _survivor(mutant: Mutant) -> Survivor:
    return Survivor(mutant.file, mutant.line, mutant.habit, mutant.diff[1:])


def _columns(checks: tuple[Check, ...], evidence: ProofResults) -> Iterator[CheckTally]:
    caught = Counter(check for result in evidence.wrong.values() for check in failed(result))
    killers = Counter(tried.killer.id for tried in evidence.mutants if tried.killer)
    for check in checks:
        yield CheckTally(check, caught[check.id], killers[check.id])


def _rows(outcome: ProofOutcome) -> Iterator[Row]:
    assert outcome.package is not None
    assert outcome.evidence is not None
    spec, evidence = outcome.package.challenge.spec, outcome.evidence
    every = {check.id for check in spec.checks}
    declared: Mapping[str, set[str]] = {f"rejected/{one.file}": set(one.fails) for one in spec.rejected}
    reasons = {f"rejected/{one.file}": one.why for one in spec.rejected}
    for name, runs in evidence.right.items():
        yield _row(name, "must pass", runs[0], set())
    for name, result in evidence.wrong.items():
        yield _row(name, reasons[name], result, declared[name])
    if evidence.starter:
        yield _row("starter.py", "must get no points", evidence.starter, every)
    for kind, result in evidence.odd.items():
        yield _row(kind, "must get no points", result, every)


def _row(name: str, note: str, result: GradeResult, must_fail: set[str]) -> Row:
    entries = []
    for check in result.checks:
        fails = check.verdict is not Verdict.ACCEPTED
        match fails, check.id in must_fail:
            case True, True:
                cell = Fate.CAUGHT
            case True, False:
                cell = Fate.UNDECLARED
            case False, True:
                cell = Fate.MISSED
            case _:
                cell = Fate.PASSED
        entries.append(MatrixCell(cell, f"{check.id}: {check.verdict}"))
    return Row(name, note, tuple(entries))
