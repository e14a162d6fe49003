"""Lets requests in, writes them one after another, and accounts for each.

One thread writes at a time: two would take twice as long each on the same core. A few requests may wait; who comes
later is told so at once instead of after a minute.
"""

import time
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

import numpy as np

from projects.transformer.bpe import Tokeniser
from projects.transformer.generate import write_on
from projects.transformer.model import LanguageModel
from projects.transformer.sampling import Sampling

MOST_CHARACTERS = 2_000


class RefusedError(Exception):
    """The text tells the client what is wrong with its request."""


class BusyError(Exception):
    """The text tells the client to come back."""


class Fate(StrEnum):
    """What becomes of a request; each meets exactly one."""

    ANSWERED = "answered"
    REFUSED = "refused"
    BUSY = "busy"
    FAILED = "failed"


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


@dataclass(frozen=True, kw_only=True)
class Account:
    """Requests at one moment: those received are those of all fates and those still open."""

    received: int
    open: int
    fates: dict[Fate, int]


class Desk:
    """Any thread may ask."""

    def __init__(self, model: LanguageModel, tokeniser: Tokeniser, waiting: int = 8) -> None:
        self._model, self._tokeniser, self._places = model, tokeniser, waiting + 1
        self._writing, self._counting = Lock(), Lock()
        self._received = 0
        self._inside = 0
        self._fates: Counter[Fate] = Counter()

    def answer(self, asked: Asked) -> Answer:
        """Waits for its turn. Raises RefusedError and BusyError."""
        began = time.monotonic()
        self._enter()
        fate = Fate.FAILED
        try:
            tokens = self._check(asked)
            with self._writing:
                found = list(write_on(self._model, tokens, asked.most, asked.how, np.random.default_rng(asked.seed)))
            fate = Fate.ANSWERED
        except RefusedError:
            fate = Fate.REFUSED
            raise
        finally:
            self._leave(fate)
        return Answer(
            text=self._tokeniser.decode(found),
            tokens=len(found),
            prompt_tokens=len(tokens),
            ended=len(found) < asked.most,
            latency_ms=1_000 * (time.monotonic() - began),
        )

    def account(self) -> Account:
        with self._counting:
            fates = {fate: self._fates[fate] for fate in Fate}
            return Account(received=self._received, open=self._inside, fates=fates)

    def _enter(self) -> None:
        with self._counting:
            self._received += 1
            if self._inside >= self._places:
                self._fates[Fate.BUSY] += 1
                raise BusyError(f"{self._inside} requests are being written or wait; try again in a second")
            self._inside += 1

    def _leave(self, fate: Fate) -> None:
        with self._counting:
            self._inside -= 1
            self._fates[fate] += 1

    def _check(self, asked: Asked) -> list[int]:
        if len(asked.prompt) > MOST_CHARACTERS:
            raise RefusedError(f"the prompt has {len(asked.prompt):,} characters; it may have {MOST_CHARACTERS:,}")
        tokens = self._tokeniser.encode(asked.prompt)
        room = self._model.plan.context - 1
        if len(tokens) + asked.most > room:
            raise RefusedError(
                f"a prompt of {len(tokens)} tokens and {asked.most} to write are more than {room}; ask for fewer"
            )
        return tokens
