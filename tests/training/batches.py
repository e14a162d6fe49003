"""Units as tokens and batches of tensors, cut as the product cuts them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from prep.concepts.reader.echoes import ECHOES, echoes, neighbours_in_statements, neighbours_in_text
from prep.concepts.reader.tokens import tokens_of
from prep.concepts.text.plain import plain
from tests.training.units import Claim, Target, Unit

_LONGEST_TEXT = 320
_LONGEST_STATEMENT = 60

_JITTER = 10
"""Tokens by which lengths are blurred before units of like length are put together, so that batches change."""


@dataclass(frozen=True)
class TokenisedClaim:
    """A claim whose statement is tokens."""

    tokens: tuple[int, ...]
    target: Target
    weight: float


@dataclass(frozen=True)
class Tokenised:
    """A unit as the network sees it."""

    text: tuple[int, ...]
    claims: tuple[TokenisedClaim, ...]

    @property
    def length(self) -> int:
        return len(self.text) + sum(len(claim.tokens) for claim in self.claims)


@dataclass(frozen=True, eq=False)
class Batch:
    """Some units side by side; the statements of a unit stand one behind the other."""

    text: Tensor
    """Shape (units, tokens of the longest text)."""

    text_seen: Tensor
    """Which of these tokens are no padding, of the same shape."""

    statements: Tensor
    """Shape (units, tokens of the most statements)."""

    positions: Tensor
    """Where each of these tokens stands in its own statement, of the same shape."""

    owners: Tensor
    """Which statement of its unit a token belongs to, of the same shape; padding belongs to -1."""

    echoes: Tensor
    """Which of `ECHOES` hold, shape (units, echoes, tokens of the most statements, tokens of the longest text)."""

    places: Tensor
    """Where the tokens of statements stand when all rows are laid end to end, shape (tokens,)."""

    claims: Tensor
    """Which claim of the batch each of them belongs to, shape (tokens,)."""

    firsts: Tensor
    """As `places`, of the first token of each claim, shape (claims,)."""

    targets: Tensor
    """Shares asserted, left open and denied, shape (claims, 3)."""

    is_whole: Tensor
    """Whether all three shares are known or only the first, shape (claims,)."""

    weights: Tensor
    """Shape (claims,)."""


def tokenised(unit: Unit) -> Tokenised:
    """A unit in plain words, cut into tokens."""
    return Tokenised(_tokens(unit.text, _LONGEST_TEXT), tuple(_tokenised_claim(claim) for claim in unit.claims))


def batches_of(units: Sequence[Tokenised], most_tokens: int, rng: random.Random) -> list[Batch]:
    """Batches of units with texts of like length, in random order."""
    batches = [_batch(group) for group in _groups(units, most_tokens, rng)]
    rng.shuffle(batches)
    return batches


def _tokenised_claim(claim: Claim) -> TokenisedClaim:
    return TokenisedClaim(_tokens(claim.statement, _LONGEST_STATEMENT), claim.target, claim.weight)


def _tokens(text: str, most: int) -> tuple[int, ...]:
    return tuple(int(token) for token in tokens_of(plain(text).text, most).ids)


def _groups(units: Sequence[Tokenised], most_tokens: int, rng: random.Random) -> Iterator[list[Tokenised]]:
    group: list[Tokenised] = []
    length = 0
    for unit in sorted(units, key=lambda unit: len(unit.text) + rng.random() * _JITTER):
        if group and length + unit.length > most_tokens:
            yield group
            group, length = [], 0
        group.append(unit)
        length += unit.length
    if group:
        yield group


def _batch(units: Sequence[Tokenised]) -> Batch:
    text = _padded([unit.text for unit in units], padding=0)
    ends = [_ends(unit) for unit in units]
    owners = [[owner for owner, length in enumerate(_lengths(end)) for _ in range(length)] for end in ends]
    positions = [[place for length in _lengths(end) for place in range(length)] for end in ends]
    statements = _padded([[token for claim in unit.claims for token in claim.tokens] for unit in units], padding=0)
    width = statements.shape[1]
    firsts = [row * width + first for row, end in enumerate(ends) for first in end[:-1]]
    lengths = [length for end in ends for length in _lengths(end)]
    claims = [claim for unit in units for claim in unit.claims]
    return Batch(
        text=text,
        text_seen=_padded([[1] * len(unit.text) for unit in units], padding=0).bool(),
        statements=statements,
        positions=_padded(positions, padding=0),
        owners=_padded(owners, padding=-1),
        echoes=_echoes(units, ends, (len(units), len(ECHOES), width, text.shape[1])),
        places=torch.tensor([first + n for first, length in zip(firsts, lengths, strict=True) for n in range(length)]),
        claims=torch.repeat_interleave(torch.arange(len(claims)), torch.tensor(lengths)),
        firsts=torch.tensor(firsts),
        targets=torch.tensor([_shares(claim.target) for claim in claims]),
        is_whole=torch.tensor([claim.target.denied is not None for claim in claims]),
        weights=torch.tensor([claim.weight for claim in claims]),
    )


def _echoes(units: Sequence[Tokenised], ends: Sequence[Sequence[int]], shape: tuple[int, ...]) -> Tensor:
    table = torch.zeros(shape)
    for number, (unit, end) in enumerate(zip(units, ends, strict=True)):
        tokens = np.array([token for claim in unit.claims for token in claim.tokens], np.int64)
        held = echoes(neighbours_in_statements(tokens, end[:-1]), neighbours_in_text(np.array(unit.text, np.int64)))
        table[number, :, : held.shape[1], : held.shape[2]] = torch.from_numpy(held)
    return table


def _ends(unit: Tokenised) -> list[int]:
    """Where each statement begins among those of its unit, and behind the last one the number of tokens."""
    ends = [0]
    for claim in unit.claims:
        ends.append(ends[-1] + len(claim.tokens))
    return ends


def _lengths(ends: Sequence[int]) -> list[int]:
    return [end - start for start, end in pairwise(ends)]


def _padded(rows: Sequence[Sequence[int]], padding: int) -> Tensor:
    table = torch.full((len(rows), max(map(len, rows))), padding, dtype=torch.long)
    for number, row in enumerate(rows):
        table[number, : len(row)] = torch.tensor(row, dtype=torch.long)
    return table


def _shares(target: Target) -> tuple[float, float, float]:
    denied = target.denied or 0.0
    return target.asserted, 1.0 - target.asserted - denied, denied
