"""Sentences that copy one of the question's own and change it so that it says something else.

Whoever has the model answer can deny its verbs, exchange its nouns or put opposites in their place. What comes out is
nearly the same words, which every measure of likeness takes for the real thing. So a sentence that is nearly a known
one is compared with it word by word; a sentence in the candidate's own words is never looked at here.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from prep.concepts.text.antonyms import OPPOSITES
from prep.concepts.text.clauses import TextSpan, sentences
from prep.concepts.text.polarity import negated_words
from prep.concepts.text.words import Word, words_of

_FEWEST_WORDS = 5
_NEARLY_THE_SAME = 0.72
"""The share of common words, of the mean number of words, from which a sentence is taken for a copy."""

_DENIED = 0.2
_FEWEST_DENIED = 2
_VERBATIM = 0.9


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence as they are compared."""

    stems: tuple[str, ...]
    content: tuple[str, ...]
    denied: frozenset[str]
    """The content stems within reach of a negation."""

    counts: Counter[str]


@dataclass(frozen=True)
class Originals:
    """The sentences that must not be tampered with."""

    sentences: tuple[Sentence, ...]
    vocabulary: frozenset[str]
    """All their content stems: a word of one sentence in the place of another's is an exchange."""

    exact: frozenset[tuple[tuple[str, ...], frozenset[str]]]


def originals_of(texts: Sequence[str]) -> Originals:
    """What the copies are compared with."""
    found = tuple(one for text in texts for one in _sentences(text) if len(one.stems) >= _FEWEST_WORDS)
    vocabulary = frozenset(stem for one in found for stem in one.content)
    return Originals(found, vocabulary, frozenset((one.stems, one.denied) for one in found))


def tampered(
    spans: Sequence[TextSpan], words: Sequence[Word], negated: Sequence[bool], originals: Originals
) -> frozenset[int]:
    """The indices of the sentences that change an original.

    Args:
        spans: The sentences.
        words: The words of the whole text.
        negated: Which of them stand within reach of a negation.
        originals: What they are compared with.
    """
    gone = set()
    for index, span in enumerate(spans):
        one = _sentence(span, words, negated)
        if len(one.stems) < _FEWEST_WORDS or (one.stems, one.denied) in originals.exact:
            continue
        likeness, original = max(
            ((_likeness(one, other), other) for other in originals.sentences),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        if original and likeness >= _NEARLY_THE_SAME and _changes(one, original, likeness, originals.vocabulary):
            gone.add(index)
    return frozenset(gone)


def _sentences(text: str) -> list[Sentence]:
    spans = sentences(text)
    words = words_of(text)
    negated = negated_words(text, words, spans)
    return [_sentence(span, words, negated) for span in spans]


def _sentence(span: TextSpan, words: Sequence[Word], negated: Sequence[bool]) -> Sentence:
    inside = [(w, n) for w, n in zip(words, negated, strict=True) if span.start <= w.start < span.end]
    spoken = [(w, n) for w, n in inside if w.is_alphanumeric]
    stems = tuple(w.stem for w, _ in spoken if not w.is_negation)
    content = tuple(w.stem for w, _ in spoken if w.is_content and not w.is_negation)
    denied = frozenset(w.stem for w, n in spoken if n and w.is_content)
    return Sentence(stems, content, denied, Counter(stems))


def _likeness(one: Sentence, other: Sentence) -> float:
    common = sum(min(count, other.counts[stem]) for stem, count in one.counts.items() if stem in other.counts)
    return 2 * common / max(1, len(one.stems) + len(other.stems))


def _changes(one: Sentence, original: Sentence, likeness: float, vocabulary: frozenset[str]) -> bool:
    here, there = set(one.content), set(original.content)
    common = here & there
    if not common:
        return False
    new, lost = here - there, there - here
    denied = sum((stem in one.denied) != (stem in original.denied) for stem in common)
    return (
        denied >= max(_FEWEST_DENIED, _DENIED * len(common))
        or any(not OPPOSITES.get(stem, frozenset()).isdisjoint(lost) for stem in new)
        or _out_of_order(one, original) >= (1 if likeness >= _VERBATIM else 2)
        or (likeness >= _VERBATIM and bool(lost) and bool(new & vocabulary))
    )


def _out_of_order(one: Sentence, original: Sentence) -> int:
    """How many of the common content words must move to restore the original's order."""
    common = Counter(one.content) & Counter(original.content)
    return common.total() - _longest_common(one.content, original.content)


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        previous = 0
        for at, theirs in enumerate(other, 1):
            previous, row[at] = row[at], previous + 1 if word == theirs else max(row[at], row[at - 1])
    return row[-1]
