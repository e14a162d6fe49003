"""What is kept and brought back: drafts, states, records, claims, reports; and the bench that grades one's own work."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from prep.grading.own.grader import OwnWork
from prep.model.challenge import Challenge, Level, Visibility
from prep.model.errors import ContentError, IsolationError, MissingLibraryError, PrepError, StorageError
from prep.model.isolation import Isolation
from prep.model.question import Evidence, Misconception, MisconceptionResult
from prep.model.result import GradeResult
from prep.model.sitting import AnswerItem, CodeItem, SittingKind
from prep.model.verdict import Verdict
from prep.practice.desk import bench as benches
from prep.practice.desk.bench import Bench, Stopped
from prep.practice.desk.clock import Clock
from prep.practice.drafts.answers import AnswerDraft
from prep.practice.drafts.challenges import Way, save_text
from prep.practice.drafts.claims import Assertion, StatementKind, arguable, with_claims
from prep.practice.drafts.help import Help, load_help, save_help
from prep.practice.drafts.interviews import Answered, Coded, PartKind, load_state, save_state
from prep.practice.progress.day import DayTask, TaskKind
from prep.practice.progress.drill import Portion, Queue, make_queue
from prep.practice.progress.pace import focus_of
from prep.practice.progress.path import STRONG, find_path
from prep.practice.progress.progress import load_progress
from prep.practice.progress.shelf import Status, load_shelf
from prep.practice.progress.statistics import question_history
from prep.practice.record.drills import current_drill, end_drill
from prep.practice.record.goal import Goal
from prep.practice.record.history import History, Today
from prep.practice.record.marking import ask_again, load_journal
from prep.practice.record.recall import recall_sitting
from prep.practice.record.reporting import list_reports, read_report, render_report, require_page
from prep.practice.record.rows import answer_record
from prep.practice.record.schedule import Rating, next_card, tell_due
from prep.practice.record.sittings import past_scores
from prep.practice.shown.bars import bar
from prep.practice.shown.solution import ShownSolution
from prep.practice.work.answering import Answering
from prep.practice.work.interview import Coding, Interview
from prep.practice.work.interview_plan import Wish
from prep.practice.work.session import Session
from prep.reports import pdf
from prep.store.practice import reviews_since
from tests.unit.practice_stage import NOW, PlainAssessor, PlainDesk, challenge, check, graded, library, question

CODE = challenge("demo/one", check("a", 30), check("b", 10))
OTHER = challenge("demo/two", minutes=15)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PlainDesk]:
    desk = PlainDesk(tmp_path, question("pca"), question("bayes"), CODE, OTHER)
    yield desk
    desk.close()


def submit(desk: PlainDesk, name: str, text: str) -> Session:
    session = Session(desk, name)
    session.begin()
    session.submit(text, lambda _: None)
    desk.wait(minutes=1)
    return session


def answer(desk: PlainDesk, name: str, text: str) -> None:
    answering = Answering(desk, desk.library.question(name))
    answering.begin()
    answering.grade(text)
    answering.rate(Rating.GOOD)


# --- drafts and small files -------------------------------------------------------------------------------------------


def test_what_is_written_comes_back_and_files_name_their_format(desk: PlainDesk) -> None:
    draft = AnswerDraft.of(desk.data, "pca")
    draft.save_text("so far")
    assert draft.load_text() == "so far"
    save_help(desk.data, Help(hints=2))
    assert load_help(desk.data) == Help(hints=2, reference_shown=False)
    assert not Help().reference_shown
    assert json.loads((desk.data / "help.json").read_text())["format_version"] == 1
    running = current_drill(desk, desk.now())
    assert json.loads(running.path.read_text())["format_version"] == 1


def test_hints_cost_whole_hundredths() -> None:
    of = challenge("demo/one", check("a", 0.7))
    assert Help(hints=3).cost(of) == 0.21
    assert Help().cost(of) == 0.0


def test_what_somebody_else_wrote_lies_beside_the_draft(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    assert session.put_aside("theirs").read_text() == "theirs"
    assert session.outside_text() is None
    save_text(desk.data, CODE.id, "theirs")
    assert session.outside_text() == "theirs"
    session.take_over("theirs")
    assert session.outside_text() is None
    assert History.load(desk).begun == (CODE.id,)


def test_what_is_not_given_is_empty() -> None:
    assert DayTask(kind=TaskKind.NEW, minutes=1, why="").challenge == ""
    assert DayTask(kind=TaskKind.NEW, minutes=1, why="").questions == ()
    assert (Queue(asked=(), next_due=None).due_later, Queue(asked=(), next_due=None).new_later) == (0, 0)


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "now"),
        (0.6, "in 1 minute"),
        (59, "in 59 minutes"),
        (60, "in 1 hour"),
        (36 * 60 - 1, "in 36 hours"),
        (36 * 60, "in 2 days"),
        (-5, "now"),
    ],
)
def test_when_a_question_comes_again_is_told_by_minutes_hours_and_days(minutes: float, said: str) -> None:
    assert tell_due(NOW + timedelta(minutes=minutes), NOW) == said


def test_what_was_known_and_is_forgotten_comes_again_in_ten_minutes() -> None:
    card = next_card(None, "pca", Rating.EASY, NOW)
    for _ in range(3):
        card = next_card(card, "pca", Rating.GOOD, card.due)
    forgotten = next_card(card, "pca", Rating.AGAIN, card.due)
    assert forgotten.due - card.due == timedelta(minutes=10)


def test_who_answered_more_than_a_days_portion_gets_nothing_new() -> None:
    questions = {name: question(name) for name in ("pca", "bayes")}
    queue = make_queue(questions, History(today=Today(new=3, again=9)), NOW, Portion(due=2, new=1))
    assert (queue.asked, queue.new_later, queue.due_later) == ((), 2, 0)


def test_exactly_six_tenths_is_a_good_answer_and_touched_adds_answers_and_attempts() -> None:
    of = library(question("pca"), question("bayes"), CODE, OTHER)
    path = find_path(of, History(answers={"pca": STRONG}, best={"pca": STRONG}, shares={CODE.id: 0.1}))
    assert (path.stages[0].strong, path.stages[0].once_strong, path.stages[0].tried) == (1, 1, 1)
    assert path.stages[0].coverage == 0.5
    assert path.stages[0].done == 0.25


def test_a_stage_with_as_many_questions_as_challenges_has_its_turn() -> None:
    of = library(question("pca"), CODE, question("adam", Level.ADVANCED))
    assert focus_of(find_path(of, History()), of, Goal(made_on=NOW.date()), NOW.date()) is Level.BEGINNER


def test_points_of_an_answer_are_whole_hundredths() -> None:
    of = question("pca")
    result = replace(PlainAssessor().grade(of, ""), score=1 / 3)
    record = answer_record(AnswerItem(question=of, answer="", result=result), NOW)
    assert (record.points, record.max_points) == (1.33, 4.0)


def test_a_solution_says_all_there_is_to_read() -> None:
    said = ShownSolution(source="", explanation="Why.", mistakes=("One.", "Two."), read_next=("Next.",)).markdown
    assert [line for line in said.splitlines() if line] == [
        "# The reference solution",
        "Why.",
        "## Mistakes that the tests look for",
        "- One.",
        "- Two.",
        "## Go on with",
        "- Next.",
    ]


# --- claims -----------------------------------------------------------------------------------------------------------


def wrong(name: str, *, is_sure: bool) -> MisconceptionResult:
    evidence = Evidence(quote="q", start=0, end=1)
    return MisconceptionResult(id=name, probability=0.9, evidence=evidence, feedback=f"no {name}", is_sure=is_sure)


def test_only_a_sure_misconception_cost_marks_so_only_it_gives_them_back() -> None:
    of = question("pca")
    of = replace(
        of, misconceptions=tuple(Misconception(id=n, phrasings=("x",), penalty=1, feedback=n) for n in ("m", "n"))
    )
    plain = PlainAssessor().grade(of, "beta")
    result = replace(
        plain, score=0.5, low=0.4, high=0.6, misconceptions=(wrong("m", is_sure=True), wrong("n", is_sure=False))
    )
    assert [(one.label, one.text) for one in arguable(of, result)] == [
        ("1", "Says alpha"),
        ("2", "Says beta"),
        ("a", "no m"),
        ("b", "no n"),
    ]
    doubtful = with_claims(of, result, [Assertion(part=StatementKind.MISCONCEPTION, id="n", said=False)])
    assert (doubtful.score, [one.id for one in doubtful.misconceptions]) == (0.5, ["m"])
    sure = with_claims(of, result, [Assertion(part=StatementKind.MISCONCEPTION, id="m", said=False)])
    assert (sure.score, sure.low, sure.high) == (0.75, 0.4, 0.75)
    worse = with_claims(of, result, [Assertion(part=StatementKind.POINT, id="beta", said=False)])
    assert (worse.score, worse.low, worse.high) == (0.0, 0.0, 0.6)


def test_words_that_make_a_point_stay_unless_one_did_not_say_it() -> None:
    of = question("pca")
    result = PlainAssessor().grade(of, "alpha")
    evidence = Evidence(quote="alpha", start=0, end=5)
    result = replace(result, points=(replace(result.points[0], evidence=evidence), *result.points[1:]))
    kept = with_claims(of, result, [Assertion(part=StatementKind.POINT, id="alpha", said=True)])
    assert kept.points[0].evidence == evidence
    taken = with_claims(of, result, [Assertion(part=StatementKind.POINT, id="alpha", said=False)])
    assert taken.points[0].evidence is None


# --- sittings, reports, shelf -----------------------------------------------------------------------------------------


def test_scores_before_are_those_of_the_same_challenge(desk: PlainDesk) -> None:
    submit(desk, CODE.id, "fail a")
    submit(desk, OTHER.id, "right")
    submit(desk, CODE.id, "right")
    assert [one.share for one in past_scores(desk.notebook, SittingKind.CHALLENGE, "One")] == [0.25, 1.0]
    assert [one.share for one in past_scores(desk.notebook, SittingKind.CHALLENGE, "Two")] == [1.0]
    assert len(past_scores(desk.notebook, SittingKind.CHALLENGE)) == 3


def test_a_sitting_comes_back_with_what_it_was_and_what_came_before_it(desk: PlainDesk) -> None:
    submit(desk, OTHER.id, "right")
    submit(desk, CODE.id, "fail a")
    submit(desk, CODE.id, "right")
    newest, older, _ = list_reports(desk)
    sitting = recall_sitting(desk.notebook, desk.library, newest.record)
    (item,) = sitting.items
    assert isinstance(item, CodeItem)
    assert item.result.verdict is Verdict.ACCEPTED
    assert [one.share for one in sitting.history] == [0.25]
    assert recall_sitting(desk.notebook, desk.library, older.record).history == ()
    assert render_report(desk, newest, ".txt").decode().strip()
    assert [one.title for one in load_progress(desk).recent] == ["One", "One", "Two"]


def test_a_drill_comes_back_with_its_skills(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha")
    end_drill(desk)
    desk.wait(hours=3)
    answer(desk, "pca", "alpha beta")
    kept = end_drill(desk)
    assert kept is not None
    (skill,) = kept.sitting.skills
    assert (skill.topic, skill.answers, skill.mean, skill.last) == ("nlp", 1, 0.25, 0.25)


def test_what_is_due_stands_so_on_the_shelf(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha beta")
    assert next(one for one in load_shelf(desk).choices if one.id == "pca").status is Status.DONE
    desk.wait(days=200)
    assert next(one for one in load_shelf(desk).choices if one.id == "pca").status is Status.DUE


def test_the_history_of_a_question_shows_each_answer_its_points_and_when_it_comes_again(desk: PlainDesk) -> None:
    assert question_history(desk, "pca").splitlines() == ["Pca (pca)", "  not answered yet"]
    answer(desk, "pca", "alpha")
    desk.wait(days=3)
    answer(desk, "pca", "alpha beta")
    lines = question_history(desk, "pca").splitlines()
    assert [line.split()[-5:] for line in lines[1:3]] == [
        [bar(0.25, 16), "25%", "0", "min", "little"],
        [bar(1.0, 16), "100%", "0", "min", "excellent"],
    ]
    assert lines[3:5] == ["  ✓✓  Says alpha", "  ·✓  Says beta"]
    assert lines[5].startswith("  probably still known to 100%; comes again in ")
    assert all(len(line) <= 78 for line in lines)
    with pytest.raises(ContentError):
        question_history(desk, "gone")


# --- interviews -------------------------------------------------------------------------------------------------------


def coding(desk: PlainDesk) -> Interview:
    """At its challenge, after one question."""
    interview = Interview.begin(desk, Wish(minutes=30, topics=("nlp",)))
    while not isinstance(interview.now, Coding):
        interview.answer("")
    return interview


def test_an_interview_comes_back_as_it_was(desk: PlainDesk) -> None:
    interview = coding(desk)
    interview.submit("fail works")
    kept = load_state(desk.data)
    assert kept is not None
    assert kept == interview.state
    assert [one.part.kind for one in kept.done] == [part.kind for part in kept.parts]
    assert isinstance(kept.done[0], Answered)
    assert isinstance(kept.done[-1], Coded)
    assert json.loads((desk.data / "interview" / "state.json").read_text())["format_version"] == 1
    save_state(desk.data, replace(kept, following_up=True))
    assert load_state(desk.data) == replace(kept, following_up=True)


@pytest.mark.parametrize(("text", "handed_in"), [("pass\n", False), ("  \n", False), ("fail works", True)])
def test_when_the_time_is_up_only_what_was_written_is_handed_in(desk: PlainDesk, text: str, handed_in: bool) -> None:
    interview = coding(desk)
    interview.save(text)
    desk.wait(hours=1)
    before = len(interview.state.done)
    interview.hand_in_rest()
    assert len(interview.state.done) == before + handed_in


def test_an_answer_that_stands_there_is_handed_in_and_none_is_not(desk: PlainDesk) -> None:
    interview = Interview.begin(desk, Wish(minutes=10, with_challenge=False))
    interview.hand_in_rest()
    assert not interview.state.done
    interview.save("alpha beta")
    interview.hand_in_rest()
    assert [one.part.kind for one in interview.state.done] == [PartKind.QUESTION]


def test_a_challenge_that_was_not_reached_says_so_of_each_check(desk: PlainDesk) -> None:
    interview = Interview.begin(desk, Wish(minutes=30, topics=("nlp",)))
    interview.answer("alpha beta")
    desk.wait(hours=1)
    kept = interview.finish()
    assert kept is not None
    missed = next(item for item in kept.sitting.items if isinstance(item, CodeItem))
    assert {one.verdict for one in missed.result.checks} == {Verdict.SKIPPED}
    assert (missed.result.fingerprint, missed.result.challenge) == ("f", missed.challenge.id)
    assert (missed.result.started_at, missed.result.points) == (desk.now(), 0.0)
    assert [(one.id, one.max_points) for one in missed.result.checks] == [
        (one.id, one.points) for one in missed.challenge.spec.checks
    ]


def test_a_page_that_is_gone_is_written_again_and_every_format_is_rendered(
    desk: PlainDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(desk, CODE.id, "fail a")
    (report,) = list_reports(desk)
    report.path.unlink()
    assert require_page(desk, report) == report.path
    page = report.path.read_text("utf-8")
    assert "One" in page
    report.path.write_text("as it was")
    assert require_page(desk, report).read_text() == "as it was"
    assert render_report(desk, report, ".html") == b"as it was"
    assert "One" in render_report(desk, report, ".md").decode()
    monkeypatch.setattr(pdf, "render_pdf", lambda view: repr(view).encode())
    assert "One" in render_report(desk, report, ".pdf").decode()
    with pytest.raises(PrepError, match="is not a format"):
        render_report(desk, report, ".doc")


def test_where_the_content_has_changed_the_report_is_read_as_it_was_written(desk: PlainDesk) -> None:
    submit(desk, CODE.id, "fail a")
    (report,) = list_reports(desk)
    desk.library.challenges[CODE.id] = replace(CODE, fingerprint="another")
    report.path.with_name("report.txt").write_text("as it was written")
    assert read_report(desk, report) == "as it was written"
    report.path.with_name("report.txt").unlink()
    with pytest.raises(StorageError, match="holds no report any more"):
        read_report(desk, report)


def test_parts_of_an_interview_come_back_with_their_weight_and_their_time(desk: PlainDesk) -> None:
    interview = coding(desk)
    desk.wait(minutes=3)
    interview.submit("fail works")
    kept = interview.finish()
    assert kept is not None
    again = recall_sitting(desk.notebook, desk.library, kept.record)
    assert [one.weight for one in again.items] == [one.weight for one in kept.sitting.items]
    assert {one.weight for one in again.items} == {5.0, 15.0}
    assert [one.taken_s for one in again.items] == [one.taken_s for one in kept.sitting.items]
    assert again.items[-1].taken_s == 180.0


def test_home_tells_of_the_last_six_sittings(desk: PlainDesk) -> None:
    for _ in range(7):
        submit(desk, CODE.id, "fail a")
    assert len(load_progress(desk).recent) == 6


def test_an_interview_leaves_a_review_of_each_answer_and_its_text_lies_where_it_says(desk: PlainDesk) -> None:
    interview = Interview.begin(desk, Wish(minutes=5, topics=("nlp",), with_challenge=False))
    interview.save("beta")
    assert interview.text_path.read_text() == "beta"
    desk.wait(minutes=2)
    interview.answer("beta alpha")
    assert interview.finish() is not None
    with desk.notebook.reading() as connection:
        (review,) = reviews_since(connection, NOW)
    assert (review.share, review.taken_s, review.rating) == (1.0, 120.0, Rating.EASY)


def test_what_was_begun_is_no_longer_new_and_a_drill_keeps_its_id(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    assert answering.is_new
    answering.begin()
    assert not Answering(desk, desk.library.question("pca")).is_new
    answering.grade("alpha")
    answering.rate(Rating.GOOD)
    assert desk.drill is not None
    uid = desk.drill.uid
    kept = end_drill(desk)
    assert kept is not None
    assert kept.record.uid == uid


def test_a_question_that_one_asks_for_again_says_so(desk: PlainDesk) -> None:
    ask_again(desk, "pca")
    (wish,) = load_journal(desk).demands
    assert (wish.question, wish.challenge, wish.check, wish.why) == ("pca", "", "by hand", "you asked for it again")


# --- the bench --------------------------------------------------------------------------------------------------------


class Recorded:
    """A grader that keeps what it was asked, and may fail."""

    isolation = Isolation.FULL

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[Any] = []
        self.error = error
        self.is_closed = False

    def warm(self, of: Challenge) -> None:
        self.asked.append(of)
        if self.error:
            raise self.error

    def grade(self, of: Challenge, submission: Any, **more: Any) -> GradeResult:
        self.asked.append((of, submission.files, more))
        if self.error:
            raise self.error
        return graded(of, {})

    def close(self) -> None:
        self.is_closed = True


def bench_with(grader: Recorded) -> Bench:
    bench = Bench()
    bench._grader.close()
    bench._grader = grader  # type: ignore[assignment]
    return bench


def test_the_bench_hands_on_what_it_is_asked() -> None:
    grader = Recorded()
    bench = bench_with(grader)

    def on_check(_: object) -> None:
        """Nothing is looked at."""

    assert bench.grade(CODE, "x", visibility=Visibility.PUBLIC, on_check=on_check).challenge == CODE.id
    assert grader.asked == [(CODE, {"solution.py": b"x"}, {"visibility": Visibility.PUBLIC, "on_check": on_check})]
    bench.warm(OTHER)
    assert grader.asked[1:] == [OTHER]
    assert (bench.isolation, bench.weakness) == (Isolation.FULL, "")
    bench.close()
    assert grader.is_closed


def test_without_a_jail_ones_own_work_is_graded_in_plain_processes_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weak = Recorded()
    weak.isolation = OwnWork().isolation
    monkeypatch.setattr(benches, "OwnWork", lambda: weak)
    strong = Recorded(IsolationError("no namespaces"))
    bench = bench_with(strong)
    assert bench.grade(CODE, "x").challenge == CODE.id
    assert "no namespaces" in bench.weakness
    assert (strong.is_closed, weak.is_closed, len(weak.asked)) == (True, False, 1)
    bench.grade(CODE, "y")
    assert (len(strong.asked), len(weak.asked)) == (1, 2)


def test_where_plain_processes_fail_as_well_the_jail_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    weak = Recorded(IsolationError("no processes"))
    monkeypatch.setattr(benches, "OwnWork", lambda: weak)
    strong = Recorded(IsolationError("no namespaces"))
    bench = bench_with(strong)
    with pytest.raises(IsolationError, match="no processes"):
        bench.grade(CODE, "x")
    assert (weak.is_closed, strong.is_closed) == (True, False)
    assert bench._grader is strong  # type: ignore[comparison-overlap]


def test_a_library_that_is_missing_is_told_and_nothing_weaker_is_tried() -> None:
    strong = Recorded(MissingLibraryError("no torch"))
    bench = bench_with(strong)
    with pytest.raises(MissingLibraryError, match="no torch"):
        bench.warm(CODE)
    assert bench._grader is strong  # type: ignore[comparison-overlap]


def test_what_is_stopped_says_so_and_the_bench_goes_on() -> None:
    class Ended(Recorded):
        def grade(self, of: Challenge, submission: Any, **more: Any) -> GradeResult:
            bench._generation += 1  # as `stop` does from another thread
            return super().grade(of, submission, **more)

    bench = bench_with(Ended())
    with pytest.raises(Stopped):
        bench.grade(CODE, "x")
    bench._grader = Recorded()  # type: ignore[assignment]
    assert bench.grade(CODE, "x").verdict is Verdict.ACCEPTED


def test_a_clock_without_a_way_is_timed(desk: PlainDesk) -> None:
    assert Session(desk, CODE.id).clock == Clock.start(20, NOW)
    assert Session(desk, CODE.id, Way.UNTIMED).clock.deadline is None
