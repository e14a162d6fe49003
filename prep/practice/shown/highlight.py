"""An answer cut into pieces, each with the numbers of the points it makes and the letters of its misconceptions."""

from dataclasses import dataclass
from itertools import pairwise

from prep.model.question import AnswerResult, Evidence


@dataclass(frozen=True)
class Piece:
    """A piece of the person's own text."""

    text: str
    labels: tuple[str, ...]
    """Points by number from 1, misconceptions by letter from "a"; empty where it is evidence of nothing."""

    @property
    def is_wrong(self) -> bool:
        return any(label.isalpha() for label in self.labels)


def highlight(answer: str, result: AnswerResult) -> list[Piece]:
    """The whole answer in pieces; pieces that overlap carry both labels."""
    spans = [*_point_spans(result), *_misconception_spans(result)]
    inside = [(label, found) for label, found in spans if 0 <= found.start < found.end <= len(answer)]
    cuts = sorted({0, len(answer), *(edge for _, found in inside for edge in (found.start, found.end))})
    return [
        Piece(answer[start:end], tuple(label for label, found in inside if found.start <= start and end <= found.end))
        for start, end in pairwise(cuts)
    ]


def _point_spans(result: AnswerResult) -> list[tuple[str, Evidence]]:
    return [(str(n), point.evidence) for n, point in enumerate(result.points, 1) if point.found and point.evidence]


def _misconception_spans(result: AnswerResult) -> list[tuple[str, Evidence]]:
    return [(chr(ord("a") + n), wrong.evidence) for n, wrong in enumerate(result.misconceptions)]
