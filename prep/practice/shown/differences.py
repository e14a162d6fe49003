"""What changed from one attempt to the next, line by line, marked by signs rather than colours."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prep.model.text import visible

_AROUND: Final = 3


class LineSign(StrEnum):
    """The sign before a line."""

    SAME = " "
    ADDED = "+"
    REMOVED = "-"
    PLACE = "@"
    """Not a line: where the next lines stand."""


@dataclass(frozen=True)
class Line:
    change: LineSign
    text: str

    def __str__(self) -> str:
        return f"{self.change} {self.text}".rstrip()


def differences(before: str, after: str) -> list[Line]:
    """The changed lines with a few around them; nothing if there is none."""
    return list(_lines(before.splitlines(), after.splitlines()))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        yield Line(LineSign.PLACE, f"line {group[0][3] + 1}")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (Line(LineSign.SAME, visible(text)) for text in after[j1:j2])
            else:
                yield from (Line(LineSign.REMOVED, visible(text)) for text in before[i1:i2])
                yield from (Line(LineSign.ADDED, visible(text)) for text in after[j1:j2])
