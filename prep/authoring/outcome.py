"""What is known of a challenge after it was checked."""

import json
from dataclasses import asdict, dataclass, field

from prep.authoring.evidence import ProofResults, TriedMutant
from prep.authoring.package import ChallengePackage
from prep.authoring.survivors import MutantCount


@dataclass(frozen=True, kw_only=True)
class GradedExemplar:
    """An exemplar of a question, as it is graded."""

    number: int
    earned: float
    """The share of the marks that the grader gives, 0 to 1."""

    deserved: float
    """The same by the points and misconceptions that its author lists."""

    missed: tuple[str, ...]
    """Ids of points and misconceptions that are listed and not found."""

    unlisted: tuple[str, ...]
    """Ids of those that are found and not listed."""


@dataclass(frozen=True, kw_only=True)
class ProofOutcome:
    """Everything that a report about one challenge, or about questions, says."""

    challenge: str
    problems: tuple[str, ...]
    seconds: float
    package: ChallengePackage | None = None
    """None where it could not even be loaded."""

    evidence: ProofResults | None = None
    """None where nothing was graded."""

    mutants: MutantCount = field(default_factory=MutantCount)
    survivors: tuple[TriedMutant, ...] = ()
    habits: MutantCount = field(default_factory=MutantCount)
    living_habits: tuple[TriedMutant, ...] = ()
    """Wrong habits that no check noticed and nobody has acknowledged, though other seeds show some of them."""

    alike_habits: tuple[TriedMutant, ...] = ()
    """Those that no check noticed under other seeds either."""

    exemplars: tuple[GradedExemplar, ...] = ()
    """Of a question that is checked alone."""

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def checks(self) -> int:
        return len(self.package.challenge.checks()) if self.package else 0

    @property
    def accepted(self) -> int:
        return len(self.package.accepted) if self.package else 0

    @property
    def rejected(self) -> int:
        return len(self.package.rejected) if self.package else 0

    def as_json(self) -> str:
        """One line for a program to read."""
        facts = {"challenge": self.challenge, "ok": self.ok, "problems": self.problems, "accepted": self.accepted}
        facts |= {"rejected": self.rejected, "mutants": asdict(self.mutants), "habits": asdict(self.habits)}
        facts |= {"seconds": round(self.seconds, 1)}
        return json.dumps(facts, ensure_ascii=False)
