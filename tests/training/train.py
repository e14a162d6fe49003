"""Two stages: what it is to assert something, from public pairs; then what answers to our questions assert."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from tests.training.base import load_base
from tests.training.batches import Batch, batches_of, tokenised
from tests.training.export import save
from tests.training.kept import keep, take_up
from tests.training.mixture import Amounts, Material, units_of_a_round
from tests.training.network import Network
from tests.training.pairs import Pair, at_first
from tests.training.units import Unit

_PAIR_TOKENS = 1_800
_ROUND_TOKENS = 2_600
"""The most tokens of a batch."""

_PASSES = 2
"""How often the network sees each pair before any answer."""

_WARM_UP = 100
"""Batches in which the rate of the first stage rises."""

_FIRST_ROUND = 0.3
"""The share of the rate in the first round, while the optimiser does not know the new material."""

_DECAY = 0.01
_LONGEST_STEP = 1.0


@dataclass(frozen=True)
class Rates:
    """Learning rates at their highest."""

    body: float
    head: float
    echoes: float = 2e-3
    """They begin with nothing, and a step as large as the others' would take them nowhere."""


_PAIR_RATES = Rates(1.2e-4, 5e-4)
_ROUND_RATES = Rates(6e-5, 1.2e-4)

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A run of training."""

    base: Path
    out: Path
    rounds: int
    seed: int
    threads: int = 1
    share: float = 1.0
    """Of every amount; less than one to try the recipe out."""

    kept: Path | None = None
    """Where a run is kept after each round; one that is found there goes on."""


class Teacher:
    """A network and its optimiser."""

    def __init__(self, network: Network, rates: Rates) -> None:
        self._network = network
        self._rates = rates
        parts = [list(part) for part in (network.taught_body(), network.head.parameters(), network.taught_echoes())]
        self._taught = [parameter for part in parts for parameter in part]
        self.optimiser = torch.optim.AdamW([{"params": part} for part in parts], lr=rates.body, weight_decay=_DECAY)

    def set_rate(self, share: float) -> None:
        """Learn at a share of the highest rates."""
        rates = self._rates.body, self._rates.head, self._rates.echoes
        for group, rate in zip(self.optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * share

    def teach(self, batch: Batch) -> float:
        """One step; the loss before it."""
        self._network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast where processors know it; weights stay floats
            scores = self._network(batch)
        loss = loss_of(scores.float(), batch)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(self._taught, _LONGEST_STEP)
        self.optimiser.step()
        return float(loss.item())


def train(plan: Plan, material: Material, pairs: Sequence[Pair], say: Say) -> None:
    """Teach the network and write its weights: the same ones for the same plan on the same kind of processor.

    Raises:
        ContentError: the base model cannot be loaded.
    """
    torch.set_num_threads(plan.threads)
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    network = load_base(plan.base)
    if plan.kept is None or not plan.kept.exists():
        teach_pairs(network, at_first(pairs, plan.share, rng), rng, say)
    teach_answers(network, plan, material, pairs, rng, say)
    save(network, plan.out)


def loss_of(scores: Tensor, batch: Batch) -> Tensor:
    """Cross entropy with the shares that are known, averaged by weight.

    Args:
        scores: Shape (claims, 3), see `Network.forward`.
        batch: Where it is not known whether a statement is denied or left open, only "asserted or not" counts.
    """
    logs = torch.log_softmax(scores, dim=-1)
    whole = -(batch.targets * logs).sum(dim=-1)
    asserted, rest = batch.targets[:, 0], 1 - batch.targets[:, 0]
    half = -asserted * logs[:, 0] - rest * torch.log1p(-logs[:, 0].exp().clamp(max=1 - 1e-5))
    losses = torch.where(batch.is_whole, whole, half)
    return (losses * batch.weights).sum() / batch.weights.sum()


def teach_pairs(network: Network, units: Sequence[Unit], rng: random.Random, say: Say) -> None:
    """The first stage."""
    teacher = Teacher(network, _PAIR_RATES)
    cut = [tokenised(unit) for unit in units]
    passes = [batches_of(cut, _PAIR_TOKENS, rng) for _ in range(_PASSES)]
    steps, step = sum(map(len, passes)), 0
    for number, batches in enumerate(passes, 1):
        losses = []
        for batch in batches:
            teacher.set_rate(min(1.0, step / _WARM_UP) * _rate_at(step / steps, floor=0.03))
            losses.append(teacher.teach(batch))
            step += 1
        say(f"pairs, pass {number} of {_PASSES}: {len(batches)} batches, loss {_mean(losses):.3f}")


def teach_answers(
    network: Network, plan: Plan, material: Material, pairs: Sequence[Pair], rng: random.Random, say: Say
) -> None:
    """The second stage, from where it was stopped."""
    teacher = Teacher(network, _ROUND_RATES)
    amounts = Amounts().shared(plan.share)
    done = take_up(plan.kept, network, teacher.optimiser, rng) if plan.kept and plan.kept.exists() else 0
    for number in range(done, plan.rounds):
        teacher.set_rate(_rate_at(number / plan.rounds, floor=0.05) * (1.0 if number else _FIRST_ROUND))
        units = units_of_a_round(material, pairs, amounts, rng)
        batches = batches_of([tokenised(unit) for unit in units], _ROUND_TOKENS, rng)
        losses = [teacher.teach(batch) for batch in batches]
        if plan.kept:
            keep(plan.kept, network, teacher.optimiser, rng, number + 1)
        say(f"answers, round {number + 1} of {plan.rounds}: {len(batches)} batches, loss {_mean(losses):.3f}")


def _rate_at(done: float, *, floor: float) -> float:
    """The share of the full learning rate after a share of the way: a cosine that falls to a floor."""
    return max(floor, 0.5 * (1 + math.cos(math.pi * done)))


def _mean(losses: Sequence[float]) -> float:
    return sum(losses) / len(losses)
