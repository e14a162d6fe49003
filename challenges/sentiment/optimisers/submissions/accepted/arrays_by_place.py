import numpy as np


class Base:
    def __init__(self, rate, weight_decay, fractions, eps=1.0):
        if not rate > 0 or not eps > 0 or weight_decay < 0 or any(not 0 <= f < 1 for f in fractions):
            raise ValueError("settings")
        self.rate, self.weight_decay, self.eps = rate, weight_decay, eps
        self.state = {}
        self.t = 0

    def step(self, parameters, gradients):
        parameters = [np.asarray(p, dtype=np.float64) for p in parameters]
        gradients = [np.asarray(g, dtype=np.float64) for g in gradients]
        if len(parameters) == 0 or len(parameters) != len(gradients):
            raise ValueError("numbers of parameters and gradients")
        if any(p.shape != g.shape for p, g in zip(parameters, gradients)):
            raise ValueError("shapes")
        shapes = [p.shape for p in parameters]
        if self.t and shapes != self.shapes:
            raise ValueError("shapes of the first step")
        self.shapes = shapes
        self.t += 1
        return [self.update(i, p, g) for i, (p, g) in enumerate(zip(parameters, gradients))]


class SGD(Base):
    def __init__(self, rate, momentum=0.0, weight_decay=0.0):
        super().__init__(rate, weight_decay, [momentum])
        self.momentum = momentum

    def update(self, i, p, g):
        g = g + self.weight_decay * p
        if i in self.state:
            g = g + self.momentum * self.state[i]
        self.state[i] = g
        return p - self.rate * g


class Adam(Base):
    decoupled = False

    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
        super().__init__(rate, weight_decay, [beta1, beta2], eps)
        self.betas = beta1, beta2

    def update(self, i, p, g):
        b1, b2 = self.betas
        if self.decoupled:
            shrunk = p * (1 - self.rate * self.weight_decay)
        else:
            g, shrunk = g + self.weight_decay * p, p
        m, s = self.state.get(i, (np.zeros(p.shape), np.zeros(p.shape)))
        m = m + (1 - b1) * (g - m)
        s = s + (1 - b2) * (g * g - s)
        self.state[i] = m, s
        return shrunk - self.rate * (m / (1 - b1**self.t)) / (np.sqrt(s / (1 - b2**self.t)) + self.eps)


class AdamW(Adam):
    decoupled = True

    def __init__(self, rate, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
        super().__init__(rate, beta1, beta2, eps, weight_decay)
