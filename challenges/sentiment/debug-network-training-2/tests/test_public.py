"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def drawn(seed):
    """Weights for 9 words of size 4 and 3 classes."""
    rng = np.random.default_rng(seed)
    shapes = {"vectors.weight": (9, 4), "norm.weight": (4,), "norm.bias": (4,), "verdict.weight": (3, 4)}
    weights = {name: rng.normal(0.3, 0.7, shape) for name, shape in (shapes | {"verdict.bias": (3,)}).items()}
    return {name: value.astype(np.float32) for name, value in weights.items()}


def batch(seed, count=6):
    """Codes, shape (count, 5), padded behind, and classes."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(1, 9, (count, 5))
    codes[np.arange(5) >= rng.integers(2, 6, (count, 1))] = 0
    return codes, rng.integers(0, 3, count)


def trainer(candidate, weights, **changed):
    """A trainer that begins with these weights."""
    settings = {"dropout": 0.0, "rate": 0.1, "decay": 0.0, "max_norm": 1e6, "steps": 40} | changed
    made = candidate.Trainer(9, 4, 3, **settings)
    made.load(weights)
    return made


def reproduce(candidate, seed):
    made, still = trainer(candidate, drawn(1), dropout=0.6), trainer(candidate, drawn(1))
    codes, labels = batch(seed)
    made.step(codes, labels)
    made.load(drawn(1))
    wanted = expect.array(still.score(codes), (6, 3), what="the logits")
    for _ in range(2):
        expect.close(made.score(codes), wanted, rtol=1e-4, because="Reviews are scored without dropout.")
    expect.that(float(np.ptp(wanted)) > 1e-3, "Reviews differ.")


def test_example(candidate):
    reproduce(candidate, 1)
