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


def full(seed, count=6):
    """Codes without padding, and classes."""
    codes, labels = batch(seed, count)
    return np.where(codes == 0, 3, codes), labels


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


def reproduce(candidate, seed):
    made = trainer(candidate, drawn(1))
    codes, labels = full(seed)
    expect.number(made.step(codes, labels), what="the loss")
    moved = np.abs(weights_of(made)["vectors.weight"] - drawn(1)["vectors.weight"]).max(axis=1) > 1e-6
    expect.equal(moved, np.isin(np.arange(9), codes), because="The words of the batch learn, and no others.")


def test_example(candidate):
    reproduce(candidate, 1)
