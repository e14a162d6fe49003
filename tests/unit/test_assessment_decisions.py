"""Grades that are kept once and cannot be changed; reviews, agreement, ranking, regrading, forgetting."""

import csv
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select, update

from prep.assessment.decision.agreement import agreements, disagreements, ordinal_alpha
from prep.assessment.decision.blind import blind_id, find_blind, review_order
from prep.assessment.decision.compare import compare_all
from prep.assessment.decision.export import render_csv, results
from prep.assessment.decision.reporting import Readers, ReportForm, write_reports
from prep.assessment.decision.scores import PartScore, Score, all_scores, rank, scores_of
from prep.assessment.decision.sittings import review_sheets
from prep.assessment.packs.keys import TeamKey
from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.bulk import Setting, grade_pending
from prep.assessment.register.collect import collect
from prep.assessment.register.home import TakeHome, counting_versions, open_take_home
from prep.assessment.register.ledger import (
    MAX_TRIES,
    drop_grades,
    grades_of,
    keep_grade,
    load_work,
    note_failure,
    patiently,
    pending_works,
    stuck_works,
)
from prep.assessment.register.plain import answer_from_json, answer_to_json, grade_from_json, grade_to_json
from prep.assessment.register.privacy import expired, forget
from prep.assessment.register.regrade import differences, mended_parts, refuse_mended, switch_all
from prep.assessment.register.review import Review, all_reviews, comment, mark, own_review, rubric_of, score_reviews
from prep.assessment.register.roster import find_candidate
from prep.assessment.register.standing import StoredSubmission, counting_submissions
from prep.assessment.register.whole import read_register
from prep.model.errors import ContentError, StorageError, SubmissionError
from prep.model.question import (
    AnswerResult,
    Evidence,
    FollowUp,
    MisconceptionResult,
    NearestMarked,
    PointResult,
)
from prep.model.result import GradeResult
from prep.store.database import open_database, reading, writing
from prep.store.tables.base import metadata
from prep.store.tables.take_homes import grades, people
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, Office, result_of, write_content

PART = "demo/double"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _count(home: TakeHome) -> int:
    with reading(home.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(grades)).scalar_one())


def _points(home: TakeHome, version: str) -> list[float]:
    results = [result for _, result in grades_of(home, PART, version)]
    return [result.points for result in results if isinstance(result, GradeResult)]


# --- one grade for each work and version --------------------------------------------------------------------------


def test_a_work_has_one_grade_however_often_it_comes(office: Office) -> None:
    office.hand_in("Ann")
    home = office.home()
    version = home.content_version(PART)
    work = load_work(home, pending_works(home, PART, version)[0])
    assert keep_grade(home, work, version, result_of(home, 40), NOW)
    assert not keep_grade(home, work, version, result_of(home, 0), NOW)
    assert _count(home) == 1
    assert pending_works(home, PART, version) == []
    assert _points(home, version) == [40.0]


@pytest.mark.parametrize("change", [{"result": "points"}, {"seal": "0" * 64}])
def test_a_result_that_was_changed_in_the_database_is_refused(office: Office, change: dict[str, str]) -> None:
    code = office.hand_in("Ann").code
    office.grade_all()
    home = office.home()
    with writing(home.engine) as connection:
        kept = connection.execute(select(grades.c.result)).scalar_one()
        changed = {"result": kept.replace("40.0", "39.0")} if "result" in change else change
        connection.execute(update(grades).values(changed))
    with pytest.raises(TamperedError, match=f"the result of {code} for demo/double was changed since it was graded"):
        all_scores(home)
    assert drop_grades(home, find_candidate(home, code), NOW) == 1
    office.grade_all()
    assert all_scores(office.home())[0].parts[0].share == 1.0


