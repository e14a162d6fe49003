"""The first complaint, as a check that a candidate can read and run."""

import numpy as np

from prep.grading import expect


def layers(seed):
    """Weights of a backbone and a head, with matrices, biases and scales."""
    rng = np.random.default_rng(seed)
    names = ["backbone.conv", "backbone.bias", "head.conv", "head.bias", "head.scale"]
    shapes = [(3, 2), (2,), (2, 4), (4,), (4,)]
    return {name: rng.normal(1.0, 0.3, shape) for name, shape in zip(names, shapes, strict=True)}


def expect_layers(found, wanted, because):
    """Arrays of these names."""
    found = expect.mapping(found, list(wanted), what="the weights")
    for name, value in wanted.items():
        expect.close(found[name], value, what=name, because=because)


def reproduce(candidate, seed):
    weights = layers(seed)
    wanted = {name: value * (0.9 if value.ndim > 1 else 1.0) for name, value in weights.items()}
    expect_layers(candidate.decayed(weights, 0.2, 0.5), wanted, "Matrices shrink; biases and scales stay.")


def test_example(candidate):
    reproduce(candidate, 1)
