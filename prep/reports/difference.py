"""What a submission has otherwise than the reference, for whoever may read that by now."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from prep.reports.foreign import shown
from prep.reports.inline import plain
from prep.reports.view import Block, Change, ChangedLine, CodeLine, Difference, Listing, Prose

_AROUND: Final = 3
_MOST_LINES: Final = 200
_LONGEST: Final = 2_000
"""Lines of a submission that are compared."""

_ALIKE: Final = 0.5
"""Below this share of common lines, signs before nearly every line would show nothing."""


def beside_reference(content: bytes, reference: str) -> Iterator[Block]:
    """The changed lines; or the reference as a whole, where the two are built differently."""
    before = content.decode("utf-8", "backslashreplace").splitlines()[:_LONGEST]
    after = reference.splitlines()
    if before == after:
        yield Prose(text=plain("It is the reference, line by line."))
        return
    if difflib.SequenceMatcher(None, before, after, autojunk=False).ratio() >= _ALIKE:
        yield Prose(
            text=plain("Lines with - are in your solution alone, lines with + in the reference alone."), small=True
        )
        yield Difference(label="From the submission to the reference", runs=tuple(_runs(before, after)))
        return
    yield Prose(
        text=plain("The reference goes another way, which need not be a better one; here it is as a whole."), small=True
    )
    lines = tuple(CodeLine(number, _shown(text)) for number, text in enumerate(after[:_MOST_LINES], 1))
    left = len(after) - len(lines)
    left_out = f"{left:,} more lines are left out." if left > 0 else ""
    yield Listing(file="reference.py", lines=lines, is_python=True, left_out=left_out)


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[ChangedLine, ...]]:
    left = _MOST_LINES
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        run: list[ChangedLine] = []
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                run += [ChangedLine(Change.SAME, _shown(text)) for text in after[j1:j2]]
                continue
            run += [ChangedLine(Change.REMOVED, _shown(text)) for text in before[i1:i2]]
            run += [ChangedLine(Change.ADDED, _shown(text)) for text in after[j1:j2]]
        yield tuple(run[:left])
        left -= len(run)
        if left <= 0:
            return


def _shown(text: str) -> str:
    return shown(text, 200, 1)
