"""Whose frame is next, and whose gives way: first among hosts, then among the connections of a host.

A client that floods the queue pushes out frames of its own; one that sends ten a second beside it hardly notices.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

_REMEMBERED = 1_000


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who sent a frame."""

    host: str = ""
    line: int = 0
    """The connection; 0 for requests of one frame each, which share it."""

    stream: str = ""
    """The name that its camera is watched under; empty where none is."""


NOBODY = Source()


def who_gives_way(waiting: Sequence[Source]) -> int:
    """The place of the oldest frame of the fullest connection of the fullest host; frames stand oldest first."""
    hosts = Counter(source.host for source in waiting)
    lines = Counter((source.host, source.line) for source in waiting)
    fullness = [(hosts[source.host], lines[source.host, source.line]) for source in waiting]
    return fullness.index(max(fullness))


class Turns:
    """Remembers who was served when."""

    def __init__(self) -> None:
        self._served: dict[Hashable, int] = {}
        self._count = 0

    def next(self, waiting: Sequence[Source]) -> int:
        """The place of the oldest frame of the host, and there of the connection, that was served longest ago."""
        turns = [
            (self._served.get(source.host, 0), self._served.get((source.host, source.line), 0)) for source in waiting
        ]
        place = turns.index(min(turns))
        chosen = waiting[place]
        if len(self._served) >= _REMEMBERED:
            self._served.clear()
        self._count += 1
        self._served[chosen.host] = self._served[chosen.host, chosen.line] = self._count
        return place
