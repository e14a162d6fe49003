"""Figures to look back on: days, weeks, stages, topics; as plain text, so that they print as they are shown."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from prep.model.text import count_words
from prep.practice.desk.desk import Desk
from prep.practice.desk.library import question_version
from prep.practice.drafts.answers import AnswerDraft
from prep.practice.progress.path import Path, find_path
from prep.practice.record.goal import local_day
from prep.practice.record.history import History
from prep.practice.record.schedule import recall_chance, tell_due
from prep.practice.record.skills import Skill, find_skills
from prep.practice.shown.bars import bar
from prep.store import practice as rows
from prep.store.records import AttemptKind, AttemptRecord

WEEKS: Final = 12
_ANSWERS: Final = 20
_SHADES: Final = "·░▒▓█"
_SHADE_MINUTES: Final = (0.0, 10.0, 30.0, 60.0)
"""More than so many minutes of a day, and its mark is darker."""

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What was done on a day, or in a week."""

    minutes: float = 0.0
    attempts: int = 0
    share: float = 0.0
    """The mean of what was reached, from 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Statistics:
    today: date
    days: Mapping[date, Effort]
    """Of the last weeks; a day without practice is missing."""

    path: Path
    skills: tuple[Skill, ...]
    kept: float | None
    """How much of what was answered is probably still known, from 0 to 1, by the scheduler's model of forgetting."""

    answered: int
    solved: int

    @property
    def weeks(self) -> list[tuple[date, Effort]]:
        """By Monday, the oldest first."""
        monday = self.today - timedelta(days=self.today.weekday())
        found = []
        for back in range(WEEKS - 1, -1, -1):
            start = monday - timedelta(weeks=back)
            found.append(
                (start, _sum([self.days[day] for n in range(7) if (day := start + timedelta(n)) in self.days]))
            )
        return found


def load_statistics(desk: Desk) -> Statistics:
    """Of the last weeks.

    Raises:
        StorageError: the database fails.
    """
    now = desk.now()
    history = History.load(desk)
    with desk.notebook.reading() as connection:
        latest = rows.latest_attempts(connection)
        efforts = rows.efforts_since(connection, now - timedelta(weeks=WEEKS + 1))
    return Statistics(
        today=local_day(now),
        days=_by_day(efforts),
        path=find_path(desk.library, history),
        skills=find_skills(desk.library, latest),
        kept=_kept(history, now),
        answered=len(history.answers),
        solved=len(history.solved),
    )


def statistics_text(found: Statistics) -> str:
    """Everything, at most 78 columns wide; nothing is told by colour."""
    return "\n".join(
        [
            *_path_lines(found),
            "",
            *_skill_lines(found.skills),
            "",
            *_heat_lines(found),
            "",
            *_week_lines(found),
        ]
    )


def question_history(desk: Desk, question_id: str) -> str:
    """The last answers to one question, the oldest first, and when it comes again; at most 78 columns wide.

    Raises:
        ContentError: there is no such question.
        StorageError: the database fails.
    """
    question, now = desk.library.question(question_id), desk.now()
    with desk.notebook.reading() as connection:
        answers = rows.attempts_at(connection, AttemptKind.ANSWER, question_id, _ANSWERS)[::-1]
        card = rows.find_cards(connection, [question_id]).get(question_id)
    lines = [f"{question.name} ({question_id})"]
    is_graded = AnswerDraft.of(desk.data, question_id).is_graded(question_version(question))
    waiting = ["  graded, not rated yet"] if is_graded else []
    if not answers:
        return "\n".join([*lines, *(waiting or ["  not answered yet"])])
    for one in answers:
        when = one.submitted_at.astimezone().strftime("%Y-%m-%d %H:%M")
        minutes = "" if one.taken_s is None else f"{one.taken_s / 60:.0f} min"
        lines.append(f"  {when}  {bar(one.share, 16)} {one.share:>4.0%}  {minutes:>8}  {one.verdict}")
    for point in question.points:
        made = "".join("✓" if point.id in _made(one) else "·" for one in answers)
        lines.append(f"  {made}  {textwrap.shorten(point.description, 70 - len(made), placeholder=' …')}")
    if card is not None and card.last_review is not None:
        lines.append(f"  probably still known to {recall_chance(card, now):.0%}; comes again {tell_due(card.due, now)}")
    return "\n".join([*lines, *waiting])


def _made(attempt: AttemptRecord) -> frozenset[str]:
    """The points that a kept answer made."""
    points = attempt.result.get("answer", {}).get("points", ())
    return frozenset(str(one.get("id")) for one in points if one.get("found"))


def _path_lines(found: Statistics) -> Iterator[str]:
    yield "STAGES: touched, known or solved"
    for one in found.path.stages:
        yield f"  {one.stage.number} {one.stage.title:<32} {one.coverage:>4.0%}  {bar(one.done, 16)} {one.done:>4.0%}"
    yield f"  {count_words(found.answered, 'question')} answered, {count_words(found.solved, 'challenge')} solved"
    if found.kept is not None:
        yield f"  of what you answered, {found.kept:.0%} is probably still there"


def _skill_lines(skills: Sequence[Skill]) -> Iterator[str]:
    yield "TOPICS: touched, and how well that went"
    for one in skills:
        figure = "  --" if one.strength is None else f"{one.strength:>4.0%}"
        touched = f"{one.answered + one.tried}/{one.questions + one.challenges}"
        yield f"  {one.topic.replace('-', ' '):<20} {touched:>6} {one.coverage:>5.0%}  {bar(one.strength, 16)} {figure}"


def _heat_lines(found: Statistics) -> Iterator[str]:
    yield f"DAYS of the last {WEEKS} weeks: · none, ░ to 10 minutes, ▒ 30, ▓ 60, █ more"
    starts = [start for start, _ in found.weeks]
    for number, name in enumerate(_DAYS):
        marks = [_shade(found, start + timedelta(days=number)) for start in starts]
        yield f"  {name}  " + "  ".join(marks)


def _week_lines(found: Statistics) -> Iterator[str]:
    yield "WEEKS: minutes, answers and submissions, mean reached"
    for start, effort in found.weeks:
        if effort.attempts:
            said = f"{effort.minutes:>5.0f} min  {effort.attempts:>3}  {bar(effort.share, 16)} {effort.share:>4.0%}"
            yield f"  {start.day:>2} {start:%b}  {said}"
    if not any(effort.attempts for _, effort in found.weeks):
        yield "  none yet"


def _shade(found: Statistics, day: date) -> str:
    if day > found.today:
        return " "
    effort = found.days.get(day)
    if effort is None:
        return _SHADES[0]
    return _SHADES[sum(effort.minutes > least for least in _SHADE_MINUTES) or 1]


def _by_day(efforts: Sequence[rows.Taken]) -> dict[date, Effort]:
    days: dict[date, list[Effort]] = {}
    for one in efforts:
        effort = Effort(minutes=one.taken_s / 60, attempts=1, share=one.share)
        days.setdefault(local_day(one.at), []).append(effort)
    return {day: _sum(found) for day, found in days.items()}


def _sum(efforts: Sequence[Effort]) -> Effort:
    attempts = sum(one.attempts for one in efforts)
    return Effort(
        minutes=sum(one.minutes for one in efforts),
        attempts=attempts,
        share=sum(one.share * one.attempts for one in efforts) / attempts if attempts else 0.0,
    )


def _kept(history: History, now: datetime) -> float | None:
    chances = [recall_chance(card, now) for card in history.cards.values()]
    return sum(chances) / len(chances) if chances else None
