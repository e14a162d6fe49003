"""Decides whether code keeps a latency budget, from times measured in pairs with the reference.

A budget is a ratio, so the speed of the machine cancels; what is left is noise, which is never held against anyone. The
median of the pair ratios is bounded by order statistics, which assume nothing about the noise (for n pairs the k-th
smallest ratio lies above the median with probability P(Binomial(n, 1/2) < k)), and looked at a few times, each look at
.025 a side. Over budget only if the lower bound is over it, within only if the upper bound is not. CPU time decides,
and the wall clock has a veto: work that CPU time does not see is work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import comb
from typing import Final

LOOKS: Final = (8, 16, 32, 64)
"""After how many pairs a decision is tried; after the last, it is too noisy to say."""

TAIL: Final = 0.025
WALL_SLACK: Final = 1.2
"""CPU time sees neither sleep nor children that nobody waits for. Wall time does, but even with the waiting for a
processor taken off it is noisier, so it only counts where it exceeds the budget this many times."""

RAW_WALL_SLACK: Final = 3.0
"""The same where the waiting cannot be taken off: that time reads up to 1.6 for identical code on a busy machine."""


TOO_CHEAP: Final = "a call costs the reference too little to be measured"
"""Said where a ratio would be made of what clocks waver by."""


class BudgetStanding(StrEnum):
    WITHIN = "within budget"
    OVER = "over budget"
    TOO_NOISY = "too noisy"


@dataclass(frozen=True)
class RatioBounds:
    """A confidence interval of the median pair ratio."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class BudgetDecision:
    standing: BudgetStanding
    bounds: RatioBounds
    pairs: int
    clock: str
    """"cpu" or "wall": which one decided."""


@dataclass(frozen=True)
class Pair:
    """Times of one call on the same fresh input, in seconds, what the transport costs already taken off."""

    candidate_cpu_s: float
    reference_cpu_s: float
    candidate_wall_s: float
    reference_wall_s: float


def decide(pairs: Sequence[Pair], budget: float, wall_slack: float = WALL_SLACK) -> BudgetDecision | None:
    """The decision after these pairs, or None where more are needed.

    Args:
        pairs: in the order they were measured; only as many as one of `LOOKS` lead to a decision.
        budget: the largest allowed ratio of candidate to reference.
        wall_slack: how many times the budget the wall clock must read before it counts.
    """
    if len(pairs) not in LOOKS:
        return None
    wall = median_bounds([pair.candidate_wall_s / pair.reference_wall_s for pair in pairs])
    if wall.low > wall_slack * budget:
        return BudgetDecision(BudgetStanding.OVER, wall, len(pairs), "wall")
    cpu = median_bounds([pair.candidate_cpu_s / pair.reference_cpu_s for pair in pairs])
    if cpu.low > budget:
        return BudgetDecision(BudgetStanding.OVER, cpu, len(pairs), "cpu")
    if cpu.high <= budget and wall.median <= wall_slack * budget:
        return BudgetDecision(BudgetStanding.WITHIN, cpu, len(pairs), "cpu")
    if len(pairs) == LOOKS[-1]:
        return BudgetDecision(BudgetStanding.TOO_NOISY, cpu, len(pairs), "cpu")
    return None


def median_bounds(ratios: Sequence[float]) -> RatioBounds:
    """The median of at least eight ratios and the order statistics that bound it at `TAIL` a side."""
    ordered = sorted(ratios)
    count = len(ordered)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    rank = _rank(count)
    return RatioBounds(middle, ordered[rank - 1], ordered[count - rank])


@cache
def _rank(count: int) -> int:
    """The largest k with P(Binomial(count, 1/2) < k) at most `TAIL`; at least six observations have one."""
    below, rank = 0.0, 0
    while (below := below + comb(count, rank) / 2**count) <= TAIL:
        rank += 1
    if rank == 0:
        raise ValueError(f"{count} ratios are too few to bound their median")
    return rank
