"""What an answer denies: negations within their clause, and sentences that take others back."""

import re
from collections.abc import Sequence

from prep.concepts.text.clauses import TextSpan, clauses, sentences
from prep.concepts.text.words import Word, words_of

_IMPLICIT = frozenset(
    """
    miss misses missed missing ignore ignores ignored overlook overlooks prevent prevents stop stops refuse refuses
    unable incapable impossible useless pointless irrelevant myth opposite contrary
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that deny without a "not": "misses the pattern" is "does not see the pattern"."""

_DONE_TO = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+)?(?:ignored|missed|overlooked)\b", re.IGNORECASE
)
"""To be ignored is something that happens, as in "units are randomly ignored"."""

_CONTRASTS = frozenset({"not", "never", "no"})
_BEFORE_A_CONTRAST = frozenset({",", ".", ";", "!", "?", ":", "-", "\u2013", "\u2014", "(", "and", "but"})
"""After these "not" denies what follows it alone: "the median, not the mean"."""

_VERDICTS = frozenset({"wrong", "false", "incorrect"})
_LINKS = frozenset({"is", "are", "was", "were", "be", "it's", "that's", "completely", "simply", "just", "plainly"})
"""What stands before a verdict that denies; "false positives" and "wrong predictions" deny nothing."""

_STOP = re.compile(r"[,.;:!?]|\n\s*[-*\u2022\n]")
"""Where what a contrast denies ends; a line that was only wrapped goes on."""

_REACH = 15
"""Words to either side: people who write without commas leave clauses without end."""

_HARMLESS = re.compile(
    r"\b(?:(?:not|n't|never|don't|dont) (?:to )?forget|no exceptions?|no choice but|no wonder|no(?=,)"
    r"|not only|not just|not merely|no matter|no doubt|whether or not|never mind|not to mention|missing values?"
    r"|missing data|missing labels?|without (?:a )?doubt|stop[- ]words?|early stop\w*)\b",
    re.IGNORECASE,
)
"""Phrases whose "not", "no" or "missing" denies nothing."""

_RATHER_THAN = re.compile(
    r"\b(?:rather than|instead of|as opposed to|far from|no longer|nothing to do with)\b", re.IGNORECASE
)

_ALL_OF_IT = (
    r"(?:all |everything |each )?(?:of )?(?:this|that|it|these|those|the above|the following|what (?:i|was) "
    r"(?:said|wrote|written)"
    r"|(?:the|these|those|all|my) (?:following |above )?(?:statements?|claims?|sentences?|points?)"
    r"(?: above| below)?|everything(?: (?:that )?(?:i|i've|was) (?:just )?(?:said|wrote|written))?)"
)
_UNTRUE = (
    r"(?:all |completely |totally |entirely |simply |just |actually )*(?:wrong|false|incorrect|untrue|not true"
    r"|not correct|not right|nonsense|a lie|a myth|the opposite)"
)
_AT_THE_START = r"(?:^|[.!?;:,-])\W{0,3}(?:(?:no|oh|actually|sorry|wait|but|so|just|please|in fact)\b\W{0,3}){0,3}"
"""Of a clause: "don't forget that" takes nothing back."""

_RETRACTION = re.compile(
    r"(?<!\bif )(?<!\bwhen )(?<!\bwhether )(?<!\bunless )(?<!\bsays )"
    r"\b(?:the (?:exact )?(?:opposite|contrary|reverse|converse) (?:is|holds|would be)\b(?! not)"
    rf"|(?:opposite|contrary|reverse|converse) of {_ALL_OF_IT}(?: above| below)?"
    r" (?:is|holds|would be|applies)\b(?! not)"
    rf"|(?:all |everything |none )?(?:of )?{_ALL_OF_IT}(?: statements?| claims?)?(?: above| below)?"
    rf" (?:is|are|was|were) {_UNTRUE}"
    rf"|(?:none|nothing) of {_ALL_OF_IT} (?:is|are) (?:true|correct|right)"
    rf"|\bi (?:disagree|(?:do not|don't|cannot|can't) agree) with {_ALL_OF_IT})"
    rf"|{_AT_THE_START}(?:it is|it's) the other way (?:round|around)"
    rf"|{_AT_THE_START}(?:ignore|disregard|forget) (?:all |everything )?(?:of )?"
    r"(?:(?:this|that)(?=\W*(?:$|[.!?,;:]))|the above|(?:what|everything) i (?:said|wrote))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:it is|it's|it would be) (?:wrong|false|incorrect|untrue|not true|not the case|a mistake|a myth|nonsense)"
    r"(?: to (?:say|think|claim|believe))?(?: that)?\b"
    r"|\b(?:nobody|no one) (?:should|would) (?:say|think|claim|believe)\b",
    re.IGNORECASE,
)


