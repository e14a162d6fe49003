"""Draws pictures as SVG: by hand, the same ones for the screen and for paper.

They say nothing by colour alone, so that they survive a grey printer. For the screen, places across are percentages and
text keeps its size, so that a picture is right at any width: labels stand on lines of their own and are held at the end
they are near. For paper the width is fixed, because a PDF has no window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from prep.reports.pictures import Bars, Histogram, Mark, Picture, Scale, Trend
from prep.reports.theme import DEFAULT_THEME, Theme

PAPER_WIDTH: Final = 640.0
_LINE: Final = 20
"""Between lines of text."""

_ON_PAPER: Final = {"soft": "#5a6478", "faint": "#8a93a5", "track": "#e3e7ee", "paper": "#ffffff"}
"""Colours that no theme changes, by their names in the style sheet."""


def draw(picture: Picture, key: str, theme: Theme = DEFAULT_THEME, *, width: float | None = None) -> Markup:
    """The picture as SVG.

    Args:
        picture: What to draw.
        key: Unique in the document: the title and the description are referred to by it.
        theme: Its ink and accent are used.
        width: In pixels; as wide as there is room, where None.
    """
    pen = _Pen(theme, width)
    match picture:
        case Scale():
            height, shapes = _scale(picture, pen)
        case Bars():
            height, shapes = _bars(picture, pen)
        case Trend():
            height, shapes = _trend(picture, pen)
        case Histogram():
            height, shapes = _histogram(picture, pen)
    size = (
        Markup('width="100%" height="{}"').format(height)
        if width is None
        else Markup('width="{0:g}" height="{1}" viewBox="0 0 {0:g} {1}"').format(width, height)
    )
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture" {} role="img" aria-labelledby="{}-t {}-d" '
        'font-family="{}" font-size="13" {}>'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
    ).format(size, key, key, pen.font, pen.paint(fill="ink"), key, picture.title, key, picture.description)
    return Markup("").join([head, *shapes, Markup("</svg>")])


@dataclass(frozen=True)
class _Pen:
    theme: Theme
    width: float | None

    def colour(self, name: str) -> str:
        """On a screen a name of the style sheet, which knows whether the page is dark."""
        if self.width is None:
            return f"var(--{name})"
        return _ON_PAPER.get(name) or str(getattr(self.theme, name))

    @property
    def font(self) -> str:
        return "system-ui, sans-serif" if self.width is None else "Libertinus Serif"

    def across(self, share: float) -> str:
        """A place between the margins, from 0 to 1."""
        inside = 0.02 + 0.96 * share
        return f"{100 * inside:.2f}%" if self.width is None else f"{self.width * inside:.2f}"

    def along(self, share: float) -> str:
        """A length, as a part of what lies between the margins."""
        return f"{96 * share:.2f}%" if self.width is None else f"{self.width * 0.96 * share:.2f}"

    def paint(self, *, fill: str = "", stroke: str = "") -> Markup:
        """As attributes on paper; as one style on a screen, where only that knows the style sheet's names."""
        named = [(what, self.colour(name)) for what, name in (("fill", fill), ("stroke", stroke)) if name]
        if self.width is None:
            return Markup('style="{}"').format(";".join(f"{what}:{colour}" for what, colour in named))
        return Markup(" ").join(Markup('{}="{}"').format(what, colour) for what, colour in named)

    def line(self, start: float, end: float, y: float, thick: float, colour: str) -> Markup:
        return Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" {} stroke-width="{:g}"/>').format(
            self.across(start), self.across(end), y, y, self.paint(stroke=colour), thick
        )

    def tick(self, at: float, top: float, bottom: float) -> Markup:
        return Markup('<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" {3} stroke-width="2"/>').format(
            self.across(at), top, bottom, self.paint(stroke="ink")
        )

    def dot(self, at: float, y: float, radius: float, fill: str) -> Markup:
        return Markup('<circle cx="{}" cy="{:g}" r="{:g}" {} stroke-width="2"/>').format(
            self.across(at), y, radius, self.paint(fill=fill, stroke="accent")
        )

    def box(self, start: float, length: float, y: float, height: float, fill: str) -> Markup:
        return Markup('<rect x="{}" y="{:g}" width="{}" height="{:g}" {}/>').format(
            self.across(start), y, self.along(length), height, self.paint(fill=fill)
        )

    def text(self, at: float, y: float, words: str, anchor: str = "", *, strong: bool = False) -> Markup:
        held = anchor or ("start" if at < 1 / 3 else "end" if at > 2 / 3 else "middle")
        weight = Markup(' font-weight="bold"') if strong else ""
        return Markup('<text x="{}" y="{:g}" text-anchor="{}"{}>{}</text>').format(
            self.across(at), y, held, weight, words
        )


