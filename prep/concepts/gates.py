"""What is looked at before an answer is graded: whether there is an answer at all, and which parts of it count."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.answer import Passage
from prep.concepts.clauses import Span, sentences
from prep.concepts.copies import Originals, tampered
from prep.concepts.fluency import MIN_WORDS, fluency
from prep.concepts.polarity import retracted
from prep.concepts.words import words_of

_WORDS_PER_MINUTE = 100
_CHARACTERS_A_WORD = 25
"""More than in any language that puts spaces between its words; a text without spaces is measured by this."""

_MARKS_A_WORD = 3
"""Words and marks that stand for one word between spaces, at most: no prose has so many."""

_LONGEST_EXCUSE = 200
_MOST_WORDS_AT_LEAST = 600


class _Prose(NamedTuple):
    """What tells prose from a heap of words."""

    list_from: int
    """Words from which the share of function words tells a list; order takes more, see `fluency.MIN_WORDS`."""

    min_stop_share: float
    min_fluency: float


_WHOLE = _Prose(list_from=20, min_stop_share=0.15, min_fluency=-0.04)
_SHORT = _Prose(list_from=8, min_stop_share=0.06, min_fluency=-0.04)
"""One sentence of a few words holds one function word, if it is terse."""

_SENTENCE = _Prose(list_from=15, min_stop_share=0.06, min_fluency=-0.08)
"""A sentence may be terse where the answer as a whole is not: people write notes."""

_COPIED_SHARE = 0.6
_ON_TOPIC = 0.33
"""The share of an answer's words that are the question's or its points' own. Answers that people wrote without sight of
the points share at least 0.43, answers to other questions of the same field at most 0.39."""

_FEWEST_TO_JUDGE = 8
"""Different content words from which that share says something."""

_MOST_TWISTED = 0.4
"""Of an answer's sentences; from here on none of it is believed."""

_DONT_KNOW = re.compile(
    r"^\W*(?:(?:sorry|hmm+|well|honestly)\W+)*"
    r"(?:i (?:really |honestly )?(?:do not|don't|dont) (?:really )?(?:know|remember)"
    r"|no (?:idea|clue)|i (?:have|'ve) (?:got )?no (?:idea|clue)|idk|not sure|i'm not sure|pass|skip|n/?a|none|\?+)"
    r"(?:\W+(?:sorry|the answer|this one|about (?:this|that)|how|what|it|that|this|at all))*\W*$",
    re.IGNORECASE,
)


class Flag(StrEnum):
    """What a guard noticed."""

    EMPTY = "empty"
    DONT_KNOW = "does-not-know"
    TOO_LONG = "too-long"
    COPIED = "copies-the-question"
    WORD_LIST = "word-list"
    OFF_TOPIC = "off-topic"
    RETRACTED = "takes-itself-back"
    CONTRADICTS = "contradicts-the-model-answer"
    UNSURE = "unsure"
    LEXICAL = "lexical-matcher"

    @property
    def asks_for_review(self) -> bool:
        """Whether a person should look; nobody needs to look at an empty answer."""
        return self not in (Flag.EMPTY, Flag.DONT_KNOW, Flag.COPIED, Flag.LEXICAL)


def stop_at_the_door(text: str, time_limit_minutes: int) -> Flag | None:
    """Why a text is not even read, if it is not."""
    most = most_words(time_limit_minutes)
    if len(text) > most * _CHARACTERS_A_WORD:
        return Flag.TOO_LONG if text.strip() else Flag.EMPTY
    words = words_of(text)
    if not any(word.is_alphanumeric for word in words):
        return Flag.EMPTY
    if len(words) > _MARKS_A_WORD * most or len(text.split()) > most:
        return Flag.TOO_LONG
    if len(text) <= _LONGEST_EXCUSE and _DONT_KNOW.match(text.replace("\u2019", "'")):
        return Flag.DONT_KNOW
    return None


def most_words(time_limit_minutes: int) -> int:
    """More than anybody types in the time; a longer text was not written as an answer to this question."""
    return max(_MOST_WORDS_AT_LEAST, _WORDS_PER_MINUTE * time_limit_minutes)


