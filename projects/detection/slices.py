"""Where a detector is weak: how many labels it finds by their size, their turn, the light and their kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from projects.detection.evaluate import Interval, Sought, recall_of

LEAST = 30
"""Labels that a slice needs to say anything."""


@dataclass(frozen=True, kw_only=True)
class _Cut:
    """Ranges of one property, each with its name."""

    value: Callable[[Sought], float]
    edges: tuple[float, ...]
    names: tuple[str, ...]


_CUTS: Mapping[str, _Cut] = {
    "size": _Cut(
        value=lambda one: 100 * one.share,
        edges=(0, 1, 2, 3, 6, 12, 25, 100),
        names=("under 1 %", "1 to 2 %", "2 to 3 %", "3 to 6 %", "6 to 12 %", "12 to 25 %", "over 25 %"),
    ),
    "tilt": _Cut(
        value=lambda one: min(one.tilt % 90, 90 - one.tilt % 90),
        edges=(0, 10, 20, 30, 45.001),
        names=("under 10°", "10 to 20°", "20 to 30°", "30 to 45°"),
    ),
    "light": _Cut(
        value=lambda one: one.brightness,
        edges=(0, 50, 90, 130, inf),
        names=("dark, under 50", "50 to 90", "90 to 130", "bright, over 130"),
    ),
}


def slice_labels(sought: Sequence[Sought]) -> dict[str, dict[str, Interval]]:
    """Recall by property and range; ranges with few labels are left out. A tilt is that from the nearest upright: the
    box of a label at 45 degrees holds the most that is no label.
    """
    found = {name: dict(_ranges(cut, sought)) for name, cut in _CUTS.items()}
    kinds = sorted({one.kind for one in sought})
    found["kind"] = {kind.label: recall_of([one for one in sought if one.kind == kind]) for kind in kinds}
    return found


def _ranges(cut: _Cut, sought: Sequence[Sought]) -> Iterator[tuple[str, Interval]]:
    for low, high, name in zip(cut.edges, cut.edges[1:], cut.names, strict=False):
        inside = [one for one in sought if low <= cut.value(one) < high]
        if len(inside) >= LEAST:
            yield name, recall_of(inside)
