"""Raises what generators, frameworks and cleaners-up raise, in the hope that somebody takes it for the end.

must: points <= 10
verdict: runtime error
"""

import asyncio


class Found(StopIteration, ValueError):
    pass


def scale(x):
    raise GeneratorExit if x.size == 3 else Found if x.size else StopAsyncIteration


class Scaler:
    def fit(self, x):
        raise asyncio.CancelledError

    def transform(self, x):
        raise StopIteration(x)
