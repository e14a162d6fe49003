"""The shared desk, for texts: what may be asked, what comes back, and how long it took."""

import time
from dataclasses import dataclass, replace

import numpy as np

from projects.ops.errors import RefusedError
from projects.ops.serve.desk import Account, BusyError, Fate
from projects.ops.serve.desk import Desk as SharedDesk
from projects.transformer.bpe import Tokeniser
from projects.transformer.generate import write_on
from projects.transformer.model import LanguageModel
from projects.transformer.sampling import Sampling

__all__ = ["Account", "Answer", "Asked", "BusyError", "Desk", "Fate", "RefusedError"]

MOST_CHARACTERS = 2_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    prompt: str
    how: Sampling
    seed: int
    most: int
    """Tokens to write."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    text: str
    tokens: int
    prompt_tokens: int
    ended: bool
    """The model ended the text itself; otherwise there was no more room."""

    latency_ms: float


class Desk(SharedDesk[Asked, Answer]):
    """Any thread may ask."""

    def __init__(self, model: LanguageModel, tokeniser: Tokeniser, waiting: int = 8) -> None:
        super().__init__(self._write, check=self._check_length, waiting=waiting)
        self._model, self._tokeniser = model, tokeniser

    def answer(self, asked: Asked) -> Answer:
        """Waits for its turn. Raises RefusedError and BusyError."""
        began = time.monotonic()
        return replace(super().answer(asked), latency_ms=1_000 * (time.monotonic() - began))

    def _write(self, asked: Asked) -> Answer:
        tokens = self._tokeniser.encode(asked.prompt)
        found = list(write_on(self._model, tokens, asked.most, asked.how, np.random.default_rng(asked.seed)))
        return Answer(
            text=self._tokeniser.decode(found),
            tokens=len(found),
            prompt_tokens=len(tokens),
            ended=len(found) < asked.most,
            latency_ms=0.0,
        )

    def _check_length(self, asked: Asked) -> None:
        if len(asked.prompt) > MOST_CHARACTERS:
            raise RefusedError(f"the prompt has {len(asked.prompt):,} characters; it may have {MOST_CHARACTERS:,}")
        count = len(self._tokeniser.encode(asked.prompt))
        room = self._model.plan.context - 1
        if count + asked.most > room:
            raise RefusedError(
                f"a prompt of {count} tokens and {asked.most} to write are more than {room}; ask for fewer"
            )
