"""Counts mutants: killed, surviving, and surviving with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from prep.authoring.evidence import TriedMutant
from prep.model.challenge import EquivalentMutant


@dataclass(frozen=True)
class MutantCount:
    total: int = 0
    killed: int = 0
    acknowledged: int = 0
    alike: int = 0
    """Neither noticed nor acknowledged, and not noticed on what the tests draw from other seeds either."""

    @property
    def score(self) -> float:
        """The share of those that a test could notice; 1 where there are none."""
        noticeable = self.total - self.acknowledged
        return self.killed / noticeable if noticeable else 1.0


def count_mutants(tried: Sequence[TriedMutant], equivalents: Sequence[EquivalentMutant]) -> MutantCount:
    alive = [one for one in tried if one.survives]
    open_ones = survivors(tried, equivalents)
    alike = sum(one.alike_elsewhere for one in open_ones)
    return MutantCount(len(tried), len(tried) - len(alive), len(alive) - len(open_ones), alike)


def survivors(tried: Sequence[TriedMutant], equivalents: Sequence[EquivalentMutant]) -> list[TriedMutant]:
    """Mutants that no check noticed and nobody has acknowledged."""
    return [
        one
        for one in tried
        if one.survives and not any(one.mutant.is_acknowledged_by(equivalent) for equivalent in equivalents)
    ]


def stale_acknowledgements(
    tried: Sequence[TriedMutant], equivalents: Sequence[EquivalentMutant]
) -> list[EquivalentMutant]:
    """Acknowledgements of what is noticed, or does not exist; none where nothing was tried."""
    alive = [one.mutant for one in tried if one.survives]
    return [
        equivalent
        for equivalent in equivalents
        if tried and not any(mutant.is_acknowledged_by(equivalent) for mutant in alive)
    ]
