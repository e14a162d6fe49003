"""What the exit codes mean; stdout is data, stderr is for people."""

from enum import IntEnum

from prep.model.errors import ContentError, IsolationError, PrepError, StorageError, SubmissionError


class ExitCode(IntEnum):
    OK = 0
    CHECKS_FAILED = 1
    """Of one's own work only: it was graded, and some check failed."""

    USAGE = 2
    CONTENT = 3
    SUBMISSION = 4
    ISOLATION = 5
    STORAGE = 6
    GRADER = 7
    """The grader itself failed for at least one submission; that is never a candidate's fault."""

    INTERRUPTED = 130


_CODES = {
    ContentError: ExitCode.CONTENT,
    SubmissionError: ExitCode.SUBMISSION,
    IsolationError: ExitCode.ISOLATION,
    StorageError: ExitCode.STORAGE,
}


def code_of(error: PrepError) -> ExitCode:
    """The exit code that tells this kind of error."""
    return next((_CODES[kind] for kind in type(error).__mro__ if kind in _CODES), ExitCode.USAGE)
