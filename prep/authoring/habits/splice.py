"""Splices habits into a right solution, one at a time and at one place at a time."""

from typing import Final

from prep.authoring.habits.habit import Habit
from prep.authoring.habits.numbers import NUMBERS
from prep.authoring.habits.order import ORDER
from prep.authoring.habits.state import STATE
from prep.authoring.mutants import Mutant, mutants_of

HABITS: Final[tuple[Habit, ...]] = (*NUMBERS, *ORDER, *STATE)


def splice(source: str, file: str) -> list[Mutant]:
    """The solution with each habit in each place where it can be had, as far as it compiles.

    Args:
        source: a right solution, of one file.
        file: its name in the challenge's folder.
    """
    operators = [(kind, habit.name, habit.rewrite) for habit in HABITS for kind in habit.kinds]
    return mutants_of(source, operators, file)
