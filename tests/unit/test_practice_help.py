"""Help with a challenge or a question: hand-ins, first steps, one's own input, rounds, follow-ups."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from prep.catalog.locate import shipped_root
from prep.catalog.readings import strange_readings
from prep.model.challenge import Challenge, Check, Level, Rejected, Visibility
from prep.model.question import AnswerResult, Evidence, FollowUp, Misconception, MisconceptionResult, PointResult
from prep.model.reading import FurtherReading
from prep.model.result import GradeResult
from prep.model.sitting import FollowUpAnswer
from prep.model.verdict import Verdict
from prep.practice.desk.clock import Clock
from prep.practice.desk.library import Library
from prep.practice.drafts.help import HINT_SHARE
from prep.practice.drafts.interviews import Answered, InterviewPart, InterviewState, PartKind, text_path
from prep.practice.progress.path import STAGES
from prep.practice.record.attempts import list_attempts
from prep.practice.record.reporting import list_reports, read_report
from prep.practice.record.schedule import Rating
from prep.practice.shown.first_step import first_point, first_step
from prep.practice.shown.highlight import highlight
from prep.practice.shown.reading import reading_of
from prep.practice.shown.withheld import WITHHELD, Withheld
from prep.practice.work.answering import Answering
from prep.practice.work.interview import Asking, Interview
from prep.practice.work.interview_plan import Wish
from prep.practice.work.pressing import next_follow_up
from prep.practice.work.rounds import Round
from prep.practice.work.session import Session
from prep.practice.work.trial import trial_of, trial_source
from prep.store.practice import attempts_at
from prep.store.records import AttemptKind
from tests.unit.practice_stage import NOW, PlainAssessor, PlainBench, PlainDesk, challenge, check, library, question

ADVICE = "Think of negative numbers."
HIDDEN = replace(check("hidden"), advice=ADVICE)
PUBLIC = replace(check("public"), visibility=Visibility.PUBLIC, advice="Read the prompt.")


def advised(*checks: Check) -> Challenge:
    one = challenge("demo/one", *(checks or (HIDDEN, PUBLIC)))
    rejected = (Rejected(file="wrong.py", fails=("hidden",), why="forgets the sign"),)
    return replace(one, spec=replace(one.spec, rejected=rejected), hints=("first", "second"))


class AdvisingBench(PlainBench):
    """Says a check's advice where it fails."""

    def grade(self, of: Challenge, source: str, **more: Any) -> GradeResult:
        result = super().grade(of, source)
        advice = {one.id: one.advice for one in of.spec.checks}
        checks = [
            one if one.verdict is Verdict.ACCEPTED else replace(one, message=f"It came out wrong. {advice[one.id]}")
            for one in result.checks
        ]
        for one in checks:
            more["on_check"](one)
        return replace(result, checks=tuple(checks))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PlainDesk]:
    desk = PlainDesk(tmp_path, advised(), question("pca"), question("bayes", Level.ADVANCED, "production"))
    desk._bench = AdvisingBench()  # type: ignore[assignment]
    yield desk
    desk.close()


def submit(session: Session, text: str) -> list[str]:
    """Hand a text in; what was said of each check while it was graded."""
    said: list[str] = []
    session.begin()
    session.submit(text, lambda one: said.append(one.message))
    return said


def test_a_wrong_hand_in_says_what_happened_and_keeps_what_a_hint_sells(desk: PlainDesk) -> None:
    session = Session(desk, "demo/one")
    assert submit(session, "fail hidden fail public") == [
        f"It came out wrong. {WITHHELD}",
        "It came out wrong. Read the prompt.",
    ]
    (attempt,) = list_attempts(desk.notebook, "demo/one")
    assert [one.get("message") for one in attempt.result["checks"]] == [
        f"It came out wrong. {WITHHELD}",
        "It came out wrong. Read the prompt.",
    ]
    assert session.sayable.spec.rejected == ()
    assert [one.advice for one in session.sayable.spec.checks] == ["", "Read the prompt."]
    (report,) = list_reports(desk)
    assert ADVICE not in read_report(desk, report, 100)
    assert ADVICE not in report.path.read_text("utf-8")


def test_after_a_hint_that_was_paid_for_hidden_checks_say_what_to_look_at(desk: PlainDesk) -> None:
    session = Session(desk, "demo/one")
    session.begin()
    session.take_hint()
    assert submit(session, "fail hidden") == [f"It came out wrong. {ADVICE}", ""]
    assert session.sayable == session.challenge
    (report,) = list_reports(desk)
    assert ADVICE in read_report(desk, report, 100)
    assert list_attempts(desk.notebook, "demo/one")[0].hint_cost == 20 * HINT_SHARE


