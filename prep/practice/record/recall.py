"""Brings kept attempts back as what was done, so that a report can be made of them again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from prep.model.errors import ContentError, StorageError
from prep.model.question import AnswerResult
from prep.model.result import GradeResult
from prep.model.sitting import AnswerItem, CodeItem, FollowUpAnswer, Item, PastScore, Sitting, SittingKind
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict
from prep.practice.desk.library import Library, question_version
from prep.practice.desk.notebook import OwnData
from prep.practice.drafts.decode import decode
from prep.practice.record.earlier import skills_before, with_earlier
from prep.practice.record.sittings import past_scores
from prep.practice.shown.check_commands import begin_command, draft_command
from prep.practice.shown.solution import reference_beside
from prep.practice.shown.withheld import Withheld
from prep.store.practice import attempts_in
from prep.store.records import AttemptKind, AttemptRecord, SittingRecord


def recall_sitting(notebook: OwnData, library: Library, record: SittingRecord) -> Sitting:
    """A kept sitting as it was.

    Raises:
        StorageError: its content has changed since, so that only its written report is left.
    """
    with notebook.reading() as connection:
        attempts = attempts_in(connection, record.uid)
    items = recall_items(library, attempts, is_over=record.kind == SittingKind.INTERVIEW)
    if record.kind == SittingKind.INTERVIEW:
        items = tuple(replace(item, weight=_minutes(item)) for item in items)
    if len(items) < len(attempts) or not items:
        raise StorageError(
            f"the content of “{record.title}” has changed since; its report is {notebook.data / record.folder}"
        )
    kind = SittingKind(record.kind)
    history = past_scores(notebook, kind, record.title if kind is SittingKind.CHALLENGE else None)
    sitting = Sitting(
        kind=kind,
        title=record.title,
        person="",
        started_at=record.started_at,
        finished_at=record.finished_at,
        items=items,
        history=tuple(_before(history, record)),
    )
    sitting = _with_earlier(notebook, sitting, record)
    if kind in (SittingKind.DRILL, SittingKind.INTERVIEW):
        sitting = replace(sitting, skills=skills_before(notebook, library, sitting, record.uid))
    return sitting


def _with_earlier(notebook: OwnData, sitting: Sitting, record: SittingRecord) -> Sitting:
    """Without attempts that were made after it."""
    found = with_earlier(notebook, sitting, record.uid)
    items = (
        replace(item, earlier=tuple(one for one in item.earlier if one.at < record.finished_at)) for item in found.items
    )
    return replace(found, items=tuple(items))


def recall_items(library: Library, attempts: Iterable[AttemptRecord], *, is_over: bool = False) -> tuple[Item, ...]:
    """What these attempts were, without those whose content has changed since; once it is over all may be said."""
    return tuple(item for attempt in attempts if (item := _item(library, attempt, is_over=is_over)) is not None)


def _minutes(item: Item) -> float:
    """What the parts of an interview weigh."""
    content = item.challenge.spec if isinstance(item, CodeItem) else item.question
    return float(content.time_limit_minutes)


def _before(history: Iterable[PastScore], record: SittingRecord) -> Iterator[PastScore]:
    return (past for past in history if past.at < record.finished_at)


def _item(library: Library, attempt: AttemptRecord, *, is_over: bool) -> Item | None:
    try:
        return (
            _code(library, attempt, is_over=is_over) if attempt.kind is AttemptKind.CODE else _answer(library, attempt)
        )
    except (ContentError, StorageError, KeyError, TypeError):
        return None


def _code(library: Library, attempt: AttemptRecord, *, is_over: bool) -> CodeItem | None:
    challenge = library.challenge(attempt.item)
    if challenge.fingerprint != attempt.version:
        return None
    is_done = attempt.aided or attempt.verdict == Verdict.ACCEPTED
    is_sayable = is_over or is_done or attempt.hints_used > 0
    return CodeItem(
        challenge=Withheld.of(challenge, is_sayable=is_sayable).without(challenge),
        result=decode(GradeResult, attempt.result),
        submission=Submission(name=str(attempt.result["submission"]), files={ENTRY_FILE: attempt.text.encode()}),
        taken_s=attempt.taken_s,
        hints_used=attempt.hints_used,
        hint_cost=attempt.hint_cost,
        reference=reference_beside(challenge) if is_done else "",
        check_command=(begin_command if is_over else draft_command)(challenge.id),
    )


def _answer(library: Library, attempt: AttemptRecord) -> AnswerItem | None:
    question = library.question(attempt.item)
    if question_version(question) != attempt.version:
        return None
    return AnswerItem(
        question=question,
        answer=attempt.text,
        result=decode(AnswerResult, attempt.result["answer"]),
        follow_ups=tuple(decode(FollowUpAnswer, one) for one in attempt.result["follow_ups"]),
        taken_s=attempt.taken_s,
    )
