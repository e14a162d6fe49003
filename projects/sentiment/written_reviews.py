"""Writes reviews: made by a program, so that challenges may hand them out, and read like raw ones.

Real reviews belong to their authors. These have what makes real ones hard: words of praise in the plot, negation
("never boring"), concessions before the verdict, marks that few give, markup, entities, typing errors, repeated texts,
and few positive ones.
"""

import random

POSITIVE, NEGATIVE = 1, 0
SHARE_POSITIVE = 0.35

PRAISE = [
    "good",
    "great",
    "superb",
    "wonderful",
    "moving",
    "clever",
    "brilliant",
    "funny",
    "charming",
    "gripping",
    "excellent",
    "touching",
    "original",
    "subtle",
    "witty",
    "warm",
    "elegant",
    "lively",
    "believable",
    "memorable",
]
BLAME = [
    "bad",
    "dull",
    "boring",
    "awful",
    "terrible",
    "stupid",
    "clumsy",
    "tedious",
    "predictable",
    "flat",
    "weak",
    "lazy",
    "silly",
    "pointless",
    "annoying",
    "shallow",
    "wooden",
    "dreadful",
    "confusing",
    "forgettable",
]
ASPECTS = [
    "acting",
    "plot",
    "script",
    "music",
    "ending",
    "dialogue",
    "camera work",
    "cast",
    "pacing",
    "humour",
    "story",
    "direction",
    "first half",
    "second half",
    "lead",
    "villain",
    "editing",
    "atmosphere",
    "soundtrack",
    "costumes",
    "effects",
    "romance",
    "twist",
    "setting",
    "tone",
]
FILMS = ["film", "movie", "picture", "thriller", "comedy", "drama", "western", "remake", "sequel", "debut"]
PEOPLE = [
    "a detective",
    "two brothers",
    "an old teacher",
    "a young nurse",
    "the mayor",
    "a thief",
    "her sister",
    "a soldier",
    "a widow",
]
EVENTS = [
    "solves a {a} crime in a {b} town",
    "falls in love with a {a} stranger",
    "inherits a {a} house full of {b} secrets",
    "returns to a {a} village after a {b} war",
    "hides a {a} past from a {b} husband",
    "meets a {a} old friend on a {b} night",
]
PLAIN = [
    "i saw it on a rainy sunday with my brother",
    "it runs for two hours",
    "the book came out years ago",
    "there were six people in the cinema",
    "it was shot in portugal",
    "i had read about it before",
    "we talked about it on the way home",
    "the director made his name in television",
    "it is set in the seventies",
    "my wife chose it",
]
NOT = ["not", "never", "hardly", "isn't", "wasn't"]
DEGREES = ["", "", "", "very ", "quite ", "rather ", "really ", "so ", "truly "]


def write_reviews(count: int, seed: int) -> tuple[list[str], list[int]]:
    """As many raw texts, and the opinion of each author: 1 for the film, 0 against it."""
    rng = random.Random(seed)
    texts, labels = [], []
    for _ in range(count):
        label = POSITIVE if rng.random() < SHARE_POSITIVE else NEGATIVE
        texts.append(_typed(rng, _review(rng, label)))
        labels.append(1 - label if rng.random() < 0.02 else label)
    for _ in range(count // 60):  # the same text sent in twice
        kept, changed = rng.randrange(count), rng.randrange(count)
        texts[changed], labels[changed] = texts[kept], labels[kept]
    return texts, labels


def _review(rng: random.Random, label: int) -> list[str]:
    leaning = label if rng.random() < 0.99 else 1 - label
    sentences = []
    for _ in range(rng.randint(6, 14)):
        kind = rng.random()
        if kind < 0.5:
            sentences.append(_opinion(rng, leaning if rng.random() < 0.85 else 1 - leaning))
        elif kind < 0.6:
            sentences.append(f"{_opinion(rng, 1 - leaning)} , but {_opinion(rng, leaning)}")
        elif kind < 0.8:
            event = rng.choice(EVENTS).format(a=rng.choice(PRAISE + BLAME), b=rng.choice(PRAISE + BLAME))
            sentences.append(f"{rng.choice(PEOPLE)} {event}")
        else:
            sentences.append(rng.choice(PLAIN))
    if rng.random() < 0.08:
        sentences.append(f"{rng.randint(7, 10) if leaning else rng.randint(1, 5)} out of 10")
    return sentences


def _opinion(rng: random.Random, leaning: int) -> str:
    """A clause in favour (1) or against (0); three in ten say so by denying the opposite."""
    denied = rng.random() < 0.3
    word = rng.choice(PRAISE if bool(leaning) is not denied else BLAME)
    said = f"{rng.choice(NOT)} {word}" if denied else f"{rng.choice(DEGREES)}{word}"
    verb = "" if denied and said.startswith(("isn't", "wasn't")) else rng.choice(("is ", "was ", "felt ", "seemed "))
    subject = f"the {rng.choice(ASPECTS)}" if rng.random() < 0.7 else f"this {rng.choice(FILMS)}"
    return f"{subject} {verb}{said}"


def _typed(rng: random.Random, sentences: list[str]) -> str:
    """The sentences as somebody typed them into a form."""
    return "".join(_typed_sentence(rng, sentence.replace(" ,", ",")) for sentence in sentences).strip()


def _typed_sentence(rng: random.Random, sentence: str) -> str:
    typed = sentence[0].upper() + sentence[1:]
    if rng.random() < 0.03:
        place = rng.randrange(1, len(typed) - 1)
        typed = typed[:place] + typed[place + 1 :]
    if rng.random() < 0.04:
        typed = typed.upper()
    if rng.random() < 0.5:
        typed = typed.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return typed + rng.choice((". ", ". ", ". ", "! ", "...", ".<br /><br />", " &amp; "))
