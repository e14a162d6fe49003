"""Words beside points, where they cover neither each other nor a labelled point."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from projects.pictures.plane import Panel
from projects.pictures.svg import TEXT_SIZE, Svg, note, text_width

_GAP = 8
_LINE = 0.9 * TEXT_SIZE


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        apart_level = self.right <= other.left or other.right <= self.left
        return not (apart_level or self.bottom <= other.top or other.bottom <= self.top)

    def within(self, panel: Panel) -> bool:
        inside_level = panel.left <= self.left and self.right <= panel.right
        return inside_level and panel.top <= self.top and self.bottom <= panel.bottom


class Spot(NamedTuple):
    """Where a label could stand: the box it would fill, and the end of it that is at `x`."""

    box: Box
    x: float
    anchor: str


def point_labels(named: Sequence[tuple[tuple[float, float], str]], panel: Panel) -> Iterator[Svg]:
    """The label of each place, in the first free spot around it; to its right if none is free."""
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for (x, y), _ in named]
    for (x, y), text in named:
        spots = list(_spots(x, y, text_width(text)))
        free = (s for s in spots if s.box.within(panel) and not any(map(s.box.meets, taken)))
        spot = next(free, spots[0])
        taken.append(spot.box)
        yield note(text, spot.x, spot.box.bottom - 2, text_anchor=spot.anchor)


def _spots(x: float, y: float, width: float) -> Iterator[Spot]:
    """Level with the point, then above and below it, then at its corners."""
    level, above, below = y, y - _GAP - _LINE / 2, y + _GAP + _LINE / 2
    yield _right(x, level, width)
    yield _left(x, level, width)
    for middle in (above, below):
        yield Spot(Box(x - width / 2, middle - _LINE / 2, x + width / 2, middle + _LINE / 2), x, "middle")
    for middle in (above, below):
        yield _right(x, middle, width)
        yield _left(x, middle, width)


def _right(x: float, middle: float, width: float) -> Spot:
    start = x + _GAP
    return Spot(Box(start, middle - _LINE / 2, start + width, middle + _LINE / 2), start, "start")


def _left(x: float, middle: float, width: float) -> Spot:
    end = x - _GAP
    return Spot(Box(end - width, middle - _LINE / 2, end, middle + _LINE / 2), end, "end")
