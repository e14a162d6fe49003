"""The text: short tales of a village, written by a program that knows how surprising each of them is.

A tale is a walk through a small world: people go somewhere, take things, hand them over. Every choice is drawn from
this file's lists with known chances, no two walks read alike, so minus the logarithm of the chances of a tale's
choices is exactly its information. No model can need fewer bits on average, and that floor is the point of writing
a text instead of taking one.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

import numpy as np

WOMEN = ("Mara", "Ilse", "Anna", "Ruth", "Tove", "Nora", "Edda", "Lena", "Greta", "Vera")
MEN = ("Otto", "Karl", "Jens", "Paul", "Emil", "Hugo", "Nils", "Anton", "Felix", "Bruno")
NAMES = WOMEN + MEN
PLACES = ("mill", "harbour", "chapel", "market", "quarry", "orchard", "lighthouse", "bakery", "school", "bridge")
THINGS = ("lamp", "rope", "letter", "basket", "key", "map", "drum", "kettle", "spade", "coat", "bell", "ladder")
COLOURS = ("red", "blue", "green", "white", "black", "yellow", "grey", "brown")
OPENINGS = ("One morning", "One evening", "At noon", "After the rain", "On market day", "Before the storm")
TOPICS = ("the weather", "the sea", "old times", "the price of bread", "a dream", "the new road")
MOVES = ("goes", "walks", "runs", "hurries")
_MOVE_CHANCES = (0.4, 0.3, 0.2, 0.1)
FEWEST_EVENTS, MOST_EVENTS = 4, 8

_T = TypeVar("_T")


class Happening(Enum):
    GO = "go"
    TAKE = "take"
    GIVE = "give"
    LEAVE = "leave"
    TALK = "talk"


@dataclass(frozen=True, kw_only=True)
class Thing:
    colour: str
    kind: str

    def __str__(self) -> str:
        return f"the {self.colour} {self.kind}"


@dataclass
class World:
    """Where everybody and everything is."""

    places: dict[str, str] = field(default_factory=dict)
    """Of each person."""

    holders: dict[Thing, str | None] = field(default_factory=dict)
    lying: dict[Thing, str] = field(default_factory=dict)
    """The place of each thing that nobody has."""

    def company(self, person: str) -> list[str]:
        return [other for other, place in self.places.items() if other != person and place == self.places[person]]

    def within_reach(self, person: str) -> list[Thing]:
        return [thing for thing, place in self.lying.items() if place == self.places[person]]

    def carried(self, person: str) -> list[Thing]:
        return [thing for thing, holder in self.holders.items() if holder == person]

    def take(self, person: str, thing: Thing) -> None:
        del self.lying[thing]
        self.holders[thing] = person

    def leave(self, person: str, thing: Thing) -> None:
        self.holders[thing] = None
        self.lying[thing] = self.places[person]

    def tell(self, thing: Thing) -> str:
        """How a tale ends for a thing."""
        holder = self.holders[thing]
        return f"{thing} is at the {self.lying[thing]}" if holder is None else f"{holder} has {thing}"


@dataclass(frozen=True, kw_only=True)
class Tale:
    """One text, without its end-of-text mark."""

    body: str
    """All but the last sentence."""

    ending: str
    """What became of each thing; it follows from the body and costs no bits."""

    bits: float
    """Minus the binary logarithm of the chance that the generator writes just this."""

    @property
    def text(self) -> str:
        return f"{self.body} {self.ending}"


class _Dice:
    """Draws, and adds up how surprising the draws were."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self.bits = 0.0

    def pick(self, options: Sequence[_T]) -> _T:
        self.bits += math.log2(len(options))
        return options[int(self._rng.integers(len(options)))]

    def pick_weighted(self, options: Sequence[_T], chances: Sequence[float]) -> _T:
        place = int(np.searchsorted(np.cumsum(chances), self._rng.random(), side="right"))
        place = min(place, len(options) - 1)
        self.bits -= math.log2(chances[place])
        return options[place]


def write_tales(count: int, seed: int) -> Iterator[Tale]:
    """Each tale has a seed of its own: a longer set begins with the shorter one."""
    for number in range(count):
        yield write_tale(np.random.default_rng((seed, number)))


def write_tale(rng: np.random.Generator) -> Tale:
    dice, world = _Dice(rng), World()
    sentences = [_open(dice, world), *_lay_out(dice, world)]
    subject = ""
    for _ in range(dice.pick(range(FEWEST_EVENTS, MOST_EVENTS + 1))):
        person, deed = _happen(dice, world)
        sentences.append(f"{_pronoun(person) if person == subject else person} {deed}.")
        subject = person
    ending = "In the end " + " and ".join(world.tell(thing) for thing in world.holders) + "."
    return Tale(body=" ".join(sentences), ending=ending, bits=dice.bits)


def _pronoun(person: str) -> str:
    return "She" if person in WOMEN else "He"


def _open(dice: _Dice, world: World) -> str:
    opening = dice.pick(OPENINGS)
    for _ in range(dice.pick((2, 3))):
        person = dice.pick([name for name in NAMES if name not in world.places])
        world.places[person] = dice.pick(PLACES)
    return f"{opening} " + _join([f"{person} is at the {place}" for person, place in world.places.items()]) + "."


def _lay_out(dice: _Dice, world: World) -> Iterator[str]:
    people = list(world.places)
    for number in range(dice.pick((1, 2))):
        kinds = [kind for kind in THINGS if all(kind != thing.kind for thing in world.holders)]
        thing = Thing(colour=dice.pick(COLOURS), kind=dice.pick(kinds))
        world.holders[thing] = None
        if number == 0 or dice.pick((True, False)):
            world.holders[thing] = dice.pick(people)
            yield f"{world.holders[thing]} has a {thing.colour} {thing.kind}."
        else:
            world.lying[thing] = world.places[dice.pick(people)] if _apart(world) else world.places[people[0]]
            yield f"There is a {thing.colour} {thing.kind} at the {world.lying[thing]}."


def _apart(world: World) -> bool:
    """Whether everybody is somewhere else: else two draws would read alike, and a tale's bits be too many."""
    return len(set(world.places.values())) == len(world.places)


def _happen(dice: _Dice, world: World) -> tuple[str, str]:
    """Who does what, in words; the world is changed accordingly."""
    person = dice.pick(list(world.places))
    company, near, carried = world.company(person), world.within_reach(person), world.carried(person)
    possible = [Happening.GO]
    possible += [Happening.TAKE] if near else []
    possible += [Happening.GIVE] if carried and company else []
    possible += [Happening.LEAVE] if carried else []
    possible += [Happening.TALK] if company else []
    match dice.pick(possible):
        case Happening.GO:
            move = dice.pick_weighted(MOVES, _MOVE_CHANCES)
            world.places[person] = dice.pick([place for place in PLACES if place != world.places[person]])
            return person, f"{move} to the {world.places[person]}"
        case Happening.TAKE:
            thing = dice.pick(near)
            world.take(person, thing)
            return person, f"takes {thing}"
        case Happening.GIVE:
            thing, other = dice.pick(carried), dice.pick(company)
            world.holders[thing] = other
            return person, f"gives {thing} to {other}"
        case Happening.LEAVE:
            thing = dice.pick(carried)
            world.leave(person, thing)
            return person, f"leaves {thing} there"
        case Happening.TALK:
            return person, f"talks with {dice.pick(company)} about {dice.pick(TOPICS)}"


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
