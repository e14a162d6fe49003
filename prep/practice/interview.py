"""A mock interview that goes on: what is asked now, what an answer leads to, and how it ends."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from prep.grading.grader import OnCheck
from prep.model.challenge import Challenge, Visibility
from prep.model.question import FollowUp, Question
from prep.model.result import CheckResult, GradeResult
from prep.model.sitting import AnswerItem, CodeItem, FollowUpAnswer, Item, Sitting, SittingKind
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.text import count_words
from prep.model.verdict import Verdict
from prep.practice.answering import MOST_CHARACTERS
from prep.practice.clock import Clock
from prep.practice.credit import with_credit
from prep.practice.demands import entries_of
from prep.practice.desk import Desk
from prep.practice.earlier import skills_before
from prep.practice.goal import LONGEST_GAP_DAYS, local_day
from prep.practice.interview_plan import InterviewPart, PartKind, Wish, plan_interview
from prep.practice.interview_state import (
    Answered,
    Coded,
    Done,
    InterviewState,
    discard_state,
    load_part_text,
    load_state,
    save_part_text,
    save_state,
    text_path,
)
from prep.practice.journal import Journal
from prep.practice.library import question_version
from prep.practice.pressing import next_follow_up
from prep.practice.records import answer_record, code_record
from prep.practice.schedule import next_card, suggest_rating
from prep.practice.sittings import KeptSitting, keep_sitting, past_scores
from prep.practice.skills import skill_shares
from prep.practice.trial import try_out
from prep.store.practice import all_cards, all_entries
from prep.store.records import NOT_REACHED, AttemptRecord, CardRecord, EntryRecord, ReviewRecord, new_uid

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
            ContentError: nothing fits the wish.
            StorageError: it cannot be kept.
        """
        library = desk.library
        skill = skill_shares(desk)
        parts = plan_interview(wish, library.questions, library.challenges, skill, rng or random.Random())  # noqa: S311
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
            self.desk.bench.warm(now.challenge)
        elif now is not None:
            self.desk.assessor.warm(now.question)

    def answer(self, text: str) -> None:
        """Answer what is asked, and go on. An empty answer passes a question over.

        Raises:
            StorageError: it cannot be kept.
        """
        now = self.now
        assert isinstance(now, Asking)
        text = text[:MOST_CHARACTERS]
        if now.follow_up is None:
            result = self.desk.assessor.grade(now.question, text)
            self._add(Answered(part=self._part, answer=text, taken_s=self._taken_s(), result=result))
        else:
            made = bool(text.strip()) and self.desk.assessor.makes_point(now.question, now.follow_up.point, text)
            last = self.state.done[-1]
            assert isinstance(last, Answered)
            said = FollowUpAnswer(point=now.follow_up.point, question=now.text, answer=text, found=made)
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
        now = self.now
        assert isinstance(now, Coding)
        return self.desk.bench.grade(now.challenge, text, visibility=Visibility.PUBLIC, on_check=on_check)

    def try_out(self, text: str, typed: str) -> str:
        """Run what was typed on the work, as Python's own prompt would.

        Raises:
            PrepError: it cannot be run.
            Stopped: somebody stopped it.
        """
        now = self.now
        assert isinstance(now, Coding)
        return try_out(self.desk, now.challenge, text, typed)

    def submit(self, text: str, on_check: OnCheck | None = None) -> None:
        """Hand in the challenge that is asked, and go on; that can be done once.

        Raises:
            StorageError: it cannot be kept.
        """
        now = self.now
        assert isinstance(now, Coding)
        taken_s = self._taken_s()
        result = self.desk.bench.grade(now.challenge, text, on_check=on_check)
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
        kept = None
        if self.state.done:
            reached = tuple(self._item(one) for one in self.state.done)
            missed = tuple(self._unreached(part) for part in self.state.parts[len(reached) :])
            ended_at = min(self.desk.now(), self.clock.deadline or self.desk.now())
            sitting = Sitting(
                kind=SittingKind.INTERVIEW,
                title=self.state.title,
                person="",
                started_at=self.clock.started_at,
                finished_at=ended_at,
                items=(*reached, *missed),
                history=past_scores(self.desk.notebook, SittingKind.INTERVIEW),
            )
            attempts = [self._record(item) for item in reached]
            attempts += [replace(self._record(item), verdict=NOT_REACHED) for item in missed]
            skills = skills_before(self.desk.notebook, self.desk.library, sitting, self.state.uid)
            cards, entries = self._led_to(reached)
            kept = keep_sitting(
                self.desk.notebook,
                replace(sitting, skills=skills),
                uid=self.state.uid,
                attempts=attempts,
                reviews=list(self._reviews(reached)),
                cards=cards,
                entries=entries,
            )
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

    def _item(self, done: Done) -> Item:
        if isinstance(done, Coded):
            return CodeItem(
                challenge=self.desk.library.challenge(done.part.id),
                result=done.result,
                submission=Submission(name=ENTRY_FILE, files={ENTRY_FILE: done.source.encode()}),
                taken_s=done.taken_s,
                weight=float(done.part.minutes),
            )
        question = self.desk.library.question(done.part.id)
        return AnswerItem(
            question=question,
            answer=done.answer,
            result=with_credit(question, done.result, done.follow_ups),
            follow_ups=done.follow_ups,
            taken_s=done.taken_s,
            weight=float(done.part.minutes),
        )

    def _unreached(self, part: InterviewPart) -> Item:
        if part.kind is PartKind.CHALLENGE:
            return _not_reached(self.desk.library.challenge(part.id), part, self.desk)
        question = self.desk.library.question(part.id)
        result = self.desk.assessor.grade(question, "")
        return AnswerItem(question=question, answer="", result=result, weight=float(part.minutes))

    def _record(self, item: Item) -> AttemptRecord:
        now, uid = self.desk.now(), self.state.uid
        if isinstance(item, CodeItem):
            return code_record(item, now, sitting_uid=uid)
        return answer_record(item, now, sitting_uid=uid)

    def _reviews(self, items: Sequence[Item]) -> Iterator[ReviewRecord]:
        for item in items:
            if isinstance(item, AnswerItem):
                yield ReviewRecord(
                    question=item.question.id,
                    version=question_version(item.question),
                    reviewed_at=self.desk.now(),
                    rating=suggest_rating(item.share),
                    share=item.share,
                    taken_s=item.taken_s,
                )

    def _led_to(self, items: Sequence[Item]) -> tuple[list[CardRecord], list[EntryRecord]]:
        """What was answered is scheduled by its grade; checks that failed ask for their questions."""
        now = self.desk.now()
        with self.desk.notebook.reading() as connection:
            before, journal = all_cards(connection), Journal.read(all_entries(connection))
        gap_days = journal.goal.gap_days(local_day(now)) if journal.goal else LONGEST_GAP_DAYS
        changed = [
            next_card(before.get(item.question.id), item.question.id, suggest_rating(item.share), now, gap_days)
            for item in items
            if isinstance(item, AnswerItem)
        ]
        answered = before | {card.question: card for card in changed}
        standing = journal.asked_for(answered).values()
        entries = [
            entry
            for item in items
            if isinstance(item, CodeItem)
            for entry in entries_of(item.challenge, item.result, standing, now)
            if entry.item not in {card.question for card in changed}
        ]
        return changed, entries


def _title(wish: Wish) -> str:
    """What it is called in lists: "Beginner interview of 45 minutes", "Mixed interview of 20 minutes (onsite)"."""
    level = wish.level.value.capitalize() if wish.level else "Mixed"
    asked = f" ({wish.round})" if wish.round else ""
    return f"{level} interview of {count_words(wish.minutes, 'minute')}{asked}"


def _not_reached(challenge: Challenge, part: InterviewPart, desk: Desk) -> CodeItem:
    """A challenge that there was no time for."""
    checks = tuple(
        CheckResult(
            id=check.id,
            verdict=Verdict.SKIPPED,
            points=0.0,
            max_points=check.points,
            time_s=0.0,
            message="not reached in time",
            visibility=check.visibility,
        )
        for check in challenge.spec.checks
    )
    result = GradeResult(
        challenge=challenge.id,
        fingerprint=challenge.fingerprint,
        submission=ENTRY_FILE,
        checks=checks,
        isolation=desk.bench.isolation,
        started_at=desk.now(),
        time_s=0.0,
        cpu_s=0.0,
    )
    nothing = Submission(name=ENTRY_FILE, files={ENTRY_FILE: b""})
    return CodeItem(challenge=challenge, result=result, submission=nothing, weight=float(part.minutes))