def test_who_finished_or_gave_up_is_told_what_to_look_at(desk: PlainDesk) -> None:
    session = Session(desk, "demo/one")
    submit(session, "right")
    assert submit(session, "fail hidden") == [f"It came out wrong. {ADVICE}", ""]
    assert ADVICE in list_reports(desk)[0].path.read_text("utf-8")


def test_an_outcome_says_whether_a_hint_would_bring_more(desk: PlainDesk) -> None:
    session = Session(desk, "demo/one")
    session.begin()
    assert session.submit("fail hidden", lambda _: None).is_withheld
    assert not session.submit("fail public", lambda _: None).is_withheld
    session.take_hint()
    assert not session.submit("fail hidden", lambda _: None).is_withheld


def test_what_passes_and_what_says_something_else_stays_as_it_is() -> None:
    of = advised()
    withheld = Withheld.of(of, is_sayable=False)
    bench = AdvisingBench()
    result = bench.grade(of, "fail hidden", on_check=lambda _: None)
    odd = replace(result.checks[0], message="It returned None.")
    assert withheld.veil(odd) == odd
    assert withheld.veil(result.checks[1]) == result.checks[1]
    assert Withheld.of(of, is_sayable=True).veil_all(result) == result
    assert Withheld.of(of, is_sayable=True).without(of) is of
    without_hints = replace(of, hints=())
    assert Withheld.of(without_hints, is_sayable=False).veil_all(result) == result


# --- one's own input ----------


def run(work: str, typed: str) -> None:
    """As the jail does."""
    names: dict[str, Any] = {}
    exec(trial_source(work, typed), names)
    names["run_what_was_typed"]()


