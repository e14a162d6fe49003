"""What writing a token costs, in CPU time of this process: other programs on the machine do not count."""

import time
from collections.abc import Callable

import numpy as np
import torch

from projects.transformer.bpe import END
from projects.transformer.generate import write_on
from projects.transformer.model import LanguageModel
from projects.transformer.sampling import Sampling


def ms_a_token(model: LanguageModel, tokens: int, repeats: int) -> float:
    """With a cache; the fastest of some runs, since what disturbs only slows down."""
    return min(_timed(lambda: _written(model, tokens)) for _ in range(repeats))


def ms_a_token_without_cache(model: LanguageModel, tokens: int, repeats: int) -> float:
    """Every token reads all before it anew."""
    return min(_timed(lambda: _written_anew(model, tokens)) for _ in range(repeats))


def _timed(write: Callable[[], int]) -> float:
    began = time.process_time()
    count = write()
    return 1_000 * (time.process_time() - began) / count


def _written(model: LanguageModel, tokens: int) -> int:
    """A high temperature, so that hardly any text ends early; texts are begun until there are enough tokens."""
    rng, count = np.random.default_rng(0), 0
    while count < tokens:
        count += sum(1 for _ in write_on(model, [], tokens - count, Sampling(temperature=5.0), rng)) or 1
    return count


def _written_anew(model: LanguageModel, tokens: int) -> int:
    rng = np.random.default_rng(0)
    read = [END]
    with torch.no_grad():
        for _ in range(tokens):
            model(torch.tensor([read]))
            read.append(int(rng.integers(END)))
    return tokens
