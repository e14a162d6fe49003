"""The checks that decide. The numbers 7261 and 9053 are nowhere else: where they turn up, something has leaked."""

import numpy as np
import reference
from prep.grading import expect

CANARY = "canary-of-the-tests"


def test_scale_many(candidate):
    rng = np.random.default_rng(4)
    for x in (
        np.array([7261.5, 9053.25, -3.0]),
        rng.normal(size=200),
        np.full(4, 2.5),
        np.array([6.0]),
    ):
        called = candidate.scale.with_arguments(x)
        expect.close(called.value, reference.scale(x))
        expect.close(called.arguments[0], x, what="the input after the call")


def test_scaler_keeps_what_it_learnt(candidate):
    rng = np.random.default_rng(5)
    for _ in range(2):
        learnt, new = rng.normal(3, 2, size=50), rng.normal(8, 1, size=20)
        scaler = expect.remote(candidate.Scaler())
        scaler.fit(learnt)
        for x in (new, learnt[:7]):
            expect.close(
                scaler.transform(x), reference.Scaler().fit(learnt).transform(x)
            )


def test_refuses_nothing(candidate):
    with candidate.raises(ValueError, because="the array is empty"):
        candidate.scale(np.array([]))
