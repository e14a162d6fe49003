"""What is looked at before an answer is graded: whether there is one, and which of its sentences are its own.

A guard takes marks only where there is nothing to mark: no text, "don't know", the question copied. Everything else it
notices goes to a person, with the words that caused it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prep.concepts.grade.flags import Flag
from prep.concepts.text.appeals import appeals
from prep.concepts.text.clauses import TextSpan, sentences
from prep.concepts.text.copies import Originals, tampered
from prep.concepts.text.fluency import FEWEST_WORDS, is_heap
from prep.concepts.text.language import other_language
from prep.concepts.text.plain import plain
from prep.concepts.text.polarity import doubted, negated_words, retracted
from prep.concepts.text.words import Word, words_of
from prep.model.question import Question

_WORDS_PER_MINUTE = 100
_CHARACTERS_A_WORD = 25
"""More than in any language that puts spaces between its words; a text without spaces is measured by this."""

_MARKS_A_WORD = 3
"""Words and marks that stand for one word between spaces, at most: no prose has so many."""

_MOST_WORDS_AT_LEAST = 600
_LONGEST_EXCUSE = 200
_COPIED_SHARE = 0.6
"""Of a sentence's word triples that stand in the question or in its follow-ups."""

_FEWEST_IN_A_LIST = 12
_MOST_FUNCTION_WORDS_IN_A_LIST = 0.04
_SIGNS = frozenset("=:<>+*/\u2190\u2191\u2192\u2193\u21d2")
_FEWEST_ALTERED = 3
_MOST_ALTERED = 0.4
"""Sentences, and their share, from which an answer is a good one of the author's, altered. A single sentence that is
nearly the author's may be right in its own way, so it is read, and a person is asked."""

_QUOTED = 80
"""Characters of a sentence that a remark repeats."""

