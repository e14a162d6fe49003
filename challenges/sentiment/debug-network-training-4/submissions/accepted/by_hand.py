import math

import torch

NAMES = ("vectors.weight", "norm.weight", "norm.bias", "verdict.weight", "verdict.bias")


class Trainer:
    def __init__(self, words, size, classes, *, dropout, rate, decay, max_norm, steps):
        shapes = [(words, size), (size,), (size,), (classes, size), (classes,)]
        self.values = {name: torch.randn(shape, requires_grad=True) for name, shape in zip(NAMES, shapes)}
        self.dropout, self.first, self.decay, self.max_norm, self.steps = dropout, rate, decay, max_norm, steps
        self.scheduled = 0

    def load(self, weights):
        for name in NAMES:
            self.values[name] = torch.tensor(weights[name], dtype=torch.float32, requires_grad=True)

    def weights(self):
        return {name: value.detach().clone().numpy() for name, value in self.values.items()}

    def rate(self):
        return self.first * (1 + math.cos(math.pi * self.scheduled / self.steps)) / 2

    def _logits(self, codes, training):
        vectors, scale, shift, matrix, bias = (self.values[name] for name in NAMES)
        codes = torch.tensor(codes)
        rows = []
        for review in codes:
            read = review[review != 0]
            rows.append(vectors[read].mean(0) if len(read) else torch.zeros(vectors.shape[1]))
        mean = torch.stack(rows)
        centred = mean - mean.mean(1, keepdim=True)
        normed = centred / torch.sqrt((centred**2).mean(1, keepdim=True) + 1e-5) * scale + shift
        if training and self.dropout:
            normed = normed * (torch.rand_like(normed) >= self.dropout) / (1 - self.dropout)
        return normed @ matrix.T + bias

    def _loss(self, codes, labels, training):
        logs = torch.log_softmax(self._logits(codes, training), 1)
        return -logs[torch.arange(len(labels)), torch.tensor(labels)].mean()

    def step(self, codes, labels):
        loss = self._loss(codes, labels, True)
        gradients = torch.autograd.grad(loss, list(self.values.values()))
        norm = math.sqrt(sum(float((g**2).sum()) for g in gradients))
        share = min(1.0, self.max_norm / (norm + 1e-6))
        rate = self.rate()
        with torch.no_grad():
            for value, gradient in zip(self.values.values(), gradients):
                value -= rate * (share * gradient + (self.decay * value if value.ndim > 1 else 0))
        return loss.item()

    def learn(self, batches):
        total = 0.0
        for codes, labels in batches:
            total += self.step(codes, labels) / len(batches)
            self.scheduled += 1
        return total

    def score(self, codes):
        return self._logits(codes, False).detach().numpy()

    def loss(self, codes, labels):
        with torch.no_grad():
            return self._loss(codes, labels, False).item()

    def fit(self, batches, codes, labels, epochs):
        seen = []
        for _ in range(epochs):
            self.learn(batches)
            seen.append((self.loss(codes, labels), self.weights()))
        self.load(min(seen, key=lambda one: one[0])[1])
        return [loss for loss, _ in seen]
