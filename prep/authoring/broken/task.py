"""One task: which faults, what each is worth, and which known submissions prove it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from prep.authoring.broken.program import program
from prep.authoring.broken.scenario import Fault, Scenario, require_apart
from prep.model.challenge import Level

EXAMPLE, REST = "example", "whole_program"
_REST_POINTS = 10
_FEWEST_REJECTED = 6


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A check of the task."""

    id: str
    points: int
    fault: Fault | None
    """The one it is about; None for the whole program."""


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A submission that is known to be wrong."""

    file: str
    why: str
    source: str
    fails: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Task:
    """A scenario with some of its faults. The first is the one that a public check shows."""

    id: str
    scenario: Scenario
    faults: tuple[Fault, ...]

    def __post_init__(self) -> None:
        require_apart(list(self.faults))

    @property
    def level(self) -> Level:
        match len(self.faults):
            case 1:
                return Level.BEGINNER
            case 2 | 3:
                return Level.INTERMEDIATE
        return Level.ADVANCED

    @property
    def minutes(self) -> int:
        return 10 + 8 * len(self.faults)

    @cached_property
    def checks(self) -> tuple[Counted, ...]:
        """Every fault is worth the same, so that tasks with as many faults can stand in for one another."""
        each, over = divmod(100 - _REST_POINTS, len(self.faults))
        shown = each // 3
        found = [Counted(id=EXAMPLE, points=shown, fault=self.faults[0])]
        for number, fault in zip(count(1), self.faults):
            points = each - shown if number == 1 else each
            found.append(Counted(id=f"fault_{number}", points=points, fault=fault))
        return (*found, Counted(id=REST, points=_REST_POINTS + over, fault=None))

    def failing(self, left: Sequence[str]) -> tuple[str, ...]:
        """The checks that fail as long as these faults, by name, are left in the program."""
        return tuple(check.id for check in self.checks if left and (check.fault is None or check.fault.name in left))

    def expected_points(self, left: Sequence[str]) -> int:
        """What a program is worth in which just these faults are left."""
        failing = self.failing(left)
        return sum(check.points for check in self.checks if check.id not in failing)

    @property
    def starter(self) -> str:
        return self.broken({fault.name: fault.broken for fault in self.faults})

    def broken(self, replaced: dict[str, str]) -> str:
        return program(self.scenario, replaced)

    def rejected(self) -> Iterator[Wrong]:
        """Each fault alone, each wrong fix, each fault as the only one fixed, and what others break on the way."""
        found = [*self._one_left(), *self._wrong_fixes(), *self._one_fixed()]
        yield from found
        most = max(_FEWEST_REJECTED - len(found), 2)
        planted = {fault.place for fault in self.faults}
        others = [fault for fault in self.scenario.spec.faults if fault.place not in planted]
        for fault in others[:most]:
            yield Wrong(
                file=f"all_fixed_but_{fault.name}_new.py",
                why=f"Fixes what was complained about, but now {fault.why[0].lower()}{fault.why[1:]}",
                source=self.broken({fault.name: fault.broken}),
                fails=(REST,),
            )

    def _one_left(self) -> Iterator[Wrong]:
        for fault in self.faults:
            yield Wrong(
                file=f"{fault.name}_left.py",
                why=fault.why,
                source=self.broken({fault.name: fault.broken}),
                fails=self.failing([fault.name]),
            )

    def _wrong_fixes(self) -> Iterator[Wrong]:
        for fault in self.faults:
            for wrong in fault.wrong:
                yield Wrong(
                    file=wrong.file,
                    why=wrong.why,
                    source=self.broken({fault.name: wrong.code}),
                    fails=self.failing([fault.name]),
                )

    def _one_fixed(self) -> Iterator[Wrong]:
        if len(self.faults) < 3:
            return
        for fixed in self.faults:
            left = [fault for fault in self.faults if fault is not fixed]
            yield Wrong(
                file=f"only_{fixed.name}_fixed.py",
                why=f"Fixes one of {len(self.faults)} faults and stops.",
                source=self.broken({fault.name: fault.broken for fault in left}),
                fails=self.failing([fault.name for fault in left]),
            )
