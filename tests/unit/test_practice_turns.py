"""Turn by turn: what a session, a drill and an interview do with each key, also when something is broken."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from prep.model.challenge import Challenge, Visibility
from prep.model.errors import ContentError, IsolationError, PrepError, StorageError
from prep.model.question import Question
from prep.model.reading import FurtherReading
from prep.model.result import CheckResult, GradeResult
from prep.model.sitting import CodeItem
from prep.model.verdict import Verdict
from prep.practice.desk.clock import Clock
from prep.practice.drafts import challenges as drafts
from prep.practice.drafts.answers import AnswerDraft
from prep.practice.drafts.challenges import begun_drafts, load_clock
from prep.practice.drafts.help import Help, hint_price, load_help
from prep.practice.drafts.interviews import load_state
from prep.practice.drafts.unfinished import Unfinished
from prep.practice.progress.progress import load_progress
from prep.practice.progress.shelf import Status, load_shelf
from prep.practice.record import attempts as keeping
from prep.practice.record.attempts import best_attempts, list_attempts
from prep.practice.record.drills import current_drill, end_drill, end_old_drills
from prep.practice.record.marking import bookmark, load_journal
from prep.practice.record.recall import recall_sitting
from prep.practice.record.reporting import list_reports, read_report
from prep.practice.record.schedule import Rating
from prep.practice.record.skills import skills_of
from prep.practice.shown import solution as solutions
from prep.practice.shown.solution import load_solution, reference_beside
from prep.practice.work.answering import Answering
from prep.practice.work.interview import Asking, Coding, Interview
from prep.practice.work.interview_plan import Wish
from prep.practice.work.session import Session
from prep.store.practice import all_cards
from tests.unit.practice_stage import NOW, PlainAssessor, PlainBench, PlainDesk, challenge, check, graded, question

CODE = challenge("demo/one", check("a", 30), replace(check("b", 10), visibility=Visibility.PUBLIC))
OTHER = challenge("demo/two", minutes=15)


class ToldBench(PlainBench):
    """Keeps what it was asked for."""

    weakness = "no namespaces"

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.results: list[GradeResult] = []
        self.says = ""

    def warm(self, of: Challenge) -> None:
        self.asked.append(("warm", of.id))

    def stop(self) -> None:
        self.asked.append(("stop",))

    def grade(self, of: Challenge, source: str, **more: Any) -> GradeResult:
        self.asked.append((of.id, source, more.get("visibility")))
        if self.says:
            one = CheckResult(id="runs", verdict=Verdict.ACCEPTED, points=1, max_points=1, time_s=0, output=self.says)
            return replace(graded(of, {}), checks=(one,))
        return self.results.pop() if self.results else super().grade(of, source)


class ToldAssessor(PlainAssessor):
    def __init__(self) -> None:
        self.warmed: list[str] = []

    def warm(self, of: Question) -> None:
        self.warmed.append(of.id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PlainDesk]:
    desk = PlainDesk(tmp_path, question("pca"), question("bayes"), CODE, OTHER)
    desk._bench, desk._assessor = ToldBench(), ToldAssessor()  # type: ignore[assignment]
    yield desk
    desk.close()


def asked(desk: PlainDesk) -> list[tuple[object, ...]]:
    return desk.bench.asked  # type: ignore[attr-defined, no-any-return]


def silent(_: object) -> None:
    """Nobody looks at single checks."""


def submit(desk: PlainDesk, name: str, text: str) -> Session:
    session = Session(desk, name)
    session.begin()
    session.submit(text, silent)
    desk.wait(minutes=1)
    return session


# --- a challenge ------------------------------------------------------------------------------------------------------


def test_public_tests_are_run_on_what_is_written_and_nothing_of_it_is_kept(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    session.warm()
    outcome = session.check("fail b", silent)
    assert asked(desk) == [("warm", CODE.id), (CODE.id, "fail b", Visibility.PUBLIC)]
    assert (outcome.report, outcome.scheduled, outcome.problem, outcome.is_withheld) == (None, (), "", False)
    assert list_attempts(desk.notebook, CODE.id) == []
    session.submit("right", silent)
    assert asked(desk)[-1] == (CODE.id, "right", None)
    session.stop()
    assert asked(desk)[-1] == ("stop",)
    assert session.weakness == "no namespaces"


def test_a_clock_that_is_restarted_has_its_whole_time_and_is_kept(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    desk.wait(minutes=19)
    session.restart_clock()
    assert session.clock == Clock.start(20, desk.now())
    assert load_clock(desk.data, CODE.id) == session.clock


def test_a_fault_of_the_grader_is_no_attempt(desk: PlainDesk) -> None:
    desk.bench.results.append(graded(CODE, {"a": Verdict.GRADER_ERROR}))  # type: ignore[attr-defined]
    session = submit(desk, CODE.id, "x")
    assert list_attempts(desk.notebook, CODE.id) == []
    assert session.clock.stopped_at is None


def test_what_cannot_be_kept_is_graded_all_the_same_and_says_why(
    desk: PlainDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(keeping, "write_file", fail)
    session = Session(desk, CODE.id)
    session.begin()
    outcome = session.submit("right", silent)
    assert (outcome.result.verdict, outcome.problem, outcome.report) == (
        Verdict.ACCEPTED,
        "the disk is full",
        None,
    )
    assert session.clock.stopped_at is None


def test_a_database_that_fails_neither_opens_the_solution_nor_stops_the_work(
    desk: PlainDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(desk, OTHER.id, "right")
    assert Session(desk, OTHER.id).may_see_solution

    def fail() -> None:
        raise StorageError("no database")

    session = Session(desk, CODE.id)
    session.begin()
    monkeypatch.setattr(desk.notebook, "reading", fail)
    assert not session.may_see_solution
    assert "no database" in session.submit("right", silent).problem


def test_hints_come_one_by_one_and_are_counted_before_they_are_shown(desk: PlainDesk) -> None:
    hinted = replace(CODE, hints=("first", "second"))
    desk.library.challenges[CODE.id] = hinted
    session = Session(desk, CODE.id)
    session.begin()
    assert (session.hints, session.hints_left, session.hint_price) == ((), 2, hint_price(hinted))
    assert session.take_hint() == "first"
    assert (session.hints, session.hints_left) == (("first",), 1)
    assert load_help(session.folder) == Help(hints=1)
    assert Session(desk, CODE.id).take_hint() == "second"
    assert Session(desk, CODE.id).hints_left == 0


def test_once_it_was_given_up_no_attempt_counts_and_that_is_said_once(desk: PlainDesk) -> None:
    session = submit(desk, OTHER.id, "fail works")
    session.give_up()
    assert load_help(session.folder) == Help(reference_shown=True)
    submit(desk, OTHER.id, "right")
    newest, _ = list_attempts(desk.notebook, OTHER.id)
    assert newest.aided
    assert not best_attempts(desk.notebook)[OTHER.id].is_solved
    solved = submit(desk, CODE.id, "right")
    solved.give_up()  # there is nothing to give up any more
    assert load_help(solved.folder) == Help()


def test_a_submission_that_was_cut_off_is_told_once(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    assert session.interrupted_at is None
    Unfinished(session.folder).begin(NOW)
    cut = Session(desk, CODE.id)
    assert cut.interrupted_at == NOW
    cut.submit("right", silent)
    assert [one.interrupted_at for one in (cut, Session(desk, CODE.id))] == [None, None]
    (session.folder / "being-graded").write_text("2026-01-01T00:00:00")  # without its offset it says nothing
    assert Session(desk, CODE.id).interrupted_at is None


def test_what_is_handed_out_lies_beside_the_draft_and_what_one_changed_of_it_stays(
    desk: PlainDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "given_names", lambda _: ["train.csv", "notes.md"])
    monkeypatch.setattr(drafts, "given_files", lambda _: {"train.csv": b"a,b\n", "notes.md": b"read me"})
    session = Session(desk, CODE.id)
    session.begin()
    assert (session.folder / "train.csv").read_bytes() == b"a,b\n"
    (session.folder / "train.csv").write_text("mine")
    (session.folder / "notes.md").unlink()
    Session(desk, CODE.id).begin()
    assert (session.folder / "train.csv").read_text() == "mine"
    assert (session.folder / "notes.md").read_text() == "read me"


def test_input_of_ones_own_shows_what_it_printed_or_that_it_did_nothing(desk: PlainDesk) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    desk.bench.says = "4\n"  # type: ignore[attr-defined]
    assert session.try_out("def f(): ...", "f()") == "4"
    (trial, source, _) = asked(desk)[-1]
    assert trial == "trial/demo-one"
    assert "'def f(): ...'" in str(source)
    desk.bench.says = " \n"  # type: ignore[attr-defined]
    assert session.try_out("", "x = 1") == "It ran, and neither returned nor printed anything."


@pytest.mark.parametrize(
    ("verdict", "message", "said"),
    [
        (Verdict.TIME_LIMIT, "over 20 s", f"{Verdict.TIME_LIMIT}: over 20 s"),
        (Verdict.MEMORY_LIMIT, "", f"{Verdict.MEMORY_LIMIT}"),
    ],
)
def test_input_of_ones_own_that_came_to_no_end_says_why(
    desk: PlainDesk, verdict: Verdict, message: str, said: str
) -> None:
    one = CheckResult(id="runs", verdict=verdict, points=0, max_points=1, time_s=0, message=message)
    desk.bench.results.append(replace(graded(CODE, {}), checks=(one,)))  # type: ignore[attr-defined]
    assert Session(desk, CODE.id).try_out("", "while True: ...") == said


def test_a_solution_comes_with_its_explanation_what_goes_wrong_and_where_to_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solutions, "load_reference", lambda _: '"""Why it works."""\n\nx = 1\n')
    book = FurtherReading(title="A book", where="chapter 1")
    shown = load_solution(CODE, (book,))
    assert (shown.explanation, shown.reading) == ("Why it works.", (book,))
    assert shown.source.endswith("x = 1\n")
    assert shown.markdown.endswith("## Read up on it\n\n- A book, chapter 1\n")
    assert reference_beside(CODE) == shown.source
    monkeypatch.setattr(solutions, "load_reference", lambda _: "def (")
    assert "It explains itself in its code." in load_solution(CODE).markdown

    def gone(_: Challenge) -> str:
        raise ContentError("no reference")

    monkeypatch.setattr(solutions, "load_reference", gone)
    assert reference_beside(CODE) == ""


# --- what is broken on the disk ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept", ["[", "{}", '{"started_at": "2026-01-01T00:00:00", "deadline": null, "stopped_at": null}']
)
def test_a_clock_that_cannot_be_read_is_named_and_hides_no_other_challenge(desk: PlainDesk, kept: str) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    (session.folder / "clock.json").write_text(kept)
    with pytest.raises(
        StorageError, match=r"clock\.json is not a clock that prep wrote; remove it to start the clock afresh"
    ):
        Session(desk, CODE.id)
    shelf = load_shelf(desk)
    assert any("is not a clock that prep wrote" in line for line in shelf.problems)
    assert {one.id for one in shelf.choices} == {"pca", "bayes", CODE.id, OTHER.id}


def test_help_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    for broken in ("[", "[]", '{"hints": "many"}', '{"hints": -3}'):
        (tmp_path / "help.json").write_text(broken)
        assert load_help(tmp_path) == Help()


@pytest.mark.parametrize("kept", ["[", "{}", '{"uid": 3}'])
def test_an_interview_that_cannot_be_read_says_how_to_be_rid_of_it(desk: PlainDesk, kept: str) -> None:
    Interview.begin(desk, Wish(minutes=10))
    (desk.data / "interview" / "state.json").write_text(kept)
    with pytest.raises(StorageError, match="prep interview --give-up"):
        Interview.resume(desk)


def test_a_graded_answer_of_another_version_of_its_question_is_graded_anew(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    answering.begin()
    answering.save("alpha")
    answering.grade("alpha")
    assert Answering(desk, desk.library.question("pca")).graded == answering.graded
    changed = replace(desk.library.question("pca"), model_answer="another")
    again = Answering(desk, changed)
    assert (again.graded, again.text, again.follow_up) == (None, "alpha", None)
    draft = AnswerDraft.of(desk.data, "pca")
    kept = json.loads((draft.folder / "graded.json").read_text())
    (draft.folder / "graded.json").write_text(json.dumps(kept | {"result": {"score": "much"}}))
    assert Answering(desk, desk.library.question("pca")).graded is None


def test_a_shelf_without_a_database_still_shows_what_there_is(desk: PlainDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StorageError("no database")

    monkeypatch.setattr(desk.notebook, "reading", fail)
    shelf = load_shelf(desk)
    assert shelf.problems == ("no database",)
    assert {one.status for one in shelf.choices} == {Status.NEW}


# --- drills -----------------------------------------------------------------------------------------------------------


def answer(desk: PlainDesk, name: str, text: str = "alpha") -> None:
    answering = Answering(desk, desk.library.question(name))
    answering.begin()
    answering.grade(text)
    answering.rate(Rating.GOOD)


def test_a_question_is_warmed_while_it_is_read_and_what_is_typed_is_kept(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    answering.warm()
    assert desk.assessor.warmed == ["pca"]  # type: ignore[attr-defined]
    assert answering.follow_up is None
    answering.save("so far")
    assert Answering(desk, desk.library.question("pca")).text == answering.text == "so far"


def test_what_was_rated_says_when_it_comes_again(desk: PlainDesk) -> None:
    answering = Answering(desk, desk.library.question("pca"))
    answering.begin()
    answering.grade("alpha beta")
    rated = answering.rate(Rating.AGAIN)
    assert rated.tell(desk.now()) == "rated again; it comes again in 10 minutes"
    assert Rating.EASY.meaning == "could teach it"


def test_a_drill_that_was_killed_when_its_report_was_kept_has_no_second_one(desk: PlainDesk) -> None:
    answer(desk, "pca")
    running = current_drill(desk, desk.now())
    left = running.path.read_text()
    assert end_drill(desk) is not None
    running.path.write_text(left)
    desk.wait(hours=3)
    end_old_drills(desk)
    assert len(list_reports(desk)) == 1
    assert not running.path.exists()
    assert end_drill(desk) is None


@pytest.mark.parametrize("kept", ["[", "{}", '{"uid": "short", "started_at": "2026-01-01T00:00:00+00:00"}'])
def test_a_mark_of_a_drill_that_is_none_of_ours_is_left_alone(desk: PlainDesk, kept: str) -> None:
    strange = desk.data / "drill-strange.json"
    strange.write_text(kept)
    end_old_drills(desk)
    answer(desk, "pca")
    assert strange.read_text() == kept
    kept_drill = end_drill(desk)
    assert kept_drill is not None
    assert kept_drill.record.title == "Drill of 1 question"


def test_a_drill_of_this_moment_is_not_ended_by_tidying_up(desk: PlainDesk) -> None:
    answer(desk, "pca")
    answer(desk, "bayes", "beta")
    desk.wait(hours=3)
    end_old_drills(desk)  # it goes on here, however long it takes
    assert list_reports(desk) == []
    kept = end_drill(desk)
    assert kept is not None
    assert (kept.record.title, kept.record.share) == ("Drill of 2 questions", 0.5)
    assert skills_of(kept.sitting.items) == {"nlp": 0.5}
    assert list_reports(desk)[0].short_id == kept.record.uid[:8]


# --- interviews -------------------------------------------------------------------------------------------------------


def coding(desk: PlainDesk, seed: int = 1) -> Interview:
    interview = Interview.begin(desk, Wish(minutes=30, topics=("nlp",)), random.Random(seed))
    while not isinstance(interview.now, Coding):
        interview.answer("")
    return interview


def test_an_interview_warms_what_it_asks_and_begins_a_challenge_with_its_starter(desk: PlainDesk) -> None:
    interview = Interview.begin(desk, Wish(minutes=30, topics=("nlp",)))
    interview.warm()
    assert isinstance(interview.now, Asking)
    assert desk.assessor.warmed == [interview.now.question.id]  # type: ignore[attr-defined]
    assert interview.text == ""
    interview = coding(desk)
    interview.warm()
    assert interview.text == "pass\n"
    assert isinstance(interview.now, Coding)
    assert asked(desk) == [("warm", interview.now.challenge.id)]
    assert Interview.resume(desk).text == "pass\n"  # type: ignore[union-attr]


def test_public_tests_and_input_of_ones_own_leave_an_interview_where_it_is(desk: PlainDesk) -> None:
    interview = coding(desk)
    before = interview.state
    assert isinstance(interview.now, Coding)
    name = interview.now.challenge.id
    interview.check("text", silent)
    assert asked(desk)[-1] == (name, "text", Visibility.PUBLIC)
    desk.bench.says = "3"  # type: ignore[attr-defined]
    assert interview.try_out("text", "f()") == "3"
    desk.bench.says = ""  # type: ignore[attr-defined]
    assert interview.state == before
    interview.submit("text")
    assert asked(desk)[-1] == (name, "text", None)
    assert interview.now is None


def test_an_interview_is_held_against_those_before_it_and_only_those(desk: PlainDesk) -> None:
    submit(desk, CODE.id, "right")
    kept = None
    for said in ("alpha", "alpha beta"):
        interview = Interview.begin(desk, Wish(minutes=5, topics=("nlp",), with_challenge=False), random.Random(3))
        interview.answer(said)
        while interview.now is not None:
            interview.answer("")
        kept = interview.finish()
        desk.wait(minutes=9)
    assert kept is not None
    assert [one.share for one in kept.sitting.history] == [0.25]
    assert load_state(desk.data) is None


def test_an_interview_that_is_done_early_ends_then_and_one_that_is_late_at_its_deadline(desk: PlainDesk) -> None:
    ended = []
    for minutes in (2, 99):
        interview = Interview.begin(desk, Wish(minutes=5, topics=("nlp",), with_challenge=False))
        began = desk.now()
        desk.wait(minutes=minutes)
        interview.answer("alpha beta")
        kept = interview.finish()
        assert kept is not None
        ended.append(kept.record.finished_at - began)
    assert ended == [timedelta(minutes=2), timedelta(minutes=5)]


def test_when_the_content_has_changed_only_the_written_report_is_left(desk: PlainDesk) -> None:
    interview = coding(desk)
    interview.submit("right")
    assert interview.finish() is not None
    (report,) = list_reports(desk)
    assert isinstance(recall_sitting(desk.notebook, desk.library, report.record).items[-1], CodeItem)
    desk.library.questions.clear()
    with pytest.raises(StorageError, match="has changed since"):
        recall_sitting(desk.notebook, desk.library, report.record)
    assert read_report(desk, report)


# --- marks and lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", ["gone", "demo/gone"])
def test_what_is_not_there_cannot_be_marked(desk: PlainDesk, item: str) -> None:
    with pytest.raises(ContentError, match=f"no (question|challenge) `{item}`"):
        bookmark(desk, item, on=True)
    assert load_journal(desk).bookmarked == frozenset()


def test_a_question_is_due_at_the_very_moment_and_says_which_check_asks_for_it(desk: PlainDesk) -> None:
    answer(desk, "pca", "alpha beta")
    choice = of(desk, "pca")
    assert (choice.status, choice.reached) == (Status.DONE, "100%")
    assert choice.standing.startswith("100% last time; comes again in ")
    with desk.notebook.reading() as connection:
        due = all_cards(connection)["pca"].due
    desk.time = due
    assert (of(desk, "pca").status, of(desk, "pca").standing) == (Status.DUE, "100% last time; due now")
    naming = challenge("demo/names", check("a", questions=("bayes",)))
    desk.library.challenges[naming.id] = naming
    submit(desk, naming.id, "fail a")
    assert of(desk, "bayes").standing == "not answered yet; due: Names: “Does a” failed"
    assert of(desk, naming.id).standing == "best 0 of 10 points in 1 attempt"
    assert begun_drafts(desk.data) == [naming.id]


def of(desk: PlainDesk, item: str) -> Any:
    return next(one for one in load_shelf(desk).choices if one.id == item)


def test_the_report_of_a_challenge_tells_of_earlier_ones_at_the_same_challenge_only(desk: PlainDesk) -> None:
    for name, text in ((OTHER.id, "right"), (CODE.id, "fail a"), (CODE.id, "right")):
        submit(desk, name, text)
    newest, first, other = (recall_sitting(desk.notebook, desk.library, one.record) for one in list_reports(desk))
    assert [one.share for one in newest.history] == [0.25]
    assert first.history == other.history == ()


def fails_with(error: type[PrepError]) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error("it cannot be set up")

    return fail


def test_what_cannot_be_graded_at_all_is_said_and_no_longer_counts_as_being_graded(
    desk: PlainDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(desk, CODE.id)
    session.begin()
    monkeypatch.setattr(desk.bench, "grade", fails_with(IsolationError))
    with pytest.raises(IsolationError, match="it cannot be set up"):
        session.submit("right", silent)
    assert Unfinished(session.folder).submitted_at is None


def test_a_topic_of_which_nothing_was_touched_has_no_strength_though_a_check_of_another_challenge_trained_it(
    desk: PlainDesk,
) -> None:
    both = challenge("demo/both", check("a"), check("b", topic="tools"), topic="nlp")
    desk.library.challenges[both.id] = both
    desk.library.questions["git"] = question("git", topic="tools")
    submit(desk, both.id, "fail a")
    assert {one.topic: one.strength for one in load_progress(desk).skills} == {"nlp": 0.0, "tools": None}
    answer(desk, "git", "beta")
    assert {one.topic: one.strength for one in load_progress(desk).skills} == {"nlp": 0.0, "tools": 0.875}
