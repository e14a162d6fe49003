"""The numbers that turn evidence into probabilities, and probabilities into what is said and done.

They live in `calibration.json`, which `python -m tests.benchmarks.answers fit` writes: plain coefficients, fitted
on answers that the network was not taught with.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from prep.model.question import Question


@dataclass(frozen=True)
class Logistic:
    """A logistic regression on standardised features, each kept within bounds: more likeness than honest answers have
    adds nothing.
    """

    lows: tuple[float, ...]
    highs: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One probability for each row; shape (rows, features) to (rows,)."""
        bounded = np.clip(rows, np.array(self.lows), np.array(self.highs))
        standard = (bounded - np.array(self.means)) / np.array(self.scales)
        scores = self.intercept + standard @ np.array(self.weights)
        return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float64)


@dataclass(frozen=True)
class Weighing:
    """How evidence is weighed for one kind of question."""

    point: Logistic
    misconception: Logistic
    nothing: float
    """Below this probability a point counts as not made: nobody is given marks for what nearly surely was not said."""

    everything: float
    """From this probability on it counts in full: who says something clearly owes nothing to the grader's doubts."""

    sure: float
    """The probability from which a misconception costs marks."""

    beside: float
    """The relevance up to which an answer speaks of another question, and earns nothing."""

    relevant: float
    """From here on it surely speaks of this one; nineteen in twenty good answers have more."""

    knows_sides: bool
    """Whether clauses that are nearer to what contradicts a point take it back. Where a rubric is new to the network,
    right answers that are short come to lie there, too.
    """

    def belief(self, relevance: float) -> float:
        """How much of what an answer seems to say is believed, 0 to 1, given how far it speaks of what was asked."""
        return min(1.0, max(0.0, (relevance - self.beside) / (self.relevant - self.beside)))

    def credit(self, probability: float) -> float:
        """The share of a point's weight that a probability earns: nothing and all at the ends, straight between."""
        return min(1.0, max(0.0, (probability - self.nothing) / (self.everything - self.nothing)))


@dataclass(frozen=True)
class Calibration:
    """Everything fitted."""

    taught: Weighing
    """For questions whose rubrics the network was taught with: its verdicts weigh most."""

    new: Weighing
    """For all others, a team's own: there the network knows the forms of language and not the subject, so likeness
    weighs most, and a person is asked where the two disagree."""

    reader: str
    """The weights of the network that everything was fitted for, see `weights_name`."""

    interval: float
    """How many of the grader's own standard deviations hold a person's mark in nine of ten answers."""

    fingerprints: Mapping[str, int]
    """Of the questions that the network was taught with, by id; see `fingerprint`."""

    def weighing(self, question: Question) -> Weighing:
        """What fits a question; one whose statements were changed since is a new one."""
        return self.taught if self.knows(question) else self.new

    def knows(self, question: Question) -> bool:
        """Whether the network was taught with this very rubric."""
        return self.fingerprints.get(question.id) == fingerprint(question)


def fingerprint(question: Question) -> int:
    """A number that changes with what the question's points and misconceptions say."""
    said = [point.description for point in question.points]
    said += [one.phrasings[0] for one in question.misconceptions]
    return zlib.crc32("\n".join(said).encode())


FOUND: Final = 0.5
DOUBTFUL_MISCONCEPTION: Final = 0.3
"""From here on the person is asked whether that was meant; it costs nothing."""

UNSURE_FROM: Final = 0.18
"""The standard deviation of the score from which a person is asked: about one answer in four."""

DISAGREES_FROM: Final = 0.4
"""For a new question: how far likeness may credit above what the network's verdicts would, before a person is asked."""


@cache
def load_calibration() -> Calibration:
    """The committed numbers."""
    return from_table(load_table())


def load_table() -> dict[str, Any]:
    """The committed numbers as they stand in the file."""
    table: dict[str, Any] = json.loads((resources.files("prep.concepts.grade") / "calibration.json").read_text("utf-8"))
    return table


def from_table(table: dict[str, Any]) -> Calibration:
    """Build a calibration from the JSON that the fit writes."""
    return Calibration(
        taught=_weighing(table["taught"]),
        new=_weighing(table["new"]),
        reader=table["reader"],
        interval=table["interval"],
        fingerprints=table["fingerprints"],
    )


def _weighing(table: dict[str, Any]) -> Weighing:
    return Weighing(
        _logistic(table["point"]),
        _logistic(table["misconception"]),
        nothing=table["nothing"],
        everything=table["everything"],
        sure=table["sure"],
        beside=table["beside"],
        relevant=table["relevant"],
        knows_sides=table["knows_sides"],
    )


def _logistic(table: dict[str, Any]) -> Logistic:
    lows, highs, means, scales, weights = (
        tuple(table[name]) for name in ("lows", "highs", "means", "scales", "weights")
    )
    return Logistic(lows, highs, means, scales, weights, table["intercept"])