@pytest.mark.parametrize(
    ("work", "typed", "said"),
    [
        ("def f(x):\n    return x + 1\n", "f(2)", "3\n"),
        ("def f(x):\n    print(x)\n", "f('a')", "a\n"),
        ("k = 2\n", "x = 3; x * k; x - k", "6\n1\n"),
        ("", "None", ""),
    ],
)
def test_what_is_typed_is_run_on_the_work_as_at_pythons_prompt(
    work: str, typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(work, typed)
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("work", "typed", "said"),
    [
        ("def f(x):\n    return x + 1\n", "f('a')", ["your code", "return x + 1", "TypeError"]),
        ("def f(x:\n    pass\n", "f(1)", ["your code", "SyntaxError"]),
        ("", "g(", ["your input", "SyntaxError"]),
        ("", "1 / 0", ["your input", "ZeroDivisionError"]),
    ],
)
def test_an_error_names_the_line_and_nothing_of_what_runs_it(
    work: str, typed: str, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(work, typed)
    out = capsys.readouterr().out
    assert all(words in out for words in said)
    assert "run_what_was_typed" not in out


def test_a_trial_has_the_libraries_and_the_limits_of_its_challenge(tmp_path: Path) -> None:
    of = advised()
    limits = replace(of.spec.limits, check_s=300.0, memory_mb=77)
    trial = trial_of(replace(of, spec=replace(of.spec, limits=limits)), tmp_path)
    assert trial.spec.runtime is of.spec.runtime
    assert trial.spec.limits.memory_mb == 77
    assert trial.spec.limits.check_s == 20.0
    assert [one.visibility for one in trial.spec.checks] == [Visibility.PUBLIC]
    assert trial_of(of, tmp_path).spec.limits.memory_mb == of.spec.limits.memory_mb


# --- rounds and follow-ups ----------


def test_a_round_asks_its_topics_at_its_levels_and_a_phone_screen_nothing_long() -> None:
    assert Round.PHONE_SCREEN.asks(Level.BEGINNER, ["evaluation", "nlp"], 30)
    assert not Round.PHONE_SCREEN.asks(Level.BEGINNER, ["evaluation"], 31)
    assert not Round.PHONE_SCREEN.asks(Level.ADVANCED, ["evaluation"], 10)
    assert not Round.PHONE_SCREEN.asks(Level.BEGINNER, ["nlp", "evaluation"], 10)
    assert Round.MLOPS.asks(Level.BEGINNER, ["tools"], 90)
    assert not Round.RESEARCH.asks(Level.INTERMEDIATE, [], 10)
    assert len({one.about for one in Round}) == len(Round)


def test_an_interview_of_a_round_asks_only_what_is_asked_there(desk: PlainDesk) -> None:
    wish = Wish(minutes=30, round=Round.MLOPS)
    interview = Interview.begin(desk, wish)
    assert [part.id for part in interview.state.parts] == ["bayes"]
    assert interview.state.title == "Mixed interview of 30 minutes (mlops)"
    assert not wish.fits(Level.ADVANCED, ["nlp"], 5)
    assert not Wish(round=Round.MLOPS, topics=("nlp",)).fits(Level.ADVANCED, ["tools"], 5)


def wrong(quote: str, *, is_sure: bool = True) -> MisconceptionResult:
    return MisconceptionResult(
        id="m", probability=0.9, evidence=Evidence(quote=quote, start=0, end=1), feedback="no", is_sure=is_sure
    )


def result(*points: PointResult, misconceptions: tuple[MisconceptionResult, ...] = ()) -> AnswerResult:
    plain = PlainAssessor().grade(question("pca"), "")
    return replace(plain, points=points or plain.points, misconceptions=misconceptions)


def test_a_follow_up_takes_up_a_mistake_before_a_weightier_gap() -> None:
    of = question("pca")
    of = replace(
        of,
        misconceptions=(Misconception(id="m", phrasings=("x",), penalty=1, feedback="no", cancels=("alpha",)),),
    )
    plain = next_follow_up(of, result(), ())
    assert plain == FollowUp(point="beta", question="And beta?")
    pressed = next_follow_up(of, result(misconceptions=(wrong("it rains\nup"),)), ())
    assert pressed == FollowUp(point="alpha", question="You said “it rains up”. And alpha?")
    assert next_follow_up(of, result(misconceptions=(wrong("up", is_sure=False),)), ()) == plain
    assert next_follow_up(of, result(), ("alpha", "beta")) is None
    assert next_follow_up(of, result(), ("beta",)) == FollowUp(point="alpha", question="And alpha?")


def test_a_follow_up_quotes_what_came_near_the_point() -> None:
    near = Evidence(quote="something like it", start=0, end=4)
    points = (
        PointResult(id="alpha", found=False, probability=0.1),
        PointResult(id="beta", found=False, probability=0.5, evidence=near),
    )
    asked = next_follow_up(question("pca"), result(*points), ())
    assert asked == FollowUp(point="beta", question="You said “something like it”. And beta?")
    far = (points[0], replace(points[1], probability=0.1))
    assert next_follow_up(question("pca"), result(*far), ()) == FollowUp(point="beta", question="And beta?")


def test_an_interviewer_presses_on_what_was_said(desk: PlainDesk) -> None:
    interview = Interview.begin(desk, Wish(minutes=10, topics=("nlp",), with_challenge=False))
    interview.answer("alpha it is")
    now = interview.now
    assert isinstance(now, Asking)
    assert now.text == "And beta?"
    interview.answer("beta, then")
    (done,) = interview.state.done
    (said,) = done.follow_ups  # type: ignore[union-attr]
    assert (said.point, said.question, said.answer, said.found) == ("beta", "And beta?", "beta, then", True)


# --- reading ----------------------------------------------------------------------------------------------------------

BOOK = FurtherReading(title="A book", where="chapter 2")
PAGE = FurtherReading(title="A page", url="https://example.org/page")


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ((BOOK, PAGE), []),
        (
            (FurtherReading(title=" ", where="chapter 1"),),
            ["a reading has no `title`; say what it is and who wrote it"],
        ),
        ((FurtherReading(title="A"),), ["the reading “A” needs either a `url`, or `where` in print it stands"]),
        ((replace(PAGE, where="too"),), ["the reading “A page” needs either a `url`, or `where` in print it stands"]),
        ((BOOK, BOOK), ["a reading is named twice"]),
        *(
            (
                (FurtherReading(title="A", url=url),),
                [f"the reading “A” has the address `{url}`; give one that begins with https://"],
            )
            for url in ("http://example.org", "example.org/page", "https://local/page", "https://a.org/b c")
        ),
    ],
)
def test_what_is_named_for_reading_has_a_title_and_one_place(
    readings: tuple[FurtherReading, ...], said: list[str]
) -> None:
    assert list(strange_readings(readings)) == said


def test_each_question_names_two_or_three_places_to_read_up_on_it_and_each_challenge_leads_to_some() -> None:
    shipped = Library([shipped_root()])
    assert [name for name, one in shipped.questions.items() if not 2 <= len(one.reading) <= 3] == []
    assert [name for name, one in shipped.challenges.items() if not 3 <= len(reading_of(one, shipped)) <= 4] == []
    rope = reading_of(shipped.challenges["transformer/rope"], shipped)[-1]
    assert rope.line == "The reference project, transformer, `prep project run transformer`"


def test_each_reference_project_shows_what_good_work_is_in_one_stage() -> None:
    shown = [name for stage in STAGES for name in stage.projects]
    assert sorted(shown) == sorted(file.parent.name for file in shipped_root().glob("projects/*/__main__.py"))
    assert STAGES[-1].projects == ("transformer", "detection")


