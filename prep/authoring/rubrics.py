"""Rules for the rubric of a concept question: pure functions that look at one question and note what to fix."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final

from prep.authoring.diagnostics import Diagnostics
from prep.concepts.text.words import content_stems
from prep.model.question import KeyPoint, Misconception, Question
from prep.model.text import count_words

RubricRule = Callable[[Question, Diagnostics], None]

_FEWEST_POINTS, _MOST_POINTS = 3, 7
_FEWEST_PHRASINGS = 4
_MOST_PHRASINGS = 16
_FEWEST_EXEMPLARS = 6
_FEWEST_WRONG = 2
_MOST_SHARED = 0.8
"""Of the content words of two phrasings; more, and an answer to one point looks like the other."""

_MOST_MINUTES = 30
_FEWEST_READINGS, _MOST_READINGS = 2, 3


def check_points(question: Question, diagnostics: Diagnostics) -> None:
    """Enough to tell answers apart by, and no more than a person says in a few minutes."""
    if not _FEWEST_POINTS <= len(question.points) <= _MOST_POINTS:
        diagnostics.problem(
            f"{question.id}: it has {count_words(len(question.points), 'point')}",
            f"name {_FEWEST_POINTS} to {_MOST_POINTS} things that a good answer says",
        )


def check_contraries(question: Question, diagnostics: Diagnostics) -> None:
    """Each statement has something that stands against it: without, whoever turns it round sounds right."""
    for point in question.points:
        if not point.denials:
            diagnostics.problem(
                f"{question.id}: nothing denies `{point.id}`", "write `denials`, for each way to turn it round one"
            )
    for wrong in question.misconceptions:
        if not wrong.corrections:
            diagnostics.problem(
                f"{question.id}: nothing corrects `{wrong.id}`", "write `corrections`, as who knows better says it"
            )


def check_phrasings(question: Question, diagnostics: Diagnostics) -> None:
    """Enough ways of saying each statement, no two the same."""
    for owner in _statements(question):
        count = len(owner.phrasings)
        if not _FEWEST_PHRASINGS <= count <= _MOST_PHRASINGS:
            diagnostics.problem(
                f"{question.id}: `{owner.id}` has {count} phrasings",
                f"write {_FEWEST_PHRASINGS} to {_MOST_PHRASINGS} that differ in their words",
            )
        for phrasing in owner.phrasings:
            if not content_stems(phrasing):
                diagnostics.problem(
                    f"{question.id}: `{owner.id}` has a phrasing without content", "say it in a sentence"
                )
    said = Counter(" ".join(p.lower().split()) for owner in _statements(question) for p in owner.phrasings)
    for phrasing, count in said.items():
        if count > 1:
            diagnostics.problem(f"{question.id}: the phrasing “{phrasing}” stands there {count} times", "keep one")


def check_points_differ(question: Question, diagnostics: Diagnostics) -> None:
    """An answer to one point must not look like another."""
    for one, other in combinations(question.points, 2):
        for a in one.phrasings:
            for b in other.phrasings:
                if _shared(a, b) > _MOST_SHARED:
                    diagnostics.problem(
                        f"{question.id}: “{a}” ({one.id}) and “{b}” ({other.id}) share nearly all their words",
                        "say one of them in other words",
                    )


def check_follow_ups(question: Question, diagnostics: Diagnostics) -> None:
    """A follow-up asks, and does not give the point away by asking the question again."""
    for point in question.points:
        asked = point.follow_up.strip()
        if not asked.endswith("?"):
            diagnostics.problem(f"{question.id}: the follow-up of `{point.id}` asks nothing", "end it with a question")
        if asked == question.question.strip():
            diagnostics.problem(
                f"{question.id}: the follow-up of `{point.id}` is the question", "ask for that point only"
            )


def check_exemplars(question: Question, diagnostics: Diagnostics) -> None:
    """Enough answers, some of them wrong; every point made somewhere; none that contradicts itself."""
    exemplars = question.exemplars
    wrong = sum(bool(one.misconceptions) or not one.points for one in exemplars)
    if len(exemplars) < _FEWEST_EXEMPLARS or wrong < _FEWEST_WRONG:
        diagnostics.problem(
            f"{question.id}: {count_words(len(exemplars), 'exemplar')}, {wrong} of them wrong",
            f"write {_FEWEST_EXEMPLARS}, at least {_FEWEST_WRONG} of them wrong",
        )
    made = {point for one in exemplars for point in one.points}
    held = {name for one in exemplars for name in one.misconceptions}
    for owner in _statements(question):
        if owner.id not in made | held:
            diagnostics.problem(f"{question.id}: no exemplar shows `{owner.id}`", "add one that does")
    cancels = {one.id: set(one.cancels) for one in question.misconceptions}
    for number, one in enumerate(exemplars, 1):
        for name in one.misconceptions:
            for point in sorted(cancels[name] & set(one.points)):
                diagnostics.problem(
                    f"{question.id}: exemplar {number} makes `{point}` and holds `{name}`, which cancels it", "drop one"
                )


def check_time(question: Question, diagnostics: Diagnostics) -> None:
    """A time that a person can keep to."""
    if not 1 <= question.time_limit_minutes <= _MOST_MINUTES:
        diagnostics.problem(
            f"{question.id}: a time limit of {count_words(question.time_limit_minutes, 'minute')}",
            f"give 1 to {_MOST_MINUTES}",
        )


def check_reading(question: Question, diagnostics: Diagnostics) -> None:
    """Two or three places to read up on it."""
    if not _FEWEST_READINGS <= len(question.reading) <= _MOST_READINGS:
        diagnostics.problem(
            f"{question.id}: it names {count_words(len(question.reading), 'reading')}",
            f"name {_FEWEST_READINGS} or {_MOST_READINGS} as `[[reading]]`, with a `title` and a `url` or a `where`",
        )


RUBRIC_RULES: Final[tuple[RubricRule, ...]] = (
    check_points,
    check_contraries,
    check_phrasings,
    check_points_differ,
    check_follow_ups,
    check_exemplars,
    check_time,
    check_reading,
)


def _statements(question: Question) -> Iterator[KeyPoint | Misconception]:
    yield from question.points
    yield from question.misconceptions


def _shared(one: str, other: str) -> float:
    """The share of common content words, of all that either holds."""
    a, b = set(content_stems(one)), set(content_stems(other))
    return len(a & b) / max(1, len(a | b))
