"""A submission beside the known ones of its challenge: what it fails, and which of them fail alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from prep.model.challenge import Challenge, Rejected, Visibility
from prep.model.result import GradeResult
from prep.model.symptom import Symptom
from prep.model.verdict import Verdict

_UNDECIDED: Final = frozenset({Verdict.SKIPPED, Verdict.TOO_NOISY, Verdict.GRADER_ERROR})


@dataclass(frozen=True, kw_only=True)
class Known:
    """A rejected submission, and how it fails those checks that could be judged here."""

    mistake: Rejected
    symptoms: Mapping[str, Symptom | None]
    """By check; None where nothing is recorded."""


@dataclass(frozen=True)
class Case:
    """One graded submission."""

    challenge: Challenge
    result: GradeResult

    @cached_property
    def failed(self) -> dict[str, Symptom | None]:
        """By failed check, in the order of the challenge, how it failed; None where nothing is known of that."""
        return {check.id: Symptom.parse(check.symptom) for check in self.result.checks if check.verdict.is_failure}

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """The rejected submissions that fail something that could be judged here."""
        judged = {check.id for check in self.result.checks if check.verdict not in _UNDECIDED}
        return tuple(
            Known(mistake=mistake, symptoms=symptoms)
            for mistake in self.challenge.spec.rejected
            if (symptoms := self._symptoms(mistake, judged))
        )

    @cached_property
    def public(self) -> frozenset[str]:
        return frozenset(check.id for check in self.challenge.checks(Visibility.PUBLIC))

    def is_at_same_place(self, check: str, symptom: Symptom | None) -> bool:
        """Whether the submission fails this check at the same statement of its test, in the same manner."""
        own = self.failed.get(check)
        return own is not None and symptom is not None and own.place == symptom.place

    def is_same(self, check: str, symptom: Symptom | None) -> bool:
        """Whether it also fails with the same result."""
        own = self.failed.get(check)
        if own is None or symptom is None or own.place != symptom.place:
            return False
        return own.words == symptom.words or check in self._drawn_afresh

    @cached_property
    def _drawn_afresh(self) -> frozenset[str]:
        """Checks whose inputs are others in every run, as those of a latency budget are."""
        return frozenset(check.id for check in self.challenge.spec.checks if check.budget is not None)

    def _symptoms(self, mistake: Rejected, judged: Iterable[str]) -> dict[str, Symptom | None]:
        recorded = self.challenge.symptoms.get(mistake.file, {})
        return {check: recorded.get(check) for check in mistake.fails if check in judged}
