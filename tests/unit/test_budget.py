"""The statistics of latency budgets, on synthetic timings."""

import numpy as np
import pytest

from prep.grading.budget import (
    LOOKS,
    RAW_WALL_SLACK,
    WALL_SLACK,
    BudgetDecision,
    BudgetStanding,
    Pair,
    RatioBounds,
    decide,
    median_bounds,
)
from prep.grading.server.latency import pair_of
from prep.grading.server.stopwatch import Spent


def pairs_of(ratios: np.ndarray, reference_s: float = 0.01, wall: float | None = None) -> list[Pair]:
    """Pairs in which the candidate took `ratio` times as long as the reference."""
    return [
        Pair(
            candidate_cpu_s=ratio * reference_s,
            reference_cpu_s=reference_s,
            candidate_wall_s=(ratio if wall is None else wall) * reference_s,
            reference_wall_s=reference_s,
        )
        for ratio in ratios
    ]


def run(rng: np.random.Generator, true_ratio: float, spread: float, budget: float = 1.5) -> BudgetDecision:
    """Draw pairs with log-normal noise, a tenth of them disturbed, until a decision falls."""
    drawn: list[float] = []
    while True:
        noise = rng.lognormal(0.0, spread)
        disturbed = 3.0 ** rng.choice([-1, 1]) if rng.random() < 0.1 else 1.0
        drawn.append(true_ratio * noise * disturbed)
        decision = decide(pairs_of(np.array(drawn)), budget)
        if decision is not None:
            return decision


@pytest.mark.parametrize("true_ratio", [1.0, 1.1, 1.3])
def test_honest_code_is_never_called_over_budget(true_ratio: float) -> None:
    rng = np.random.default_rng(1)
    decisions = [run(rng, true_ratio, spread=0.05).standing for _ in range(1000)]
    assert BudgetStanding.OVER not in decisions
    assert decisions.count(BudgetStanding.WITHIN) >= 990


def test_code_twice_as_slow_is_caught() -> None:
    rng = np.random.default_rng(2)
    decisions = [run(rng, 2.0, spread=0.05).standing for _ in range(1000)]
    assert decisions.count(BudgetStanding.OVER) >= 990
    assert BudgetStanding.WITHIN not in decisions


@pytest.mark.slow
def test_at_the_boundary_noise_is_not_held_against_anyone() -> None:
    rng = np.random.default_rng(3)
    decisions = [run(rng, 1.5, spread=0.1).standing for _ in range(500)]
    assert decisions.count(BudgetStanding.OVER) <= 0.1 * len(decisions)
    assert decisions.count(BudgetStanding.TOO_NOISY) >= 0.8 * len(decisions)


def test_a_decision_falls_only_at_a_look() -> None:
    for count in range(1, LOOKS[-1] + 1):
        decision = decide(pairs_of(np.full(count, 1.0)), 1.5)
        assert (decision is not None) == (count in LOOKS)


def test_undecided_after_the_last_look_is_too_noisy() -> None:
    spread = np.tile([0.5, 4.0], 32)
    decision = decide(pairs_of(spread), 1.5)
    assert decision is not None
    assert decision.standing is BudgetStanding.TOO_NOISY
    assert decision.pairs == LOOKS[-1]


def test_sleep_is_caught_by_the_wall_clock() -> None:
    decision = decide(pairs_of(np.full(8, 1.0), wall=10.0), 1.5)
    assert decision is not None
    assert (decision.standing, decision.clock) == (BudgetStanding.OVER, "wall")


@pytest.mark.parametrize(("wall", "slack"), [(1.7, WALL_SLACK), (2.9, RAW_WALL_SLACK)])
def test_a_busy_machine_is_not_taken_for_sleep(wall: float, slack: float) -> None:
    decision = decide(pairs_of(np.full(8, 1.0), wall=wall), 1.5, slack)
    assert decision is not None
    assert (decision.standing, decision.clock) == (BudgetStanding.WITHIN, "cpu")


def test_a_wall_clock_that_disagrees_without_proof_asks_for_more_pairs_and_ends_as_noise() -> None:
    def pairs(count: int) -> list[Pair]:
        walls = np.tile([1.0, 4.0, 4.0, 4.0], count // 4)
        return [Pair(0.01, 0.01, 0.01 * wall, 0.01) for wall in walls]

    assert decide(pairs(8), 1.5) is None
    decision = decide([*pairs(32), *[Pair(0.01, 0.01, 0.01, 0.01)] * 12, *pairs(20)], 1.5)
    assert decision is not None
    assert decision.standing is BudgetStanding.TOO_NOISY


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # The ranks are those of the tables of the sign test at .025 a side: 1 of 8, 4 of 16, 10 of 32, 24 of 64.
    [(8, 1, 8), (16, 4, 13), (32, 10, 23), (64, 24, 41)],
)
def test_the_median_is_bounded_by_order_statistics(count: int, low: int, high: int) -> None:
    shuffled = np.random.default_rng(4).permutation(np.arange(1, count + 1)).astype(float)
    assert median_bounds(list(shuffled)) == RatioBounds((count + 1) / 2, low, high)


def test_too_few_ratios_have_no_bounds() -> None:
    with pytest.raises(ValueError, match="5 ratios are too few"):
        median_bounds([1.0] * 5)


NOTHING_SPENT = Spent(cpu_s=0.0, wall_s=0.0, queued_s=0.0, first_thread_s=0.0)


def test_who_queues_where_the_kernel_does_not_tell_is_compared_with_a_reference_that_queued() -> None:
    in_a_thread = Spent(cpu_s=0.004, wall_s=0.020, queued_s=0.002, first_thread_s=0.001)
    reference = Spent(cpu_s=0.003, wall_s=0.003, queued_s=0.015, first_thread_s=0.003)
    pair = pair_of(in_a_thread, reference, NOTHING_SPENT)
    assert (pair.candidate_wall_s, pair.reference_wall_s) == pytest.approx((0.022, 0.018))


def test_who_sleeps_in_the_first_thread_is_compared_without_any_queueing() -> None:
    asleep = Spent(cpu_s=0.003, wall_s=0.020, queued_s=0.002, first_thread_s=0.003)
    reference = Spent(cpu_s=0.003, wall_s=0.003, queued_s=0.015, first_thread_s=0.003)
    pair = pair_of(asleep, reference, NOTHING_SPENT)
    assert (pair.candidate_wall_s, pair.reference_wall_s) == pytest.approx((0.020, 0.003))
