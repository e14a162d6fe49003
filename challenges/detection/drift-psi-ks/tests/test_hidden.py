"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def draw(seed, count, shift=0.0, spread=1.0):
    """Readings like brightness: skewed, without a pattern in their order."""
    return np.random.default_rng(seed).gamma(3.0, spread, count) + shift


def expect_same_psi(candidate, old, new, *settings, **named):
    wanted = reference.psi(old, new, *settings, **named)
    expect.close(candidate.psi(old, new, *settings, **named), wanted, what="the index")


def expect_same_ks(candidate, old, new):
    expect.close(candidate.ks_statistic(old, new), reference.ks_statistic(old, new), what="the statistic")


def expect_same_alarm(candidate, old, new, *alpha):
    expect.equal(candidate.ks_alarm(old, new, *alpha), reference.ks_alarm(old, new, *alpha), what="the alarm")


def test_psi_of_many_values(candidate):
    for seed, n, m, shift, bins in [(1, 1200, 700, 0.4, 10), (2, 333, 2000, -0.3, 7), (3, 5003, 5003, 0.0, 20)]:
        old, new = draw(seed, n), draw(seed + 10, m, shift, spread=1.2)
        expect_same_psi(candidate, old, new, bins)
    expect_same_psi(candidate, draw(4, 1500), draw(5, 1500, 0.5))
    expect_same_psi(candidate, draw(6, 60), draw(7, 70), 1)


def test_values_beyond_the_reference(candidate):
    old = draw(8, 400)
    for new in (draw(9, 300, 6.0), draw(10, 300, -4.0), draw(11, 300, spread=4.0), [1000.0], [-1000.0, 1000.0]):
        expect_same_psi(candidate, old, new, 8)


def test_empty_bins(candidate):
    old = draw(12, 90)
    for new, floor in [([2.5] * 20, 1e-4), (draw(13, 25, 4.0), 1e-4), (draw(14, 200), 0.05), (draw(15, 6), 0.01)]:
        expect_same_psi(candidate, old, new, 10, floor)
        expect_same_psi(candidate, old, new, bins=6, floor=floor)
    expect_same_psi(candidate, [1.0, 2.0], draw(16, 50), 9)
    expect_same_psi(candidate, old, draw(17, 30), 4, 0.3)


def test_values_on_the_edges(candidate):
    # Runs of equal counts, so that each quantile lies inside a run and is exact.
    old = np.repeat([0, 1, 2, 3, 5, 8], [30, 50, 45, 33, 27, 20])
    for new in (np.repeat([0, 1, 2, 3], [9, 4, 11, 30]), np.repeat([2, 8, 9], 7), np.repeat([-1, 5], 12), [1] * 5):
        for bins in (2, 3, 5, 10):
            expect_same_psi(candidate, old, new, bins)
    expect_same_psi(candidate, np.full(40, 3.0), np.repeat([2.0, 3.0, 4.0], [5, 10, 9]))
    expect_same_psi(candidate, np.full(40, 3.0), np.full(7, 3.0))
    expect_same_psi(candidate, [7.0], [7.0, 6.0, 8.0, 6.0], 3)


def test_ks_of_many_values(candidate):
    for seed, n, m, shift, spread in [(20, 900, 500, 0.5, 1.0), (22, 250, 3000, -0.4, 1.0), (24, 700, 700, 0.0, 2.0)]:
        expect_same_ks(candidate, draw(seed, n), draw(seed + 1, m, shift, spread))
        expect_same_ks(candidate, draw(seed + 1, m, shift, spread), draw(seed, n))
    old = draw(26, 500)
    for new in ([old.max() + 1.0], [old.min() - 1.0], [np.median(old)], old[:200], draw(27, 40, 50.0)):
        expect_same_ks(candidate, old, new)
    # Far apart only within one reading of the other sample.
    expect_same_ks(candidate, [0.0, 10.0], [1.0, 2.0, 3.0, 4.0, 9.0])
    expect_same_ks(candidate, [5.0], [6.0])


