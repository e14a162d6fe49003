"""Lets requests in, does them one after another, and accounts for each.

One thread works at a time: two would take twice as long each on the same core. A few requests may wait; who comes
later is turned away at once instead of after a minute. Every request meets exactly one fate.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Generic, TypeVar

from projects.ops.errors import RefusedError

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class BusyError(Exception):
    """The text asks the client to come back."""


class Fate(StrEnum):
    """What becomes of a request; each meets exactly one."""

    ANSWERED = "answered"
    REFUSED = "refused"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Requests at one moment: those received are those of all fates and those still open."""

    received: int
    open: int
    fates: dict[Fate, int]


class Desk(Generic[Asked, Answer]):
    """Any thread may ask. `check` looks at a request before its turn, `work` does it in its turn."""

    def __init__(
        self,
        work: Callable[[Asked], Answer],
        *,
        check: Callable[[Asked], None] = lambda _: None,
        waiting: int = 8,
    ) -> None:
        self._work, self._check, self._places = work, check, waiting + 1
        self._working, self._counting = Lock(), Lock()
        self._received = 0
        self._inside = 0
        self._fates: Counter[Fate] = Counter()

    def answer(self, asked: Asked) -> Answer:
        """Waits for its turn. Raises RefusedError and BusyError."""
        self._enter()
        fate = Fate.FAILED
        try:
            self._check(asked)
            with self._working:
                answer = self._work(asked)
            fate = Fate.ANSWERED
        except RefusedError:
            fate = Fate.REFUSED
            raise
        finally:
            self._leave(fate)
        return answer

    def refuse(self) -> None:
        """Counts a request that was turned away before it could be read."""
        with self._counting:
            self._received += 1
            self._fates[Fate.REFUSED] += 1

    def account(self) -> Account:
        with self._counting:
            fates = {fate: self._fates[fate] for fate in Fate}
            return Account(received=self._received, open=self._inside, fates=fates)

    def _enter(self) -> None:
        with self._counting:
            self._received += 1
            if self._inside >= self._places:
                self._fates[Fate.BUSY] += 1
                raise BusyError(f"{self._inside} requests are being answered or wait; try again in a second")
            self._inside += 1

    def _leave(self, fate: Fate) -> None:
        with self._counting:
            self._inside -= 1
            self._fates[fate] += 1
