"""How an exchange with a submission can end other than by a value, one exception for each verdict."""

from collections.abc import Sequence
from dataclasses import dataclass


class Outcome(Exception):
    """Ends a check with the verdict that its class stands for."""


class WrongAnswer(Outcome, AssertionError):
    """The value is not what it must be."""


class Violation(Outcome):
    """The submission sent something that is no plain data, or answers no request."""

    def __init__(self, text: str, bare: str | None = None) -> None:
        super().__init__(text)
        self.bare = text if bare is None else bare
        """The same without words that the submission may have chosen."""


class TimeLimitError(Outcome):
    """An exchange was not over in time."""


class MemoryLimitError(Outcome):
    """The submission held more memory than its limit."""

    def __init__(self, peak_mb: int) -> None:
        super().__init__(peak_mb)
        self.peak_mb = peak_mb


class WorkerEndedError(Outcome):
    """The submission ended its own process."""


class JailGoneError(Outcome):
    """The jail itself failed: ours, not the submission's."""


class OverBudget(Outcome):
    """Slower than the budget allows, beyond doubt."""


class TooNoisy(Outcome):
    """The machine was too busy to tell whether the budget was kept."""


@dataclass(frozen=True)
class Place:
    """A line of the submission's own code in a traceback."""

    file: str
    line: int
    function: str
    text: str


class CandidateRaised(Outcome):
    """The submission raised an exception; nothing of the exception itself is to be trusted."""

    def __init__(self, type_name: str, bases: Sequence[str], text: str, trace: Sequence[Place]) -> None:
        super().__init__(type_name, text)
        self.type_name = type_name
        self.bases = tuple(bases)
        self.text = text
        self.trace = tuple(trace)

    def is_a(self, error: type[BaseException]) -> bool:
        """Whether it is, by name, an exception of this class or of one derived from it."""
        return error.__name__ in self.bases
