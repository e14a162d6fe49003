import copy

import torch
from torch import nn


class Reader(nn.Module):
    def __init__(self, words, size, classes, dropout):
        super().__init__()
        self.vectors = nn.EmbeddingBag(words, size, mode="mean", padding_idx=0)
        self.norm = nn.LayerNorm(size)
        self.verdict = nn.Linear(size, classes)
        self.dropout = dropout

    def forward(self, codes):
        normed = self.norm(self.vectors(codes))
        return self.verdict(nn.functional.dropout(normed, self.dropout, self.training))


class Trainer:
    def __init__(self, words, size, classes, *, dropout, rate, decay, max_norm, steps):
        self.network = Reader(words, size, classes, dropout)
        self.optimizer = torch.optim.SGD(
            [
                {"params": [value], "weight_decay": decay if value.ndim == 2 else 0}
                for value in self.network.parameters()
            ],
            lr=rate,
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda k: (1 + torch.cos(torch.tensor(torch.pi * k / steps)).item()) / 2
        )
        self.limit, self.loss_of = max_norm, nn.CrossEntropyLoss()

    def load(self, weights):
        with torch.no_grad():
            for name, value in self.network.named_parameters():
                value.copy_(torch.from_numpy(weights[name].copy()))

    def weights(self):
        return {name: value.detach().numpy().copy() for name, value in self.network.named_parameters()}

    def rate(self):
        return self.schedule.get_last_lr()[0]

    def step(self, codes, labels):
        self.network.train()
        for value in self.network.parameters():
            value.grad = None
        loss = self.loss_of(self.network(torch.from_numpy(codes)), torch.from_numpy(labels))
        loss.backward()
        norm = torch.cat([value.grad.flatten() for value in self.network.parameters()]).norm()
        if norm > self.limit:
            for value in self.network.parameters():
                value.grad.mul_(self.limit / norm)
        self.optimizer.step()
        return loss.item()

    def learn(self, batches):
        losses = []
        for batch in batches:
            losses += [self.step(*batch)]
            self.schedule.step()
        return sum(losses) / len(losses)

    @torch.no_grad()
    def score(self, codes):
        self.network.eval()
        return self.network(torch.from_numpy(codes)).numpy()

    def loss(self, codes, labels):
        return self.loss_of(torch.from_numpy(self.score(codes)), torch.from_numpy(labels)).item()

    def fit(self, batches, codes, labels, epochs):
        losses = []
        for _ in range(epochs):
            self.learn(batches)
            losses.append(self.loss(codes, labels))
            if losses.index(min(losses)) == len(losses) - 1:
                kept = copy.deepcopy(self.network.state_dict())
        self.network.load_state_dict(kept)
        return losses