def test_a_fault_of_ours_is_tried_again_and_never_scored(office: Office) -> None:
    code = office.hand_in("Ann").code
    home = office.home()
    version = home.content_version(PART)
    work = load_work(home, pending_works(home, PART, version)[0])
    for count in range(1, MAX_TRIES + 1):
        assert pending_works(home, PART, version) == [work.id]
        assert note_failure(home, work, version, "the lane was killed") == count
    assert pending_works(home, PART, version) == []
    assert [(one.code, one.reason) for one in stuck_works(home, PART, version)] == [(code, "the lane was killed")]
    assert all_scores(home)[0].parts[0].share is None


def test_a_database_that_comes_back_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("prep.assessment.register.ledger.time.sleep", waited.append)
    answers: Iterator[StorageError | str] = iter([StorageError("gone"), StorageError("gone"), "here"])

    def work() -> str:
        answer = next(answers)
        if isinstance(answer, StorageError):
            raise answer
        return answer

    assert patiently(work) == "here"
    assert len(waited) == 2
    answers = iter([StorageError("gone")] * 20)
    with pytest.raises(StorageError, match="gone"):
        patiently(work)


def test_another_teams_key_is_refused(office: Office) -> None:
    home = office.home()
    with pytest.raises(StorageError, match=r"copy that machine's team\.key"):
        open_take_home(home.engine, home.content, TeamKey(b"z" * 32), NOW)


@pytest.mark.slow
def test_the_real_grader_fills_what_is_pending_and_only_that(office: Office) -> None:
    right = office.hand_in("Ann").code
    hostile = office.hand_in("Eve", "import os\ndef double(x): os._exit(0)\n").code
    told: list[str] = []
    grade_pending(office.home(), Setting(lanes=2), lambda: pytest.fail("no questions here"), told.append)
    grade_pending(office.home(), Setting(lanes=2), lambda: pytest.fail("no questions here"), told.append)
    assert told == [PART, PART]
    scores = {score.submission.code: score.parts[0] for score in all_scores(office.home())}
    assert scores[right].share == 1.0
    assert scores[hostile].share == 0.0


# --- regrading ----------------------------------------------------------------------------------------------------


def test_mended_tests_change_nothing_until_they_are_switched_on(office: Office) -> None:
    code = office.hand_in("Ann").code
    office.grade_all({code: 10.0})
    before = counting_versions(office.home())[PART]
    write_content(
        office.folder, hidden="from prep.grading import expect\n\n\ndef test_doubles_minus_three(candidate): ...\n"
    )
    home = office.home()
    assert mended_parts(home) == [PART]
    with pytest.raises(ContentError, match="`prep assess regrade`"):
        refuse_mended(home)
    office.grade_all({code: 40.0})
    assert [(one.code, one.before, one.after) for one in differences(home)] == [(code, 0.25, 1.0)]
    assert all_scores(home)[0].parts[0].share == 0.25
    switch_all(home, NOW)
    assert all_scores(home)[0].parts[0].share == 1.0
    assert mended_parts(home) == []
    assert _count(home) == 2, "the former grade is kept, with the version that made it"
    assert _points(home, before) == [10.0]


def test_content_that_nobody_was_graded_by_is_mended_without_ceremony(office: Office) -> None:
    office.hand_in("Ann")
    write_content(office.folder, hidden="def test_doubles_minus_three(candidate): ...\n")
    assert mended_parts(office.home()) == []


# --- reviews ------------------------------------------------------------------------------------------------------


def _submissions(office: Office, count: int) -> list[StoredSubmission]:
    for number in range(count):
        office.hand_in(f"Person {number}", RIGHT + f"# {number}\n")
    return counting_submissions(office.home())


def test_reviewers_see_numbers_in_an_order_of_their_own_that_stays(office: Office) -> None:
    _submissions(office, 8)
    home = office.home()
    ann, bo = ([blind for blind, _ in review_order(home, who)] for who in ("ann", "bo"))
    assert sorted(ann) == sorted(bo)
    assert ann != bo
    assert ann == [blind for blind, _ in review_order(office.home(), "ann")]
    codes = {one.code for one in counting_submissions(home)}
    assert not codes & set(ann)
    assert find_blind(home, ann[0].lower()).id == review_order(home, "ann")[0][1].id
    with pytest.raises(SubmissionError, match="no submission"):
        find_blind(home, "ZZZZZZ")


