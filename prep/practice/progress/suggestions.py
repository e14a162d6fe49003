"""What to do next, and why: what runs first, then the plan of the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prep.model.errors import StorageError
from prep.model.text import count_words
from prep.practice.desk.desk import Desk
from prep.practice.drafts.interviews import load_state
from prep.practice.drafts.place import last_place
from prep.practice.progress.day import Day, DayTask, TaskKind
from prep.practice.progress.drill import Queue
from prep.practice.record.history import History

MOST: Final = 4
_DRILLS: Final = (TaskKind.REVIEW, TaskKind.NEW)


class Target(StrEnum):
    """Where a suggestion leads."""

    INTERVIEW = "interview"
    DRILL = "drill"
    CHALLENGE = "practice"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One thing to do."""

    target: Target
    text: str
    why: str
    challenge: str = ""
    is_running: bool = False
    """Whether its clock runs while nobody is there."""

    from_memory: bool = False
    """A challenge that was solved before, to be solved again from the starter."""

    @property
    def command(self) -> str:
        """The plain command that does it."""
        if self.target is Target.CHALLENGE:
            return f"prep practice start {self.challenge}" + (" --from-memory" if self.from_memory else "")
        return f"prep {self.target}"


def suggest(desk: Desk, queue: Queue, day: Day, history: History) -> tuple[Suggestion, ...]:
    """At most a handful of suggestions, no two to the same place."""
    found: dict[tuple[str, str], Suggestion] = {}
    for one in (
        *_running(desk),
        *_stopped(desk, history),
        *_planned(desk, queue, day, history),
        *_more(queue, day, history),
    ):
        found.setdefault((one.target, one.challenge), one)
    return tuple(found.values())[:MOST]


def _running(desk: Desk) -> Iterator[Suggestion]:
    try:
        state = load_state(desk.data)
    except StorageError:
        return
    if state is not None:
        left = state.clock.tell(desk.now())
        yield Suggestion(
            target=Target.INTERVIEW, text="Go on with your interview", why=f"its clock runs: {left}", is_running=True
        )


def _stopped(desk: Desk, history: History) -> Iterator[Suggestion]:
    """The challenge where the person stopped."""
    place = last_place(desk.data)
    challenge = desk.library.challenges.get(place.challenge) if place else None
    if challenge is not None and challenge.id not in history.solved:
        why = "you began it and have not passed every check"
        text = f"Go on with “{challenge.spec.title}”"
        yield Suggestion(target=Target.CHALLENGE, text=text, why=why, challenge=challenge.id)


def _planned(desk: Desk, queue: Queue, day: Day, history: History) -> Iterator[Suggestion]:
    if not history.answers and not history.shares and queue.asked:
        minutes = count_words(queue.asked[0].question.time_limit_minutes, "minute")
        why = f"{minutes}; its clock runs at once"
        yield Suggestion(target=Target.DRILL, text="Answer your first question", why=why)
    drills = [task for task in day.tasks if task.kind in _DRILLS]
    if drills:
        yield Suggestion(target=Target.DRILL, text=f"Drill: {_counted(drills)}", why=_minutes_why(drills))
    for task in day.tasks:
        if task.challenge:
            title = desk.library.challenges[task.challenge].spec.title
            again = task.kind is TaskKind.REWORK
            text = f"{'Again, from memory' if again else 'Solve'}: “{title}” ({task.minutes} min)"
            yield Suggestion(
                target=Target.CHALLENGE, text=text, why=task.why, challenge=task.challenge, from_memory=again
            )


def _more(queue: Queue, day: Day, history: History) -> Iterator[Suggestion]:
    """Beyond the plan, for who wants to."""
    if queue.asked:
        why = "your plan rests today, and nothing is locked" if day.is_rest else "your plan for today is done"
        yield Suggestion(target=Target.DRILL, text=f"Drill: {queue.due} due, {queue.new} new", why=why)
    if history.answers or history.shares or not queue.asked:
        why = "timed, with follow-ups and a report by skill"
        yield Suggestion(target=Target.INTERVIEW, text="Sit a mock interview", why=why)


def _counted(drills: list[DayTask]) -> str:
    by_kind = {task.kind: len(task.questions) for task in drills}
    words = {TaskKind.REVIEW: "due", TaskKind.NEW: "new"}
    return ", ".join(f"{by_kind[kind]} {word}" for kind, word in words.items() if kind in by_kind)


def _minutes_why(drills: list[DayTask]) -> str:
    return f"about {count_words(sum(task.minutes for task in drills), 'minute')}; {drills[0].why}"
