"""Softmax with a temperature."""

import numpy as np


def soften(logits, temperature):
    if not temperature >= 0:
        raise ValueError("the temperature must be 0 or more")
    logits = np.asarray(logits, dtype=np.float64)
    below = logits - logits.max(axis=1, keepdims=True)
    if temperature == 0:
        powers = (below == 0).astype(np.float64)
    else:
        with np.errstate(over="ignore"):  # -inf is right: far below the largest
            powers = np.exp(below / max(temperature, 1e-8))
    return powers / powers.sum(axis=1, keepdims=True)
