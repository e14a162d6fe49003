"""Which libraries are not installed: what needs them is offered to nobody, and starts no clock."""

from functools import cache
from typing import TYPE_CHECKING

from prep.model.challenge import Challenge, Runtime
from prep.model.errors import MissingLibraryError

if TYPE_CHECKING:
    from prep.practice.desk.library import Library


@cache
def problem_of(runtime: Runtime) -> str:
    """Why challenges of a runtime cannot be graded here, and how to change that; empty if they can."""
    from prep.grading.libraries import require_all

    try:
        require_all(runtime)
    except MissingLibraryError as error:
        return str(error)
    return ""


def missing_runtimes(library: "Library") -> frozenset[Runtime]:
    """Of the challenges that there are."""
    return frozenset(one for one in {of.spec.runtime for of in library.challenges.values()} if problem_of(one))


def require_runtime(challenge: Challenge) -> None:
    """Make sure that a challenge can be graded here.

    Raises:
        MissingLibraryError: it cannot; the text says how to change that.
    """
    if problem := problem_of(challenge.spec.runtime):
        raise MissingLibraryError(problem)
