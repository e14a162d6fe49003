"""Level bars, one below the other: labels are read without turning the head, and there is room for many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from projects.pictures.ink import AXIS, block, check_count
from projects.pictures.plane import EDGE, Panel, Swatch, below, heading, x_marks
from projects.pictures.scales import Axis, Scale, ticks
from projects.pictures.svg import WIDTH, Svg, document, element, label, note, text_width

_ROW = 24
_THICK = 16


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row. Several values are stacked: what is above zero to the right, what is below to the left."""

    label: str
    values: tuple[float, ...]
    text: str = ""
    """What to write at its end instead of the total."""

    @property
    def left(self) -> float:
        return sum(value for value in self.values if value < 0)

    @property
    def right(self) -> float:
        return sum(value for value in self.values if value > 0)

    @property
    def total(self) -> float:
        return sum(self.values)


def bars(
    rows: Sequence[Bar], *, title: str, desc: str, axis: Axis, legend: Sequence[str] = (), decimals: int = 0
) -> str:
    """Bars from the top down in the order given, each with its text, else its total to `decimals` places.

    `legend` names the stacked parts; every row must then have as many values as it has names.
    """
    if legend and any(len(row.values) != len(legend) for row in rows):
        raise ValueError("every bar needs one value for each name in the legend")
    check_count(max((len(row.values) for row in rows), default=0))
    marks = ticks((end for row in rows for end in (row.left, row.right)), reach=(0, *axis.reach), most=6)
    top = heading(title, [(name, _swatch(index)) for index, name in enumerate(legend)])
    totals = [row.text or axis.text(row.total, decimals) for row in rows]
    # A total to the left of its bar stands between the bar and the label.
    before = max((text_width(total) + 8 for row, total in zip(rows, totals, strict=True) if row.total < 0), default=0)
    panel = Panel(
        left=EDGE + max(text_width(row.label) for row in rows) + 8 + before,
        right=WIDTH - EDGE - max(map(text_width, totals)),
        top=top.bottom + 8,
        bottom=top.bottom + 12 + _ROW * len(rows),
    )
    scale = marks.scale(panel.left, panel.right)
    body = [top.drawn, x_marks(axis, marks, scale, panel)]
    for k, (row, total) in enumerate(zip(rows, totals, strict=True)):
        body.append(_row(row, total, scale, panel.left - 8 - before, panel.top + 2 + k * _ROW))
    zero = scale(0)
    body.append(element("line", x1=zero, x2=zero, y1=panel.top, y2=panel.bottom, stroke=AXIS))
    return document(title=title, desc=desc, height=below(panel), body=body)


def _row(row: Bar, total: str, scale: Scale, end: float, y: float) -> Svg:
    """`end` is where its label ends, and `y` its upper edge."""
    base = y + _ROW / 2 + 5
    name = label(row.label, end, base, text_anchor="end")
    if row.total < 0:
        value = note(total, scale(row.left) - 5, base, text_anchor="end")
    else:
        value = note(total, scale(row.right) + 5, base)
    return element("g", name, *_parts(row, scale, y + (_ROW - _THICK) / 2), value)


def _parts(row: Bar, scale: Scale, y: float) -> Iterator[Svg]:
    left = right = 0.0
    for index, value in enumerate(row.values):
        if value < 0:
            left, ends = left + value, (left + value, left)
        else:
            right, ends = right + value, (right, right + value)
        yield block(scale(ends[0]), y, scale(ends[1]) - scale(ends[0]), _THICK, index)


def _swatch(index: int) -> Swatch:
    return lambda x, y: block(x - 6, y - 6, 12, 12, index)
