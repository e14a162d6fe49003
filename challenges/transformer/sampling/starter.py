"""Temperature, top-k and top-p sampling. See the prompt for the contract."""

import numpy as np


def distribution(logits, temperature=1.0, top_k=None, top_p=1.0):
    """Probabilities of the tokens, shape (v,)."""
    raise NotImplementedError


def draw(probabilities, u):
    """The number of the token drawn."""
    raise NotImplementedError