def test_ks_with_ties(candidate):
    rng = np.random.default_rng(28)
    for levels, n, m in [(3, 60, 45), (8, 200, 77), (1, 9, 30)]:
        expect_same_ks(candidate, rng.integers(0, levels, n), rng.integers(0, levels, m))
    expect_same_ks(candidate, [1, 1, 1, 2], [1, 1, 2, 2])
    expect_same_ks(candidate, [1, 1, 1], [1, 1, 1])
    expect_same_ks(candidate, np.array([250, 3, 255], dtype=np.uint8), np.array([250, 250, 2], dtype=np.uint8))


def test_alarm_threshold(candidate):
    for seed, n, m, shift in [(30, 300, 200, 0.0), (31, 300, 200, 0.3), (32, 300, 200, 0.6), (33, 4000, 90, 0.6)]:
        old, new = draw(seed, n), draw(seed + 50, m, shift)
        for alpha in (0.3, 0.05, 0.01, 1e-6):
            expect_same_alarm(candidate, old, new, alpha)
        expect_same_alarm(candidate, old, new)
    # A shift by so many places has a statistic of that many hundredths: below and above the critical values.
    steps = np.arange(100.0)
    for alpha in (0.2, 0.05, 0.01, 0.001):
        critical = 100 * np.sqrt(-np.log(alpha / 2) / 100)
        for shift in (int(critical) - 1, int(critical), int(critical) + 1, int(critical) + 2):
            expect_same_alarm(candidate, steps, steps + shift, alpha)
            expect_same_alarm(candidate, steps, np.repeat(steps + shift, 3), alpha)
    # With alpha = 2 exp(-n) for two samples of n values, the critical value is 1, which no statistic is above.
    expect_same_alarm(candidate, [1.0, 2.0], [8.0, 9.0], 2 * np.exp(-2.0) * 0.999)
    expect_same_alarm(candidate, [1.0, 2.0], [8.0, 9.0], 2 * np.exp(-2.0) * 1.001)


def test_missing_readings(candidate):
    old, new = draw(40, 300), draw(41, 200, 0.4)
    old[::7], new[3::5] = np.nan, np.nan
    expect_same_psi(candidate, old, new)
    expect_same_ks(candidate, old, new)
    for alpha in (0.4, 0.1, 0.01):
        expect_same_alarm(candidate, old, new, alpha)
    expect_same_ks(candidate, [np.nan, 1.0], [np.nan, np.nan, 2.0, 0.5])
    steps = np.arange(100.0)
    gaps = np.concatenate([steps + 20, np.full(400, np.nan)])
    for alpha in (0.05, 0.03, 0.001):
        expect_same_alarm(candidate, steps, gaps, alpha)


def test_leaves_inputs_unchanged(candidate):
    old, new = draw(42, 60), draw(43, 50, 0.4)
    old[5] = np.nan
    for name in ("psi", "ks_statistic", "ks_alarm"):
        called = getattr(candidate, name).with_arguments(old, new)
        for after, before in zip(called.arguments, (old, new), strict=True):
            same = expect.array(after, before.shape, what=f"an argument of {name} after the call", finite=False)
            expect.close(same, before, what=f"an argument of {name} after the call")
    expect.number(candidate.ks_statistic(old, new), what="the statistic")


def test_refuses_impossible_input(candidate):
    old, new = draw(44, 40), draw(45, 30, 0.4)
    for name in ("psi", "ks_statistic", "ks_alarm"):
        for bad, why in [
            (new[:0], "a sample has no values"),
            (np.full(4, np.nan), "a sample has nothing but NaN"),
            (new[:, None], "a sample has two dimensions"),
            (np.float64(3.0), "a sample is a single number"),
        ]:
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(old, bad)
            with candidate.raises(ValueError, because=why):
                getattr(candidate, name)(bad, new)
    for settings, why in [
        ({"bins": 0}, "there are no bins"),
        ({"bins": -2}, "there are no bins"),
        ({"floor": 0.0}, "the floor is 0"),
        ({"floor": -0.1}, "the floor is below 0"),
        ({"floor": 1.0}, "the floor is 1"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.psi(old, new, **settings)
    for alpha in (0.0, 1.0, -0.1, 1.5):
        with candidate.raises(ValueError, because="alpha does not lie between 0 and 1"):
            candidate.ks_alarm(old, new, alpha)
    expect_same_psi(candidate, old, new, 5)
    expect_same_ks(candidate, old, new)
