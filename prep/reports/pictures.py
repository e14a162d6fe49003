"""Pictures as data: what they show, what they say to who cannot see them, and the same figures as a table."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Mark:
    """A labelled place on a scale."""

    value: float
    name: str
    """What it is: "yours", "budget"."""

    figure: str
    """The value as people write it."""

    own: bool = False
    """The one that the picture is about; it is drawn as a disc, the others as ticks."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Places on a line, one of them with its interval."""

    kind: ClassVar[str] = "scale"
    title: str
    description: str
    marks: tuple[Mark, ...]
    low: float
    high: float
    interval: str
    """The interval as people write it."""

    @property
    def header(self) -> tuple[str, ...]:
        return ("What", "Figure")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return (*((mark.name, mark.figure) for mark in self.marks), ("interval", self.interval))


@dataclass(frozen=True)
class Bar:
    label: str
    share: float
    """From 0 to 1."""

    figure: str


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Shares side by side."""

    kind: ClassVar[str] = "bars"
    title: str
    description: str
    header: tuple[str, str]
    bars: tuple[Bar, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((bar.label, bar.figure) for bar in self.bars)


@dataclass(frozen=True)
class TrendPoint:
    label: str
    share: float
    figure: str


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Shares one after the other, the last of them the one in hand."""

    kind: ClassVar[str] = "trend"
    title: str
    description: str
    header: tuple[str, str]
    points: tuple[TrendPoint, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((point.label, point.figure) for point in self.points)


@dataclass(frozen=True)
class Bin:
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """How many fall where."""

    kind: ClassVar[str] = "histogram"
    title: str
    description: str
    header: tuple[str, str]
    bins: tuple[Bin, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((one.label, str(one.count)) for one in self.bins)


Picture = Scale | Bars | Trend | Histogram
