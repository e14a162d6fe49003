"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect


def expect_shares(candidate, logits, temperature, because):
    called = candidate.soften.with_arguments(logits, temperature)
    expect.close(called.value, reference.soften(logits, temperature), atol=1e-12, because=because)
    expect.equal(called.arguments[0], logits, because="The logits after the call.")


def test_sharper_and_flatter(candidate):
    rng = np.random.default_rng(1)
    for n, c, temperature in ((4, 5, 1.0), (3, 3, 0.3), (1, 6, 2.5), (5, 1, 0.7), (2, 4, 3)):
        expect_shares(candidate, rng.normal(0.0, 3.0, (n, c)), temperature, "Several temperatures.")
    expect_shares(candidate, rng.integers(0, 9, (3, 4)), 2.0, "Whole numbers.")
    expect_shares(candidate, rng.integers(0, 9, (3, 4)).astype(np.uint8), 2.0, "Logits of a small unsigned dtype.")


def test_tiny_and_huge(candidate):
    rng = np.random.default_rng(2)
    logits = rng.normal(0.0, 5e3, (5, 6))
    for temperature in (1e-305, 1e-8, 1e-3, 1.0, 1e5):
        expect_shares(candidate, logits, temperature, "Large logits, and temperatures of any size.")
    for temperature in (1e-10, 3e-10, 1e-9, 1e-7):
        close = np.array([[0.0, 1e-9, -2e-9], [2e-10, 0.0, 1e-10]])
        expect_shares(candidate, close, temperature, "Logits that are as close as the temperature is low.")
    expect_shares(candidate, np.array([[-9e3, -9e3 + 1.0], [1e4, -1e4]]), 0.5, "Rows far from each other.")


def test_temperature_zero(candidate):
    for logits in ([[1.0, 4.0, 2.0], [3.0, -1.0, 3.0]], [[7.0, 7.0, 7.0], [0.0, -5.0, 1e4]]):
        expect_shares(candidate, np.array(logits), 0, "A temperature of 0.")
    expect_shares(candidate, np.array([[1.0, 1.0 + 1e-12, 0.0]]), 0, "Logits that nearly are the same.")
    for bad in (-0.5, float("nan")):
        with candidate.raises(ValueError, because="the temperature is negative or no number"):
            candidate.soften([[1.0, 2.0]], bad)
