"""Changes what a person works towards."""

from dataclasses import replace
from datetime import date

from prep.model.errors import PrepError
from prep.practice.desk.desk import Desk
from prep.practice.record import journal
from prep.practice.record.goal import Goal, local_day
from prep.practice.record.journal import Journal
from prep.store.practice import add, all_entries


def load_goal(desk: Desk) -> Goal:
    """What was planned last, or what holds without a plan.

    Raises:
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        return Journal.read(all_entries(connection)).goal or Goal(made_on=local_day(desk.now()))


def change_plan(
    desk: Desk,
    *,
    interview: date | None = None,
    forget: bool = False,
    days: int | None = None,
    minutes: int | None = None,
) -> Goal:
    """Plan anew from today on; what is not given stays.

    Args:
        desk: Whose plan it is.
        interview: The day of the interview.
        forget: That there is no day any more.
        days: Of a week, on which the person practises.
        minutes: Of such a day.

    Raises:
        PrepError: the day is over already.
        StorageError: it cannot be kept.
    """
    now = desk.now()
    today = local_day(now)
    if interview is not None and interview < today:
        raise PrepError(f"{interview} is over already; name a day from {today} on, or `none`")
    goal = load_goal(desk)
    changed = replace(
        goal,
        made_on=today,
        interview=None if forget else interview or goal.interview,
        days=days or goal.days,
        minutes=minutes or goal.minutes,
    )
    with desk.notebook.writing() as connection:
        add(connection, journal.plan(changed, now))
    return changed
