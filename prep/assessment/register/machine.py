"""Whether a machine can grade at all.

A fault of the grader may lie with the work or with the machine. The machine is asked first: if it cannot even grade a
challenge's own reference, the fault counts against it, and no work is given up for it.
"""

from collections.abc import Iterable

from prep.assessment.register.home import TakeHome
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Runtime, Visibility
from prep.model.errors import IsolationError
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict


class MachineFaultError(IsolationError):
    """A fault of this machine, which counts against no work; the text says what it is."""


def prove_machine(grader: Grader, challenge: Challenge) -> None:
    """Grade a challenge's own reference by its public tests: its points do not matter, that it can be graded does.

    Raises:
        MachineFaultError: it cannot.
    """
    reference = Submission(name="reference", files={ENTRY_FILE: (challenge.folder / "reference.py").read_bytes()})
    result = grader.grade(challenge, reference, visibility=Visibility.PUBLIC)
    for check in result.checks:
        if check.verdict is Verdict.GRADER_ERROR:
            raise MachineFaultError(
                f"this machine cannot grade {challenge.id}, not even its own reference ({check.message}); nothing is "
                "counted against any work. `prep doctor` shows what is missing"
            )


def prove_runtimes(grader: Grader, homes: Iterable[TakeHome]) -> None:
    """Prove that this machine can grade: one challenge for each set of libraries that is needed.

    Raises:
        IsolationError: it cannot, or has no full jail.
    """
    proved: set[Runtime] = set()
    for home in homes:
        for challenge in home.content.challenges.values():
            if challenge.spec.runtime not in proved:
                prove_machine(grader, challenge)
                proved.add(challenge.spec.runtime)
