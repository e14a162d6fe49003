"""How an exchange with a submission can end other than by a value, one exception for each verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prep.grading.jail.describe import Wall


class CheckOutcome(Exception):
    """Ends a check with the verdict that its class stands for."""


class WrongAnswer(CheckOutcome, AssertionError):
    """The value is not what it must be.

    The text may name values, and so is for public checks only. A person whose submission fails a hidden check may be
    told `because`, an author's sentence that is written out in the test, or `form`, a sentence of ours.
    """

    def __init__(self, text: str, *, because: str = "", form: str = "") -> None:
        super().__init__(text)
        self.because = because
        self.form = form
        """Before `because`, or alone: what can be said whatever the hidden case is."""


NO_SUCH_TYPE: Final = "What came back is not of the type that is asked for."
"""For values that cannot even be looked at."""


class Violation(CheckOutcome):
    """The submission sent something that is not plain data, or answers no request."""


class TimeLimitError(CheckOutcome):
    """An exchange was not over in time."""


class MemoryLimitError(CheckOutcome):
    """The submission held more memory than its limit."""

    def __init__(self, peak_mb: int) -> None:
        super().__init__(peak_mb)
        self.peak_mb = peak_mb


class WorkerEndedError(CheckOutcome):
    """The submission ended its own process."""


class JailGoneError(CheckOutcome):
    """The jail itself failed: ours, not the submission's."""


class OverBudget(CheckOutcome):
    """Slower than the budget allows, beyond doubt."""


class TooNoisy(CheckOutcome):
    """The machine was too busy to tell whether the budget was kept."""


@dataclass(frozen=True)
class CodePlace:
    """A line of the submission's own code in a traceback."""

    file: str
    line: int
    function: str
    text: str


class CandidateRaised(CheckOutcome):
    """The submission raised an exception; nothing of the exception itself is to be trusted."""

    def __init__(
        self,
        type_name: str,
        bases: Sequence[str],
        text: str,
        trace: Sequence[CodePlace],
        walls: frozenset[Wall] = frozenset(),
    ) -> None:
        super().__init__(type_name, text)
        self.type_name = type_name
        self.bases = tuple(bases)
        self.text = text
        self.trace = tuple(trace)
        self.walls = walls
        """What of the jail it ran into, as far as the submission tells."""

    def is_a(self, error: type[BaseException]) -> bool:
        """Whether it is, by name, an exception of this class or of one derived from it."""
        return error.__name__ in self.bases
