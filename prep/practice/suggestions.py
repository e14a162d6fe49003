"""What to do next, and why: the most urgent first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prep.model.challenge import Challenge, Level
from prep.model.errors import StorageError
from prep.model.text import count_words
from prep.practice.desk import Desk
from prep.practice.drafts import begun_drafts
from prep.practice.drill import Queue
from prep.practice.interview_state import load_state
from prep.practice.place import last_place

MOST: Final = 4
_WEAK: Final = 0.6


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
    topic: str = ""

    @property
    def command(self) -> str:
        """The plain command that does it."""
        if self.target is Target.CHALLENGE:
            return f"prep practice start {self.challenge}"
        return f"prep {self.target}" + (f" --topic {self.topic}" if self.topic else "")


def suggest(desk: Desk, queue: Queue, skill: Mapping[str, float], solved: frozenset[str]) -> tuple[Suggestion, ...]:
    """At most a handful of suggestions, no two to the same place."""
    found: dict[tuple[str, str, str], Suggestion] = {}
    for one in (*_running(desk), *_due(queue), *_stopped(desk, solved), *_learn(desk, queue, skill, solved)):
        found.setdefault((one.target, one.challenge, one.topic), one)
    return tuple(found.values())[:MOST]


def _running(desk: Desk) -> Iterator[Suggestion]:
    try:
        state = load_state(desk.data)
    except StorageError:
        return
    if state is not None:
        left = state.clock.tell(desk.now())
        yield Suggestion(target=Target.INTERVIEW, text="Go on with your interview", why=f"its clock runs: {left}")


def _due(queue: Queue) -> Iterator[Suggestion]:
    if not queue.due:
        return
    first = queue.asked[0]
    questions = "1 question is" if queue.due == 1 else f"{queue.due} questions are"
    yield Suggestion(target=Target.DRILL, text=f"Drill: {questions} due", why=first.why)


def _stopped(desk: Desk, solved: frozenset[str]) -> Iterator[Suggestion]:
    place = last_place(desk.data)
    begun = [place.challenge] if place else []
    for name in dict.fromkeys([*begun, *begun_drafts(desk.data)]):
        challenge = desk.library.challenges.get(name)
        if challenge is not None and name not in solved:
            yield Suggestion(
                target=Target.CHALLENGE,
                text=f"Go on with “{challenge.spec.title}”",
                why="you began it and have not passed every check",
                challenge=name,
            )
            return


def _learn(desk: Desk, queue: Queue, skill: Mapping[str, float], solved: frozenset[str]) -> Iterator[Suggestion]:
    weakest = min(skill, key=lambda topic: skill[topic], default=None)
    untried = _next_challenge(desk, solved, weakest if weakest and skill[weakest] < _WEAK else None)
    if not skill and queue.new:
        yield Suggestion(
            target=Target.DRILL, text="Answer your first question", why="three minutes, and you see how grading works"
        )
    elif weakest and skill[weakest] < _WEAK and any(one.question.topic == weakest for one in queue.asked):
        why = f"your weakest topic so far, at {skill[weakest]:.0%}"
        yield Suggestion(target=Target.DRILL, text=f"Drill {words(weakest)}", why=why, topic=weakest)
    if untried:
        spec = untried.spec
        why = f"{spec.level}, {count_words(spec.time_limit_minutes, 'minute')}, and it trains {words(spec.topics[0])}"
        yield Suggestion(target=Target.CHALLENGE, text=f"Solve “{spec.title}”", why=why, challenge=spec.id)
    if queue.new and skill:
        yield Suggestion(target=Target.DRILL, text="Drill new questions", why=f"{queue.new} were never asked")
    yield Suggestion(
        target=Target.INTERVIEW, text="Sit a mock interview", why="timed, with follow-ups and a report by skill"
    )


def _next_challenge(desk: Desk, solved: frozenset[str], topic: str | None) -> Challenge | None:
    """One that is not solved: of the weak topic if there is one, else an easy one."""
    levels = list(Level)
    left = [challenge for name, challenge in desk.library.challenges.items() if name not in solved]
    return min(
        left,
        key=lambda challenge: (
            topic not in challenge.spec.topics if topic else False,
            levels.index(challenge.spec.level),
        ),
        default=None,
    )


def words(topic: str) -> str:
    """A topic as people write it."""
    return topic.replace("-", " ")
