"""Reads a tale back, sentence by sentence, and says whether it could have happened.

A model may write good sentences and lose track of who has what. Its loss shows that in the last digit; this
reader shows it in the first.
"""

import re
from dataclasses import dataclass
from enum import Enum

from projects.transformer.tales import (
    COLOURS,
    MOVES,
    NAMES,
    OPENINGS,
    PLACES,
    THINGS,
    TOPICS,
    WOMEN,
    Happening,
    Thing,
    World,
)


class Verdict(Enum):
    TRUE = "true"
    FALSE_ENDING = "the ending is false"
    IMPOSSIBLE = "somebody does what cannot be done"
    UNREADABLE = "no tale"


def _one_of(name: str, words: tuple[str, ...]) -> str:
    return f"(?P<{name}>{'|'.join(words)})"


_WHO = _one_of("who", (*NAMES, "She", "He"))
_THING = f"the {_one_of('colour', COLOURS)} {_one_of('kind', THINGS)}"
_DEEDS = {
    Happening.GO: re.compile(f"{_WHO} (?:{'|'.join(MOVES)}) to the {_one_of('place', PLACES)}"),
    Happening.TAKE: re.compile(f"{_WHO} takes {_THING}"),
    Happening.GIVE: re.compile(f"{_WHO} gives {_THING} to {_one_of('other', NAMES)}"),
    Happening.LEAVE: re.compile(f"{_WHO} leaves {_THING} there"),
    Happening.TALK: re.compile(f"{_WHO} talks with {_one_of('other', NAMES)} about (?:{'|'.join(TOPICS)})"),
}
_OPENING = re.compile(f"(?:{'|'.join(OPENINGS)}) (.*)")
_IS_AT = re.compile(f"{_one_of('who', NAMES)} is at the {_one_of('place', PLACES)}")
_HAS = re.compile(f"{_one_of('who', NAMES)} has a {_one_of('colour', COLOURS)} {_one_of('kind', THINGS)}")
_LIES = re.compile(
    f"There is a {_one_of('colour', COLOURS)} {_one_of('kind', THINGS)} at the {_one_of('place', PLACES)}"
)


class _UnreadableError(Exception):
    pass


class _ImpossibleError(Exception):
    pass


@dataclass
class _Reader:
    world: World
    subject: str = ""

    def open(self, sentence: str) -> None:
        opened = _OPENING.fullmatch(sentence)
        if opened is None:
            raise _UnreadableError
        for part in re.split(", | and ", opened[1]):
            found = _IS_AT.fullmatch(part)
            if found is None or found["who"] in self.world.places:
                raise _UnreadableError
            self.world.places[found["who"]] = found["place"]

    def lay_out(self, sentence: str) -> bool:
        """Whether the sentence says where a thing is at the start."""
        has, lies = _HAS.fullmatch(sentence), _LIES.fullmatch(sentence)
        found = has or lies
        if found is None:
            return False
        thing = Thing(colour=found["colour"], kind=found["kind"])
        if thing in self.world.holders or (has and has["who"] not in self.world.places):
            raise _ImpossibleError
        self.world.holders[thing] = has["who"] if has else None
        if lies:
            self.world.lying[thing] = lies["place"]
        return True

    def happen(self, sentence: str) -> None:
        deed, found = _recognise(sentence)
        person = self._person(found["who"])
        match deed:
            case Happening.GO:
                _demand(found["place"] != self.world.places[person])
                self.world.places[person] = found["place"]
            case Happening.TALK:
                _demand(found["other"] in self.world.company(person))
            case Happening.TAKE:
                thing = Thing(colour=found["colour"], kind=found["kind"])
                _demand(thing in self.world.within_reach(person))
                self.world.take(person, thing)
            case Happening.GIVE | Happening.LEAVE:
                self._part_with(person, deed, found)
        self.subject = person

    def _part_with(self, person: str, deed: Happening, found: re.Match[str]) -> None:
        thing = Thing(colour=found["colour"], kind=found["kind"])
        _demand(thing in self.world.carried(person))
        if deed is Happening.LEAVE:
            self.world.leave(person, thing)
        else:
            _demand(found["other"] in self.world.company(person))
            self.world.holders[thing] = found["other"]

    def _person(self, who: str) -> str:
        """A pronoun stands for the subject before, and only for it."""
        if who not in {"She", "He"}:
            _demand(who in self.world.places)
            return who
        _demand(self.subject != "" and (self.subject in WOMEN) == (who == "She"))
        return self.subject


def _recognise(sentence: str) -> tuple[Happening, re.Match[str]]:
    for deed, pattern in _DEEDS.items():
        if found := pattern.fullmatch(sentence):
            return deed, found
    raise _UnreadableError


def _demand(condition: bool) -> None:
    if not condition:
        raise _ImpossibleError


def read(text: str) -> Verdict:
    """What is to be said of a tale as a whole."""
    *sentences, ending = text.removesuffix(".").split(". ")
    reader = _Reader(world=World())
    if len(sentences) < 2 or not text.endswith("."):
        return Verdict.UNREADABLE
    try:
        reader.open(sentences[0])
        rest = sentences[1:]
        while rest and reader.lay_out(rest[0]):
            rest = rest[1:]
        for sentence in rest:
            reader.happen(sentence)
    except _UnreadableError:
        return Verdict.UNREADABLE
    except _ImpossibleError:
        return Verdict.IMPOSSIBLE
    true_ending = "In the end " + " and ".join(reader.world.tell(thing) for thing in reader.world.holders)
    if ending == true_ending:
        return Verdict.TRUE
    return Verdict.FALSE_ENDING if ending.startswith("In the end ") else Verdict.UNREADABLE