def _scale(scale: Scale, pen: _Pen) -> tuple[int, list[Markup]]:
    """Own mark above the line, the others below it, each label on a line of its own."""
    values = [mark.value for mark in scale.marks] + [scale.low, scale.high]
    least, span = min(values), (max(values) - min(values)) or 1.0

    def place(value: float) -> float:
        return (value - least) / span

    axis = 34
    shapes = [pen.line(0, 1, axis, 2, "faint"), pen.line(place(scale.low), place(scale.high), axis, 9, "track")]
    shapes += [pen.line(place(scale.low), place(scale.high), axis, 4, "soft")]
    others = [mark for mark in scale.marks if not mark.own]
    for number, mark in enumerate(others):
        y = axis + 26 + number * _LINE
        shapes += [pen.tick(place(mark.value), axis - 9, y - 13), pen.text(place(mark.value), y, _told(mark))]
    for mark in scale.marks:
        if mark.own:
            shapes.append(pen.dot(place(mark.value), axis, 6, "accent"))
            shapes.append(pen.text(place(mark.value), axis - 15, _told(mark), strong=True))
    return axis + 14 + len(others) * _LINE, shapes


def _told(mark: Mark) -> str:
    return f"{mark.name} {mark.figure}"


def _bars(bars: Bars, pen: _Pen) -> tuple[int, list[Markup]]:
    """A label over each bar, so that none is ever cut by another."""
    shapes: list[Markup] = []
    for number, bar in enumerate(bars.bars):
        top = number * 38
        shapes += [
            pen.text(0, top + 14, _cut(bar.label, 44), "start"),
            pen.text(1, top + 14, bar.figure, "end", strong=True),
            pen.box(0, 1, top + 20, 10, "track"),
            pen.box(0, bar.share, top + 20, 10, "accent"),
        ]
    return len(bars.bars) * 38, shapes


def _cut(text: str, most: int) -> str:
    """The whole of it is in the table."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _trend(trend: Trend, pen: _Pen) -> tuple[int, list[Markup]]:
    top, bottom, count = 24, 124, len(trend.points)

    def height(share: float) -> float:
        return round(bottom - (bottom - top) * share, 1)

    def place(number: int) -> float:
        return 0.1 + 0.85 * (number / (count - 1) if count > 1 else 0.5)

    shapes = []
    for share, label in ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")):
        shapes += [pen.line(0.08, 1, height(share), 1, "track"), pen.text(0, height(share) + 4, label, "start")]
    for number, (point, following) in enumerate(zip(trend.points, trend.points[1:], strict=False)):
        shapes.append(
            Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" {} stroke-width="2"/>').format(
                *(pen.across(place(number)), height(point.share)),
                *(pen.across(place(number + 1)), height(following.share), pen.paint(stroke="soft")),
            )
        )
    for number, point in enumerate(trend.points):
        last = number == count - 1
        shapes.append(pen.dot(place(number), height(point.share), 6 if last else 4, "accent" if last else "paper"))
        if last:
            shapes.append(pen.text(place(number), height(point.share) - 12, point.figure, "end", strong=True))
    return bottom + 14, shapes


def _histogram(histogram: Histogram, pen: _Pen) -> tuple[int, list[Markup]]:
    bottom, most = 120, max((one.count for one in histogram.bins), default=0) or 1
    step = 1 / max(1, len(histogram.bins))
    shapes = [pen.line(0, 1, bottom, 2, "faint")]
    for number, one in enumerate(histogram.bins):
        tall, middle = 96 * one.count / most, (number + 0.5) * step
        if one.count:
            shapes.append(
                pen.box((number + 0.08) * step, 0.84 * step, round(bottom - tall, 1), round(tall, 1), "accent")
            )
            shapes.append(pen.text(middle, round(bottom - tall - 5, 1), str(one.count), "middle", strong=True))
    if histogram.bins:
        shapes += list(_edges(histogram, pen, bottom + 18, step))
    return bottom + 26, shapes


def _edges(histogram: Histogram, pen: _Pen, y: int, step: float) -> Iterator[Markup]:
    """The first and the last label and the one in the middle: more would run into each other on a telephone."""
    last = len(histogram.bins) - 1
    for number in sorted({0, last // 2, last}):
        at = (number + 0.5) * step
        anchor = "start" if number == 0 else "end" if number == last else "middle"
        yield pen.text(0 if number == 0 else 1 if number == last else at, y, histogram.bins[number].label, anchor)
