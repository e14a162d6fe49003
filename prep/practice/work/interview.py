"""A mock interview that goes on: what is asked now, what an answer leads to, and how it ends."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from prep.grading.grader import OnCheck
from prep.model.challenge import Challenge
from prep.model.question import FollowUp, Question
from prep.model.result import GradeResult
from prep.model.text import count_words
from prep.practice.desk.clock import Clock
from prep.practice.desk.desk import Desk
from prep.practice.desk.runtimes import missing_runtimes
from prep.practice.drafts.interviews import (
    Answered,
    Coded,
    Done,
    InterviewPart,
    InterviewState,
    PartKind,
    discard_state,
    load_part_text,
    load_state,
    save_part_text,
    save_state,
    text_path,
)
from prep.practice.record.marking import load_journal
from prep.practice.record.sittings import KeptSitting
from prep.practice.record.skills import skill_shares
from prep.practice.work.examining import MOST_CHARACTERS, Examining
from prep.practice.work.interview_end import keep_interview
from prep.practice.work.interview_plan import Wish, plan_interview
from prep.practice.work.pressing import next_follow_up
from prep.practice.work.solving import Solving
from prep.store.records import new_uid

MOST_FOLLOW_UPS: Final = 2
"""After one answer: an interviewer does not go through a list."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question, or a follow-up to the answer before."""

    number: int
    question: Question
    follow_up: FollowUp | None = None

    @property
    def text(self) -> str:
        return self.follow_up.question if self.follow_up else self.question.question.strip()


@dataclass(frozen=True, kw_only=True)
class Coding:
    """A challenge to solve."""

    number: int
    challenge: Challenge


Now = Asking | Coding


