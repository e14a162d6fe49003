"""Trains a small network that reads reviews word by word."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional


class Network(nn.Module):
    """Word vectors, their mean, and a verdict. Word 0 is padding."""

    def __init__(self, words, size, classes, dropout):
        super().__init__()
        self.vectors = nn.Embedding(words, size)
        self.norm = nn.LayerNorm(size)
        self.dropout = nn.Dropout(dropout)
        self.verdict = nn.Linear(size, classes)

    def forward(self, codes):
        words = self.vectors(codes).data.requires_grad_()
        read = (codes != 0).unsqueeze(-1).float()
        mean = (words * read).sum(1) / read.sum(1).clamp(min=1.0)
        return self.verdict(self.dropout(self.norm(mean)))


class Trainer:
    """A network and what trains it."""

    def __init__(self, words, size, classes, *, dropout, rate, decay, max_norm, steps):
        self.network = Network(words, size, classes, dropout)
        matrices = [value for value in self.network.parameters() if value.ndim > 1]
        others = [value for value in self.network.parameters() if value.ndim == 1]
        groups = [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.SGD(groups, lr=rate)
        self.schedule = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, T_max=steps)
        self.max_norm = max_norm
        self.losses = []

    def load(self, weights):
        self.network.load_state_dict({name: torch.as_tensor(value) for name, value in weights.items()})

    def weights(self):
        return {name: value.numpy().copy() for name, value in self.network.state_dict().items()}

    def rate(self):
        return float(self.optimizer.param_groups[0]["lr"])

    def step(self, codes, labels):
        """One batch; its loss before the step."""
        self.network.train()
        self.optimizer.zero_grad()
        loss = functional.cross_entropy(self.network(torch.as_tensor(codes)), torch.as_tensor(labels))
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.max_norm)
        self.optimizer.step()
        self.losses.append(loss.item())
        return float(loss)

    def learn(self, batches):
        """One epoch; its mean loss."""
        losses = []
        for codes, labels in batches:
            losses.append(self.step(codes, labels))
            self.schedule.step()
        return float(np.mean(losses))

    def score(self, codes):
        """Logits, one row for each review."""
        self.network.eval()
        with torch.no_grad():
            return self.network(torch.as_tensor(codes)).numpy()

    def loss(self, codes, labels):
        """Of reviews that nothing is learnt from."""
        return float(functional.cross_entropy(torch.as_tensor(self.score(codes)), torch.as_tensor(labels)))

    def fit(self, batches, codes, labels, epochs):
        """Held-out losses; the network is then as it was after the best epoch."""
        losses, best = [], None
        for _ in range(epochs):
            self.learn(batches)
            losses.append(self.loss(codes, labels))
            if losses[-1] <= min(losses):
                best = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(best)
        return losses
