"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

LAST = np.nextafter(1.0, 0.0)


def expect_draws(candidate, weights, uniforms, because):
    called = candidate.draw.with_arguments(weights, uniforms)
    found = expect.array(called.value, (len(uniforms),), what="the draws", kinds="iu")
    expect.equal(found, reference.draw(weights, uniforms), because=because)
    expect.equal(called.arguments[0], weights, because="The weights after the call.")
    expect.equal(called.arguments[1], uniforms, because="The uniform numbers after the call.")


def test_draws_by_weight(candidate):
    rng = np.random.default_rng(1)
    for n, m in ((5, 40), (1, 3), (60, 200), (3, 1)):
        expect_draws(candidate, rng.exponential(size=n) * 7.0, rng.random(m), "Weights on any scale.")
    expect_draws(candidate, rng.integers(1, 9, 6), rng.random(50), "Whole numbers as weights.")
    expect_draws(candidate, rng.random(50), rng.random(300_000), "Many draws.")
    for dtype, count in ((np.float16, 4096), (np.uint8, 700), (np.float32, 5000), (np.int16, 300)):
        weights = np.full(count, 200 if dtype is np.int16 else 1, dtype=dtype)
        expect_draws(candidate, weights, np.array([0.7501, 0.00001, LAST, 0.5003]), "Weights of a small dtype.")
    expect_draws(candidate, np.array([1e307, 5e307, 9e307, 8e307]), rng.random(20), "Huge weights.")
    weights = rng.exponential(size=9)
    ends = weights.cumsum()[:-1] / weights.sum()
    expect_draws(candidate, weights, np.concatenate([ends - 1e-9, ends + 1e-9]), "Numbers beside the boundaries.")


def test_never_weight_zero(candidate):
    uniforms = np.array([0.0, 0.25, 0.5, 0.75, LAST, 0.1])
    for weights in ([0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 2.0], [1.0, 0.0, 0.0, 1.0], [4.0, 0.0], [0, 1, 0, 1, 0, 2, 0]):
        expect_draws(candidate, np.array(weights), uniforms, "Some weights are 0, some numbers are totals exactly.")
    for count in range(3, 40):
        weights = np.array([0.1] * count + [0.0, 0.0])
        found = expect.array(candidate.draw(weights, np.array([LAST, 0.0])), (2,), what="the draws", kinds="iu")
        expect.equal(found, [count - 1, 0], because="The largest uniform number and the smallest.")


def test_refuses_impossible_weights(candidate):
    for weights, why in (
        ([], "there are no weights"),
        ([0.0, 0.0], "all weights are 0"),
        ([1.0, -0.5], "a weight is negative"),
        ([1.0, float("nan")], "a weight is NaN"),
        ([1.0, float("inf")], "a weight is infinite"),
    ):
        with candidate.raises(ValueError, because=why):
            candidate.draw(weights, np.array([0.5]))
    expect.equal(candidate.draw([0.0, 2.0], np.array([0.5, 0.0])), [1, 1], because="One index with a weight.")
