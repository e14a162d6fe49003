"""Public pairs of sentences of which one does or does not follow from the other: what asserting is, before any answer.

A file holds a pair a line: premise, hypothesis, label and source, with tabs between them.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from prep.catalog.reader import suggest
from prep.model.errors import ContentError
from tests.training.units import ASSERTED, DENIED, NOT_ASSERTED, OPEN, Claim, Target, Unit


class Label(StrEnum):
    """How a hypothesis stands to its premise."""

    ENTAILED = "e"
    NEUTRAL = "n"
    CONTRADICTED = "c"
    NOT_ENTAILED = "x"
    """Neutral or contradicted; the source does not say which."""


TARGETS: Mapping[Label, Target] = {
    Label.ENTAILED: ASSERTED,
    Label.NEUTRAL: OPEN,
    Label.CONTRADICTED: DENIED,
    Label.NOT_ENTAILED: NOT_ASSERTED,
}


@dataclass(frozen=True)
class Use:
    """How a source is used."""

    at_first: int
    """The most pairs that the network sees before any answer."""

    weight: float
    """How often one of its pairs is drawn beside the answers, by comparison with those of other sources."""


SOURCES: Mapping[str, Use] = {
    "snli": Use(12_000, 0.5),
    "med": Use(2_500, 0.5),
    "help": Use(2_500, 0.4),
    "breaking_nli": Use(4_000, 0.5),
    "conjnli": Use(5_000, 0.6),
    "megaveridicality": Use(5_000, 1.0),
    "dnc_negation": Use(600, 2.0),
    "entailment_bank": Use(8_000, 1.0),
    "beetle": Use(10_000, 3.0),
    "scientsbank": Use(10_000, 3.0),
}


@dataclass(frozen=True)
class Pair:
    """A pair as its source has it."""

    premise: str
    hypothesis: str
    label: Label
    source: str

    def unit(self) -> Unit:
        """The premise as a text with one claim."""
        return Unit(self.premise, (Claim(self.hypothesis, TARGETS[self.label]),))


def load_pairs(path: Path) -> tuple[Pair, ...]:
    """Read a file of pairs.

    Raises:
        ContentError: it cannot be read, or a line has another form, an unknown label or an unknown source.
    """
    try:
        lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read as UTF-8 text ({error}); name a file of pairs") from None
    return tuple(_pair(line, f"{path}: line {number}") for number, line in enumerate(lines, 1))


def _pair(line: str, where: str) -> Pair:
    fields = line.split("\t")
    if len(fields) != 4:
        raise ContentError(
            f"{where} has {len(fields)} fields; write premise, hypothesis, label, source with tabs between"
        )
    premise, hypothesis, label, source = fields
    if label not in tuple(Label):
        raise ContentError(f"{where}: the label is `{label}`; write one of {', '.join(Label)}")
    if source not in SOURCES:
        raise ContentError(f"{where}: unknown source `{source}`; {suggest(source, SOURCES)}")
    return Pair(premise, hypothesis, Label(label), source)


def at_first(pairs: Sequence[Pair], share: float, rng: random.Random) -> list[Unit]:
    """What the network sees before any answer: of each source a share of as many as its use allows."""
    by_source: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_source.setdefault(pair.source, []).append(pair)
    units = []
    for source, own in by_source.items():
        count = min(len(own), max(1, round(SOURCES[source].at_first * share)))
        units += [pair.unit() for pair in rng.sample(own, count)]
    return units


def drawn(pairs: Sequence[Pair], count: int, rng: random.Random) -> list[Unit]:
    """Pairs by the weights of their sources, with repetition."""
    weights = [SOURCES[pair.source].weight for pair in pairs]
    return [pair.unit() for pair in rng.choices(pairs, weights, k=count)]
