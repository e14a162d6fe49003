"""How a sitting compares with earlier ones."""

from collections.abc import Iterator, Sequence
from typing import Final

from prep.model.sitting import PastScore, Sitting, SittingKind
from prep.reports.foreign import shown_line
from prep.reports.inline import plain
from prep.reports.pictures import Trend, TrendPoint
from prep.reports.view import Block, Prose
from prep.reports.wording import count_words, date_words, share_words

_MOST: Final = 12
_SAME_THING: Final = frozenset({SittingKind.CHALLENGE, SittingKind.ASSESSMENT})
"""Kinds whose earlier sittings had the same content, so that results can be compared."""

_OTHER_THINGS: Final = "Earlier ones had other questions, so this shows how things are going rather than a record."


def history_blocks(sitting: Sitting) -> Iterator[Block]:
    """A sentence and a picture; the latest dozen earlier ones are drawn."""
    past = sitting.history
    if not past:
        return
    yield Prose(text=plain(_sentence(past, sitting.share) if sitting.kind in _SAME_THING else _OTHER_THINGS))
    drawn = [
        TrendPoint(f"{date_words(one.at)}, {shown_line(one.title, 60)}", _bounded(one.share), share_words(one.share))
        for one in past[-_MOST:]
    ]
    drawn.append(TrendPoint("this one", _bounded(sitting.share), share_words(sitting.share)))
    more = f" {count_words(len(past) - _MOST, 'earlier one')} not drawn." if len(past) > _MOST else ""
    yield Trend(
        title="Earlier results and this one",
        description=f"Shares from oldest to newest: {', '.join(point.figure for point in drawn)}.{more}",
        header=("When", "Share"),
        points=tuple(drawn),
    )


def _sentence(past: Sequence[PastScore], share: float) -> str:
    before = max(one.share for one in past)
    count = f"This is your attempt number {len(past) + 1}. "
    percent = round(100 * abs(share - before))
    if percent == 0:
        return count + "It is as good as your best so far."
    points = count_words(percent, "percentage point")
    if share > before:
        return f"{count}It is your best so far, by {points}."
    return f"{count}Your best so far was {share_words(before)}, {points} more."


def _bounded(share: float) -> float:
    return min(1.0, max(0.0, share))