class Interview:
    """There is no pause, and no grade before the end. Grading may run in another thread than the rest."""

    def __init__(self, desk: Desk, state: InterviewState) -> None:
        self.desk = desk
        self.state = state
        kept = load_part_text(desk.data, state)
        self.text = self._beginning() if kept is None else kept

    @classmethod
    def begin(cls, desk: Desk, wish: Wish, rng: random.Random | None = None) -> "Interview":
        """Begin an interview; its clock runs from now on.

        Raises:
            ContentError: nothing fits the wish, of what is not suspended and can be graded here.
            StorageError: it cannot be kept.
        """
        questions, challenges = _askable(desk)
        parts = plan_interview(wish, questions, challenges, skill_shares(desk), rng or random.Random())  # noqa: S311
        now = desk.now()
        state = InterviewState(
            uid=new_uid(),
            title=_title(wish),
            clock=Clock.start(wish.minutes, now),
            parts=parts,
            part_began_at=now,
        )
        discard_state(desk.data)
        save_state(desk.data, state)
        return cls(desk, state)

    @classmethod
    def resume(cls, desk: Desk) -> "Interview | None":
        """The interview that goes on, if one does; its clock has run on.

        Raises:
            StorageError: it cannot be read.
        """
        state = load_state(desk.data)
        return cls(desk, state) if state is not None else None

    @property
    def clock(self) -> Clock:
        return self.state.clock

    @property
    def is_over(self) -> bool:
        """Whether everything was asked, or the time is up."""
        return self.now is None or self.clock.is_over(self.desk.now())

    @property
    def now(self) -> Now | None:
        """What is asked now; None at the end."""
        state = self.state
        if state.following_up and (follow_up := self._next_follow_up()):
            last = state.done[-1]
            return Asking(
                number=len(state.done), question=self.desk.library.question(last.part.id), follow_up=follow_up
            )
        if len(state.done) == len(state.parts):
            return None
        part, number = state.parts[len(state.done)], len(state.done) + 1
        if part.kind is PartKind.QUESTION:
            return Asking(number=number, question=self.desk.library.question(part.id))
        return Coding(number=number, challenge=self.desk.library.challenge(part.id))

    def save(self, text: str) -> None:
        """Keep what is being written.

        Raises:
            StorageError: it cannot be written.
        """
        save_part_text(self.desk.data, self.state, text)
        self.text = text

    @property
    def text_path(self) -> Path:
        """The file of what is being written."""
        return text_path(self.desk.data, self.state)

    def warm(self) -> None:
        """Prepare for what is asked now."""
        now = self.now
        if isinstance(now, Coding):
            self._solving.warm()
        elif now is not None:
            Examining(self.desk, now.question).warm()

    def answer(self, text: str) -> None:
        """Answer what is asked, and go on. An empty answer passes a question over.

        Raises:
            StorageError: it cannot be kept.
        """
        now = self.now
        assert isinstance(now, Asking)
        text, examining = text[:MOST_CHARACTERS], Examining(self.desk, now.question)
        if now.follow_up is None:
            result = examining.grade(text)
            self._add(Answered(part=self._part, answer=text, taken_s=self._taken_s(), result=result))
        else:
            last = self.state.done[-1]
            assert isinstance(last, Answered)
            said = examining.grade_follow_up(now.follow_up, text)
            self._go_on((*self.state.done[:-1], replace(last, follow_ups=(*last.follow_ups, said))))

    @property
    def can_go_back(self) -> bool:
        """Whether the question before may be answered anew: not once a follow-up has told what was missing."""
        last = self.state.done[-1] if self.state.done else None
        is_asked = self.state.following_up and self._next_follow_up() is not None
        return isinstance(last, Answered) and not last.follow_ups and not is_asked

    def go_back(self) -> None:
        """Take up the question before again, with what was written; what is written here stays, too.

        Raises:
            StorageError: it cannot be kept.
        """
        assert self.can_go_back
        last = self.state.done[-1]
        assert isinstance(last, Answered)
        began_at = self.desk.now() - timedelta(seconds=last.taken_s)
        self.state = replace(self.state, done=self.state.done[:-1], part_began_at=began_at, following_up=False)
        save_state(self.desk.data, self.state)
        self.text = last.answer

    def check(self, text: str, on_check: OnCheck) -> GradeResult:
        """Run the public tests of the challenge that is asked."""
        return self._solving.check(text, on_check)

    def try_out(self, text: str, typed: str) -> str:
        """Run what was typed on the work, as Python's own prompt would.

        Raises:
            PrepError: it cannot be run.
            Stopped: somebody stopped it.
        """
        return self._solving.try_out(text, typed)

    def submit(self, text: str, on_check: OnCheck | None = None) -> None:
        """Hand in the challenge that is asked, and go on; that can be done once.

        Raises:
            StorageError: it cannot be kept.
        """
        taken_s = self._taken_s()
        result = self._solving.grade(text, on_check)
        self._add(Coded(part=self._part, source=text, taken_s=taken_s, result=result))

    def hand_in_rest(self) -> None:
        """Once the time is up: what stands there is handed in as it is."""
        now = self.now
        if isinstance(now, Coding) and self.text.strip() and self.text != now.challenge.starter:
            self.submit(self.text)
        elif isinstance(now, Asking) and self.text.strip():
            self.answer(self.text)

    def finish(self) -> KeptSitting | None:
        """End the interview with its report; what was not reached is worth nothing.

        None if not a single thing was answered.

        Raises:
            StorageError: it cannot be kept; it can be tried again then.
        """
        kept = keep_interview(self.desk, self.state) if self.state.done else None
        self.give_up()
        return kept

    def give_up(self) -> None:
        """Forget the interview.

        Raises:
            StorageError: it cannot be removed.
        """
        discard_state(self.desk.data)

    def _beginning(self) -> str:
        """What the person finds before writing anything."""
        now = self.now
        return now.challenge.starter if isinstance(now, Coding) else ""

    @property
    def _part(self) -> InterviewPart:
        return self.state.parts[len(self.state.done)]

    @property
    def _solving(self) -> Solving:
        """The challenge that is asked, on the bench."""
        now = self.now
        assert isinstance(now, Coding)
        return Solving(self.desk, now.challenge)

    def _taken_s(self) -> float:
        return round((self.desk.now() - self.state.part_began_at).total_seconds(), 1)

    def _add(self, done: Done) -> None:
        self._go_on((*self.state.done, done))

    def _go_on(self, done: tuple[Done, ...]) -> None:
        self.state = replace(self.state, done=done, part_began_at=self.desk.now(), following_up=True)
        if self._next_follow_up() is None:
            self.state = replace(self.state, following_up=False)
        save_state(self.desk.data, self.state)
        kept = load_part_text(self.desk.data, self.state)  # written before the person went back
        self.text = self._beginning() if kept is None else kept

    def _next_follow_up(self) -> FollowUp | None:
        """What is followed up, as long as the answer said anything and not too much was asked."""
        last = self.state.done[-1] if self.state.done else None
        if not isinstance(last, Answered) or not last.answer.strip() or len(last.follow_ups) >= MOST_FOLLOW_UPS:
            return None
        asked = {one.point for one in last.follow_ups}
        return next_follow_up(self.desk.library.question(last.part.id), last.result, asked)


def _askable(desk: Desk) -> tuple[dict[str, Question], dict[str, Challenge]]:
    """What may come up: nothing that the person suspended, and no challenge that cannot be graded here."""
    suspended, missing = load_journal(desk).suspended, missing_runtimes(desk.library)
    questions = {name: one for name, one in desk.library.questions.items() if name not in suspended}
    challenges = {
        name: one
        for name, one in desk.library.challenges.items()
        if name not in suspended and one.spec.runtime not in missing
    }
    return questions, challenges


def _title(wish: Wish) -> str:
    """What it is called in lists: "Beginner interview of 45 minutes", "Mixed interview of 20 minutes (Onsite)"."""
    level = wish.level.value.capitalize() if wish.level else "Mixed"
    asked = f" ({wish.round.heading})" if wish.round else ""
    return f"{level} interview of {count_words(wish.minutes, 'minute')}{asked}"
