"""Records how a challenge's rejected submissions fail, and finds where the record is no longer true."""

from collections.abc import Mapping
from contextlib import closing

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.evidence import ProofResults
from prep.authoring.package import ChallengePackage
from prep.catalog.symptoms import SYMPTOMS_FILE, Recorded, symptoms_text
from prep.grading.grader import Grader
from prep.model.errors import StorageError
from prep.model.result import GradeResult
from prep.model.symptom import Symptom


def record_symptoms(package: ChallengePackage, grader: Grader) -> int:
    """Grade the rejected submissions and write down how each fails; the number of those that were recorded.

    Raises:
        IsolationError: the jail cannot be set up on this machine.
        StorageError: the record cannot be written.
    """
    with closing(grader.grade_all(package.challenge, package.wrong.values())) as graded:
        found = _recorded(dict(zip(package.wrong, graded, strict=True)))
    path = package.challenge.folder / SYMPTOMS_FILE
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(symptoms_text(found), "utf-8")
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None
    return len(found)


def prove_symptoms(package: ChallengePackage, evidence: ProofResults, diagnostics: Diagnostics) -> None:
    """Each rejected submission fails where the record says; what came back may differ from machine to machine."""
    recorded = package.challenge.symptoms
    if not (recorded and evidence.wrong):
        return
    found = _recorded(evidence.wrong)
    stale = sorted(file for file in {*found, *recorded} if _places(found, file) != _places(recorded, file))
    if stale:
        diagnostics.problem(
            f"{', '.join(stale)}: not as {SYMPTOMS_FILE} records it",
            f"run `prep author symptoms {package.challenge.id}`",
        )


def _recorded(wrong: Mapping[str, GradeResult]) -> Recorded:
    return {name.removeprefix("rejected/"): dict(_symptoms(result)) for name, result in wrong.items()}


def _symptoms(result: GradeResult) -> list[tuple[str, Symptom]]:
    return [
        (check.id, symptom)
        for check in result.checks
        if check.verdict.is_failure and (symptom := Symptom.parse(check.symptom)) is not None
    ]


def _places(recorded: Recorded, file: str) -> dict[str, str]:
    return {check: symptom.place for check, symptom in recorded.get(file, {}).items()}