_SOMEBODY = (
    r"(?:beginners|novices|students|many people|some people|people|some)(?: often| usually| sometimes| wrongly)*"
)
_MISTAKEN = r"(?:a (?:common )?(?:mistake|myth|error|misconception)|wrong|false|incorrect|not true|untrue)"
_DOUBT = re.compile(
    r"\bi (?:really |seriously |strongly )?doubt (?:that|whether|if|it)\b"
    r"|^\W*(?:is it true|could it be|does it hold|i wonder|i(?: am|'m) not sure) (?:that|whether|if)\b"
    rf"|\b{_SOMEBODY} (?:believe|think|claim|say|assume)\b[^.!?]*"
    rf"\b(?:which|that|this|but (?:that|this|it)) (?:is|'s) (?:simply |just |plainly )?{_MISTAKEN}"
    r"|\bor (?:it may be |it might be |maybe |perhaps )?(?:the other way (?:round|around)|the (?:exact )?opposite)\b",
    re.IGNORECASE,
)


def doubted(text: str, spans: Sequence[TextSpan]) -> frozenset[int]:
    """The indices of the sentences that doubt, leave to others or leave open what they say."""
    return frozenset(i for i, span in enumerate(spans) if _DOUBT.search(span.of(text)))


def denies_something(text: str) -> bool:
    """Whether a negation reaches any word of a text."""
    words = words_of(text)
    return any(negated_words(text, words, sentences(text)))


def negated_words(text: str, words: Sequence[Word], spans: Sequence[TextSpan]) -> tuple[bool, ...]:
    """Which words a negation reaches: those of its clause, an even number of negations being none."""
    flags = [False] * len(words)
    denials = _denials(text, words)
    for sentence in spans:
        turned = bool(_OPENING.search(sentence.of(text)))
        for clause in clauses(text, sentence):
            inside = [i for i, word in enumerate(words) if clause.start <= word.start < clause.end]
            contrasts = [i for i in inside if i in denials and _contrasts(words, i)]
            spread = [i for i in inside if i in denials and i not in contrasts]
            for i in inside:
                flags[i] = turned ^ (sum(abs(i - denial) <= _REACH for denial in spread) % 2 == 1)
            for i in contrasts:
                _turn_until_clause_ends(text, words[: inside[-1] + 1], words[i].start, flags)
    for match in _RATHER_THAN.finditer(text):
        _turn_until_clause_ends(text, words, match.end(), flags)
    return tuple(flags)


def retracted(text: str, spans: Sequence[TextSpan]) -> frozenset[int]:
    """The indices of the sentences that the answer itself takes back.

    "This is wrong" takes back the sentence before it, and at the end of an answer, or at its start, all of it.
    """
    gone: set[int] = set()
    for index, span in enumerate(spans):
        if not _RETRACTION.search(span.of(text)):
            continue
        if index in (0, len(spans) - 1):
            return frozenset(range(len(spans)))
        gone |= {index - 1, index}
    return frozenset(gone)


def _denials(text: str, words: Sequence[Word]) -> frozenset[int]:
    """The indices of the words that deny what stands around them."""
    openings = _OPENING.finditer(text)  # they turn their whole sentence, and are counted there
    harmless = [match.span() for match in (*_HARMLESS.finditer(text), *_DONE_TO.finditer(text), *openings)]
    found = set()
    for i, word in enumerate(words):
        denies = word.is_negation or word.text in _IMPLICIT
        if word.text in _VERDICTS:
            denies = i > 0 and words[i - 1].text in _LINKS and not _names_something(words, i + 1)
        if denies and not any(start <= word.start < end for start, end in harmless):
            found.add(i)
    return frozenset(found)


def _contrasts(words: Sequence[Word], index: int) -> bool:
    return words[index].text in _CONTRASTS and (index == 0 or words[index - 1].text in _BEFORE_A_CONTRAST)


def _names_something(words: Sequence[Word], index: int) -> bool:
    """Whether a verdict is followed by the noun it belongs to, as in "is a false alarm"."""
    return index < len(words) and words[index].is_content


def _turn_until_clause_ends(text: str, words: Sequence[Word], start: int, flags: list[bool]) -> None:
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    for i, word in enumerate(words):
        if start <= word.start < end:
            flags[i] = not flags[i]
