"""Writes on, token by token, until the text ends or its room does."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from projects.transformer.bpe import END, Tokeniser
from projects.transformer.model import LanguageModel
from projects.transformer.sampling import Sampling, chances, draw


def write_on(
    model: LanguageModel, prompt: Sequence[int], most: int, how: Sampling, rng: np.random.Generator
) -> Iterator[int]:
    """At most `most` tokens that follow the prompt, each as soon as it is drawn; the end mark is not among them.

    Raises:
        ValueError: the prompt and what may follow are longer than the model's context.
    """
    if 1 + len(prompt) + most > model.plan.context:
        raise ValueError(f"prompt and answer may have {model.plan.context - 1} tokens together")
    model.eval()
    cache = model.make_cache()
    unread = torch.tensor([[END, *prompt]])
    for _ in range(most):
        with torch.no_grad():
            logits: Tensor = model(unread, cache)[0, -1]
        token = draw(chances(logits.double().numpy(), how), rng)
        if token == END:
            return
        yield token
        unread = torch.tensor([[token]])


def complete(
    model: LanguageModel, tokeniser: Tokeniser, prompt: str, how: Sampling, seed: int, most: int | None = None
) -> str:
    """What follows the prompt; as much as fits where `most` is not given."""
    tokens = tokeniser.encode(prompt)
    room = model.plan.context - 1 - len(tokens) if most is None else most
    return tokeniser.decode(write_on(model, tokens, room, how, np.random.default_rng(seed)))


def pieces_of(tokeniser: Tokeniser, tokens: Iterator[int]) -> Iterator[str]:
    """Text as it comes; a character whose bytes are spread over tokens is held back until it is whole."""
    held: list[int] = []
    for token in tokens:
        held.append(token)
        text = tokeniser.decode(held)
        if text and not text.endswith("\N{REPLACEMENT CHARACTER}"):
            yield text
            held.clear()
    if held:
        yield tokeniser.decode(held)
