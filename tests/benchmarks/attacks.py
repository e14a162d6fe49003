"""Ten attacks, each for a class of its own: what they get in a plain test run, and here."""

from prep.catalog.challenges import load_challenge_folder
from prep.grading.grader import Grader
from prep.model.result import GradeResult
from tests.attacks.corpus import FULL, TARGET, load_attack
from tests.attacks.naive import NaiveGrade, grade_naively

TEN = (
    "ending/exit_at_import",
    "ending/exit_handler",
    "forging/writes_reports",
    "objects/equal_to_everything",
    "reading/imports_the_reference",
    "reading/searches_the_garbage_collector",
    "tampering/conftest",
    "tampering/numpy_comparisons",
    "tampering/pytest_itself",
    "time/endless_loop_in_c",
)
PATIENCE_S = 60.0


def report() -> None:
    print(f"none of these ten solves anything; points of {FULL:g}")
    print(f"{'attack':<40}{'plain pytest':<40}here")
    challenge = load_challenge_folder(TARGET)
    with Grader() as grader:
        for name in TEN:
            submission = load_attack(name).submission
            naive, ours = grade_naively(submission, timeout_s=PATIENCE_S), grader.grade(challenge, submission)
            print(f"{name:<40}{_of_plain(naive):<40}{_of_ours(ours)}", flush=True)


def _of_plain(grade: NaiveGrade) -> str:
    if grade.exit_code is None:
        return f"never ends (stopped after {PATIENCE_S:g} s)"
    told = f"{grade.points:g} points"
    if grade.passed is None:
        told = f"no result, exit code {grade.exit_code}"
    return told


def _of_ours(result: GradeResult) -> str:
    return f"{result.points:g} points, {result.verdict}, after {result.time_s:.1f} s"
