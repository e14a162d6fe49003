"""How series are told apart: by brightness, shape and dash as much as by colour, for print in grey."""

from collections.abc import Sequence

from projects.pictures.svg import Svg, element, number

COLOURS = ("#1b4f82", "#e08a1e", "#2e7d52", "#d98ba5", "#2b2b2b")
GRID = "#dcdcdc"
AXIS = "#777"

DASHES = ("none", "8 4", "2 3", "10 3 2 3", "14 5")

_DOT = "h0"
_MARKERS = (_DOT, "m-4-4l8 8m0-8l-8 8", "m-4 3h8l-4-7z", "m-4 0l4-4 4 4-4 4z", "m-4-4h8v8h-8z")
"""Outlines relative to their middle. A step of no length with round ends is a dot."""

_LAYERS = 12
"""Shapes in one path do not darken each other: spread over several, a crowd shows as a crowd."""


def check_count(count: int) -> None:
    """Raises ValueError if there are more series than can be told apart."""
    if count > len(COLOURS):
        raise ValueError(f"{count} series in one picture; at most {len(COLOURS)} can be told apart")


def markers(places: Sequence[tuple[float, float]], index: int) -> Svg:
    """All points of the series number `index`."""
    shape = _MARKERS[index]
    layers = [places[k::_LAYERS] for k in range(min(_LAYERS, len(places)))]
    paths = [element("path", d="".join(f"M{number(x)} {number(y)}{shape}" for x, y in layer)) for layer in layers]
    return element(
        "g",
        *paths,
        fill="none",
        stroke=COLOURS[index],
        stroke_width=5 if shape == _DOT else 2,
        stroke_opacity="0.45" if shape == _DOT else "0.9",
        stroke_linecap="round",
    )


def trail(places: Sequence[tuple[float, float]], index: int) -> Svg:
    """The line of the series number `index`."""
    return element(
        "polyline",
        points=" ".join(f"{number(x)},{number(y)}" for x, y in places),
        fill="none",
        stroke=COLOURS[index],
        stroke_width=2.5,
        stroke_dasharray=DASHES[index],
        stroke_linejoin="round",
    )


def block(x: float, y: float, width: float, height: float, index: int) -> Svg:
    """A bar of the series number `index`."""
    return element("rect", x=x, y=y, width=width, height=height, fill=COLOURS[index])
