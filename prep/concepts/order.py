"""Whether two texts put the words that they share in another order, where order says who does what.

"The model underfits the data" and "the data underfits the model" differ in nothing else. But people also move what
may stand anywhere ("at random", "during training", "quickly") and turn a verb into the passive, and neither changes
what is said. So those words are left out, and an active sentence is not held against a passive one.
"""

from collections.abc import Sequence
from itertools import combinations

from prep.concepts.answer import Passage
from prep.concepts.words import Word

_FEWEST = 3
"""Two words in another order are too little to go by."""

_CIRCUMSTANCE = frozenset(
    """
    in at for with during within throughout under over per every each while when before after
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""What opens a phrase that tells when, where or how."""

_LONGEST_CIRCUMSTANCE = 2
"""Its content words; what follows them may already be what the verb acts on."""

_NOT_IN_IT = frozenset({"and", "or", "but", "that", "which", "to", "of"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"})
_PARTICIPLES = frozenset(
    """
    made done kept held put cut set seen taken given found shown split learnt built drawn hidden sent thrown chosen
    left lost read run hit fit spread known written fed
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_BETWEEN = 3
"""Words that a participle may stand behind its auxiliary: "are then all switched off"."""


def reordered(answer: Passage, unit: int, phrasing: Passage, shared: Sequence[str]) -> float:
    """The share of pairs of common words that come in the other order, 0 to 1.

    Args:
        answer: What was said.
        unit: The unit of it that is looked at.
        phrasing: A passage of one unit.
        shared: The stems that both hold.
    """
    if len(shared) < _FEWEST or _is_passive(_words(answer, unit)) != _is_passive(_words(phrasing, 0)):
        return 0.0
    ours, theirs = answer.places[unit], phrasing.places[0]
    loose_here, loose_there = _movable(answer, unit), _movable(phrasing, 0)
    fixed = [stem for stem in shared if ours[stem] not in loose_here and theirs[stem] not in loose_there]
    if len(fixed) < _FEWEST:
        return 0.0
    pairs = list(combinations(sorted(fixed, key=theirs.__getitem__), 2))
    return sum(ours[a] > ours[b] for a, b in pairs) / len(pairs)


def _words(text: Passage, unit: int) -> tuple[Word, ...]:
    indices = text.unit_words[unit]
    return text.words[indices[0] : indices[-1] + 1] if indices else ()


def _is_passive(words: Sequence[Word]) -> bool:
    for i, word in enumerate(words):
        if word.text in _BE:
            for follower in words[i + 1 : i + 1 + _BETWEEN]:
                if not follower.is_alphanumeric:
                    break
                if _is_participle(follower.text):
                    return True
    return False


def _is_participle(word: str) -> bool:
    return word in _PARTICIPLES or (len(word) > 4 and word.endswith(("ed", "en")))


def _movable(text: Passage, unit: int) -> frozenset[int]:
    """The indices of the words that may stand anywhere in their sentence."""
    indices = text.unit_words[unit]
    found: set[int] = set()
    left = 0
    for i in indices:
        word = text.words[i]
        if word.text in _CIRCUMSTANCE:
            left = _LONGEST_CIRCUMSTANCE
        elif not word.is_alphanumeric or word.text in _NOT_IN_IT or word.text in _BE:
            left = 0
        elif word.is_content and left:
            found.add(i)
            left -= 1
        if word.text.endswith("ly"):
            found.add(i)
    return frozenset(found)
