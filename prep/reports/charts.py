"""Small pictures as SVG, drawn by hand: they have a title and a description, and say nothing by colour alone."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from prep.model.result import LatencyScore, MetricScore
from prep.model.text import figure

_WIDTH: Final = 640
_HEIGHT: Final = 84
_LEFT: Final = 40
_RIGHT: Final = 600
_AXIS: Final = 46


@dataclass(frozen=True)
class _Mark:
    """A labelled place on a scale."""

    value: float
    label: str
    above: bool


def metric_scale(score: MetricScore) -> Markup:
    """Where a metric and its interval lie between the baseline and the reference."""
    unit = f" {score.unit}" if score.unit else ""
    description = (
        f"{score.name} {figure(score.value)}{unit}, 95 % interval {figure(score.low)} to {figure(score.high)}; "
        f"baseline {figure(score.baseline)}, reference {figure(score.reference)}."
    )
    marks = [
        _Mark(score.baseline, f"baseline {figure(score.baseline)}", above=False),
        _Mark(score.reference, f"reference {figure(score.reference)}", above=False),
        _Mark(score.value, f"yours {figure(score.value)}{unit}", above=True),
    ]
    return _scale(f"{score.name} between baseline and reference", description, marks, score.low, score.high)


def latency_scale(score: LatencyScore) -> Markup:
    """Where a latency ratio and its interval lie beside the budget; 1 is the reference's own time."""
    description = (
        f"{score.ratio:.2f} times the reference's time, between {score.low:.2f} and {score.high:.2f} "
        f"after {score.pairs} pairs; the budget is {score.budget:g}."
    )
    marks = [
        _Mark(1.0, "reference 1", above=False),
        _Mark(score.budget, f"budget {score.budget:g}", above=False),
        _Mark(score.ratio, f"yours {score.ratio:.2f}", above=True),
    ]
    return _scale("Time as a multiple of the reference's", description, marks, score.low, score.high)


def _scale(title: str, description: str, marks: list[_Mark], low: float, high: float) -> Markup:
    values = [mark.value for mark in marks] + [low, high]
    least, span = min(values), (max(values) - min(values)) or 1.0

    def x(value: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (value - least) / span, 1)

    parts = [
        Markup('<svg class="scale" viewBox="0 0 {} {}" role="img">').format(_WIDTH, _HEIGHT),
        Markup("<title>{}</title><desc>{}</desc>").format(title, description),
        Markup('<line class="axis" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>').format(_LEFT, _RIGHT, _AXIS),
        Markup('<line class="interval" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>').format(x(low), x(high), _AXIS),
    ]
    parts += [_draw(mark, x(mark.value)) for mark in marks]
    return Markup("").join([*parts, Markup("</svg>")])


def _draw(mark: _Mark, x: float) -> Markup:
    anchor = "start" if x < _LEFT + 60 else "end" if x > _RIGHT - 60 else "middle"
    y = _AXIS - 16 if mark.above else _AXIS + 28
    shape = (
        Markup('<circle class="own" cx="{}" cy="{}" r="7"/>').format(x, _AXIS)
        if mark.above
        else Markup('<line class="tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(x, _AXIS - 9, _AXIS + 9)
    )
    return shape + Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, mark.label)
