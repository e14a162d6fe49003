"""The gate: figures against their limits. One that falls behind ends the pipeline, so that nobody misses it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from projects.ops.errors import ProjectError
from projects.ops.params import Limit


class GateError(ProjectError):
    """Some figure fell behind its limit; the text has a line for each."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """One figure and its limit."""

    figure: str
    value: float
    wanted: str
    passed: bool

    def __str__(self) -> str:
        return f"{self.figure} is {self.value:.6g}, wanted {self.wanted}"


def hold(metrics: Mapping[str, Any], limits: Sequence[Limit]) -> tuple[Held, ...]:
    """Every figure that a limit names. Raises ProjectError: a limit without a figure guards nothing."""
    return tuple(held for limit in limits for held in _hold(metrics, limit))


def check_gate(held: Sequence[Held]) -> None:
    """Raises GateError where a figure fell."""
    fallen = [one for one in held if not one.passed]
    if fallen:
        raise GateError("\n".join(f"the gate is shut: {one}" for one in fallen))


def find_figures(metrics: Mapping[str, Any], path: str) -> Iterator[tuple[str, float]]:
    """Each figure at `path` with its full name. Raises ProjectError where there is none."""
    found = list(_walk(metrics, path.split("."), ()))
    if not found:
        raise ProjectError(f"the metrics have no figure `{path}`; see the gate in params.yaml")
    yield from found


def _hold(metrics: Mapping[str, Any], limit: Limit) -> Iterator[Held]:
    for figure, value in find_figures(metrics, limit.figure):
        if limit.at_least is not None:
            yield Held(
                figure=figure, value=value, wanted=f"at least {limit.at_least:g}", passed=value >= limit.at_least
            )
        elif limit.at_most is not None:
            yield Held(figure=figure, value=value, wanted=f"at most {limit.at_most:g}", passed=value <= limit.at_most)
        elif limit.above is not None:
            yield _against(metrics, figure, value, limit.above, sign=1)
        elif limit.below is not None:
            yield _against(metrics, figure, value, limit.below, sign=-1)


def _against(metrics: Mapping[str, Any], figure: str, value: float, other: str, *, sign: int) -> Held:
    ((name, bound),) = find_figures(metrics, other)
    word = "above" if sign > 0 else "below"
    return Held(figure=figure, value=value, wanted=f"{word} {name} ({bound:.6g})", passed=sign * value > sign * bound)


def _walk(figures: object, path: Sequence[str], name: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if not path:
        if isinstance(figures, int | float) and not isinstance(figures, bool):
            yield ".".join(name), float(figures)
        return
    if isinstance(figures, Mapping):
        keys = sorted(figures) if path[0] == "*" else [path[0]] if path[0] in figures else []
        for key in keys:
            yield from _walk(figures[key], path[1:], (*name, key))
