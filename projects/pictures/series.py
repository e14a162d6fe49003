"""Points that belong together, and the two pictures that plot them: as dots or as lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from projects.pictures.ink import check_count, markers, trail
from projects.pictures.labels import point_labels
from projects.pictures.plane import Direction, Guide, Plane, Swatch, heading, plane
from projects.pictures.scales import Axis, ticks
from projects.pictures.svg import Svg, document

_HEIGHT = 330

Places = Sequence[tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class Series:
    """One set of points, named in the legend if it has a name."""

    x: Sequence[float]
    y: Sequence[float]
    name: str = ""
    labels: Sequence[str] = ()
    """One word for each point, written beside it; for the few that are worth it."""

    def points(self) -> Iterator[tuple[float, float]]:
        """Raises ValueError if a point lacks a coordinate."""
        return zip(self.x, self.y, strict=True)


def scatter(series: Sequence[Series], *, title: str, desc: str, x: Axis, y: Axis, guides: Sequence[Guide] = ()) -> str:
    """Every point as a mark; a series has its own shape and colour."""
    base, body = _drawn(series, title, x, y, guides, draw=markers, swatch=_dot_swatch)
    return document(title=title, desc=desc, height=base.bottom, body=body)


def lines(series: Sequence[Series], *, title: str, desc: str, x: Axis, y: Axis, guides: Sequence[Guide] = ()) -> str:
    """Every series as one line through its points in their order; each has its own dash and colour."""
    base, body = _drawn(series, title, x, y, guides, draw=trail, swatch=_line_swatch)
    return document(title=title, desc=desc, height=base.bottom, body=body)


def _drawn(
    series: Sequence[Series],
    title: str,
    x: Axis,
    y: Axis,
    guides: Sequence[Guide],
    *,
    draw: Callable[[Places, int], Svg],
    swatch: Callable[[int], Swatch],
) -> tuple[Plane, list[Svg]]:
    """The plane, and from the back to the front: axes, data, guide lines, words."""
    check_count(len(series))
    top = heading(title, [(one.name, swatch(index)) for index, one in enumerate(series) if one.name])
    across = [guide.at for guide in guides if guide.direction is Direction.VERTICAL]
    up = [guide.at for guide in guides if guide.direction is Direction.HORIZONTAL]
    x_ticks = ticks((value for one in series for value in one.x), reach=(*x.reach, *across))
    y_ticks = ticks((value for one in series for value in one.y), reach=(*y.reach, *up))
    base = plane(x, x_ticks, y, y_ticks, top=top.bottom, height=_HEIGHT)
    placed = [[base.place(*point) for point in one.points()] for one in series]
    body = [top.drawn, base.drawn]
    body += [draw(places, index) for index, places in enumerate(placed)]
    body += [base.guide(guide) for guide in guides]
    named = [
        (place, text)
        for places, one in zip(placed, series, strict=True)
        for place, text in (zip(places, one.labels, strict=True) if one.labels else ())
    ]
    return base, [*body, *point_labels(named, base.panel)]


def _dot_swatch(index: int) -> Swatch:
    return lambda x, y: markers([(x, y)] * 3, index)


def _line_swatch(index: int) -> Swatch:
    return lambda x, y: trail([(x - 10, y), (x + 12, y)], index)
