"""The path and the plan: what failed checks ask for, what fits a day, which stage comes when, what rests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from prep.model.challenge import ChallengeKind, Level, Runtime
from prep.model.verdict import Verdict
from prep.practice.drafts.claims import StatementKind
from prep.practice.progress.day import DayTask, TaskKind, plan_day, rework_of
from prep.practice.progress.drill import NO_LIMIT, Portion, make_queue, named
from prep.practice.progress.pace import focus_of, minutes_of
from prep.practice.progress.path import Path, find_path
from prep.practice.record import journal
from prep.practice.record.demands import MOST_DEMANDS, asked_by, demands_of, entries_of
from prep.practice.record.goal import LONGEST_GAP_DAYS, Goal
from prep.practice.record.history import History, Solved, Today
from prep.practice.record.journal import Demand, Journal, Objection
from prep.practice.record.schedule import Rating, next_card, recall_chance
from prep.store.records import CardRecord, EntryKind, EntryRecord
from tests.unit.practice_stage import NOW, challenge, check, graded, library, question

DAY = timedelta(days=1)
TODAY = NOW.astimezone().date()


def card(name: str, due: datetime, last: datetime = NOW - 10 * DAY) -> CardRecord:
    return CardRecord(question=name, due=due, last_review=last, card={})


def demand(name: str, since: datetime = NOW, check_id: str = "a") -> Demand:
    return Demand(question=name, challenge="demo/one", check=check_id, why="“a” failed", since=since)


# --- what failed checks ask for ---------------------------------------------------------------------------------------


def test_a_failed_check_asks_for_its_own_questions_and_no_others() -> None:
    one = challenge("demo/one", check("a", questions=("gradients", "pca")), check("b", questions=("bayes",)))
    found = demands_of(one, graded(one, {"a": Verdict.WRONG_ANSWER}), NOW)
    assert [(demand.question, demand.check, demand.since) for demand in found] == [
        ("gradients", "a", NOW),
        ("pca", "a", NOW),
    ]
    assert found[0].why == "One: “Does a” failed"


def test_a_submission_that_fails_everything_asks_for_few_and_the_weightiest_first() -> None:
    checks = [check(f"c{n}", points=n, questions=(f"q{n}",)) for n in range(1, 7)]
    one = challenge("demo/one", *checks)
    found = demands_of(one, graded(one, {c.id: Verdict.WRONG_ANSWER for c in checks}), NOW)
    assert [demand.question for demand in found] == ["q6", "q5", "q4"]
    assert len(found) == MOST_DEMANDS


@pytest.mark.parametrize(
    "verdict", [Verdict.IMPORT_ERROR, Verdict.PROTOCOL_VIOLATION, Verdict.SKIPPED, Verdict.GRADER_ERROR]
)
def test_what_says_nothing_of_what_a_person_knows_asks_for_nothing(verdict: Verdict) -> None:
    one = challenge("demo/one", check("a", questions=("gradients",)))
    assert demands_of(one, graded(one, {"a": verdict}), NOW) == []


def test_what_a_failed_check_asked_for_is_withdrawn_when_it_passes() -> None:
    one = challenge("demo/one", check("a", questions=("gradients",)), check("b", questions=("bayes",)))
    first = entries_of(one, graded(one, {"a": Verdict.WRONG_ANSWER, "b": Verdict.WRONG_ANSWER}), [], NOW)
    assert asked_by(first) == ("gradients", "bayes")
    standing = Journal.read(first).demands
    second = entries_of(one, graded(one, {"b": Verdict.WRONG_ANSWER}), standing, NOW + DAY)
    assert [(entry.kind, entry.item) for entry in second] == [(EntryKind.WITHDRAWN, "gradients")]
    assert [left.question for left in Journal.read([*first, *second]).demands] == ["bayes"]


def test_a_demand_of_another_challenge_is_not_withdrawn_by_a_check_of_the_same_name() -> None:
    other = challenge("demo/two", check("a", questions=("gradients",)))
    assert entries_of(other, graded(other, {}), [demand("gradients")], NOW) == []


def test_after_the_reference_was_shown_a_failure_asks_for_nothing_but_a_pass_still_withdraws() -> None:
    one = challenge("demo/one", check("a", questions=("gradients",)), check("b", questions=("bayes",)))
    found = entries_of(one, graded(one, {"b": Verdict.WRONG_ANSWER}), [demand("gradients")], NOW, aided=True)
    assert [entry.kind for entry in found] == [EntryKind.WITHDRAWN]


def test_a_demand_is_met_by_an_answer_that_came_later() -> None:
    found = Journal(demands=(demand("gradients"), demand("pca")))
    cards = {"gradients": card("gradients", NOW, last=NOW), "pca": card("pca", NOW, last=NOW - DAY)}
    assert list(found.asked_for(cards)) == ["pca"]
    assert list(found.asked_for({})) == ["gradients", "pca"]


# --- the journal ------------------------------------------------------------------------------------------------------


def test_of_each_kind_about_one_thing_the_last_entry_holds() -> None:
    goal = Goal(made_on=TODAY, interview=TODAY + 9 * DAY, days=3, minutes=25)
    found = Journal.read(
        [
            journal.mark(EntryKind.BOOKMARKED, "pca", NOW, on=True),
            journal.mark(EntryKind.BOOKMARKED, "bayes", NOW, on=True),
            journal.mark(EntryKind.BOOKMARKED, "pca", NOW, on=False),
            journal.mark(EntryKind.SUSPENDED, "pca", NOW, on=True),
            journal.note("pca", " eigenvectors ", NOW),
            journal.note("bayes", "priors", NOW),
            journal.note("bayes", "", NOW),
            journal.plan(replace(goal, days=5), NOW),
            journal.plan(goal, NOW),
        ]
    )
    assert found.bookmarked == {"bayes"}
    assert found.suspended == {"pca"}
    assert found.notes == {"pca": "eigenvectors"}
    assert found.goal == goal


def test_a_disagreement_replaces_the_one_before_about_the_same_answer() -> None:
    said = Objection(
        question="pca", version="1", part=StatementKind.POINT, id="p", said=True, answer="variance", at=NOW
    )
    found = Journal.read([journal.dispute(said), journal.dispute(replace(said, said=False))])
    assert found.disputes == (replace(said, said=False),)


@pytest.mark.parametrize(
    "detail",
    [{}, {"made_on": "2026-01-01", "interview": None, "days": 9, "minutes": 30}, {"made_on": 3}, {"text": 3}],
)
def test_entries_that_cannot_be_understood_say_nothing(detail: dict[str, object]) -> None:
    entries = [EntryRecord(kind=kind, item="x", at=NOW, detail=detail) for kind in EntryKind]
    found = Journal.read(entries)
    assert (found.goal, found.bookmarked, found.notes, found.disputes, found.demands) == (None, frozenset(), {}, (), ())


# --- goals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days_left", "gap"), [(0, 3), (3, 3), (6, 3), (7, 4), (30, 15), (239, 120), (1000, 120)])
def test_nothing_is_left_alone_for_longer_than_half_the_time_to_the_interview(days_left: int, gap: int) -> None:
    goal = Goal(made_on=TODAY, interview=TODAY + days_left * DAY)
    assert goal.days_left(TODAY) == days_left
    assert goal.gap_days(TODAY) == gap


def test_once_the_interview_is_over_there_is_no_date_any_more() -> None:
    goal = Goal(made_on=TODAY - 9 * DAY, interview=TODAY - DAY)
    assert goal.days_left(TODAY) is None
    assert goal.gap_days(TODAY) == 120


@pytest.mark.parametrize("days", range(1, 8))
def test_a_week_has_as_many_days_of_practice_as_were_wished_for(days: int) -> None:
    week = [TODAY + n * DAY for n in range(7)]
    assert sum(not Goal(made_on=TODAY, days=days).is_rest(day) for day in week) == days


def test_the_first_day_of_rest_is_a_sunday() -> None:
    sunday = date(2026, 3, 8)
    assert Goal(made_on=TODAY, days=6).is_rest(sunday)
    assert not Goal(made_on=TODAY, days=6).is_rest(sunday - DAY)


def test_a_known_question_comes_again_before_the_interview() -> None:
    seen = None
    now = NOW
    for _ in range(6):
        seen = next_card(seen, "pca", Rating.EASY, now, gap_days=7)
        assert seen.due - now <= 7 * DAY
        now = seen.due


def test_without_a_date_no_gap_grows_beyond_all_measure() -> None:
    seen, now = None, NOW
    for _ in range(12):
        seen = next_card(seen, "pca", Rating.EASY, now)
        gap, now = seen.due - now, seen.due
    assert gap == LONGEST_GAP_DAYS * DAY


def test_what_was_just_answered_is_known_and_fades() -> None:
    seen = next_card(None, "pca", Rating.GOOD, NOW)
    assert recall_chance(seen, NOW) > 0.99
    assert recall_chance(seen, NOW + 60 * DAY) < recall_chance(seen, NOW + 10 * DAY) < 0.95


# --- what fits a day --------------------------------------------------------------------------------------------------

FIVE = {name: question(name) for name in "abcde"}


def test_what_failed_comes_first_then_what_is_due_longest_then_what_is_new() -> None:
    history = History(
        cards={"a": card("a", NOW - DAY), "b": card("b", NOW - 2 * DAY), "c": card("c", NOW + DAY)},
        journal=Journal(demands=(demand("d"),)),
    )
    queue = make_queue(FIVE, history, NOW, NO_LIMIT)
    assert [one.question.id for one in queue.asked] == ["d", "b", "a", "e"]
    assert [one.why for one in queue.asked] == ["“a” failed", *["due again by your schedule"] * 2, "new to you"]
    assert (queue.due, queue.new, queue.next_due) == (3, 1, NOW + DAY)
    assert (queue.due_later, queue.new_later) == (0, 0)


def test_a_question_that_a_check_asks_for_is_asked_once_though_it_is_due_as_well() -> None:
    history = History(cards={"a": card("a", NOW - DAY)}, journal=Journal(demands=(demand("a"),)))
    queue = make_queue({"a": FIVE["a"]}, history, NOW, NO_LIMIT)
    assert [one.why for one in queue.asked] == ["“a” failed"]


def test_a_day_brings_no_more_than_its_portion_and_says_what_waits() -> None:
    history = History(
        cards={"a": card("a", NOW), "b": card("b", NOW - DAY)},
        today=Today(new=1, again=0),
    )
    queue = make_queue(FIVE, history, NOW, Portion(due=1, new=2))
    assert [one.question.id for one in queue.asked] == ["b", "c"]
    assert (queue.due_later, queue.new_later) == (1, 2)


def test_what_was_answered_again_today_counts_against_the_portion() -> None:
    history = History(cards={"a": card("a", NOW)}, today=Today(again=3))
    queue = make_queue({"a": FIVE["a"]}, history, NOW, Portion(due=2, new=2))
    assert (queue.due, queue.due_later) == (0, 1)


def test_what_is_suspended_is_neither_due_nor_new() -> None:
    history = History(
        cards={"a": card("a", NOW)},
        journal=Journal(demands=(demand("b"),), suspended=frozenset("abc")),
    )
    assert [one.question.id for one in make_queue(FIVE, history, NOW, NO_LIMIT).asked] == ["d", "e"]


def test_new_questions_come_by_level_and_the_topics_take_turns() -> None:
    content = {
        one.id: one
        for one in (
            question("x1", Level.INTERMEDIATE, "nlp"),
            question("a1", Level.BEGINNER, "nlp"),
            question("a2", Level.BEGINNER, "nlp"),
            question("b1", Level.BEGINNER, "tools"),
        )
    }
    queue = make_queue(content, History(), NOW, NO_LIMIT)
    assert [one.question.id for one in queue.asked] == ["a1", "b1", "a2", "x1"]
    first = make_queue(content, History(), NOW, NO_LIMIT, first=Level.INTERMEDIATE)
    assert [one.question.id for one in first.asked] == ["x1", "a1", "b1", "a2"]


def test_a_portion_follows_the_minutes_of_a_plan() -> None:
    assert Portion.of(None) == Portion(due=20, new=10)
    assert Portion.of(Goal(made_on=TODAY, minutes=60)) == Portion(due=10, new=5)
    assert Portion.of(Goal(made_on=TODAY, minutes=5)) == Portion(due=2, new=1)


def test_a_question_one_chose_is_asked_whatever_is_due() -> None:
    (one,) = named([FIVE["a"]], "you chose it")
    assert (one.question.id, one.why, one.is_due) == ("a", "you chose it", False)


# --- the path ---------------------------------------------------------------------------------------------------------

STAGES = library(
    *(question(f"{level[0]}{n}", level) for level in Level for n in range(10)),
    *(challenge(f"demo/{level}-{n}", level=level, minutes=20 + n) for level in Level for n in range(4)),
)


def known(level: Level, questions: int, challenges: int, share: float = 0.8) -> History:
    return History(
        answers={f"{level[0]}{n}": share for n in range(questions)},
        best={f"{level[0]}{n}": share for n in range(questions)},
        shares={f"demo/{level}-{n}": 1.0 for n in range(challenges)},
        solved={f"demo/{level}-{n}": Solved(times=1, last=NOW) for n in range(challenges)},
    )


def at(history: History) -> Path:
    return find_path(STAGES, history)


def test_a_stage_is_passed_by_good_answers_and_solved_challenges() -> None:
    assert at(History()).here.stage.level is Level.BEGINNER
    assert at(known(Level.BEGINNER, 7, 2)).here.stage.level is Level.INTERMEDIATE
    for short in (known(Level.BEGINNER, 6, 2), known(Level.BEGINNER, 7, 1), known(Level.BEGINNER, 10, 4, share=0.59)):
        assert at(short).here.stage.level is Level.BEGINNER


def test_what_is_missing_to_the_gate_is_told_in_words() -> None:
    assert at(known(Level.BEGINNER, 6, 0)).here.advice == "1 good answer to go, 2 challenges to solve"
    assert at(known(Level.BEGINNER, 7, 1)).here.advice == "1 challenge to solve"
    assert at(known(Level.BEGINNER, 7, 2)).at(Level.BEGINNER).advice == "ready for what comes next"


def test_what_was_touched_and_what_is_known_are_two_figures() -> None:
    stage = at(known(Level.BEGINNER, 7, 0, share=0.3)).at(Level.BEGINNER)
    assert (stage.coverage, stage.done) == (0.5, 0.0)
    assert (stage.answered, stage.strong, stage.tried, stage.solved) == (7, 0, 0, 0)


def test_once_all_is_passed_one_stays_in_the_last_stage() -> None:
    parts = [known(level, 10, 4) for level in Level]
    history = History(
        best={name: share for part in parts for name, share in part.best.items()},
        solved={name: solved for part in parts for name, solved in part.solved.items()},
    )
    assert at(history).here.stage.level is Level.ADVANCED


def test_without_a_date_the_first_open_stage_comes() -> None:
    goal = Goal(made_on=TODAY)
    assert focus_of(at(History()), STAGES, goal, TODAY + 99 * DAY) is Level.BEGINNER
    assert focus_of(at(known(Level.BEGINNER, 7, 2)), STAGES, goal, TODAY) is Level.INTERMEDIATE


def test_with_a_date_each_open_stage_has_its_share_of_the_days() -> None:
    goal = Goal(made_on=TODAY, interview=TODAY + 40 * DAY)
    days = [focus_of(at(History()), STAGES, goal, TODAY + n * DAY) for n in range(41)]
    assert days == sorted(days, key=list(Level).index)
    counts = [days.count(level) for level in Level]
    assert counts[:2] == [12, 11]  # a third each of 34 days; the rest is for going over
    ahead = focus_of(at(known(Level.BEGINNER, 7, 2)), STAGES, goal, TODAY)
    assert ahead is Level.INTERMEDIATE


def test_the_work_of_a_stage_is_all_its_minutes() -> None:
    assert minutes_of(STAGES, Level.BEGINNER) == 10 * 5 + 20 + 21 + 22 + 23


# --- the plan of a day ------------------------------------------------------------------------------------------------


def planned(history: History, now: datetime = NOW, **goal: object) -> list[DayTask]:
    wish = replace(Goal(made_on=TODAY, days=7), **goal)  # type: ignore[arg-type]
    return list(plan_day(STAGES, replace(history, journal=replace(history.journal, goal=wish)), now).tasks)


def test_a_day_begins_with_what_is_due_then_brings_new_things_of_the_stage() -> None:
    history = History(cards={f"b{n}": card(f"b{n}", NOW - DAY) for n in range(9)})
    tasks = planned(history, minutes=60)
    assert [task.kind for task in tasks] == [TaskKind.REVIEW, TaskKind.NEW, TaskKind.CHALLENGE]
    assert tasks[0].questions == ("b0", "b1", "b2", "b3", "b4", "b5")  # half of the day
    assert tasks[1].questions == ("b9",)
    assert tasks[2].challenge == "demo/beginner-0"
    assert [task.minutes for task in tasks] == [30, 5, 20]


@pytest.mark.parametrize("minutes", [5, 10, 12, 25, 45, 90, 240])
def test_no_day_is_over_its_minutes_and_none_is_wasted(minutes: int) -> None:
    history = History(cards={f"b{n}": card(f"b{n}", NOW - DAY) for n in range(9)})
    tasks = planned(history, minutes=minutes)
    assert tasks
    assert sum(task.minutes for task in tasks) <= minutes


def test_what_was_done_since_midnight_counts() -> None:
    assert planned(History(today=Today(minutes=44)), minutes=45) == []
    assert [task.minutes for task in planned(History(today=Today(minutes=25)), minutes=45)] == [15]


def test_whoever_answers_more_than_they_solve_gets_a_challenge_first() -> None:
    behind = planned(known(Level.BEGINNER, 2, 1), minutes=45)
    assert behind[0].kind is TaskKind.NEW
    ahead = planned(known(Level.BEGINNER, 6, 1), minutes=45)
    assert [task.kind for task in ahead] == [TaskKind.CHALLENGE, TaskKind.NEW]
    assert ahead[0].challenge == "demo/beginner-1"


def test_a_challenge_that_was_begun_comes_before_shorter_ones() -> None:
    history = replace(known(Level.BEGINNER, 6, 1), begun=("demo/advanced-0", "demo/beginner-3"))
    task = planned(history, minutes=45)[0]
    assert (task.challenge, task.why) == ("demo/beginner-3", "you began it and have not passed every check")


def test_what_is_suspended_or_cannot_be_graded_here_is_not_planned() -> None:
    history = History(journal=Journal(suspended=frozenset({"demo/beginner-0"})))
    assert planned(history, minutes=60)[-1].challenge == "demo/beginner-1"
    torch = library(challenge("demo/net", runtime=Runtime.TORCH), challenge("demo/sum", minutes=40))
    day = plan_day(torch, History(), NOW, missing=frozenset({Runtime.TORCH}))
    assert [task.challenge for task in day.tasks] == ["demo/sum"]


@pytest.mark.parametrize(("minutes", "asked"), [(9, []), (10, [("demo/sum", 10)]), (50, [("demo/sum", 40)])])
def test_ten_minutes_are_enough_to_begin_a_challenge_and_fewer_are_not(
    minutes: int, asked: list[tuple[str, int]]
) -> None:
    history = History(journal=Journal(goal=Goal(made_on=TODAY, days=7, minutes=minutes)))
    tasks = plan_day(library(challenge("demo/sum", minutes=40)), history, NOW).tasks
    assert [(task.challenge, task.minutes) for task in tasks] == asked


def test_where_no_challenge_fits_a_new_question_still_does() -> None:
    """Also where challenges come first, since more questions than challenges are behind one."""
    content = library(challenge("demo/sum", minutes=40), question("known"), question("fresh"))
    journal = Journal(goal=Goal(made_on=TODAY, days=7, minutes=9))
    history = History(answers={"known": 1.0}, cards={"known": card("known", NOW + 9 * DAY)}, journal=journal)
    tasks = plan_day(content, history, NOW).tasks
    assert [(task.kind, task.questions) for task in tasks] == [(TaskKind.NEW, ("fresh",))]


def test_a_solved_challenge_comes_back_after_a_week_then_after_two() -> None:
    one = STAGES.challenges["demo/beginner-0"]

    def solved(days: float, times: int, journal_: Journal | None = None) -> History:
        record = Solved(times=times, last=NOW - days * DAY)
        return History(solved={one.id: record}, journal=journal_ or Journal())

    assert rework_of([one], solved(6.9, 1), NOW) is None
    assert rework_of([one], solved(7, 1), NOW) is one
    assert rework_of([one], solved(13.9, 2), NOW) is None
    assert rework_of([one], solved(14, 2), NOW) is one
    assert rework_of([one], solved(9, 1, Journal(suspended=frozenset({one.id}))), NOW) is None


def test_a_stage_that_was_passed_stays_so_though_an_answer_is_forgotten() -> None:
    history = replace(known(Level.BEGINNER, 7, 2), answers={f"b{n}": 0.1 for n in range(7)})
    stage = at(history).at(Level.BEGINNER)
    assert (stage.is_passed, stage.strong, stage.once_strong) == (True, 0, 7)


def test_after_a_rework_new_things_have_their_turn() -> None:
    one = STAGES.challenges["demo/beginner-0"]
    old, fresh = Solved(times=1, last=NOW - 30 * DAY), Solved(times=2, last=NOW - 2 * DAY)
    assert rework_of([one], History(solved={one.id: old, "demo/beginner-1": fresh}), NOW) is None
    older = replace(fresh, last=NOW - 3 * DAY)
    assert rework_of([one], History(solved={one.id: old, "demo/beginner-1": older}), NOW) is one


def test_the_rework_that_is_most_overdue_comes_first_in_ten_minutes() -> None:
    history = History(
        shares={"demo/beginner-0": 1.0, "demo/beginner-1": 1.0},
        solved={
            "demo/beginner-0": Solved(times=1, last=NOW - 8 * DAY),
            "demo/beginner-1": Solved(times=1, last=NOW - 9 * DAY),
        },
    )
    (task,) = [task for task in planned(history, minutes=60) if task.kind is TaskKind.REWORK]
    assert (task.challenge, task.minutes) == ("demo/beginner-1", 10)
    assert task.why == "solved 9 days ago; once more from memory"


def test_on_a_day_of_rest_nothing_is_planned_but_on_the_day_of_the_interview_something_may_be() -> None:
    sunday = datetime(2026, 3, 8, 12, tzinfo=UTC)
    goal = Goal(made_on=TODAY, days=6)
    history = History(cards={"b0": card("b0", NOW)}, journal=Journal(goal=goal))
    day = plan_day(STAGES, history, sunday)
    assert (day.is_rest, day.tasks, day.minutes) == (True, (), 0)
    on_the_day = replace(goal, interview=sunday.date())
    day = plan_day(STAGES, replace(history, journal=Journal(goal=on_the_day)), sunday)
    assert not day.is_rest
    assert day.tasks[0].kind is TaskKind.REVIEW


def test_near_the_interview_what_is_known_has_the_whole_day() -> None:
    cards = {f"b{n}": card(f"b{n}", NOW - DAY) for n in range(9)}
    far = planned(History(cards=cards), minutes=30, interview=TODAY + 30 * DAY)
    near = planned(History(cards=cards), minutes=30, made_on=TODAY - 30 * DAY, interview=TODAY + 2 * DAY)
    assert [(task.kind, task.minutes) for task in far][:2] == [(TaskKind.REVIEW, 15), (TaskKind.NEW, 5)]
    assert [(task.kind, len(task.questions)) for task in near] == [(TaskKind.REVIEW, 5), (TaskKind.NEW, 1)]


def test_what_the_date_leaves_behind_is_told() -> None:
    goal = Goal(made_on=TODAY - 25 * DAY, interview=TODAY + 10 * DAY, minutes=30)
    day = plan_day(STAGES, History(journal=Journal(goal=goal)), NOW)
    assert day.focus is Level.ADVANCED
    assert [line[:28] for line in day.advice] == [
        "Stage 1 is not behind you: 7",
        "Stage 2 is not behind you: 7",
        "10 days to the interview. Th",
    ]
    roomy = replace(goal, minutes=200)
    advice = plan_day(STAGES, History(journal=Journal(goal=roomy)), NOW).advice
    assert advice[-1] == "10 days to the interview; your plan has room for all that is open."


def test_without_a_plan_there_is_one_all_the_same() -> None:
    day = plan_day(STAGES, History(), NOW)
    assert (day.goal.days, day.goal.minutes, day.goal.interview) == (7, 45, None)
    assert day.minutes == 35
    assert day.advice == ()


def test_each_task_of_a_day_says_why_it_is_asked() -> None:
    history = History(
        cards={"b0": card("b0", NOW - DAY)},
        answers={"b0": 0.9},
        journal=Journal(demands=(demand("b1"),)),
        solved={"demo/beginner-0": Solved(times=1, last=NOW - 8 * DAY)},
        shares={"demo/beginner-0": 1.0},
        begun=("demo/beginner-2",),
    )
    said = {task.kind: (task.why, task.minutes) for task in planned(history, minutes=90)}
    assert said[TaskKind.REVIEW] == ("“a” failed", 10)
    assert said[TaskKind.NEW][0] == "new in stage 1, foundations and from scratch"
    assert said[TaskKind.REWORK] == ("solved 8 days ago; once more from memory", 10)
    assert said[TaskKind.CHALLENGE] == ("you began it and have not passed every check", 22)
    fresh = {task.kind: task.why for task in planned(History(), minutes=90)}
    assert fresh[TaskKind.CHALLENGE] == "stage 1, 20 minutes, trains nlp"


def test_once_every_stage_is_passed_new_things_come_from_the_last() -> None:
    done = library(question("a"), question("z", Level.ADVANCED))
    known_all = History(answers={"a": 1.0, "z": 1.0}, best={"a": 1.0, "z": 1.0})
    assert focus_of(find_path(done, known_all), done, Goal(made_on=TODAY), TODAY) is Level.ADVANCED
    assert focus_of(find_path(library(), History()), library(), Goal(made_on=TODAY), TODAY) is Level.ADVANCED


def test_a_warm_up_leaves_room_for_another_and_a_challenge_does_not() -> None:
    short = [challenge(f"demo/w{n}", minutes=10) for n in range(3)]
    warm = [replace(one, spec=replace(one.spec, kind=ChallengeKind.WARM_UP)) for one in short]
    for content, planned_ids in ((warm, ["demo/w0", "demo/w1", "demo/w2"]), (short, ["demo/w0"])):
        tasks = plan_day(library(*content), History(journal=Journal(goal=Goal(made_on=TODAY, minutes=35))), NOW).tasks
        assert [task.challenge for task in tasks] == planned_ids
