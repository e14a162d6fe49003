"""The end of an interview: what was reached and what was not becomes a report, and says what is asked again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prep.model.challenge import Challenge
from prep.model.result import CheckResult, GradeResult
from prep.model.sitting import AnswerItem, CodeItem, Item, Sitting, SittingKind
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict
from prep.practice.desk.desk import Desk
from prep.practice.drafts.interviews import Coded, Done, InterviewPart, InterviewState, PartKind
from prep.practice.record.demands import entries_of
from prep.practice.record.earlier import skills_before
from prep.practice.record.journal import Journal
from prep.practice.record.reviewing import Reviewed, review_answer
from prep.practice.record.rows import answer_record, code_record
from prep.practice.record.schedule import suggest_rating
from prep.practice.record.sittings import KeptSitting, keep_sitting, past_scores
from prep.practice.shown.check_commands import begin_command
from prep.practice.work.credit import with_credit
from prep.practice.work.examining import Examining
from prep.store.practice import all_cards, all_entries
from prep.store.records import NOT_REACHED, AttemptRecord, EntryRecord


def keep_interview(desk: Desk, state: InterviewState) -> KeptSitting:
    """Keep an interview with its report; what was not reached is worth nothing.

    Raises:
        StorageError: it cannot be kept; it can be tried again then.
    """
    reached = tuple(_item(desk, one) for one in state.done)
    missed = tuple(_unreached(desk, part) for part in state.parts[len(reached) :])
    sitting = Sitting(
        kind=SittingKind.INTERVIEW,
        title=state.title,
        person="",
        started_at=state.clock.started_at,
        finished_at=min(desk.now(), state.clock.deadline or desk.now()),
        items=(*reached, *missed),
        history=past_scores(desk.notebook, SittingKind.INTERVIEW),
    )
    attempts = [_record(desk, state, item) for item in reached]
    attempts += [replace(_record(desk, state, item), verdict=NOT_REACHED) for item in missed]
    led_to = _led_to(desk, reached)
    return keep_sitting(
        desk.notebook,
        replace(sitting, skills=skills_before(desk.notebook, desk.library, sitting, state.uid)),
        uid=state.uid,
        attempts=attempts,
        reviews=[one.review for one in led_to.reviewed],
        cards=[one.card for one in led_to.reviewed],
        entries=led_to.entries,
    )


@dataclass(frozen=True, kw_only=True)
class _LedTo:
    """What an interview changes of what is asked later."""

    reviewed: Sequence[Reviewed]
    entries: Sequence[EntryRecord]


def _led_to(desk: Desk, items: Sequence[Item]) -> _LedTo:
    """What was answered is scheduled by its grade; checks that failed ask for their questions."""
    now = desk.now()
    with desk.notebook.reading() as connection:
        before, journal = all_cards(connection), Journal.read(all_entries(connection))
    reviewed = [
        review_answer(item, suggest_rating(item.share), before.get(item.question.id), journal, now)
        for item in items
        if isinstance(item, AnswerItem)
    ]
    answered = {one.card.question: one.card for one in reviewed}
    standing = journal.asked_for(before | answered).values()
    entries = [
        entry
        for item in items
        if isinstance(item, CodeItem)
        for entry in entries_of(item.challenge, item.result, standing, now)
        if entry.item not in answered
    ]
    return _LedTo(reviewed=reviewed, entries=entries)


def _record(desk: Desk, state: InterviewState, item: Item) -> AttemptRecord:
    if isinstance(item, CodeItem):
        return code_record(item, desk.now(), sitting_uid=state.uid)
    return answer_record(item, desk.now(), sitting_uid=state.uid)


def _item(desk: Desk, done: Done) -> Item:
    if isinstance(done, Coded):
        return CodeItem(
            challenge=desk.library.challenge(done.part.id),
            result=done.result,
            submission=Submission(name=ENTRY_FILE, files={ENTRY_FILE: done.source.encode()}),
            taken_s=done.taken_s,
            weight=float(done.part.minutes),
            check_command=begin_command(done.part.id),
        )
    question = desk.library.question(done.part.id)
    return AnswerItem(
        question=question,
        answer=done.answer,
        result=with_credit(question, done.result, done.follow_ups),
        follow_ups=done.follow_ups,
        taken_s=done.taken_s,
        weight=float(done.part.minutes),
    )


def _unreached(desk: Desk, part: InterviewPart) -> Item:
    """A part that there was no time for."""
    weight = float(part.minutes)
    if part.kind is PartKind.QUESTION:
        question = desk.library.question(part.id)
        return AnswerItem(question=question, answer="", result=Examining(desk, question).grade(""), weight=weight)
    challenge = desk.library.challenge(part.id)
    nothing = Submission(name=ENTRY_FILE, files={ENTRY_FILE: b""})
    return CodeItem(
        challenge=challenge,
        result=_skipped(desk, challenge),
        submission=nothing,
        weight=weight,
        check_command=begin_command(challenge.id),
    )


def _skipped(desk: Desk, challenge: Challenge) -> GradeResult:
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
    return GradeResult(
        challenge=challenge.id,
        fingerprint=challenge.fingerprint,
        submission=ENTRY_FILE,
        checks=checks,
        isolation=desk.bench.isolation,
        started_at=desk.now(),
        time_s=0.0,
        cpu_s=0.0,
    )
