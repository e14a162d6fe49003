"""Charts as SVG text, drawn with the standard library alone.

The projects need four kinds of picture, and no plotting library is worth installing for them. Each
function returns one self-contained picture with a title and a description for those who cannot see it.
"""

from projects.pictures.bars import Bar, bars
from projects.pictures.heatmap import heatmap
from projects.pictures.plane import Direction, Guide
from projects.pictures.scales import Axis
from projects.pictures.series import Series, lines, scatter

__all__ = ["Axis", "Bar", "Direction", "Guide", "Series", "bars", "heatmap", "lines", "scatter"]
