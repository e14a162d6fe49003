"""Checks in plain language, with their pictures."""

import math
from collections.abc import Iterator, Sequence

from prep.model.challenge import Check, Visibility
from prep.model.result import CheckResult, LatencyScore, MetricScore
from prep.model.text import figure
from prep.model.verdict import Verdict
from prep.reports.foreign import shown
from prep.reports.inline import inline, plain
from prep.reports.pictures import Mark, Scale
from prep.reports.view import Audience, Entry, Prose, Quote, Tone
from prep.reports.wording import CHECK_MEANINGS, points_words, share_words

MAX_MESSAGE = 2000
MAX_OUTPUT = 2000
_LONG = 120
_OF_FIGURES = frozenset({Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.OVER_BUDGET, Verdict.TOO_NOISY})
"""Verdicts that a figure says all about; the check's own message would say it again."""


def check_entries(pairs: Sequence[tuple[CheckResult, Check]], audience: Audience) -> list[Entry]:
    """One entry a check; what many of them say alike at length is said once."""
    first: dict[str, str] = {}
    for result, declared in pairs:
        if len(result.message) > _LONG:
            first.setdefault(result.message, declared.title)
    return [
        check_entry(result, declared, audience, _said_in(first.get(result.message, ""), declared))
        for result, declared in pairs
    ]


def _said_in(title: str, declared: Check) -> str:
    return title if title != declared.title else ""


def check_entry(result: CheckResult, declared: Check, audience: Audience, said_in: str = "") -> Entry:
    """One check: how it came out, what was expected or what kind of case it was, and what to look at.

    `said_in` is the title of the check that has said the same at length before.
    """
    return Entry(
        mark=result.verdict.mark,
        tone=tone_of(result.verdict),
        title=inline(declared.title),
        remark=_remark(result, declared, audience),
        points=points_words(result.points, result.max_points),
        blocks=tuple(_blocks(result, declared, said_in)),
    )


def tone_of(verdict: Verdict) -> Tone:
    """Bad only where the submission is to blame."""
    if verdict is Verdict.ACCEPTED:
        return Tone.GOOD
    return Tone.BAD if verdict.is_failure else Tone.NEUTRAL


def _remark(result: CheckResult, declared: Check, audience: Audience) -> str:
    seen = "public, its test can be read" if declared.visibility is Visibility.PUBLIC else "hidden"
    words = f"{'passed' if result.verdict is Verdict.ACCEPTED else result.verdict} · {seen}"
    return f"{words} · {result.id} · {result.time_s:.2f} s" if audience is Audience.REVIEWER else words


def _blocks(result: CheckResult, declared: Check, said_in: str) -> Iterator[Prose | Quote | Scale]:
    measured = result.metric is not None or result.latency is not None
    told_by_figure = measured and result.verdict in _OF_FIGURES
    if (meaning := CHECK_MEANINGS[result.verdict]) and not (result.metric and told_by_figure):
        yield Prose(text=plain(meaning))
    if result.metric is not None:
        yield from _metric(result.metric)
    if result.latency is not None:
        yield from _latency(result.latency)
    told = shown(result.message, MAX_MESSAGE).strip("\n")
    # Where nothing could run, advice on this case would be beside the point.
    advice = declared.advice if result.verdict.is_failure and result.verdict is not Verdict.IMPORT_ERROR else ""
    if said_in:
        yield Prose(text=plain(f"What happened is the same as in “{said_in}”."))
    elif told and told != declared.advice and not told_by_figure:
        yield Quote(label=_label(result, declared), text=told)
    if advice:
        yield Prose(text=(*plain("What to look at: ", strong=True), *inline(advice)))
    # What it printed in a hidden check could tell the hidden case.
    if result.output and declared.visibility is Visibility.PUBLIC:
        yield Quote(label="It printed", text=shown(result.output, MAX_OUTPUT).strip("\n"))


def _label(result: CheckResult, declared: Check) -> str:
    if declared.visibility is Visibility.PUBLIC and result.verdict is Verdict.WRONG_ANSWER:
        return "What was expected, and what came"
    return "What happened"


def _metric(score: MetricScore) -> Iterator[Prose | Scale]:
    unit = f" {score.unit}" if score.unit else ""
    better = "lower" if score.lower_is_better else "higher"
    yield Prose(
        text=plain(
            f"{score.name} on hidden labels: {figure(score.value)}{unit}, where {better} is better. {_way(score.share)}"
        )
    )
    if not _drawable(score.value, score.low, score.high, score.baseline, score.reference):
        return
    interval = f"{figure(score.low)} to {figure(score.high)}{unit}"
    yield Scale(
        title=f"{score.name} between baseline and reference",
        description=(
            f"{score.name} {figure(score.value)}{unit}, 95 % interval {interval}; "
            f"baseline {figure(score.baseline)}, reference {figure(score.reference)}."
        ),
        marks=(
            Mark(score.baseline, "baseline", f"{figure(score.baseline)}{unit}"),
            Mark(score.reference, "reference", f"{figure(score.reference)}{unit}"),
            Mark(score.value, "submitted", f"{figure(score.value)}{unit}", own=True),
        ),
        low=score.low,
        high=score.high,
        interval=f"95 %: {interval}",
    )


def _way(share: float) -> str:
    if not math.isfinite(share) or share <= 0:
        return "That is no better than the baseline."
    if share >= 1:
        return "That is as good as the reference, or better."
    return f"That is {share_words(share)} of the way from the baseline to the reference."


def _latency(score: LatencyScore) -> Iterator[Prose | Scale]:
    clock = "CPU time" if score.decided_on == "cpu" else "wall-clock time"
    yield Prose(
        text=plain(
            f"A call takes {score.ratio:.2f} times as long as the reference in the same run, in {clock}; "
            f"the budget is {score.budget:g} times."
        )
    )
    if not _drawable(score.ratio, score.low, score.high, score.budget):
        return
    interval = f"{score.low:.2f} to {score.high:.2f} after {score.pairs} pairs"
    yield Scale(
        title="Time as a multiple of the reference's",
        description=(
            f"{score.ratio:.2f} times the reference's time, interval {interval}; the budget is {score.budget:g} times."
        ),
        marks=(
            Mark(1.0, "reference", "1"),
            Mark(score.budget, "budget", f"{score.budget:g}"),
            Mark(score.ratio, "submitted", f"{score.ratio:.2f}", own=True),
        ),
        low=score.low,
        high=score.high,
        interval=interval,
    )


def _drawable(*values: float) -> bool:
    return all(math.isfinite(value) and abs(value) < 1e12 for value in values)
