"""What stands around the data: heading, legend, grid, axes and guide lines."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from projects.pictures.ink import AXIS, GRID
from projects.pictures.scales import Axis, Scale, Ticks
from projects.pictures.svg import TEXT_SIZE, WIDTH, Svg, element, label, note, text_width

EDGE = 16
_TITLE_SIZE = 17
_TITLE_LINE = 22
_LEGEND_LINE = 22
_SWATCH = 26

Swatch = Callable[[float, float], Svg]
"""Draws the sample of a series around a place."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title and the legend below it."""

    drawn: Svg
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The rectangle that holds the data."""

    left: float
    right: float
    top: float
    bottom: float


class Direction(StrEnum):
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    DIAGONAL = "diagonal"


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A line to compare the data with; the diagonal is where both axes show the same value."""

    direction: Direction
    at: float = 0.0
    """Where a horizontal or vertical one crosses its axis."""

    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Plane:
    """Two axes and the scales that place a point between them."""

    x: Scale
    y: Scale
    panel: Panel
    drawn: Svg = field(repr=False)

    @property
    def bottom(self) -> float:
        """Where the words below the level axis end."""
        return below(self.panel)

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.x(x), self.y(y)

    def guide(self, guide: Guide) -> Svg:
        """The line of `guide`, and its label at the line's upper or right end."""
        panel, anchor = self.panel, "end"
        match guide.direction:
            case Direction.HORIZONTAL:
                y = self.y(guide.at)
                ends, at = (panel.left, y, panel.right, y), (panel.right - 4, y - 5)
            case Direction.VERTICAL:
                x = self.x(guide.at)
                ends, at = (x, panel.bottom, x, panel.top), (x - 5, panel.top + TEXT_SIZE)
                if x < (panel.left + panel.right) / 2:
                    at, anchor = (x + 5, at[1]), "start"
            case Direction.DIAGONAL:
                low, high = max(self.x.low, self.y.low), min(self.x.high, self.y.high)
                ends = (*self.place(low, low), *self.place(high, high))
                at = (ends[2] - 14, ends[3] + 8)
        line = _line(*ends, stroke="#444", stroke_width=1.5, stroke_dasharray="5 4")
        return element("g", line, note(guide.label, *at, text_anchor=anchor)) if guide.label else line


def below(panel: Panel) -> float:
    """Where the numbers and the name of a level axis end."""
    return panel.bottom + 54


def heading(title: str, legend: Sequence[tuple[str, Swatch]] = ()) -> Heading:
    """The title, wrapped, and a sample of each series with its name."""
    lines = textwrap.wrap(title, int((WIDTH - 2 * EDGE) / text_width("n", _TITLE_SIZE)))
    drawn = [
        label(line, EDGE, EDGE + 12 + k * _TITLE_LINE, font_size=_TITLE_SIZE, font_weight="bold")
        for k, line in enumerate(lines)
    ]
    x, y = float(EDGE), EDGE + 14.0 + len(lines) * _TITLE_LINE
    for name, swatch in legend:
        width = _SWATCH + text_width(name) + 14
        if x > EDGE and x + width > WIDTH:
            x, y = EDGE, y + _LEGEND_LINE
        drawn += [swatch(x + 10, y - 5), label(name, x + _SWATCH, y)]
        x += width
    return Heading(drawn=element("g", *drawn), bottom=y + 6 if legend else y - _TITLE_LINE + 8)


def plane(x_axis: Axis, x_ticks: Ticks, y_axis: Axis, y_ticks: Ticks, *, top: float, height: float) -> Plane:
    """Axes below `top` with `height` units for the data; the upright axis is named above its end."""
    y_texts = [y_axis.text(value, y_ticks.decimals) for value in y_ticks.values]
    last = text_width(x_axis.text(x_ticks.values[-1], x_ticks.decimals))
    panel = Panel(
        left=EDGE + max(map(text_width, y_texts)) + 6,
        right=WIDTH - max(EDGE, last / 2 + 4),
        top=top + 34,
        bottom=top + 34 + height,
    )
    x, y = x_ticks.scale(panel.left, panel.right), y_ticks.scale(panel.bottom, panel.top)
    drawn = [label(y_axis.label, EDGE, top + 18, font_style="italic"), x_marks(x_axis, x_ticks, x, panel)]
    for value, text in zip(y_ticks.values, y_texts, strict=True):
        drawn.append(_line(panel.left, y(value), panel.right, y(value), stroke=GRID))
        drawn.append(label(text, panel.left - 6, y(value) + 5, text_anchor="end"))
    drawn.append(_line(panel.left, panel.bottom, panel.right, panel.bottom, stroke=AXIS))
    return Plane(x=x, y=y, panel=panel, drawn=element("g", *drawn))


def x_marks(axis: Axis, ticks: Ticks, scale: Scale, panel: Panel) -> Svg:
    """Grid lines and numbers of the level axis, thinned until they do not touch, and its name below."""
    widest = max(text_width(axis.text(value, ticks.decimals)) for value in ticks.values)
    room = (panel.right - panel.left) / max(1, len(ticks.values) - 1)
    every = 1 + int((widest + 8) // room)
    drawn = []
    for k, value in enumerate(ticks.values):
        drawn.append(_line(scale(value), panel.top, scale(value), panel.bottom, stroke=GRID))
        if k % every == 0:
            text = axis.text(value, ticks.decimals)
            drawn.append(label(text, scale(value), panel.bottom + 19, text_anchor="middle"))
    drawn.append(label(axis.label, panel.right, panel.bottom + 40, text_anchor="end", font_style="italic"))
    return element("g", *drawn)


def _line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> Svg:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)
