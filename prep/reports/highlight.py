"""Cuts an answer at the edges of its evidence, however that overlaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from prep.model.question import Evidence
from prep.reports.foreign import shown
from prep.reports.view import Segment


@dataclass(frozen=True)
class Marked:
    """Evidence with the label under which the report speaks of it."""

    label: str
    evidence: Evidence
    is_wrong: bool = False


def highlight(answer: str, marked: Sequence[Marked], limit: int) -> tuple[Segment, ...]:
    """The first `limit` characters of an answer, cut so that each run has the same labels throughout."""
    kept = answer[:limit]
    places = [(one, *place) for one in marked if (place := _place(answer, one.evidence)) is not None]
    return tuple(_segments(kept, places))


def _segments(text: str, places: Sequence[tuple[Marked, int, int]]) -> Iterator[Segment]:
    edges = sorted({0, len(text), *(min(edge, len(text)) for _, *edges in places for edge in edges)})
    for start, end in pairwise(edges):
        over = [one for one, first, last in places if first <= start and end <= last]
        yield Segment(
            shown(text[start:end], end - start, end - start + 1),
            found=tuple(one.label for one in over if not one.is_wrong),
            wrong=tuple(one.label for one in over if one.is_wrong),
            ends=tuple(one.label for one, _, last in places if min(last, len(text)) == end),
        )


def _place(answer: str, evidence: Evidence) -> tuple[int, int] | None:
    """Where the evidence stands: where it says, unless its own words are elsewhere."""
    start, end = evidence.start, evidence.end
    if 0 <= start < end <= len(answer) and answer[start:end] == evidence.quote:
        return start, end
    start = answer.find(evidence.quote) if evidence.quote.strip() else -1
    return (start, start + len(evidence.quote)) if start >= 0 else None
