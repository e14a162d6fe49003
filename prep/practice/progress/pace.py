"""Which stage new things come from: the first that is open, or the one whose turn it is before an interview."""

from datetime import date
from typing import Final

from prep.model.challenge import Level
from prep.practice.desk.library import Library
from prep.practice.progress.path import Path, challenges_at
from prep.practice.record.goal import Goal

LAST_SHARE: Final = 0.15
"""Of the time to an interview belongs to going over what is known."""


def focus_of(path: Path, library: Library, goal: Goal, today: date) -> Level:
    """The stage that new things come from.

    Without a date that is the first stage that is not passed. With one, each stage that is left has a share of the
    days, by the work in it, so that all of them are reached before the interview; whoever is faster goes on at once.
    """
    left = [one for one in path.stages if not one.is_passed and one.questions + one.challenges]
    if not left:
        return path.here.stage.level
    if goal.days_left(today) is None or goal.interview is None:
        return left[0].stage.level
    work = [minutes_of(library, one.stage.level) for one in left]
    span = (goal.interview - goal.made_on).days * (1 - LAST_SHARE)
    gone, reached = (today - goal.made_on).days, 0.0
    for one, minutes in zip(left, work, strict=True):
        reached += span * minutes / sum(work)
        if gone < reached:
            return one.stage.level
    return left[-1].stage.level


def minutes_of(library: Library, level: Level) -> int:
    """The work in a stage, by the times that its questions and challenges name."""
    questions = sum(one.time_limit_minutes for one in library.questions.values() if one.level is level)
    return questions + sum(one.spec.time_limit_minutes for one in challenges_at(library.challenges, level))
