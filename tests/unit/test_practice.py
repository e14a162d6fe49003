"""Practice without a screen: schedules, credit, hints, differences, one's own editor, plans of interviews, progress."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prep.catalog.locate import shipped_root
from prep.model.errors import ContentError, PrepError
from prep.model.question import AnswerResult, Evidence, MisconceptionResult, PointResult, Question
from prep.model.sitting import FollowUpAnswer
from prep.practice.desk.editor import editor_command
from prep.practice.desk.library import Library
from prep.practice.drafts.interviews import PartKind
from prep.practice.progress.progress import count_streak
from prep.practice.record.schedule import Rating, next_card, suggest_rating, tell_due
from prep.practice.shown.bars import bar
from prep.practice.shown.differences import LineSign, differences
from prep.practice.shown.highlight import highlight
from prep.practice.work.credit import with_credit
from prep.practice.work.interview_plan import Wish, plan_interview

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([shipped_root()])


def graded(question: Question, found: tuple[str, ...], score: float, text: str = "") -> AnswerResult:
    points = tuple(
        PointResult(
            id=point.id,
            found=point.id in found,
            probability=1.0,
            evidence=Evidence(quote=text, start=0, end=len(text)) if point.id in found else None,
        )
        for point in question.points
    )
    return AnswerResult(
        question=question.id,
        score=score,
        points=points,
        misconceptions=(),
        follow_ups=(),
        confidence=1.0,
        needs_review=False,
        flags=(),
        matcher="none",
    )


# --- spaced repetition ------------------------------------------------------------------------------------------------


def test_what_was_known_comes_later_than_what_was_not() -> None:
    due = [next_card(None, "dropout", rating, NOW).due for rating in Rating]
    assert due == sorted(due)
    assert due[0] - NOW == timedelta(minutes=10)
    assert due[3] - NOW > timedelta(days=3)


def test_a_question_known_again_and_again_comes_ever_later() -> None:
    card, now, gaps = None, NOW, []
    for _ in range(4):
        card = next_card(card, "dropout", Rating.GOOD, now)
        gaps.append(card.due - now)
        now = card.due
    assert gaps == sorted(gaps)
    assert gaps[-1] > timedelta(days=30)


def test_a_card_of_another_scheduler_begins_anew() -> None:
    card = next_card(None, "dropout", Rating.GOOD, NOW)
    for spoilt in ({}, {"state": 9}, {**card.card, "stability": None, "state": 2}):
        broken = type(card)(question="dropout", due=NOW, last_review=None, card=spoilt)
        assert next_card(broken, "dropout", Rating.GOOD, NOW).due > NOW


@pytest.mark.parametrize(("share", "rating"), [(0.0, 1), (0.34, 1), (0.5, 2), (0.7, 3), (0.95, 4), (1.0, 4)])
def test_the_suggested_rating_follows_the_grade(share: float, rating: int) -> None:
    assert suggest_rating(share) == rating


@pytest.mark.parametrize(
    ("minutes", "told"), [(0, "now"), (1, "in 1 minute"), (59, "in 59 minutes"), (60, "in 1 hour"), (2880, "in 2 days")]
)
def test_when_it_comes_again_is_told_in_words(minutes: int, told: str) -> None:
    assert tell_due(NOW + timedelta(minutes=minutes), NOW) == told


# --- grades -----------------------------------------------------------------------------------------------------------


def test_a_follow_up_gives_half_the_credit_of_its_point_and_never_more_than_all(library: Library) -> None:
    question = library.questions["dropout"]
    point = question.points[0]
    made = FollowUpAnswer(point=point.id, question="?", answer="!", found=True)
    missed = FollowUpAnswer(point=question.points[1].id, question="?", answer="!", found=False)
    result = with_credit(question, graded(question, (), 0.2), [made, missed])
    assert result.score == pytest.approx(0.2 + 0.5 * point.weight / question.max_weight, abs=1e-4)
    assert with_credit(question, graded(question, (), 0.99), [made]).score == 1.0


def test_evidence_is_marked_in_the_whole_text_with_every_label(library: Library) -> None:
    question = library.questions["dropout"]
    text = "It drops units."
    result = graded(question, (question.points[1].id,), 0.5, text[3:8])
    wrong = MisconceptionResult(
        id="x", probability=1.0, evidence=Evidence(quote="units", start=9, end=14), feedback="no"
    )
    result = type(result)(**{**vars(result), "misconceptions": (wrong,)})
    pieces = highlight(text, result)
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.text, piece.labels) for piece in pieces if piece.labels] == [("It dr", ("2",)), ("units", ("a",))]
    assert [piece.is_wrong for piece in pieces if piece.labels] == [False, True]


def test_differences_are_told_by_signs() -> None:
    lines = [str(line) for line in differences("a\nb\nc\n", "a\nB\nc\n")]
    assert lines == ["@ line 1", "  a", "- b", "+ B", "  c"]
    assert differences("same\n", "same\n") == []


def test_of_a_long_text_whose_lines_repeat_only_what_changed_is_shown() -> None:
    before = ["x"] * 300
    changed = differences("\n".join(before), "\n".join([*before[:150], "y", *before[151:]]))
    assert [line.text for line in changed if line.change is LineSign.ADDED] == ["y"]
    assert [line.text for line in changed if line.change is LineSign.REMOVED] == ["x"]


@pytest.mark.parametrize(
    ("share", "picture"), [(None, "····"), (0.0, "░░░░"), (0.5, "██░░"), (1.0, "████"), (0.53125, "██▏░")]
)
def test_a_bar_is_as_long_as_its_share(share: float | None, picture: str) -> None:
    assert bar(share, 4) == picture


# --- one's own editor -------------------------------------------------------------------------------------------------


def test_the_editor_may_have_arguments_and_opens_at_the_line_if_it_can(tmp_path: Path) -> None:
    for name in ("vim", "my editor"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    file = tmp_path / "solution.py"
    vim = str(tmp_path / "vim")
    assert editor_command(file, 7, {"EDITOR": f"{vim} -n"}) == [vim, "-n", "+7", str(file)]
    mine = str(tmp_path / "my editor")
    environment = {"VISUAL": f"'{mine}' --wait", "EDITOR": vim}
    assert editor_command(file, 7, environment) == [mine, "--wait", str(file)]


@pytest.mark.parametrize("named", ["no-such-editor-at-all", "'unbalanced"])
def test_an_editor_that_is_not_there_is_told(named: str) -> None:
    with pytest.raises(PrepError, match="set VISUAL or EDITOR to one that is"):
        editor_command(Path("x"), 1, {"EDITOR": named})


# --- interviews and progress ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_an_interview_fits_its_time_and_asks_nothing_twice(library: Library, seed: int) -> None:
    wish = Wish(minutes=45)
    parts = plan_interview(wish, library.questions, library.challenges, {}, random.Random(seed))
    assert 30 <= sum(part.minutes for part in parts) <= 45
    assert len({part.id for part in parts}) == len(parts)
    assert [part.kind for part in parts].count(PartKind.CHALLENGE) == 1
    topics = [library.questions[part.id].topic for part in parts if part.kind is PartKind.QUESTION]
    assert len(set(topics)) >= len(topics) - 1


def test_weak_topics_come_up_more_often(library: Library) -> None:
    skill = dict.fromkeys(library.topics, 1.0) | {"nlp": 0.0}
    wish = Wish(minutes=20, with_challenge=False)
    asked = [
        library.questions[part.id].topic
        for seed in range(60)
        for part in plan_interview(wish, library.questions, {}, skill, random.Random(seed))
    ]
    assert asked.count("nlp") > 2 * len(asked) / len(library.topics)


def test_what_cannot_be_planned_is_told(library: Library) -> None:
    wish = Wish(minutes=5, topics=("no-such-topic",))
    with pytest.raises(ContentError, match="nothing fits an interview of 5 minutes"):
        plan_interview(wish, library.questions, library.challenges, {}, random.Random(1))


def test_a_streak_is_broken_by_a_day_without_practice_but_not_by_today() -> None:
    today = NOW.date()
    days = frozenset(today - timedelta(days=n) for n in (1, 2, 3, 5))
    assert count_streak(days, today) == 3
    assert count_streak(days | {today}, today) == 4
    assert count_streak(frozenset({today - timedelta(days=2)}), today) == 0
