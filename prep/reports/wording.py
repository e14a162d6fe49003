"""How reports say things: verdicts, shares, points, dates and times in words."""

import math
import re
from datetime import date, datetime
from typing import Final

from prep.model.question import Question
from prep.model.sitting import CodeItem, Item
from prep.model.text import count_words as count_words  # noqa: PLC0414 - where reports look for words
from prep.model.verdict import Verdict
from prep.reports.foreign import shown_line
from prep.reports.view import Tone

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""`strftime` would follow the locale, and the same result would not give the same bytes."""

MEANINGS: Final = {
    Verdict.ACCEPTED: "Every check passed.",
    Verdict.SKIPPED: "Some checks were skipped; what could be judged passed.",
    Verdict.TOO_NOISY: "The machine was too busy to judge the speed; everything that could be judged passed.",
    Verdict.WRONG_ANSWER: "It runs, but some results are not what the prompt asks for.",
    Verdict.OVER_BUDGET: "The results are right, but it takes longer than its budget.",
    Verdict.RUNTIME_ERROR: "It raised an error or ended early in some checks.",
    Verdict.PROTOCOL_VIOLATION: "It returned something other than plain data.",
    Verdict.MEMORY_LIMIT: "It used more memory than it may.",
    Verdict.TIME_LIMIT: "It did not finish in time.",
    Verdict.IMPORT_ERROR: "It could not be loaded, so no check could run.",
    Verdict.GRADER_ERROR: "The grader itself failed. That is not the submission's fault; no attempt is counted.",
}
"""A submission's verdict in a sentence."""

CHECK_MEANINGS: Final = {
    Verdict.ACCEPTED: "",
    Verdict.SKIPPED: "It was not run, and costs nothing.",
    Verdict.TOO_NOISY: "The machine was too busy to measure this fairly; it does not count against the submission.",
    Verdict.WRONG_ANSWER: "It ran, and the result is not what the prompt asks for.",
    Verdict.OVER_BUDGET: "The result is right, and takes longer than the budget allows.",
    Verdict.RUNTIME_ERROR: "It raised an error, or ended before it returned.",
    Verdict.PROTOCOL_VIOLATION: "It returned something other than plain data: numbers, text, lists, arrays, frames.",
    Verdict.MEMORY_LIMIT: "It used more memory than the challenge allows.",
    Verdict.TIME_LIMIT: "It did not finish within the time limit.",
    Verdict.IMPORT_ERROR: "It could not be loaded, so this check could not run.",
    Verdict.GRADER_ERROR: "The grader failed here, not the submission. It has to be graded again.",
}
"""A check's verdict in a sentence."""

_SENTENCE: Final = re.compile(r"(?<=[.?!])\s")
_LONGEST_TITLE: Final = 80

_GOOD: Final = 0.6
_BAD: Final = 0.35

_BANDS: Final = (
    (0.995, "Full marks: nothing that was asked for is missing."),
    (0.85, "Strong: nearly all that was asked for is there."),
    (0.6, "Solid: most of what was asked for is there."),
    (0.35, "Partly there: the beginnings are right, and important parts are missing."),
    (0.005, "A beginning: most of what was asked for is still missing."),
    (0.0, "Nothing that counts is there yet."),
)


def band_words(share: float) -> str:
    """What a share of all points means, in a sentence."""
    return next((words for least, words in _BANDS if share >= least), _BANDS[-1][1])


def tone_of_share(share: float) -> Tone:
    """Good from 60 % on, bad below 35 %."""
    return Tone.GOOD if share >= _GOOD else Tone.BAD if share < _BAD else Tone.NEUTRAL


def date_words(at: date) -> str:
    """As "1 March 2026"."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def moment_words(at: datetime) -> str:
    """As "1 March 2026, 12:30 UTC"."""
    zone = f" {at.tzname()}" if at.tzinfo else ""
    return f"{date_words(at)}, {at:%H:%M}{zone}"


def duration_words(seconds: float) -> str:
    """As people say it: seconds, minutes, then hours and minutes."""
    if seconds < 1:
        return "under a second"
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"


def question_title(question: Question) -> str:
    """A question by its title, or by its own first words; its id is for commands."""
    return question.title or short_title(question.question)


def item_title(item: Item) -> str:
    """What a challenge or a question is called in a report."""
    if isinstance(item, CodeItem):
        return shown_line(item.challenge.spec.title, 120)
    return question_title(item.question)


def topic_words(topic: str) -> str:
    """As "classical models"."""
    return topic.replace("-", " ")


def limit_minutes(item: Item) -> int:
    """How long a person may take."""
    return item.challenge.spec.time_limit_minutes if isinstance(item, CodeItem) else item.question.time_limit_minutes


def short_title(text: str) -> str:
    """The first sentence of a text of content, without its marks, cut at a word."""
    first = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0].replace("`", "").replace("*", "")
    if len(first) <= _LONGEST_TITLE:
        return first.removesuffix(".")
    return first[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def points_words(points: float, max_points: float) -> str:
    """As "5 of 10"; at most two decimals."""
    return f"{_trimmed(points)} of {_trimmed(max_points)}"


def share_words(share: float) -> str:
    """As "74 %", never broken between the two; only a full share is 100, only none is 0."""
    if not math.isfinite(share):
        return "not known"
    percent = round(100 * share)
    if percent == 100 and share < 1:
        percent = 99
    if percent == 0 and share > 0:
        percent = 1
    return f"{percent}\u00a0%"


def exact_share_words(share: float) -> str:
    """As "84.8 %": the figure that ranks and exports give of the same result."""
    return f"{100 * share:.1f}\u00a0%" if math.isfinite(share) else "not known"


def _trimmed(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
