"""The page on which a person looks at two works beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import jinja2

from prep.assessment.decision.compare import Side
from prep.model.text import one_line, visible

_MAX_LINES = 3000
_MAX_LINE = 300


@dataclass(frozen=True)
class _ShownLine:
    number: int
    text: str
    shared: bool


@dataclass(frozen=True)
class _ShownFile:
    name: str
    lines: tuple[_ShownLine, ...]


def render_side_by_side(title: str, left: Side, right: Side) -> str:
    """One self-contained page without scripts; all foreign text is made visible and escaped."""
    sides = [(one_line(side.title, 80), tuple(_files(side))) for side in (left, right)]
    return _environment().get_template("side_by_side.html").render(title=one_line(title, 120), sides=sides)


def _files(side: Side) -> Iterator[_ShownFile]:
    left = _MAX_LINES
    for name, body in sorted(side.files.items()):
        if name.endswith(".py") and left > 0:
            lines = body.decode("utf-8", "backslashreplace").splitlines()[:left]
            left -= len(lines)
            shown = (
                _ShownLine(number, visible(line, _MAX_LINE), (name, number) in side.marked)
                for number, line in enumerate(lines, 1)
            )
            yield _ShownFile(one_line(name, 120), tuple(shown))


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("prep.assessment.decision"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
