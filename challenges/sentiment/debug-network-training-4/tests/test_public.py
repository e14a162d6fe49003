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


def weights_of(made):
    """Its weights by name."""
    found = expect.mapping(made.weights(), list(drawn(0)), what="the weights")
    return {name: expect.array(found[name], value.shape, what=name) for name, value in drawn(0).items()}


def moves(made):
    """How far its weights are from where they were drawn with seed 1, as one vector."""
    return np.concatenate([(value - drawn(1)[name]).ravel() for name, value in weights_of(made).items()])


def reproduce(candidate, seed):
    made = trainer(candidate, drawn(1), rate=1.0, max_norm=0.01)
    for k in range(2):
        made.load(drawn(1))
        made.step(*batch(seed + 20 * k))
        length = float(np.linalg.norm(moves(made)))
        expect.close(length, 0.01, rtol=0.02, because="A step is as long as the rate times the norm that is allowed.")


def test_example(candidate):
    reproduce(candidate, 1)
