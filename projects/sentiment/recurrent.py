"""A small recurrent network (GRU) that reads a review word by word. Needs torch."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from projects.sentiment.data import Labels, Rows, Split
from projects.sentiment.grams import Tokens
from projects.sentiment.plan import NetworkPlan
from projects.sentiment.scores import Scores, confusion

PADDING, UNKNOWN = 0, 1

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Trained:
    """What the network says after its best epoch."""

    validation_f1: tuple[float, ...]
    """After each epoch."""

    validation: tuple[float, ...]
    test: tuple[float, ...]
    """`validation` and `test`: log-odds that a review is for its film."""


class Network(nn.Module):
    """Word vectors, a GRU over them, and the mean of its states as what it made of the whole review.

    The last state alone would do in principle, but what decides a review may stand two hundred words before
    its end, and to learn to carry it that far takes many more epochs.
    """

    def __init__(self, plan: NetworkPlan) -> None:
        super().__init__()
        self.vectors = nn.Embedding(plan.words + 2, plan.size, padding_idx=PADDING)
        self.dropout = nn.Dropout(plan.dropout)
        self.gru = nn.GRU(plan.size, plan.hidden, batch_first=True)
        self.verdict = nn.Linear(plan.hidden, 1)

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        """(reviews, length) to (reviews,). Padding stands last, so it cannot reach a state that counts."""
        read = (codes != PADDING).unsqueeze(-1)
        states, _ = self.gru(self.dropout(self.vectors(codes)))
        mean = (states * read).sum(1) / read.sum(1)
        odds: torch.Tensor = self.verdict(self.dropout(mean)).squeeze(-1)
        return odds


def most_frequent(documents: Tokens, most: int) -> dict[str, int]:
    """Each word's code, from 2 on."""
    counts = Counter(word for document in documents for word in document)
    return {word: code for code, (word, _) in enumerate(counts.most_common(most), start=2)}


def encode(document: Sequence[str], codes: dict[str, int], length: int) -> Codes:
    """At most `length` codes, at least one. Of a long review the first quarter of them and the last three:
    reviewers say at the end what they think.
    """
    head = length // 4
    kept = document if len(document) <= length else [*document[:head], *document[head - length :]]
    return np.array([codes.get(word, UNKNOWN) for word in kept] or [UNKNOWN], dtype=np.int64)


def pad(reviews: Sequence[Codes]) -> torch.Tensor:
    """(reviews, length of the longest), the others filled up behind their end."""
    padded = np.full((len(reviews), max(map(len, reviews))), PADDING, dtype=np.int64)
    for row, review in zip(padded, reviews, strict=True):
        row[: len(review)] = review
    return torch.from_numpy(padded)


def train_network(
    documents: Tokens, labels: Labels, split: Split, plan: NetworkPlan, progress: Callable[[str], None]
) -> Trained:
    """Learns from the training reviews; the epoch that counts is chosen on the validation reviews.

    One thread, and seeds of its own: two runs give the same figures.
    """
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    codes = most_frequent([documents[row] for row in split.train], plan.words)
    reviews = [encode(document, codes, plan.length) for document in documents]
    network = Network(plan)
    optimizer = torch.optim.Adam(network.parameters(), lr=plan.rate)
    history: list[float] = []
    best: tuple[Scores, Scores] | None = None
    for epoch in range(plan.epochs):
        _learn(network, optimizer, reviews, labels, _batches(reviews, split.train, plan.batch, rng))
        validation = _score(network, reviews, split.validation, plan.batch)
        history.append(confusion(labels[split.validation], validation, 0).f1)
        progress(f"GRU: epoch {epoch + 1} of {plan.epochs}, F1 on the validation reviews {history[-1]:.3f}")
        if best is None or history[-1] > max(history[:-1]):
            best = validation, _score(network, reviews, split.test, plan.batch)
    if best is None:
        raise ValueError("the plan has no epoch")
    return Trained(validation_f1=tuple(history), validation=tuple(best[0].tolist()), test=tuple(best[1].tolist()))


def _learn(
    network: Network,
    optimizer: torch.optim.Optimizer,
    reviews: Sequence[Codes],
    labels: Labels,
    batches: Iterator[Rows],
) -> None:
    network.train()
    loss_of = nn.BCEWithLogitsLoss()
    for rows in batches:
        optimizer.zero_grad()
        odds = network(pad([reviews[row] for row in rows]))
        loss = loss_of(odds, torch.from_numpy(labels[rows].astype(np.float32)))
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), max_norm=1.0)
        optimizer.step()


def _score(network: Network, reviews: Sequence[Codes], rows: Rows, batch: int) -> Scores:
    network.eval()
    order = rows[np.argsort([len(reviews[row]) for row in rows], kind="stable")]
    scores: dict[int, float] = {}
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            scores.update(zip(part.tolist(), network(pad([reviews[row] for row in part])).tolist(), strict=True))
    return np.array([scores[row] for row in rows.tolist()])


def _batches(reviews: Sequence[Codes], rows: Rows, size: int, rng: np.random.Generator) -> Iterator[Rows]:
    """All rows in random batches of about equal length, since padding is read as slowly as words are."""
    roughly = np.array([len(reviews[row]) for row in rows]) + rng.uniform(0, 30, len(rows))
    order = rows[np.argsort(roughly)]
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    for number in rng.permutation(len(batches)):
        yield batches[number]
