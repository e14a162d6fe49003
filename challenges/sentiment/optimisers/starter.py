"""SGD, momentum, Adam and AdamW. See the prompt for the contract."""

import numpy as np


class SGD:
    def __init__(self, rate, momentum=0.0, weight_decay=0.0):
        raise NotImplementedError

    def step(self, parameters, gradients):
        """New parameters, a list of arrays."""
        raise NotImplementedError


class Adam:
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        raise NotImplementedError

    def step(self, parameters, gradients):
        """New parameters, a list of arrays."""
        raise NotImplementedError


class AdamW:
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
        raise NotImplementedError

    def step(self, parameters, gradients):
        """New parameters, a list of arrays."""
        raise NotImplementedError