_DONT_KNOW = re.compile(
    r"^\W*(?:(?:sorry|hmm+|well|honestly)\W+)*"
    r"(?:i (?:really |honestly )?(?:do not|don't|dont) (?:really )?(?:know|remember)"
    r"|no (?:idea|clue)|i (?:have|'ve) (?:got )?no (?:idea|clue)|idk|not sure|i'm not sure|pass|skip|n/?a|none|\?+)"
    r"(?:\W+(?:sorry|the answer|this one|about (?:this|that)|how|what|it|that|this|at all))*\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Remark:
    """Something noticed, for machines and for people."""

    flag: Flag
    sentence: str


@dataclass(frozen=True)
class Own:
    """What of an answer is the person's own words and may be believed."""

    text: str
    """The answer with blanks in place of what is not read, so that every other letter keeps its place."""

    remarks: tuple[Remark, ...]
    states_nothing: bool = False
    """Whether it is surely a heap of words: it sounds like much and asserts none of it."""

    @property
    def says_anything(self) -> bool:
        """Whether there is a letter or digit left to read."""
        return any(character.isalnum() for character in plain(self.text).text)


def stop_at_the_door(text: str, time_limit_minutes: int) -> Remark | None:
    """Why a text is not even read, if it is not."""
    most = most_words(time_limit_minutes)
    too_long = Remark(
        Flag.TOO_LONG, f"It is longer than anybody types in the time (over {most} words), so it was not read."
    )
    if len(text) > most * _CHARACTERS_A_WORD:
        return too_long if text.strip() else EMPTY
    words = words_of(text)
    if not any(word.is_alphanumeric for word in words):
        return EMPTY
    if len(words) > _MARKS_A_WORD * most or len(text.split()) > most:
        return too_long
    if len(text) <= _LONGEST_EXCUSE and _DONT_KNOW.match(text.replace("\u2019", "'")):
        return Remark(Flag.DONT_KNOW, "It says that it does not know.")
    language = other_language(plain(text).text)
    if language:
        return Remark(
            Flag.NOT_ENGLISH,
            f"It is in {language.name}, and only answers in English are graded. It was not scored; a person has to.",
        )
    return None


EMPTY = Remark(Flag.EMPTY, "There is no answer.")


def most_words(time_limit_minutes: int) -> int:
    """More than anybody types in the time; a longer text was not written as an answer to this question."""
    return max(_MOST_WORDS_AT_LEAST, _WORDS_PER_MINUTE * time_limit_minutes)


def own_words(text: str, asked: Sequence[str], originals: Originals) -> Own:
    """Leave out what is copied from the question, doubted or said twice, and note what else a person should see.

    Args:
        text: The answer.
        asked: The question and its follow-ups.
        originals: The sentences of the question's own good answers; one that is nearly the same and says something else
            is noted.
    """
    spans = sentences(text)
    remarks = []
    known = [_trigrams(one) for one in asked]
    copied = [i for i, span in enumerate(spans) if _is_copied(span.of(text), known)]
    if copied and len(copied) == len(spans):
        return Own(" " * len(text), (Remark(Flag.COPIED, "It only repeats the question."),))
    if copied:
        remarks.append(_remark(Flag.COPIED, "It repeats the question, which counts for nothing", text, spans, copied))
    words = words_of(text)
    listed = _is_list(words_of(plain(text).text))
    heaped = is_heap(words)
    appealing = sorted(appeals(text, spans))
    if appealing:
        remarks.append(
            _remark(Flag.APPEALS, "It speaks to whoever marks it, which counts for nothing", text, spans, appealing)
        )
    twisted = sorted(tampered(spans, words, negated_words(text, words, spans), originals))
    if twisted:
        remarks.append(_remark(Flag.CONTRADICTS, "It may turn a good answer's sentence round", text, spans, twisted))
    doubts = sorted(doubted(text, spans))
    if doubts:
        remarks.append(_remark(Flag.DOUBTS, "It does not stand by what it says", text, spans, doubts))
    taken_back = sorted(retracted(text, spans))
    if taken_back:
        remarks.append(_remark(Flag.TAKES_BACK, "It takes back what it says", text, spans, taken_back[-1:]))
    if listed or heaped:
        remarks.append(Remark(Flag.WORD_LIST, "It strings words together and states nothing with them."))
    altered = twisted if len(twisted) >= max(_FEWEST_ALTERED, _MOST_ALTERED * len(spans)) else []
    gone = {*copied, *appealing, *doubts, *taken_back, *altered, *_repeated(text, spans)}
    return Own(
        _blanked(text, [spans[i] for i in gone]),
        tuple(remarks),
        states_nothing=heaped or (listed and len(words) >= FEWEST_WORDS),
    )


def _remark(flag: Flag, what: str, text: str, spans: Sequence[TextSpan], which: Sequence[int]) -> Remark:
    quote = " ".join(spans[which[0]].of(text).split())
    return Remark(flag, f"{what}: “{quote[:_QUOTED]}{'…' if len(quote) > _QUOTED else ''}”.")


def _blanked(text: str, spans: Sequence[TextSpan]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _repeated(text: str, spans: Sequence[TextSpan]) -> list[int]:
    """The sentences that stand there before: saying it twice earns no more."""
    said = [" ".join(span.of(text).lower().split()) for span in spans]
    return [i for i, sentence in enumerate(said) if sentence in said[:i]]


def _is_list(words: Sequence[Word]) -> bool:
    """Whether next to none of many words are those that make sentences, nor any sign that notes are written with."""
    spoken = [word for word in words if word.is_alphanumeric]
    if len(spoken) < _FEWEST_IN_A_LIST or any(word.text in _SIGNS for word in words):
        return False
    return sum(not word.is_content for word in spoken) < _MOST_FUNCTION_WORDS_IN_A_LIST * len(spoken)


def _is_copied(sentence: str, known: Sequence[frozenset[tuple[str, ...]]]) -> bool:
    own = _trigrams(sentence)
    return bool(own) and any(len(own & one) >= _COPIED_SHARE * len(own) for one in known)


def _trigrams(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.text for word in words_of(text) if word.is_alphanumeric]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def asked_of(question: Question) -> tuple[str, ...]:
    """What is asked: an answer that repeats it says nothing."""
    return (question.question, *(point.follow_up for point in question.points))
