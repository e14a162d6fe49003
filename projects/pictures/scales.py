"""From values to places: linear scales, and ticks at round numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What one direction of a picture shows."""

    label: str
    reach: tuple[float, ...] = ()
    """Values that the axis must include whatever the data are: `(0, 1)` for a share."""

    prefix: str = ""
    suffix: str = ""
    """`prefix` and `suffix` stand around every number on the axis: "$", " %"."""

    def text(self, value: float, decimals: int) -> str:
        """A number as the axis writes it, with a true minus sign."""
        sign = "\N{MINUS SIGN}" if round(value, decimals) < 0 else ""
        return f"{sign}{self.prefix}{abs(value):,.{decimals}f}{self.suffix}"


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Maps `low..high` onto `start..end`; the places may run backwards, as the vertical ones do."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """Round numbers that begin at or before the data and end at or after them."""

    values: tuple[float, ...]
    decimals: int
    """How many a label needs to tell two neighbours apart."""

    def scale(self, start: float, end: float) -> Scale:
        return Scale(low=self.values[0], high=self.values[-1], start=start, end=end)


def ticks(values: Iterable[float], *, reach: Iterable[float] = (), most: int = 7) -> Ticks:
    """Ticks for all of `values` and `reach`, about `most` of them at the closest.

    Raises ValueError if there is no value, or one is not a finite number.
    """
    known = [*values, *reach]
    if not known:
        raise ValueError("there is nothing to draw")
    if not all(math.isfinite(value) for value in known):
        raise ValueError("cannot draw a value that is not a finite number")
    low, high = min(known), max(known)
    if low == high:
        low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
    step = _round_step((high - low) / most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return Ticks(values=tuple(round(k * step, 12) for k in range(first, last + 1)), decimals=decimals)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))