def test_points_follow_the_rubric_as_it_is_now(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    mark(office.home(), submission, "ann", {"clarity": "good"}, NOW)
    office.grade_all()
    assert all_scores(office.home())[0].parts[1].share == 0.5
    rubric = office.folder / "rubrics" / "review" / "look.toml"
    rubric.write_text(rubric.read_text().replace("points = 2", "points = 3"))
    assert all_scores(office.home())[0].parts[1].share == 0.75


def test_a_mark_can_be_changed_and_must_be_in_the_rubric(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    home = office.home()
    mark(home, submission, "ann", {"clarity": "good"}, NOW)
    mark(home, submission, "ann", {"clarity": "poor"}, NOW)
    assert own_review(home, submission, "ann").levels == {"clarity": "poor"}
    with pytest.raises(ContentError, match="did you mean `clarity`"):
        mark(home, submission, "ann", {"clarty": "good"}, NOW)
    with pytest.raises(ContentError, match="has no level `great`"):
        mark(home, submission, "ann", {"clarity": "great"}, NOW)


def test_nobody_sees_what_others_marked_before_all_are_done(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    home = office.home()
    mark(home, submission, "ann", {"clarity": "good"}, NOW)
    comment(home, submission, "ann", "Well named.", "Ask about testing.", NOW)
    assert own_review(home, submission, "bo") == Review(reviewer="bo")
    assert review_sheets(read_register(home))[submission.id].marks == ()
    mark(home, submission, "bo", {"clarity": "best"}, NOW)
    marks = review_sheets(read_register(home))[submission.id].marks
    assert [one.points for one in marks if one.criterion == "Clear"] == [3.0]
    for_candidate = [one.comment for one in marks if one.for_candidate]
    assert "Well named." in for_candidate
    assert not any("testing" in text for text in for_candidate)
    assert any("testing" in one.comment for one in marks if not one.for_candidate)


def test_reviewers_who_differ_widen_the_interval(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    home = office.home()
    for reviewer, level in (("ann", "fair"), ("bo", "best")):
        mark(home, submission, reviewer, {"clarity": level}, NOW)
    score = score_reviews(rubric_of(home), all_reviews(home)[submission.id], 2)
    assert score is not None
    assert (score.share, score.low, score.high, score.reviewers) == (0.625, 0.25, 1.0, 2)


# --- agreement, against published values --------------------------------------------------------------------------

N = None
KRIPPENDORFF_2011: Sequence[Sequence[float | None]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
"""Computing Krippendorff's Alpha-Reliability (2011), section C: ordinal alpha 0.815."""

THREE_CODERS: Sequence[Sequence[float | None]] = [
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]
"""The worked example of three coders and fifteen units that is often reprinted: ordinal alpha 0.807."""


@pytest.mark.parametrize(("ratings", "alpha"), [(KRIPPENDORFF_2011, 0.815), (THREE_CODERS, 0.807)])
def test_alpha_is_the_published_one(ratings: Sequence[Sequence[float | None]], alpha: float) -> None:
    assert ordinal_alpha(ratings) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize("ratings", [[], [[1, 2, 3]], [[1, N], [N, 2]], [[2, 2], [2, 2]], [[N], [N]]])
def test_alpha_is_not_defined_where_nothing_varies_or_nobody_shares(ratings: Sequence[Sequence[float | None]]) -> None:
    assert ordinal_alpha(ratings) is None


def test_agreement_and_what_to_talk_about(office: Office) -> None:
    submissions = _submissions(office, 4)
    home = office.home()
    ann = ["poor", "fair", "good", "best"]
    bo = ["poor", "fair", "good", "fair"]
    for reviewer, levels in (("ann", ann), ("bo", bo)):
        for submission, level in zip(submissions, levels, strict=True):
            mark(home, submission, reviewer, {"clarity": level}, NOW)
    together, clarity = agreements(rubric_of(home), all_reviews(home))
    assert (clarity.pairs, clarity.exact) == (4, 0.75)
    assert together.alpha == clarity.alpha
    (apart,) = disagreements(rubric_of(home), all_reviews(home))
    assert (apart.submission, apart.first_level, apart.second_level, apart.apart) == (
        submissions[3].id,
        "best",
        "fair",
        2,
    )


# --- ranking ------------------------------------------------------------------------------------------------------


def _score(code: str, share: float, half: float) -> Score:
    submission = StoredSubmission(
        id=1,
        code=code,
        source="file",
        received_at=NOW,
        started_at=None,
        submitted_at=None,
        late_s=0.0,
        handed_in_at=NOW,
        remarks=(),
        digest="",
        counts=True,
    )
    low, high = max(0.0, share - half), min(1.0, share + half)
    return Score(submission=submission, parts=(PartScore(part="p", weight=1.0, share=share, low=low, high=high),))


def test_candidates_whose_intervals_overlap_share_places() -> None:
    told = {
        one.score.submission.code: (one.place, one.best, one.worst)
        for one in rank([_score("A", 0.9, 0.01), _score("B", 0.7, 0.1), _score("C", 0.65, 0.1), _score("D", 0.2, 0.0)])
    }
    assert told == {"A": (1, 1, 1), "B": (2, 2, 3), "C": (3, 2, 3), "D": (4, 4, 4)}


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.5)), min_size=1, max_size=12))
def test_a_place_lies_between_its_bounds_and_no_score_leaves_the_scale(values: list[tuple[float, float]]) -> None:
    ranked = rank([_score(f"{n:02}", share, half) for n, (share, half) in enumerate(values)])
    assert all(1 <= one.best <= one.place <= one.worst <= len(values) for one in ranked)
    assert all(0 <= one.score.low <= one.score.share <= one.score.high <= 1 for one in ranked)
    assert all(one.score.share >= other.score.share for one, other in pairwise(ranked))


def test_what_is_not_known_yet_widens_the_interval_to_what_it_may_become(office: Office) -> None:
    office.hand_in("Ann")
    (score,) = all_scores(office.home())
    assert (score.is_complete, score.low, score.high) == (False, 0.0, 1.0)
    office.grade_all()
    (score,) = all_scores(office.home())
    assert (score.share, score.low, score.high, score.is_complete) == (1.0, 0.5, 1.0, False)
    assert score.parts[1].note == "not reviewed"


def test_one_review_of_two_is_not_complete_and_leaves_open_what_the_other_may_say(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    office.grade_all()
    home = office.home()
    mark(home, submission, "ann", {"clarity": "good"}, NOW)
    (score,) = all_scores(home)
    assert (score.share, score.is_complete) == (0.75, False)
    assert (score.low, score.high) == (0.625, 0.875), "the review's mean may become 1/4 to 3/4"
    assert score.parts[1].note == "1 reviewer, 1 more to come"
    mark(home, submission, "bo", {"clarity": "good"}, NOW)
    (score,) = all_scores(home)
    assert (score.share, score.low, score.high, score.is_complete) == (0.75, 0.75, 0.75, True)


def test_who_is_not_complete_stands_apart_and_has_no_place(office: Office) -> None:
    submissions = _submissions(office, 3)
    weak = submissions[2].code
    office.grade_all({weak: 0.0})
    home = office.home()
    for submission in submissions[1:]:
        for reviewer in ("ann", "bo"):
            mark(home, submission, reviewer, {"clarity": "fair"}, NOW)
    register = read_register(home)
    ranked = rank(scores_of(register))
    assert [one.score.submission.code for one in ranked] == [submissions[1].code, weak, submissions[0].code]
    assert [one.score.is_complete for one in ranked] == [True, True, False]
    assert [(one.place, one.best, one.worst) for one in ranked] == [(1, 1, 2), (2, 3, 3), (3, 1, 2)]
    exported = results(register, NOW, names=False)["candidates"]
    assert [one["place"] for one in exported] == [1, 2, None]


def test_one_person_has_one_score_in_ranking_report_csv_and_export(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    office.grade_all()
    home = office.home()
    for reviewer in ("ann", "bo"):
        mark(home, submission, reviewer, {"clarity": "good"}, NOW)
    register = read_register(home, with_contents=True)
    (score,) = scores_of(register)
    assert score.share == 0.75
    report = next(write_reports(register, office.folder, Readers.CANDIDATES, ReportForm.MARKDOWN, NOW)).read_text()
    assert "75" in report.split("over all parts")[0]
    (row,) = csv.DictReader(io.StringIO(render_csv(results(register, NOW, names=False))))
    assert float(row["score"]) == 0.75
    written = {
        path.name: path for path in write_reports(register, office.folder, Readers.COHORT, ReportForm.MARKDOWN, NOW)
    }
    (person,) = csv.DictReader(io.StringIO(written["demo-people.csv"].read_text()))
    assert float(person["share"]) == 0.75


def test_uncertainties_of_parts_add_up_like_the_sides_of_a_triangle() -> None:
    one = _score("A", 0.5, 0.3).parts[0]
    score = replace(_score("A", 0.5, 0.3), parts=(one, replace(one, low=0.1, high=0.9)))
    assert score.high - score.share == pytest.approx((0.3**2 + 0.4**2) ** 0.5 / 2)


# --- privacy ------------------------------------------------------------------------------------------------------


def test_who_is_forgotten_is_nowhere_any_more(office: Office) -> None:
    """Not in any table, and not in the bytes of the file."""
    secret = "Zebedee Quillfeather"
    office.hand_in(secret, RIGHT + "# written by zq-unmistakable\n")
    office.hand_in("Bo", RIGHT + "# other\n")
    office.grade_all()
    home = office.home()
    candidate = find_candidate(home, secret)
    for submission in counting_submissions(home):
        mark(home, submission, "ann", {"clarity": "good"}, NOW)
        comment(home, submission, "ann", "zq-comment", "", NOW)
    compare_all(home)
    assert forget(home, candidate, NOW) == 1
    with reading(home.engine) as connection:
        for table in inspect(home.engine).get_table_names():
            if table.startswith("take_home"):
                rows = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
                assert secret not in rows
                assert candidate.code not in rows
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == 1
    assert len(all_scores(home)) == 1
    home.engine.dispose()
    for file in office.folder.glob("take-homes.db*"):
        assert secret.encode() not in file.read_bytes()
        assert candidate.code.encode() not in file.read_bytes()


def test_names_lie_apart_from_work(office: Office) -> None:
    office.hand_in("Zebedee Quillfeather")
    office.grade_all()
    home = office.home()
    with reading(home.engine) as connection:
        holding = [
            table
            for table in inspect(home.engine).get_table_names()
            if "Zebedee" in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
        ]
    assert holding == ["take_home_people"]


def test_retention_counts_from_the_end_of_the_window(office: Office) -> None:
    office.hand_in("Ann")
    home = office.home()
    assert expired(home, NOW + timedelta(days=181)) == []
    assert [one.name for one in expired(home, NOW + timedelta(days=182))] == ["Ann"]


def test_blind_ids_cannot_be_worked_out_without_the_key(office: Office) -> None:
    (submission,) = _submissions(office, 1)
    home = office.home()
    other = TakeHome(home.engine, home.content, TeamKey(random.Random(1).randbytes(32)))
    assert blind_id(home, submission) != blind_id(other, submission)


def test_the_same_tables_are_made_by_the_migration_as_by_the_code(office: Office) -> None:
    engine = open_database(office.database)
    for table in metadata.sorted_tables:
        if table.name.startswith("take_home"):
            made = {column["name"]: column["nullable"] for column in inspect(engine).get_columns(table.name)}
            assert made == {column.name: bool(column.nullable) for column in table.columns}


def test_a_result_with_a_key_more_is_read_and_one_of_a_newer_format_is_told(office: Office) -> None:
    result = result_of(office.home(), 40)
    told = json.loads(grade_to_json(result))
    told["checks"][0]["mood"] = told["mood"] = "fine"
    assert grade_from_json(json.dumps(told)) == result
    assert told.pop("format_version") == 1
    assert grade_from_json(json.dumps(told)) == result, "results of before told no version"
    with pytest.raises(StorageError, match="upgrade prep"):
        grade_from_json(json.dumps(told | {"format_version": 2}))


def _answer_result() -> AnswerResult:
    quote = Evidence(quote="it doubles", start=0, end=10)
    wrong = MisconceptionResult(id="halves", probability=0.9, evidence=quote, feedback="It does not.")
    return AnswerResult(
        question="dropout",
        score=0.5,
        points=(
            PointResult(id="doubles", found=True, probability=0.9, evidence=quote),
            PointResult(id="whole", found=False, probability=0.4),
        ),
        misconceptions=(wrong,),
        follow_ups=(FollowUp(point="whole", question="Of what?"),),
        confidence=0.8,
        needs_review=True,
        flags=("unsure",),
        matcher="a",
        remarks=("The grader is unsure.",),
        doubts=(replace(wrong, is_sure=False),),
        low=0.3,
        high=0.7,
        nearest=NearestMarked(id="1", similarity=0.9, score=0.5, marked_by="Ann", marked_at=NOW.isoformat()),
    )


def test_an_answers_result_comes_back_as_it_was_kept_and_one_of_a_newer_format_is_refused() -> None:
    result = _answer_result()
    kept = answer_to_json(result)
    assert answer_from_json(kept) == result
    newer = json.loads(kept) | {"format_version": result.format_version + 1}
    with pytest.raises(StorageError, match="upgrade prep"):
        answer_from_json(json.dumps(newer))


def test_an_answers_result_of_the_first_format_is_still_read() -> None:
    told = json.loads(answer_to_json(_answer_result())) | {"format_version": 1}
    for later in ("remarks", "doubts", "low", "high", "is_scored"):
        told.pop(later)
    for one in told["misconceptions"]:
        one.pop("is_sure")
    read = answer_from_json(json.dumps(told))
    assert (read.score, read.points, read.misconceptions) == (
        _answer_result().score,
        _answer_result().points,
        _answer_result().misconceptions,
    )
    assert (read.doubts, read.remarks, read.is_scored) == ((), (), True)


def test_an_answer_that_could_not_be_read_is_no_zero_and_waits_for_a_person(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "rubrics" / "concepts" / "deep-learning" / "dropout.toml"
    copy = tmp_path / "rubrics" / "concepts" / "deep-learning" / "dropout.toml"
    write_content(tmp_path, assessment=f'{ASSESSMENT}\n[[questions]]\nid = "dropout"\n')
    copy.parent.mkdir(parents=True)
    copy.write_text(shipped.read_text("utf-8"), "utf-8")
    office = Office(tmp_path)
    inbox = tmp_path / "inbox" / "Ann"
    for name, text in (("challenges/demo/double/solution.py", RIGHT), ("answers/dropout.md", "Ausfall von Neuronen.")):
        (inbox / name).parent.mkdir(parents=True)
        (inbox / name).write_text(text, "utf-8")
    (collected,) = collect(office.home(), [inbox], NOW)
    assert not collected.refused
    office.grade_all()
    home = office.home()
    version = home.content_version("dropout")
    (number,) = pending_works(home, "dropout", version)
    unread = replace(_answer_result(), score=0.0, points=(), misconceptions=(), is_scored=False)
    keep_grade(home, load_work(home, number), version, unread, NOW)
    (score,) = all_scores(office.home())
    (part,) = (one for one in score.parts if one.part == "dropout")
    assert (part.share, part.low, part.high, part.is_final, part.needs_person) == (None, 0.0, 1.0, False, True)
    assert score.share == 1.0, "what is not known yet counts neither way"