@dataclass(frozen=True, eq=False)
class Usable:
    """Which units of an answer may serve as evidence, and what was noticed about the others."""

    units: NDArray[np.bool_]
    twisted: NDArray[np.bool_]
    """Units of sentences that change one of the question's own good answers."""

    flags: tuple[Flag, ...]


def usable_units(
    answer: Passage,
    question: str,
    log_odds: Mapping[str, float],
    originals: Originals | None = None,
    subject: AbstractSet[str] = frozenset(),
) -> Usable:
    """Leave out what is copied from the question, mere lists of words, what the answer takes back, and twisted copies.

    A clause of function words alone ("I would also say no") is evidence of nothing either, and neither is any part of
    an answer to something else.

    Args:
        answer: What was said.
        question: What was asked.
        log_odds: For `fluency`.
        originals: The question's own good answers.
        subject: The stems that the question is about; without any, every answer is about it.
    """
    spans = sentences(answer.text)
    flags: list[Flag] = []
    taken_back = retracted(answer.text, spans)
    if taken_back:
        flags.append(Flag.RETRACTED)
    asked = _trigrams(question)
    copied = {i for i, span in enumerate(spans) if _share(_trigrams(span.of(answer.text)), asked) >= _COPIED_SHARE}
    heaps = {i for i, span in enumerate(spans) if _is_heap(span.of(answer.text), log_odds, _SENTENCE)}
    if any(_is_heap(answer.text, log_odds, prose) for prose in (_WHOLE, _SHORT)):
        heaps = set(range(len(spans)))
    if copied and len(copied | heaps) == len(spans):
        flags.append(Flag.COPIED)
    if heaps:
        flags.append(Flag.WORD_LIST)
    twisted = tampered(spans, answer.words, answer.negated, originals) if originals else frozenset()
    if twisted:
        flags.append(Flag.CONTRADICTS)
    if len(twisted) >= _MOST_TWISTED * len(spans):
        twisted = frozenset(range(len(spans)))
    elsewhere = frozenset[int]()
    if subject and not copied and _is_about_something_else(answer, subject):
        flags.append(Flag.OFF_TOPIC)
        elsewhere = frozenset(range(len(spans)))
    useless = elsewhere | taken_back | copied | heaps | twisted | _repeated(answer.text, spans)
    gone = _touching(answer, [spans[i] for i in sorted(useless)])
    telling = np.array([bool(places) for places in answer.places], np.bool_)
    return Usable(telling & ~gone, _touching(answer, [spans[i] for i in sorted(twisted)]), tuple(flags))


def _touching(answer: Passage, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Which units share text with one of the spans."""
    touching = [any(unit.start < span.end and span.start < unit.end for span in spans) for unit in answer.units]
    return np.array(touching, np.bool_)


def _repeated(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """The sentences that stand there before: to say it twice earns no more."""
    said = [" ".join(span.of(text).lower().split()) for span in spans]
    return frozenset(i for i, sentence in enumerate(said) if sentence in said[:i])


def _is_about_something_else(answer: Passage, subject: AbstractSet[str]) -> bool:
    said = {word.stem for word in answer.words if word.is_content}
    return len(said) >= _FEWEST_TO_JUDGE and len(said & subject) < _ON_TOPIC * len(said)


def _is_heap(text: str, log_odds: Mapping[str, float], prose: _Prose) -> bool:
    words = words_of(text)
    spoken = [word for word in words if word.is_alphanumeric]
    if len(spoken) < prose.list_from:
        return False
    if sum(not word.is_content for word in spoken) < prose.min_stop_share * len(spoken):
        return True
    return len(spoken) >= MIN_WORDS and fluency(words, log_odds) < prose.min_fluency


def _trigrams(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.text for word in words_of(text) if word.is_alphanumeric]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _share(part: frozenset[tuple[str, ...]], whole: frozenset[tuple[str, ...]]) -> float:
    return len(part & whole) / len(part) if part else 0.0
