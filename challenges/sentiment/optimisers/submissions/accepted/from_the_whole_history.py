import numpy as np


def arrays(values):
    return [np.array(value, dtype=float) for value in values]


class History:
    """Remembers all gradients, and computes each step from the sums that the recursions stand for."""

    def __init__(self, rate, weight_decay, eps=1, **shares):
        if rate <= 0 or eps <= 0 or weight_decay < 0:
            raise ValueError("settings")
        for share in shares.values():
            if share < 0 or share >= 1:
                raise ValueError("settings")
        self.rate, self.decay, self.eps, self.past = rate, weight_decay, eps, []

    def step(self, parameters, gradients):
        parameters, gradients = arrays(parameters), arrays(gradients)
        if not parameters or [p.shape for p in parameters] != [g.shape for g in gradients]:
            raise ValueError("shapes")
        if self.past and [g.shape for g in self.past[0]] != [g.shape for g in gradients]:
            raise ValueError("shapes of the first step")
        if not isinstance(self, AdamW):
            gradients = [g + self.decay * p for p, g in zip(parameters, gradients)]
        self.past.append(gradients)
        return [self.moved(p, [step[i] for step in self.past]) for i, p in enumerate(parameters)]


def weighted(values, share):
    """Sum of share**age times each value, the last one being of age 0."""
    return sum(share**age * value for age, value in enumerate(reversed(values)))


class SGD(History):
    def __init__(self, rate, momentum=0.0, weight_decay=0.0):
        super().__init__(rate, weight_decay, momentum=momentum)
        self.momentum = momentum

    def moved(self, p, past):
        return p - self.rate * weighted(past, self.momentum)


class Adam(History):
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(rate, weight_decay, eps, beta1=beta1, beta2=beta2)
        self.beta1, self.beta2 = beta1, beta2

    def moved(self, p, past):
        ones = [1.0] * len(past)
        mean = weighted(past, self.beta1) / weighted(ones, self.beta1)
        square = weighted([g**2 for g in past], self.beta2) / weighted(ones, self.beta2)
        return p - self.rate * mean / (square**0.5 + self.eps)


class AdamW(Adam):
    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
        super().__init__(rate, beta1, beta2, eps, weight_decay)

    def moved(self, p, past):
        return super().moved(p, past) - self.rate * self.decay * p
