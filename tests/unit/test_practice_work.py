"""Work at the desk: drafts and clocks, answers and their schedule, interviews, reports, marks, suggestions, figures."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from prep.model.challenge import ChallengeKind, Level, Runtime
from prep.model.errors import ContentError, MissingLibraryError, PrepError
from prep.model.question import Evidence, MisconceptionResult
from prep.model.verdict import Verdict
from prep.practice.desk import runtimes
from prep.practice.desk.clock import Clock, format_span
from prep.practice.desk.preferences import Preferences, load_preferences, save_preferences
from prep.practice.drafts.challenges import Way, begun_drafts, load_clock, open_draft, save_clock
from prep.practice.drafts.claims import FLAG, Assertion, StatementKind, arguable, with_claims
from prep.practice.drafts.help import hint_price
from prep.practice.drafts.place import LastPlace, last_place, note_place, place_in
from prep.practice.progress.drill import NO_LIMIT, drill_queue
from prep.practice.progress.progress import load_progress
from prep.practice.progress.shelf import ShelfKind, Status, load_shelf, tenths
from prep.practice.progress.statistics import load_statistics, statistics_text
from prep.practice.record import marking
from prep.practice.record.attempts import best_attempts, count_attempts, list_attempts
from prep.practice.record.drills import end_drill, end_old_drills
from prep.practice.record.history import History, Today
from prep.practice.record.planning import change_plan, load_goal
from prep.practice.record.reporting import find_report, list_reports, read_report
from prep.practice.record.rows import tell_share
from prep.practice.record.schedule import Rating, next_card
from prep.practice.record.skills import skill_shares
from prep.practice.work.answering import Answering
from prep.practice.work.examining import MOST_CHARACTERS
from prep.practice.work.interview import Asking, Coding, Interview
from prep.practice.work.interview_plan import Wish
from prep.practice.work.rounds import Round
from prep.practice.work.session import Session
from prep.store.practice import add, put_cards
from prep.store.records import SittingRecord
from tests.unit.practice_stage import NOW, PlainAssessor, PlainDesk, challenge, check, library, question

CODE = challenge("demo/one", check("a", 30, ("pca",)), check("b", 10), topic="nlp")
CONTENT = (question("pca"), question("bayes", topic="tools"), question("adam", Level.ADVANCED), CODE)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PlainDesk]:
    desk = PlainDesk(tmp_path, *CONTENT)
    yield desk
    desk.close()


def answer(desk: PlainDesk, name: str, text: str, rating: Rating = Rating.GOOD, minutes: float = 2) -> Answering:
    answering = Answering(desk, desk.library.question(name))
    answering.begin()
    desk.wait(minutes=minutes)
    answering.grade(text)
    answering.rate(rating)
    return answering


def submit(desk: PlainDesk, text: str, way: Way | None = None) -> Session:
    session = Session(desk, CODE.id, way)
    session.begin()
    session.submit(text, lambda _: None)
    return session


# --- clocks and drafts ------------------------------------------------------------------------------------------------


def test_a_clock_tells_what_is_left_what_is_over_and_what_it_took() -> None:
    clock = Clock.start(20, NOW)
    assert clock.tell(NOW + 5 * MINUTE) == "15:00 left"
    assert clock.tell(NOW + 20 * MINUTE) == "0:00 over time"
    assert clock.is_over(NOW + 20 * MINUTE)
    assert not clock.is_over(NOW + 19 * MINUTE)
    stopped = clock.stop(NOW + 12 * MINUTE)
    assert stopped.tell(NOW + 99 * MINUTE) == "solved in 12:00"
    assert stopped.stop(NOW + 50 * MINUTE) == stopped


def test_a_clock_without_a_limit_only_counts() -> None:
    clock = Clock.without_limit(NOW)
    assert clock.tell(NOW + 90 * MINUTE) == "1:30:00, no limit"
    assert clock.left(NOW) is None
    assert not clock.is_over(NOW + timedelta(days=9))


@pytest.mark.parametrize(
    ("seconds", "said"), [(59, "0:59"), (3599, "59:59"), (3600, "1:00:00"), (86_399, "23:59:59"), (90_000, "1 d 1 h")]
)
def test_spans_are_told_with_hours_and_days_only_where_there_are_any(seconds: int, said: str) -> None:
    assert format_span(timedelta(seconds=seconds)) == said


def test_clocks_come_back_as_they_were_kept(tmp_path: Path) -> None:
    for clock in (Clock.start(20, NOW), Clock.without_limit(NOW), Clock.start(1, NOW).stop(NOW)):
        save_clock(tmp_path, CODE.id, clock)
        assert load_clock(tmp_path, CODE.id) == clock


def test_a_draft_is_timed_unless_one_wants_no_limit(tmp_path: Path) -> None:
    timed = open_draft(tmp_path, CODE, NOW)
    assert (timed.text, timed.is_new, timed.clock.deadline) == ("pass\n", True, NOW + 20 * MINUTE)
    assert open_draft(tmp_path, CODE, NOW, Way.UNTIMED).clock.deadline is None
    save_clock(tmp_path, CODE.id, timed.clock)
    assert open_draft(tmp_path, CODE, NOW + MINUTE).clock == timed.clock
    later = open_draft(tmp_path, CODE, NOW + MINUTE, Way.UNTIMED)
    assert (later.clock.started_at, later.clock.deadline, later.is_new) == (NOW, None, False)


def test_from_memory_one_begins_with_the_starter_and_ten_minutes_and_what_solved_it_stays(desk: PlainDesk) -> None:
    submit(desk, "first solution")
    Session(desk, CODE.id).save("first solution")
    again = Session(desk, CODE.id, Way.FROM_MEMORY)
    again.begin()
    assert (again.text, again.is_new) == ("pass\n", True)
    assert again.clock.deadline == NOW + 10 * MINUTE
    assert (again.folder / "before.py").read_text() == "first solution"
    again.save("half")
    assert Session(desk, CODE.id, Way.FROM_MEMORY).text == "half"  # it goes on, and does not begin anew


def test_what_was_worked_on_last_comes_first(desk: PlainDesk) -> None:
    assert begun_drafts(desk.data) == []
    submit(desk, "x")
    assert begun_drafts(desk.data) == [CODE.id]


def test_without_its_library_a_challenge_starts_no_clock(desk: PlainDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = challenge("demo/net", runtime=Runtime.TORCH)
    desk.library = library(torch)
    monkeypatch.setattr(runtimes, "problem_of", lambda runtime: f"{runtime} is not installed")
    with pytest.raises(MissingLibraryError, match="torch is not installed"):
        Session(desk, torch.id)
    assert load_clock(desk.data, torch.id) is None


# --- places and preferences -------------------------------------------------------------------------------------------


def test_a_place_is_kept_for_all_and_for_its_challenge(tmp_path: Path) -> None:
    assert last_place(tmp_path) is None
    place = LastPlace(challenge=CODE.id, line=3, column=0, at=NOW)
    note_place(tmp_path, place)
    assert last_place(tmp_path) == place_in(tmp_path, CODE.id) == place
    note_place(tmp_path, replace(place, challenge="demo/two", line=0))
    assert last_place(tmp_path) == replace(place, challenge="demo/two", line=0)
    assert place_in(tmp_path, CODE.id) == place
    (tmp_path / "place.json").write_text(
        '{"challenge": "x", "line": -1, "column": 0, "at": "2026-01-01T00:00:00+00:00"}'
    )
    assert last_place(tmp_path) is None


def test_preferences_come_back_and_broken_ones_are_the_defaults(tmp_path: Path) -> None:
    assert load_preferences(tmp_path) == Preferences()
    save_preferences(tmp_path, Preferences(theme="textual-light", tour_seen=True))
    assert load_preferences(tmp_path) == Preferences(theme="textual-light", tour_seen=True)
    (tmp_path / "preferences.json").write_text('{"theme": 3, "tour_seen": "yes"}')
    assert load_preferences(tmp_path) == Preferences()


# --- challenges -------------------------------------------------------------------------------------------------------


def test_failed_checks_ask_for_their_questions_and_passing_takes_them_back(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    outcome = session.submit("fail a", lambda _: None)
    assert outcome.scheduled == ("pca",)
    assert [one.question.id for one in drill_queue(desk).asked if one.is_due] == ["pca"]
    desk.wait(minutes=1)
    assert session.submit("fail a", lambda _: None).scheduled == ()  # it asks already
    desk.wait(minutes=1)
    assert session.submit("right", lambda _: None).scheduled == ()
    assert drill_queue(desk).due == 0


def test_the_best_attempt_counts_and_hints_are_paid_for(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    assert hint_price(CODE) == session.hint_price == 4
    session.submit("fail b", lambda _: None)
    desk.wait(minutes=1)
    session.submit("fail a fail b", lambda _: None)
    best = best_attempts(desk.notebook)[CODE.id]
    assert (best.points, best.max_points, best.attempts, best.is_solved) == (30, 40, 2, False)
    assert count_attempts(desk.notebook, CODE.id) == 2
    assert [one.points for one in list_attempts(desk.notebook, CODE.id)] == [0, 30]
    assert session.clock.tell(desk.now()) == "19:00 left"
    desk.wait(minutes=1)
    session.submit("right", lambda _: None)
    assert session.clock.stopped_at == desk.now()
    assert best_attempts(desk.notebook)[CODE.id].is_solved


def test_a_solution_may_be_read_once_one_has_finished_or_given_up(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    assert [session.may_see_solution] == [False]
    session.give_up()
    assert Session(desk, CODE.id).may_see_solution
    session.submit("right", lambda _: None)
    assert best_attempts(desk.notebook) == {}  # it no longer counts


# --- answers ----------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_once_it_is_rated_and_comes_again(desk: PlainDesk) -> None:
    answering = answer(desk, "pca", "alpha", Rating.HARD)
    history = History.load(desk)
    assert history.answers == {"pca": 0.25}
    assert history.today == Today(new=1, again=0, minutes=2.0)
    assert history.cards["pca"].last_review == desk.now()
    assert not answering._draft.folder.exists()
    answer(desk, "pca", "alpha beta", Rating.GOOD)
    assert History.load(desk).today == Today(new=1, again=1, minutes=2.0)
    assert History.load(desk).best == {"pca": 1.0}


def test_yesterday_counts_against_no_portion_of_today(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha")
    desk.wait(days=1)
    assert History.load(desk).today == Today()
    answer(desk, "pca", "alpha")
    assert History.load(desk).today == Today(new=0, again=1, minutes=2.0)


def test_follow_ups_come_one_by_one_and_give_half_the_credit(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    answering.begin()
    answering.grade("nothing")
    first = answering.follow_up
    assert first is not None
    assert first.point == "alpha"
    assert not answering.answer_follow_up(first, "no").found
    second = answering.follow_up
    assert second is not None
    assert answering.answer_follow_up(second, "beta").found
    assert answering.follow_up is None
    assert answering.result.score == pytest.approx(0.375)
    assert answering.suggested is Rating.HARD


def test_an_answer_that_is_far_too_long_is_cut(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    assert len(answering.grade("x" * (MOST_CHARACTERS + 5)).answer) == MOST_CHARACTERS


def test_the_date_of_an_interview_bounds_how_long_a_question_rests(desk: PlainDesk) -> None:
    change_plan(desk, interview=NOW.date() + timedelta(days=8))
    answering = answer(desk, "pca", "alpha beta", Rating.EASY)
    due = History.load(desk).cards[answering.question.id].due
    assert due <= desk.now() + timedelta(days=4)


@pytest.mark.parametrize(
    ("share", "said"), [(1.0, "excellent"), (0.9, "excellent"), (0.89, "good"), (0.6, "good"), (0.59, "partly"),
                        (0.35, "partly"), (0.34, "little"), (0.01, "little"), (0.0, "nothing")]
)  # fmt: skip
def test_a_share_is_told_in_a_word(share: float, said: str) -> None:
    assert tell_share(share) == said


def test_a_topic_one_chose_is_asked_whole_though_it_is_more_than_fits_a_day(desk: PlainDesk) -> None:
    many = [question(f"q{number}") for number in range(25)]
    desk.library = library(*many)
    with desk.notebook.writing() as connection:
        put_cards(connection, [next_card(None, one.id, Rating.AGAIN, NOW - timedelta(days=1)) for one in many])
    assert (drill_queue(desk).due, drill_queue(desk).due_later) == (20, 5)
    assert drill_queue(desk, topic="nlp").due == drill_queue(desk, level=Level.BEGINNER).due == 25
    assert drill_queue(desk, topic="tools").asked == ()


def test_a_drill_asks_as_many_as_fit_the_minutes_of_the_plan(desk: PlainDesk) -> None:
    change_plan(desk, minutes=24)
    assert (drill_queue(desk).new, drill_queue(desk).new_later) == (2, 1)
    assert drill_queue(desk, portion=NO_LIMIT).new == 3
    assert load_progress(desk).queue.new == 2


def test_new_questions_of_a_drill_are_those_of_the_stage_that_the_date_leads_to(desk: PlainDesk) -> None:
    assert [one.question.id for one in drill_queue(desk).asked] == ["pca", "bayes", "adam"]
    change_plan(desk, interview=NOW.date() + timedelta(days=10))
    desk.wait(days=9)
    assert [one.question.id for one in drill_queue(desk).asked] == ["adam", "pca", "bayes"]


# --- disagreeing ------------------------------------------------------------------------------------------------------


def test_who_holds_that_they_said_a_point_has_its_marks_and_the_record_says_so(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    answering.begin()
    answering.grade("gamma")
    beta = next(one for one in arguable(answering.question, answering.graded.result) if one.claim.id == "beta")  # type: ignore[union-attr]
    assert (beta.label, beta.text, beta.claim.words) == ("2", "Says beta", "I did say that")
    answering.dispute(beta.claim)
    assert answering.result.score == 0.75
    assert [point.found for point in answering.result.points] == [False, True]
    assert answering.follow_up is not None
    assert answering.follow_up.point == "alpha"  # what one holds to have said is not asked
    rated = answering.rate(Rating.GOOD)
    assert FLAG in rated.item.result.flags
    assert rated.item.result.remarks == ("By the person's own word, not the grader's: “I did say that”: Says beta.",)
    (dispute,) = marking.load_journal(desk).disputes
    assert (dispute.question, dispute.part, dispute.id, dispute.said) == ("pca", StatementKind.POINT, "beta", True)
    assert dispute.answer == "gamma"


def test_the_same_objection_again_takes_it_back_and_a_restart_keeps_it(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    answering.begin()
    answering.grade("alpha")
    claim = Assertion(part=StatementKind.POINT, id="alpha", said=False)
    answering.dispute(claim)
    assert answering.result.score == 0.0
    again = Answering(desk, desk.library.question("pca"))
    assert again.graded is not None
    assert again.graded.claims == (claim,)
    again.dispute(claim)
    assert again.result.score == 0.25


def test_who_did_not_hold_a_misconception_gets_its_penalty_back() -> None:
    of = question("pca")
    wrong = MisconceptionResult(
        id="swap", probability=1.0, evidence=Evidence(quote="x", start=0, end=1), feedback="It is the other way round."
    )
    graded = replace(PlainAssessor().grade(of, "alpha"), misconceptions=(wrong,), score=0.0)
    of = replace(of, misconceptions=())
    claim = arguable(of, graded)[-1]
    assert (claim.label, claim.claim) == ("a", Assertion(part=StatementKind.MISCONCEPTION, id="swap", said=False))
    held = with_claims(of, graded, [claim.claim])
    assert held.misconceptions == ()
    assert with_claims(of, graded, []) is graded


# --- drills -----------------------------------------------------------------------------------------------------------


def test_two_drills_at_once_have_two_reports(desk: PlainDesk) -> None:
    other = PlainDesk(desk.data, *CONTENT)
    answer(desk, "pca", "alpha")
    answer(other, "bayes", "beta")
    answer(desk, "adam", "beta")
    titles = [kept.record.title for kept in (end_drill(desk), end_drill(other)) if kept]
    assert titles == ["Drill of 2 questions", "Drill of 1 question"]
    assert end_drill(desk) is None
    assert not list(desk.data.glob("drill*.json"))
    other.close()


def test_a_drill_that_was_killed_goes_on_soon_after_and_is_ended_if_it_is_old(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha")
    desk.close()  # as a killed program lets go of its file
    again = PlainDesk(desk.data, *CONTENT)
    again.time = desk.time + timedelta(hours=1)
    end_old_drills(again)
    answer(again, "bayes", "beta")
    again.close()
    later = PlainDesk(desk.data, *CONTENT)
    later.time = again.time + timedelta(hours=3)
    end_old_drills(later)
    assert [one.record.title for one in list_reports(later)] == ["Drill of 2 questions"]
    assert not list(desk.data.glob("drill*.json"))
    later.close()


# --- interviews -------------------------------------------------------------------------------------------------------


def begin(desk: PlainDesk, minutes: int = 10) -> Interview:
    wish = Wish(minutes=minutes, with_challenge=False)
    return Interview.begin(desk, wish, random.Random(1))


def test_an_interview_asks_for_the_weightiest_point_that_was_missed_and_then_goes_on(desk: PlainDesk) -> None:
    interview = begin(desk)
    assert len(interview.state.parts) == 2
    interview.answer("nothing of it")
    now = interview.now
    assert isinstance(now, Asking)
    assert now.follow_up is not None
    assert (now.follow_up.point, now.number) == ("beta", 1)
    interview.answer("beta")
    interview.answer("")
    now = interview.now
    assert isinstance(now, Asking)
    assert (now.follow_up, now.number) == (None, 2)


def test_one_may_go_back_to_a_question_until_a_follow_up_has_told_what_was_missing(desk: PlainDesk) -> None:
    interview = begin(desk)
    assert [interview.can_go_back] == [False]
    first = interview.now
    desk.wait(minutes=2)
    interview.save("alpha beta")
    interview.answer("alpha beta")
    interview.save("begun")
    assert interview.can_go_back
    interview.go_back()
    assert (interview.now, interview.text) == (first, "alpha beta")
    desk.wait(minutes=1)
    resumed = Interview.resume(desk)
    assert resumed is not None
    resumed.answer("alpha")
    assert resumed.state.done[0].taken_s == 180
    assert not resumed.can_go_back  # the follow-up is asked
    resumed.answer("")
    assert resumed.text == "begun"  # what was written before one went back


def test_a_question_that_was_passed_over_may_be_taken_up_again(desk: PlainDesk) -> None:
    interview = begin(desk)
    interview.answer("")
    assert interview.can_go_back
    interview.go_back()
    interview.answer("alpha beta")
    interview.answer("alpha beta")
    assert interview.is_over
    kept = interview.finish()
    assert kept is not None
    assert kept.record.share == 1.0
    assert Interview.resume(desk) is None
    assert set(History.load(desk).cards) == {part.id for part in interview.state.parts}


def test_what_an_interview_has_no_time_for_counts_nothing_and_is_no_attempt(desk: PlainDesk) -> None:
    interview = begin(desk)
    interview.answer("alpha beta")
    desk.wait(minutes=11)
    assert interview.is_over
    interview.hand_in_rest()
    kept = interview.finish()
    assert kept is not None
    assert kept.record.share == 0.5
    assert len(History.load(desk).answers) == 1
    assert kept.record.finished_at == NOW + 10 * MINUTE


def test_a_challenge_in_an_interview_asks_for_questions_that_were_not_just_answered(desk: PlainDesk) -> None:
    desk.library = library(*CONTENT)
    interview = Interview.begin(desk, Wish(minutes=40, topics=("nlp", "tools")), random.Random(3))
    while isinstance(interview.now, Asking):
        interview.answer("alpha beta" if interview.now.question.id != "pca" else "")
    assert isinstance(interview.now, Coding)
    interview.submit("fail a")
    answered = {part.id for part in interview.state.parts}
    interview.finish()
    demanded = {demand.question for demand in marking.load_journal(desk).demands}
    assert demanded == {"pca"} - answered


# --- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_is_found_by_the_beginning_of_its_id_unless_that_fits_several(desk: PlainDesk) -> None:
    for uid, title in (("ab" + "0" * 30, "First"), ("ab1" + "0" * 29, "Second"), ("c" * 32, "Third")):
        row = SittingRecord(
            uid=uid, kind="drill", title=title, started_at=desk.now(), finished_at=desk.now(), share=1.0, folder=uid
        )
        with desk.notebook.writing() as connection:
            add(connection, row)
        desk.wait(minutes=1)
    assert find_report(desk, "ab1").record.title == "Second"
    assert find_report(desk, "last").record.title == "Third"
    with pytest.raises(ContentError, match="begin with `ab`, such as `ab000000`, `ab100000`; give more"):
        find_report(desk, "ab")
    with pytest.raises(ContentError, match="no report `zz`"):
        find_report(desk, "zz")


def test_a_report_is_read_again_from_what_was_kept(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha it is")
    kept = end_drill(desk)
    assert kept is not None
    assert "alpha it is" in read_report(desk, find_report(desk, "last"))


# --- what a person marks ----------------------------------------------------------------------------------------------


def test_marks_are_set_and_taken_back(desk: PlainDesk) -> None:
    marking.bookmark(desk, "pca", on=True)
    marking.suspend(desk, CODE.id, on=True)
    marking.write_note(desk, "pca", " look at the scree plot ")
    shelf = {one.id: one for one in load_shelf(desk).choices}
    assert (shelf["pca"].is_bookmarked, shelf["pca"].note) == (True, "look at the scree plot")
    assert (shelf[CODE.id].status, shelf[CODE.id].standing) == (Status.SUSPENDED, "suspended; not tried yet")
    assert (shelf["pca"].status, shelf["pca"].standing) == (Status.NEW, "not answered yet")
    marking.bookmark(desk, "pca", on=False)
    marking.suspend(desk, CODE.id, on=False)
    shelf = {one.id: one for one in load_shelf(desk).choices}
    assert (shelf["pca"].is_bookmarked, shelf[CODE.id].status) == (False, Status.NEW)
    for name in ("no-such", "no/such"):
        with pytest.raises(ContentError, match=f"`{name}`"):
            marking.bookmark(desk, name, on=True)


def test_a_suspended_question_says_so_instead_of_when_it_would_come(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha", Rating.GOOD)
    (before,) = [one for one in load_shelf(desk).choices if one.id == "pca"]
    assert before.standing.startswith("25% last time; comes again ")
    marking.suspend(desk, "pca", on=True)
    (after,) = [one for one in load_shelf(desk).choices if one.id == "pca"]
    assert after.standing == "suspended; 25% last time"


def test_a_question_one_wants_again_is_due_at_once_until_it_is_answered(desk: PlainDesk) -> None:
    marking.ask_again(desk, "pca")
    (asked,) = [one for one in drill_queue(desk).asked if one.is_due]
    assert (asked.question.id, asked.why) == ("pca", "you asked for it again")
    desk.wait(minutes=1)
    answer(desk, "pca", "alpha beta", Rating.EASY)
    assert drill_queue(desk).due == 0
    with pytest.raises(ContentError):
        marking.ask_again(desk, CODE.id)


# --- plans ------------------------------------------------------------------------------------------------------------


def test_a_plan_is_changed_piece_by_piece(desk: PlainDesk) -> None:
    assert load_goal(desk).minutes == 45
    day = NOW.date() + timedelta(days=20)
    change_plan(desk, interview=day, minutes=30)
    desk.wait(days=1)
    goal = change_plan(desk, days=3)
    assert (goal.interview, goal.minutes, goal.days, goal.made_on) == (day, 30, 3, NOW.date() + timedelta(days=1))
    assert change_plan(desk, forget=True).interview is None
    assert load_goal(desk).days == 3
    with pytest.raises(PrepError, match="2026-01-01 is over already"):
        change_plan(desk, interview=date(2026, 1, 1))


# --- the shelf --------------------------------------------------------------------------------------------------------


def test_everything_is_on_one_shelf_by_stage_with_how_far_one_is(desk: PlainDesk) -> None:
    submit(desk, "fail b")
    desk.wait(minutes=1)
    answer(desk, "bayes", "beta")
    found = load_shelf(desk).choices
    assert [one.id for one in found] == [CODE.id, "bayes", "pca", "adam"]
    assert [one.status for one in found] == [Status.TRIED, Status.DONE, Status.NEW, Status.NEW]
    assert [one.reached for one in found] == ["30/40", "75%", "", ""]
    assert found[0].standing == "best 30 of 40 points in 1 attempt"
    assert found[1].standing.startswith("75% last time; comes again in")
    assert found[2].standing == "not answered yet"
    assert [one.kind for one in found] == [ShelfKind.CHALLENGE, *[ShelfKind.QUESTION] * 3]
    assert (found[0].minutes, found[1].minutes, found[1].title) == (20, 5, "Bayes")


def test_a_filter_wants_every_word_and_none_behind_a_minus(desk: PlainDesk) -> None:
    def ids(words: str) -> list[str]:
        return [one.id for one in load_shelf(desk).choices if one.matches(words)]

    assert ids("QUESTION beginner") == ["bayes", "pca"]
    assert ids("question -beginner") == ["adam"]
    assert ids("new tools") == ["bayes"]
    assert ids("research") == ["adam"]
    assert ids("mlops") == ["bayes"]
    assert ids("nothing-like-it") == []
    assert ids("-") == [one.id for one in load_shelf(desk).choices]


def test_what_a_phone_screen_asks_is_short_and_not_advanced(desk: PlainDesk) -> None:
    short = question("x", topic="mathematics")
    long = challenge("demo/long", minutes=31, topic="mathematics")
    hard = question("y", Level.ADVANCED, topic="mathematics")
    warm_up = challenge("demo/warm", minutes=10, topic="mathematics")
    desk.library = library(short, long, hard, warm_up)
    rounds = {one.id: one.rounds for one in load_shelf(desk).choices}
    assert rounds == {
        "x": (Round.PHONE_SCREEN,),
        "demo/warm": (Round.PHONE_SCREEN,),
        "demo/long": (),
        "y": (Round.RESEARCH,),
    }


def test_points_are_never_told_as_more_than_were_reached() -> None:
    assert [tenths(points) for points in (39.98, 0.1 + 0.2, 40.0)] == [39.9, 0.3, 40.0]


# --- progress ---------------------------------------------------------------------------------------------------------


def suggested(desk: PlainDesk) -> list[tuple[str, str]]:
    return [(one.text, one.command) for one in load_progress(desk).suggestions]


def test_a_newcomer_is_led_to_a_first_answer_and_a_short_challenge(desk: PlainDesk) -> None:
    assert suggested(desk) == [
        ("Answer your first question", "prep drill"),
        ("Solve: “One” (20 min)", "prep practice start demo/one"),
    ]


def test_what_runs_and_what_was_begun_come_before_the_plan(desk: PlainDesk) -> None:
    submit(desk, "fail a")
    Session(desk, CODE.id).note_place(2, 0)
    Interview.begin(desk, Wish(minutes=10, with_challenge=False), random.Random(1))
    texts = suggested(desk)
    assert texts[0] == ("Go on with your interview", "prep interview")
    assert texts[1] == ("Go on with “One”", "prep practice start demo/one")
    assert texts[2] == ("Drill: 1 due, 1 new", "prep drill")
    assert load_progress(desk).suggestions[0].is_running


def test_when_the_plan_is_done_or_rests_more_is_offered_but_not_asked(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha beta", minutes=60)
    found = load_progress(desk).suggestions
    assert [(one.text, one.command, one.why) for one in found] == [
        ("Drill: 0 due, 2 new", "prep drill", "your plan for today is done"),
        ("Sit a mock interview", "prep interview", "timed, with follow-ups and a report by skill"),
    ]
    change_plan(desk, days=6)
    desk.wait(days=4)  # a Sunday
    found = load_progress(desk).suggestions
    assert found[0].why == "your plan rests today, and nothing is locked"


def test_what_was_tried_and_is_no_longer_there_counts_for_no_topic(desk: PlainDesk) -> None:
    submit(desk, "fail a")
    answer(desk, "pca", "alpha")
    desk.library = library(question("other"))
    (skill,) = load_progress(desk).skills
    assert (skill.answered, skill.questions, skill.tried, skill.challenges, skill.strength) == (0, 1, 0, 0, None)


def test_a_solved_challenge_comes_back_from_memory(desk: PlainDesk) -> None:
    submit(desk, "right")
    desk.wait(days=9)
    assert ("Again, from memory: “One” (10 min)", "prep practice start demo/one --from-memory") in suggested(desk)


def test_progress_counts_days_in_a_row_and_what_is_due(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha", Rating.AGAIN)
    desk.wait(days=1)
    answer(desk, "bayes", "beta")
    found = load_progress(desk)
    assert (found.streak, found.reviews_this_week) == (2, 2)
    assert (found.queue.due, found.queue.new) == (1, 1)
    skills = {one.topic: one for one in found.skills}
    assert (skills["nlp"].answered, skills["nlp"].questions, skills["nlp"].challenges) == (1, 2, 1)
    assert skills["nlp"].coverage == pytest.approx(1 / 3)
    assert skills["nlp"].strength == 0.25
    assert (skills["tools"].coverage, skills["tools"].strength) == (1.0, 0.75)


def test_one_good_challenge_does_not_make_a_topic_look_known(desk: PlainDesk) -> None:
    submit(desk, "right")
    (nlp,) = [one for one in load_progress(desk).skills if one.topic == "nlp"]
    assert (nlp.answered, nlp.tried, nlp.strength) == (0, 1, 1.0)
    assert nlp.coverage == pytest.approx(1 / 3)
    assert skill_shares(desk) == {"nlp": 1.0}


def test_the_strength_of_a_topic_counts_each_check_by_its_own_topic(desk: PlainDesk) -> None:
    submit(desk, "fail b")
    assert skill_shares(desk) == {"nlp": 0.5}


# --- statistics -------------------------------------------------------------------------------------------------------


def test_statistics_tell_days_weeks_and_what_is_still_known(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha", minutes=40)
    answer(desk, "bayes", "beta", minutes=45)
    desk.wait(days=7)
    answer(desk, "adam", "alpha beta", minutes=5)
    found = load_statistics(desk)
    assert [round(one.minutes) for _, one in found.weeks if one.attempts] == [85, 5]
    assert [one.attempts for _, one in found.weeks if one.attempts] == [2, 1]
    assert found.weeks[-2][1].share == pytest.approx(0.5)
    assert found.answered == 3
    assert found.kept is not None
    assert 0.5 < found.kept < 1.0
    text = statistics_text(found)
    wednesday = next(line for line in text.splitlines() if line.startswith("  Wed"))
    assert wednesday.split() == ["Wed", *["·"] * 10, "█", "░"]
    thursday = next(line for line in text.splitlines() if line.startswith("  Thu"))
    assert thursday.split() == ["Thu", *["·"] * 11]  # tomorrow is blank
    assert max(map(len, text.splitlines())) <= 79


def test_without_practice_statistics_say_so(desk: PlainDesk) -> None:
    found = load_statistics(desk)
    assert (found.kept, found.answered, found.solved) == (None, 0, 0)
    assert "none yet" in statistics_text(found)


def test_verdicts_that_blame_nobody_are_not_solved(desk: PlainDesk) -> None:
    submit(desk, "fail a")
    assert History.load(desk).solved == {}
    assert list_attempts(desk.notebook, CODE.id)[0].verdict == Verdict.WRONG_ANSWER
    desk.wait(minutes=1)
    submit(desk, "right")
    assert History.load(desk).solved[CODE.id].times == 1


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (ChallengeKind.FUNCTION, ShelfKind.CHALLENGE),
        (ChallengeKind.WARM_UP, ShelfKind.WARM_UP),
        (ChallengeKind.BROKEN_TRAINING, ShelfKind.BROKEN_TRAINING),
    ],
)
def test_a_challenge_stands_on_the_shelf_by_its_own_kind(
    desk: PlainDesk, kind: ChallengeKind, shown: ShelfKind
) -> None:
    plain = challenge("demo/one", minutes=10, topic="mathematics")
    desk.library = library(replace(plain, spec=replace(plain.spec, kind=kind)))
    assert [one.kind for one in load_shelf(desk).choices] == [shown]


def test_an_interview_asks_nothing_that_is_suspended_and_nothing_that_cannot_be_graded_here(
    desk: PlainDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = challenge("demo/net", runtime=Runtime.TORCH)
    desk.library = library(question("pca"), question("bayes"), CODE, torch)
    monkeypatch.setattr(runtimes, "problem_of", lambda runtime: "" if runtime is Runtime.NUMPY else "is not installed")
    marking.suspend(desk, "bayes", on=True)
    asked = {part.id for seed in range(5) for part in Interview.begin(desk, Wish(), random.Random(seed)).state.parts}
    assert asked == {"pca", CODE.id}
    marking.suspend(desk, "pca", on=True)
    marking.suspend(desk, CODE.id, on=True)
    with pytest.raises(ContentError, match="nothing fits"):
        Interview.begin(desk, Wish())
