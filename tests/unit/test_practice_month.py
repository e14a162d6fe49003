"""Three people who follow the plan for a month: no day too long, every stage in turn, nothing out of nowhere."""

from functools import cache

import pytest

from prep.catalog.locate import shipped_root
from prep.model.challenge import Level
from prep.practice.desk.library import Library
from prep.practice.progress.day import TaskKind
from prep.practice.progress.drill import Portion
from tests.benchmarks.month import PEOPLE, Logged, Person, walk


@cache
def library() -> Library:
    return Library([shipped_root()])


@cache
def days_of(person: Person) -> tuple[Logged, ...]:
    return tuple(walk(person, library()))


everyone = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)


@pytest.mark.slow
@everyone
def test_no_day_is_longer_than_was_wished_for_nor_brings_more_than_its_portion(person: Person) -> None:
    for logged in days_of(person):
        day = logged.day
        portion = Portion.of(day.goal)
        assert day.minutes <= person.minutes
        asked = {kind: sum(len(task.questions) for task in day.tasks if task.kind is kind) for kind in TaskKind}
        assert asked[TaskKind.REVIEW] <= portion.due
        assert asked[TaskKind.NEW] <= portion.new


@everyone
def test_every_stage_that_was_open_is_reached_and_in_order(person: Person) -> None:
    order = list(Level)
    focuses = [order.index(logged.day.focus) for logged in days_of(person)]
    assert focuses == sorted(focuses)
    assert set(focuses) == {order.index(level) for level in Level if level not in person.passed}


@everyone
def test_nothing_is_due_that_was_neither_answered_nor_asked_for_by_a_check_that_failed(person: Person) -> None:
    assert not any(logged.asked_for_nothing for logged in days_of(person))


@everyone
def test_the_days_are_used_and_what_was_learnt_is_kept(person: Person) -> None:
    days = days_of(person)
    worked = [logged.day.minutes for logged in days if not logged.day.is_rest]
    assert min(worked) >= 0.7 * person.minutes
    assert days[-1].coverage > days[0].coverage
    assert days[-1].kept > 0.9
    rests = [logged for logged in days if logged.day.is_rest]
    assert all(not logged.day.tasks for logged in rests)


def test_every_question_that_a_check_names_is_there() -> None:
    named = {name for of in library().challenges.values() for check in of.spec.checks for name in check.questions}
    assert named <= set(library().questions)
    silent = [of.id for of in library().challenges.values() if not any(check.questions for check in of.spec.checks)]
    assert silent == []
