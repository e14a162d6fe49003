"""Which concept question to read about a check: of its topic, the one that speaks of the same rare words."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question_file, question_files
from prep.model.challenge import Challenge, Check
from prep.model.errors import ContentError
from prep.model.question import Question

_WORD: Final = re.compile(r"[a-z]{3,}")
_STEM: Final = 6
"""Letters; "scaling" and "scaled" are the same word."""

_LEAST: Final = 4.0
"""Looked at by hand over all checks that ship: from here up, what is found is about the matter of the challenge."""


@dataclass(frozen=True)
class _Shelf:
    questions: tuple[Question, ...]
    words: Mapping[str, frozenset[str]]
    """By question."""

    rarity: Mapping[str, float]
    """By word; nothing for a word of every question."""


def question_about(challenge: Challenge, check: Check) -> Question | None:
    """None where no question of the check's topic speaks of what the challenge and the check are called."""
    if not check.topic:
        return None
    shelf = _shelf(challenge.folder.parents[2])
    wanted = _words(f"{check.title} {challenge.spec.title} {challenge.id.rpartition('/')[2]}")
    length = math.sqrt(sum(shelf.rarity.get(word, 0.0) ** 2 for word in wanted)) or 1.0
    best, found = _LEAST, None
    for question in shelf.questions:
        if question.topic == check.topic:
            common = wanted & shelf.words[question.id]
            likeness = sum(shelf.rarity[word] ** 2 for word in common) / length
            if likeness > best:
                best, found = likeness, question
    return found


@lru_cache(maxsize=8)
def _shelf(root: Path) -> _Shelf:
    """Of a content folder, or what ships where it has no questions.

    A broken question is nothing to read; whoever looks after the content hears of it elsewhere.
    """
    files = question_files([root]) or question_files([shipped_root()])
    questions = []
    for file in files.values():
        try:
            questions.append(load_question_file(file))
        except ContentError:
            continue
    words = {question.id: _words(_text(question)) for question in questions}
    counts = Counter(word for found in words.values() for word in found)
    rarity = {word: math.log(len(questions) / count) for word, count in counts.items()}
    return _Shelf(tuple(questions), words, rarity)


def _text(question: Question) -> str:
    points = " ".join(point.description for point in question.points)
    return f"{question.id.replace('-', ' ')} {question.question} {points}"


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))
