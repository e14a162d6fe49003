"""A table whose cells are the darker the larger their value: a confusion matrix, a grid of settings."""

from collections.abc import Sequence

from projects.pictures.plane import EDGE, heading
from projects.pictures.scales import ticks
from projects.pictures.svg import TEXT_SIZE, WIDTH, Svg, document, element, label, text_width

_LIGHT, _DARK = (238, 243, 248), (20, 62, 106)
_WIDEST_CELL, _CELL_HEIGHT = 150, 56


def heatmap(
    values: Sequence[Sequence[float]],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    title: str,
    desc: str,
    row_title: str = "",
    column_title: str = "",
    texts: Sequence[Sequence[str]] | None = None,
) -> str:
    """Cells shaded from the smallest value to the largest, each with its text or else its value.

    Raises ValueError unless `values` and `texts` have one row for each of `rows` and one column for each of `columns`.
    """
    shown = texts if texts is not None else [[f"{value:,g}" for value in row] for row in values]
    for table in (values, shown):
        if len(table) != len(rows) or any(len(row) != len(columns) for row in table):
            raise ValueError(f"the cells do not fill {len(rows)} rows and {len(columns)} columns")
    ticks(value for row in values for value in row)  # refuses what cannot be drawn
    low, high = min(map(min, values)), max(map(max, values))
    top = heading(title)
    left = EDGE + max(text_width(name) for name in (*rows, row_title)) + 10
    first = top.bottom + (52 if column_title else 30)
    width = min(_WIDEST_CELL, (WIDTH - EDGE - left) / len(columns))
    body = [
        top.drawn,
        label(column_title, left, first - 30, font_style="italic"),
        label(row_title, left - 10, first - 8, text_anchor="end", font_style="italic"),
        *(label(name, left + (j + 0.5) * width, first - 8, text_anchor="middle") for j, name in enumerate(columns)),
    ]
    for i, row in enumerate(values):
        y = first + i * _CELL_HEIGHT
        body.append(label(rows[i], left - 10, _base(y), text_anchor="end"))
        for j, value in enumerate(row):
            share = (value - low) / (high - low) if high > low else 0.0
            body.append(_cell(left + j * width, y, width, share, shown[i][j]))
    return document(title=title, desc=desc, height=first + len(rows) * _CELL_HEIGHT + EDGE, body=body)


def _base(y: float) -> float:
    """The base line of words in the middle of the row that begins at `y`."""
    return y + _CELL_HEIGHT / 2 + TEXT_SIZE / 2 - 2


def _cell(x: float, y: float, width: float, share: float, text: str) -> Svg:
    """Its words are white once the ground is dark enough for that to be clearer."""
    shade = (round(light + share * (dark - light)) for light, dark in zip(_LIGHT, _DARK, strict=True))
    fill = "#" + "".join(f"{part:02x}" for part in shade)
    ground = element("rect", x=x + 1, y=y + 1, width=width - 2, height=_CELL_HEIGHT - 2, fill=fill)
    ink = "#fff" if share > 0.5 else "#222"
    return element("g", ground, label(text, x + width / 2, _base(y), text_anchor="middle", fill=ink))
