"""The text of a program: the sound one, with other lines at the places of some faults."""

import random
from collections.abc import Mapping, Sequence

from prep.authoring.broken.scenario import Fault, Scenario
from prep.model.errors import ContentError


def program(scenario: Scenario, replaced: Mapping[str, str]) -> str:
    """The sound program with other text at the places of these faults, by the name of the fault."""
    faults = [scenario.fault(name) for name in replaced]
    text = scenario.sound
    for fault in sorted(faults, key=lambda fault: scenario.sound.index(fault.sound), reverse=True):
        start = scenario.sound.index(fault.sound)
        text = text[:start] + replaced[fault.name] + text[start + len(fault.sound) :]
    return text


def with_faults(scenario: Scenario, faults: Sequence[Fault]) -> str:
    """The sound program with these faults."""
    return program(scenario, {fault.name: fault.broken for fault in faults})


def draw_faults(scenario: Scenario, count: int, rng: random.Random) -> tuple[Fault, ...]:
    """Faults at `count` different places, in the order of the scenario.

    Raises:
        ContentError: it has fewer places.
    """
    by_place: dict[str, list[Fault]] = {}
    for fault in scenario.spec.faults:
        by_place.setdefault(fault.place, []).append(fault)
    if not 1 <= count <= len(by_place):
        raise ContentError(f"{scenario.id} can have 1 to {len(by_place)} faults at a time, not {count}")
    drawn = {rng.choice(by_place[place]).name for place in rng.sample(sorted(by_place), count)}
    return tuple(fault for fault in scenario.spec.faults if fault.name in drawn)
