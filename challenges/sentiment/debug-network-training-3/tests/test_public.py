"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect

GRAPHS = """
import gc
import torch

def hanging():
    return sum(1 for one in gc.get_objects() if issubclass(type(one), torch.Tensor) and one.grad_fn is not None)
"""


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
    graphs = candidate.helper("graphs", GRAPHS)
    made = trainer(candidate, drawn(1))
    losses = [expect.number(made.step(*batch(seed)), what="the loss") for _ in range(3)]
    expect.that(losses[2] < losses[0], "Steps on one batch make its loss smaller.")
    before = expect.number(graphs.hanging())
    for _ in range(8):
        made.step(*batch(seed))
    expect.that(expect.number(graphs.hanging()) <= before + 1, "Nothing of a step is held on to after it.")


def test_example(candidate):
    reproduce(candidate, 1)
