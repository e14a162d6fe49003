"""Checks in plain language, with their pictures."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from prep.diagnosis.advice import case_of
from prep.diagnosis.diagnose import Diagnosis
from prep.model.challenge import Check, Visibility
from prep.model.result import CheckResult, LatencyScore, MetricScore
from prep.model.text import figure
from prep.model.verdict import Verdict
from prep.reports.figures import agreeing
from prep.reports.foreign import shown, without_warnings
from prep.reports.inline import inline, plain
from prep.reports.pictures import Mark, Scale
from prep.reports.view import Audience, Entry, Prose, Quote, Tone
from prep.reports.wording import CHECK_MEANINGS, points_words, share_words

MAX_MESSAGE = 2000
MAX_OUTPUT = 2000
_LONG = 120
_UNJUDGED: Final = "○"
NO_DIAGNOSIS: Final = Diagnosis()
_OF_FIGURES = frozenset({Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.OVER_BUDGET, Verdict.TOO_NOISY})
"""Verdicts that a figure says all about; the check's own message would say it again."""


_FEW_LINES: Final = 40


@dataclass(frozen=True, kw_only=True)
class Told:
    """What there is to say about one check beside its result."""

    rests_on: str = ""
    """The title of the check that has to pass before this one can be judged."""

    said_in: str = ""
    """The title of the check that has said the same at length before."""

    test: str = ""
    """The source of its test, where it may be read."""

    id: str = ""
    """Of its entry."""


def check_entries(
    pairs: Sequence[tuple[CheckResult, Check]],
    audience: Audience,
    diagnosis: Diagnosis = NO_DIAGNOSIS,
    tests: Mapping[str, str] = MappingProxyType({}),
    prefix: str = "",
) -> list[Entry]:
    """One entry a check; what many of them say alike at length is said once.

    Args:
        pairs: results, each with its check as the challenge declares it.
        audience: Who reads it.
        diagnosis: What is known about why checks fail.
        tests: By check, the source of its test, where it may be read.
        prefix: Of the entries' ids.
    """
    titles = {declared.id: declared.title for _, declared in pairs}
    first: dict[str, str] = {}
    for result, declared in pairs:
        if len(result.message) > _LONG:
            first.setdefault(result.message, declared.title)
    return [
        check_entry(
            result,
            declared,
            audience,
            Told(
                rests_on=titles.get(diagnosis.rests_on.get(result.id, ""), ""),
                said_in=_said_in(first.get(result.message, ""), declared),
                test=tests.get(result.id, ""),
                id=entry_id(prefix, result.id),
            ),
        )
        for result, declared in pairs
    ]


def entry_id(prefix: str, check: str) -> str:
    """Where a report speaks of a check."""
    return f"{prefix}check-{check.replace('_', '-')}"


def _said_in(title: str, declared: Check) -> str:
    return title if title != declared.title else ""


def check_entry(result: CheckResult, declared: Check, audience: Audience, told: Told) -> Entry:
    """One check: how it came out, what was expected or what kind of case it was, and what to look at."""
    return Entry(
        mark=_UNJUDGED if told.rests_on else result.verdict.mark,
        tone=Tone.NEUTRAL if told.rests_on else tone_of(result.verdict),
        title=inline(declared.title),
        remark=_remark(result, declared, audience, told),
        points=points_words(result.points, result.max_points),
        blocks=tuple(_blocks(result, declared, told)),
        id=told.id,
    )


def tone_of(verdict: Verdict) -> Tone:
    """Bad only where the submission is to blame."""
    if verdict is Verdict.ACCEPTED:
        return Tone.GOOD
    return Tone.BAD if verdict.is_failure else Tone.NEUTRAL


def _remark(result: CheckResult, declared: Check, audience: Audience, told: Told) -> str:
    seen = "public, its test can be read" if declared.visibility is Visibility.PUBLIC else "hidden"
    outcome = "passed" if result.verdict is Verdict.ACCEPTED else str(result.verdict)
    if told.rests_on:
        outcome = "could not be judged by itself" + (f", {outcome}" if audience is Audience.REVIEWER else "")
    words = f"{outcome} · {seen}"
    return f"{words} · {result.id} · {result.time_s:.2f} s" if audience is Audience.REVIEWER else words


def _blocks(result: CheckResult, declared: Check, told: Told) -> Iterator[Prose | Quote | Scale]:
    measured = result.metric is not None or result.latency is not None
    told_by_figure = measured and result.verdict in _OF_FIGURES
    if told.rests_on:
        yield Prose(text=inline(f"It rests on another check: “{told.rests_on}” has to pass first."))
    elif (meaning := CHECK_MEANINGS[result.verdict]) and not (result.metric and told_by_figure):
        yield Prose(text=plain(meaning))
    if result.metric is not None:
        yield from _metric(result.metric)
    if result.latency is not None:
        yield from _latency(result.latency)
    yield from _happened(result, declared, told, told_by_figure=told_by_figure)
    if _is_to_the_point(result, told) and declared.advice:
        yield Prose(text=(*plain("What to look at: ", strong=True), *inline(declared.advice)))
    # What it printed in a hidden check could tell the hidden case.
    printed = without_warnings(result.output).strip("\n") if declared.visibility is Visibility.PUBLIC else ""
    if printed.strip():
        yield Quote(label="It printed", text=shown(printed, MAX_OUTPUT).strip("\n"))


def _happened(
    result: CheckResult, declared: Check, told: Told, *, told_by_figure: bool
) -> Iterator[Prose | Quote | Scale]:
    message = shown(result.message, MAX_MESSAGE).strip("\n")
    only_words = result.verdict is Verdict.WRONG_ANSWER and declared.visibility is Visibility.HIDDEN
    case = case_of(message)
    # Advice has a place of its own below.
    is_advice = not case and bool(declared.advice) and result.message.endswith(declared.advice)
    if told.said_in:
        yield Prose(text=inline(f"What happened is the same as in “{told.said_in}”."))
    elif message and not is_advice and not told_by_figure and not (told.rests_on and only_words):
        label = "What failed" if case else _label(result, declared)
        yield Quote(label=label, text=agreeing(case or message))
    if told.test and not told.said_in and _is_to_the_point(result, told):
        yield Quote(label="The test, with its input", text=shown(told.test, MAX_MESSAGE, _FEW_LINES), is_python=True)


def _is_to_the_point(result: CheckResult, told: Told) -> bool:
    """Where nothing could run, or something else is wrong, advice on this case would be beside the point."""
    return result.verdict.is_failure and result.verdict is not Verdict.IMPORT_ERROR and not told.rests_on


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
