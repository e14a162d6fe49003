"""Training: whole texts in batches of like length, a mask for the padding, AdamW, warm-up and a cosine."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from projects.transformer.bpe import END
from projects.transformer.model import LanguageModel
from projects.transformer.plan import TrainingPlan

NO_TARGET = -100
"""Where nothing is to be predicted: padding, and what the model is only shown."""

CLIP = 1.0

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in tokens."""

    tokens: tuple[int, ...]
    shown: int = 0
    """So many tokens at its start are given, and not learnt: the question before an answer."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """The curve of a training, after an epoch."""

    step: int
    train_nats: float
    """A token, over the epoch's steps as they came."""

    validation_nats: float


def collate(texts: Sequence[Text]) -> tuple[Tensor, Tensor]:
    """Inputs and targets, each of shape (texts, longest + 1): the end mark comes first, and is to be predicted last."""
    length = max(len(text.tokens) for text in texts) + 1
    inputs = torch.full((len(texts), length), END)
    targets = torch.full((len(texts), length), NO_TARGET)
    for row, text in enumerate(texts):
        count = len(text.tokens)
        inputs[row, 1 : count + 1] = torch.tensor(text.tokens, dtype=torch.long)
        learnt = (*text.tokens, END)[text.shown :]
        targets[row, text.shown : count + 1] = torch.tensor(learnt, dtype=torch.long)
    return inputs, targets


def loss_of(model: nn.Module, inputs: Tensor, targets: Tensor) -> Tensor:
    """Mean nats of a token that is to be predicted."""
    logits = model(inputs)
    return functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=NO_TARGET)


def train(
    model: LanguageModel,
    texts: Sequence[Text],
    validation: Sequence[Text],
    plan: TrainingPlan,
    progress: Progress,
    name: str = "training",
) -> tuple[Point, ...]:
    """Learns whatever of the model wants a gradient; one thread and seeds of its own, so that two runs agree."""
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    optimizer = make_optimizer(model, plan)
    steps = plan.epochs * math.ceil(len(texts) / plan.batch)
    points: list[Point] = []
    step = 0
    for epoch in range(plan.epochs):
        model.train()
        losses: list[float] = []
        for batch in batches(texts, plan.batch, rng):
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * rate_at(step, steps, plan.warm_up)
            optimizer.zero_grad()
            loss = loss_of(model, *collate(batch))
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            losses.append(loss.item())
            step += 1
        reached = mean_nats(model, validation)
        points.append(Point(step=step, train_nats=float(np.mean(losses)), validation_nats=reached))
        progress(f"{name}: epoch {epoch + 1} of {plan.epochs}, {reached:.3f} nats a token on validation")
    return tuple(points)


def make_optimizer(model: nn.Module, plan: TrainingPlan) -> torch.optim.AdamW:
    """Matrices decay; gains do not, for there a smaller value is no simpler one."""
    learnt = [parameter for parameter in model.parameters() if parameter.requires_grad]
    groups = [
        {"params": [one for one in learnt if one.dim() > 1], "weight_decay": plan.decay},
        {"params": [one for one in learnt if one.dim() <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW([group for group in groups if group["params"]], lr=plan.rate, betas=(0.9, 0.95))


def rate_at(step: int, steps: int, warm_up: float) -> float:
    """Share of the highest rate at a step, from 0 on: up in a line, down along a cosine to a tenth."""
    rising = max(1, round(warm_up * steps))
    if step < rising:
        return (step + 1) / rising
    done = (step - rising) / max(1, steps - rising)
    return 0.1 + 0.45 * (1 + math.cos(math.pi * done))


def batches(texts: Sequence[Text], size: int, rng: np.random.Generator) -> Iterator[list[Text]]:
    """All texts in random batches of about equal length: padding is read as slowly as words are."""
    roughly = np.array([len(text.tokens) for text in texts]) + rng.uniform(0, 8, len(texts))
    order = np.argsort(roughly)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    for number in rng.permutation(len(parts)):
        yield [texts[row] for row in parts[number]]


def total_nats(model: nn.Module, texts: Sequence[Text], batch: int = 64) -> tuple[float, int]:
    """Nats of all tokens that are to be predicted, and how many there are."""
    model.eval()
    ordered = sorted(texts, key=lambda text: len(text.tokens))
    nats, count = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(ordered), batch):
            inputs, targets = collate(ordered[start : start + batch])
            learnt = int((targets != NO_TARGET).sum())
            nats += loss_of(model, inputs, targets).item() * learnt
            count += learnt
    return nats, count


def mean_nats(model: nn.Module, texts: Sequence[Text]) -> float:
    nats, count = total_nats(model, texts)
    return nats / count
