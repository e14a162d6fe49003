"""How a check, and a whole submission, came out."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """A closed set of outcomes, listed from best to worst.

    The order is the order of aggregation: a submission's verdict is the worst of its checks'. A grader error
    comes last because it is ours: nothing else that happened can be trusted beside it.
    """

    ACCEPTED = "accepted"
    SKIPPED = "skipped"
    TOO_NOISY = "too noisy"
    WRONG_ANSWER = "wrong answer"
    OVER_BUDGET = "over budget"
    RUNTIME_ERROR = "runtime error"
    PROTOCOL_VIOLATION = "protocol violation"
    MEMORY_LIMIT = "memory limit"
    TIME_LIMIT = "time limit"
    IMPORT_ERROR = "import error"
    GRADER_ERROR = "grader error"

    @property
    def mark(self) -> str:
        """One character that tells the outcome without colour."""
        return _MARKS[self]

    @property
    def is_failure(self) -> bool:
        """Whether the submission is to blame."""
        return self not in _BLAMELESS


_MARKS = {
    Verdict.ACCEPTED: "✓",
    Verdict.SKIPPED: "-",
    Verdict.TOO_NOISY: "~",
    Verdict.WRONG_ANSWER: "✗",
    Verdict.OVER_BUDGET: "▲",
    Verdict.RUNTIME_ERROR: "!",
    Verdict.PROTOCOL_VIOLATION: "¶",
    Verdict.MEMORY_LIMIT: "■",
    Verdict.TIME_LIMIT: "◷",
    Verdict.IMPORT_ERROR: "?",
    Verdict.GRADER_ERROR: "☠",
}

_BLAMELESS = frozenset({Verdict.ACCEPTED, Verdict.SKIPPED, Verdict.TOO_NOISY, Verdict.GRADER_ERROR})

_SEVERITY = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that dominates; a submission of which nothing was reported is a grader error."""
    return max(verdicts, key=_SEVERITY.__getitem__, default=Verdict.GRADER_ERROR)
