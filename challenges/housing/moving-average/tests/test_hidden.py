"""The checks that decide."""

import numpy as np

from prep.grading import expect


def averages(values, width):
    return np.lib.stride_tricks.sliding_window_view(np.asarray(values, dtype=float), width).mean(axis=1)


def test_every_full_window(candidate):
    rng = np.random.default_rng(1)
    for count, width in ((9, 4), (6, 1), (5, 5), (1, 1), (40, 2)):
        values = rng.normal(size=count)
        called = candidate.moving_average.with_arguments(values, width)
        expect.close(called.value, averages(values, width), because="Windows of several widths.")
        expect.equal(called.arguments[0], values, because="The values after the call.")
    whole = rng.integers(0, 200, 12).astype(np.uint8)
    expect.close(candidate.moving_average(whole, 3), averages(whole, 3), because="Small whole numbers.")
    expect.close(candidate.moving_average([1, 2, 4], 2), [1.5, 3.0], because="A list of whole numbers.")


def test_long_series_with_an_offset(candidate):
    values = 1e8 + np.random.default_rng(2).normal(0.0, 1e-2, 100_000)
    found = expect.array(candidate.moving_average(values, 1000), (99_001,), what="the averages")
    wanted = np.convolve(values - 1e8, np.full(1000, 1e-3), "valid")
    expect.close(found - 1e8, wanted, rtol=0.0, atol=1e-6, because="Values far from 0 that hardly differ.")


def test_refuses_impossible_widths(candidate):
    for width in (0, -2, 5):
        with candidate.raises(ValueError, because="no window is that wide"):
            candidate.moving_average([1.0, 2.0, 3.0, 5.0], width)
    with candidate.raises(ValueError, because="there are no values"):
        candidate.moving_average([], 1)
    expect.close(candidate.moving_average([1.0, 2.0, 3.0, 5.0], 4), [2.75], because="One window holds all values.")