def test_what_is_named_for_reading_changes_no_fingerprint_so_that_attempts_stay_comparable() -> None:
    assert replace(question("pca"), reading=(BOOK,)).fingerprint == question("pca").fingerprint


def test_a_challenge_without_reading_of_its_own_has_that_of_the_questions_its_checks_ask_for() -> None:
    more = tuple(FurtherReading(title=name, where="page 1") for name in ("more", "still more", "too much"))
    rare = replace(question("rare"), reading=(PAGE,))
    common = replace(question("common"), reading=(BOOK, *more))
    of = challenge("demo/two", check("a", questions=("rare", "common", "gone")), check("b", questions=("common",)))
    assert reading_of(of, library(rare, common)) == (BOOK, PAGE, more[0])
    assert reading_of(of, library()) == ()
    own = replace(of, spec=replace(of.spec, reading=(PAGE,)))
    assert reading_of(own, library(rare, common)) == (PAGE,)
    assert [BOOK.line, PAGE.line] == ["A book, chapter 2", "A page: https://example.org/page"]


def test_each_step_of_an_interview_has_a_file_of_its_own(desk: PlainDesk) -> None:
    """So that a kill between two steps mixes nothing up."""
    parts = tuple(InterviewPart(kind=PartKind.QUESTION, id="pca", minutes=5) for _ in range(2))
    clock, result = Clock.start(10, NOW), PlainAssessor().grade(question("pca"), "alpha")
    told = FollowUpAnswer(point="beta", question="And beta?", answer="", found=False)

    def answered(follow_ups: int) -> Answered:
        return Answered(part=parts[0], answer="x", taken_s=1.0, result=result, follow_ups=(told,) * follow_ups)

    begun = InterviewState(uid="u", title="t", clock=clock, parts=parts, part_began_at=NOW)
    steps = [begun]
    for earlier in ((), (answered(0),)):
        for follow_ups in range(2):
            done = (*earlier, answered(follow_ups))
            steps += [replace(begun, done=done, following_up=True), replace(begun, done=done)]
    files = [text_path(desk.data, step).name for step in steps]
    assert files[:4] == ["answer-0.md", "answer-1-1.md", "answer-1.md", "answer-1-2.md"]
    assert len({*files}) == 7


# --- a first step -----------------------------------------------------------------------------------------------------


def test_a_first_step_asks_and_names_no_answer_and_its_point_counts_half_from_then_on(desk: PlainDesk) -> None:
    answering = Answering(desk, question("bayes"))
    answering.begin()
    assert answering.hint == ""
    said = "A good answer makes 2 points. Begin with this: And alpha?"
    assert answering.take_hint() == answering.hint == said
    again = Answering(desk, question("bayes"))  # after a restart
    assert again.hint == said
    again.grade("alpha beta")
    assert again.result.score == 0.875  # alpha weighs 1 of 4
    assert again.result.remarks[-1] == "The first step was asked for; its point counts half."
    rated = again.rate(Rating.GOOD)
    assert rated.item.share == 0.875
    assert not (desk.data / "drafts" / "questions" / "bayes" / "help.json").exists()
    with desk.notebook.reading() as connection:
        (kept,) = attempts_at(connection, AttemptKind.ANSWER, "bayes", 9)
    assert (kept.hints_used, kept.share) == (1, 0.875)
    assert Answering(desk, question("bayes")).hint == ""  # the next time it is asked without


def test_a_first_step_that_led_nowhere_costs_nothing_and_a_follow_up_still_brings_half(desk: PlainDesk) -> None:
    answering = Answering(desk, question("bayes"))
    answering.begin()
    answering.take_hint()
    answering.grade("beta")
    assert answering.result.score == 0.75
    assert answering.result.remarks[-1] == "The first step was asked for; its point counts half."
    follow_up = answering.follow_up
    assert follow_up is not None
    answering.answer_follow_up(follow_up, "alpha")
    assert answering.result.score == 0.875


def test_no_first_step_of_a_shipped_question_says_what_its_point_says() -> None:
    for one in Library([shipped_root()]).questions.values():
        assert first_step(one).endswith("?")
        assert first_point(one).description not in first_step(one)


def test_what_only_comes_near_a_point_is_not_marked_as_making_it() -> None:
    near = PointResult(id="alpha", found=False, probability=0.4, evidence=Evidence(start=0, end=3, quote="alp"))
    result = replace(PlainAssessor().grade(question("pca"), "alp"), points=(near,))
    assert [piece.labels for piece in highlight("alp", result)] == [()]
    made = replace(result, points=(replace(near, found=True),))
    assert [piece.labels for piece in highlight("alp", made)] == [("1",)]
