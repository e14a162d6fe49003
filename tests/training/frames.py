"""Sentences around a sentence: they assert it, ask it, doubt it, reject it or say that others believe it."""

import random
from collections.abc import Mapping
from enum import StrEnum


class Frame(StrEnum):
    """What the sentence around does with the one inside."""

    ASSERTING = "asserting"
    ASKING = "asking"
    UNSURE = "unsure"
    DOUBTING = "doubting"
    REJECTING = "rejecting"
    ATTRIBUTING = "attributing"
    """Others say it, and they are wrong."""


FRAMES: Mapping[Frame, tuple[str, ...]] = {
    Frame.ASSERTING: (
        "{x}.",
        "{x}.",
        "{x}.",
        "I think {x}.",
        "As far as I know, {x}.",
        "The key is that {x}.",
        "Basically {x}.",
        "So {x}.",
        "{X}, as everybody who has tried it knows.",
        "Isn't it obvious? {X}.",
        "Some people doubt it, but {x}.",
        "I once believed otherwise, but {x}.",
        "No doubt about it: {x}.",
        "What matters here? {X}.",
        "I'm not asking whether, I'm sure that {x}.",
        "- {x}",
        "It is not a myth that {x}.",
        "It's true that {x}.",
        "In practice {x}, not only in theory.",
        "My colleague says {x}, and she is right.",
        "Do not forget that {x}.",
        "{X}. I could be wrong on details.",
    ),
    Frame.ASKING: (
        "Is it true that {x}?",
        "Does it hold that {x}?",
        "Could it be that {x}?",
        "{X}?",
        "The exam question is whether {x}.",
    ),
    Frame.UNSURE: (
        "I wonder whether {x}.",
        "I am not sure whether {x}.",
        "One would have to check whether {x}.",
        "If {x}, that would explain a lot, but I have no idea.",
        "Nobody has told me whether {x}.",
        "Maybe {x}, maybe not, I can't tell.",
        "I don't know if {x}.",
        "Either {x} or the opposite, I forget which.",
    ),
    Frame.DOUBTING: (
        "I doubt that {x}.",
        "I don't believe that {x}.",
    ),
    Frame.REJECTING: (
        "It is wrong that {x}.",
        "It is not the case that {x}.",
        "Contrary to what one reads, it's false that {x}.",
        "{X}? No, that is a common error.",
        "Nobody should say that {x}.",
        "The idea that {x} has been refuted.",
    ),
    Frame.ATTRIBUTING: (
        "Beginners often think that {x}, which is a mistake.",
        "Some people say that {x}, but that is a myth.",
        "Many claim that {x}; the opposite is true.",
        "{X} - at least that's what I used to think before I learnt better.",
    ),
}


def framed(sentence: str, frame: Frame, rng: random.Random) -> str:
    """The sentence inside one of the frames of a kind."""
    return rng.choice(FRAMES[frame]).format(x=inner(sentence), X=capitalised(_bare(sentence)))


def inner(sentence: str) -> str:
    """A sentence as the inside of another one: no full stop, and no capital that only began it."""
    bare = _bare(sentence)
    first = bare.split(maxsplit=1)[0] if bare else ""
    keeps_capital = first.split("'")[0] == "I" or first[1:] != first[1:].lower()
    return bare if keeps_capital else bare[:1].lower() + bare[1:]


def capitalised(text: str) -> str:
    """With a capital at its beginning, and nothing else changed."""
    return text[:1].upper() + text[1:]


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip(".")
