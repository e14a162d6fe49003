"""What reports say: about checks, code, answers, what to do next, and to whom."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from prep.model.question import Evidence, PointResult
from prep.model.result import LatencyScore, MetricScore
from prep.model.sitting import AnswerItem, CodeItem, Item, PastScore, Sitting, SittingKind
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from prep.reports import style
from prep.reports.inline import text_of as text_plain
from prep.reports.next_steps import next_steps
from prep.reports.notes import ReviewMark, ReviewSheet, SimilarityNote
from prep.reports.render import render_html, render_text
from prep.reports.style import MAX_REMARKS, style_remarks
from prep.reports.summarize import summarize, summarize_sitting
from prep.reports.view import Audience, Entry, Listing, ReportView, Scale, Steps
from prep.reports.wording import band_words, duration_words, points_words, share_words
from tests import report_stage as stage


def text_of(sitting: Sitting, audience: Audience = Audience.CANDIDATE, number: str = "") -> str:
    """As one long line, so that wrapping does not matter."""
    return " ".join(render_text(summarize_sitting(sitting, audience=audience, number=number), 200).split())


def one(item: Item) -> Sitting:
    return stage.sitting(SittingKind.CHALLENGE, "A challenge", [item])


def listing(view: ReportView) -> Listing:
    return next(block for section in view.sections for block in section.blocks if isinstance(block, Listing))


def test_a_public_check_tells_what_was_expected_and_a_hidden_one_what_to_look_at() -> None:
    text = text_of(stage.mixed())
    assert "What was expected, and what came: | expected [3.0, 5.0, 7.0]" in text
    assert "The test, with its input: | def test_predicts_new_rows(candidate):" in text
    alone = text_of(one(stage.coded(stage.graded({"leaves_inputs_unchanged": Verdict.WRONG_ANSWER}))))
    assert (
        "wrong answer · hidden It ran, and the result is not what the prompt asks for. What to look at: X -=" in alone
    )


def test_a_check_that_rests_on_another_accuses_nobody_and_says_what_has_to_pass_first() -> None:
    text = text_of(stage.mixed())
    assert "writes into the caller's array" not in text
    assert "could not be judged by itself · hidden It rests on another check: “Predicts rows that it has not" in text


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_words(verdict: Verdict) -> None:
    ids = dict.fromkeys((check.id for check in stage.challenge().spec.checks), verdict)
    text = text_of(one(stage.coded(stage.graded(ids))))
    assert f"] {verdict}" in text or verdict is Verdict.ACCEPTED
    if verdict is Verdict.GRADER_ERROR:
        assert "[ not graded ]" in text
        assert "not the submission's fault" in text


def test_what_many_checks_say_alike_at_length_is_said_once() -> None:
    ids = dict.fromkeys((check.id for check in stage.challenge().spec.checks), Verdict.IMPORT_ERROR)
    message = "raised SyntaxError at line 3 of solution.py: " + "a long story " * 20
    text = text_of(one(stage.coded(stage.graded(ids, changes={id_: {"message": message} for id_ in ids}))))
    assert text.partition("Check by check =")[2].count("raised SyntaxError") == 1
    assert text.count("What happened is the same as in “Finds slope and intercept of points on a line”.") == 10


def test_where_nothing_could_run_no_advice_on_cases_is_given_away() -> None:
    assert "What to look at" not in text_of(stage.unloadable())
    assert "Make it load first" in text_of(stage.unloadable())


def test_a_metric_lies_between_baseline_and_reference_and_a_ratio_beside_its_budget() -> None:
    view = summarize_sitting(stage.mixed())
    entries = [block for section in view.sections for block in section.blocks if isinstance(block, Entry)]
    scales = [inner for entry in entries for inner in entry.blocks if isinstance(inner, Scale)]
    assert [[mark.name for mark in scale.marks] for scale in scales] == [
        ["baseline", "reference", "submitted"],
        ["reference", "budget", "submitted"],
    ]
    text = text_of(stage.mixed())
    assert "MAE on hidden labels: 21,480 USD, where lower is better. That is 87 % of the way" in text
    assert "1.93 times as long as the reference in the same run, in CPU time; the budget is 1.5 times." in text


@pytest.mark.parametrize("broken", [float("nan"), float("inf"), -float("inf"), 1e300])
def test_a_figure_that_cannot_be_drawn_is_told_in_words_alone(broken: float) -> None:
    of = stage.measured_challenge()
    metric, latency = of.spec.checks[5].id, of.spec.checks[6].id
    bad_metric: MetricScore = replace(stage.METRIC, value=broken, share=broken)
    bad_latency: LatencyScore = replace(stage.LATENCY, high=broken)
    result = stage.graded(of=of, changes={metric: {"metric": bad_metric}, latency: {"latency": bad_latency}})
    html = render_html(summarize_sitting(one(stage.coded(result, of=of))))
    assert html.count("<svg") == 1  # points by criterion
    assert "on hidden labels" in html


def test_remarks_stand_at_their_lines() -> None:
    lines = {line.number: [r.source for r in line.remarks] for line in listing(summarize_sitting(stage.mixed())).lines}
    assert lines[3] == ["style"]  # os, imported and not used
    assert lines[20] == ["check", "style"]  # the error, and == None
    assert lines[1] == []


def test_style_can_be_left_out() -> None:
    lines = listing(summarize_sitting(stage.mixed(), style=False)).lines
    assert {r.source for line in lines for r in line.remarks} == {"check"}


def test_no_comment_or_setting_of_a_submission_steers_the_remarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ruff.toml").write_text('lint.per-file-ignores = {"*" = ["ALL"]}')
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # where ruff is run
    (remark,) = style_remarks("# ruff: noqa\nimport os  # noqa: F401\n").remarks
    assert (remark.line, remark.text) == (2, "os imported but unused (F401)")


def test_remarks_are_few_and_the_rest_is_counted() -> None:
    found = style_remarks("".join(f"import a{n}\nl = {n} == None\n" for n in range(100)))
    assert len(found.remarks) <= MAX_REMARKS
    assert found.left_out > 100
    assert max(sum("(F401)" in r.text for r in found.remarks), 1) <= 2


def test_code_that_cannot_be_read_gets_its_syntax_remarked_and_nothing_is_run(tmp_path: Path) -> None:
    evidence = tmp_path / "ran"
    (remark,) = style_remarks(f"open({str(evidence)!r}, 'w')\ndef f(:\n").remarks[:1]
    assert remark.line == 2
    assert not evidence.exists()


@pytest.mark.parametrize(
    "bomb", ["(" * 100_000, "x=" * 60_000, "\0" * 1000, "\ud800", "é" * 300_000, "if 1:\n " * 3000]
)
def test_code_made_to_break_its_reader_costs_only_its_remarks(bomb: str) -> None:
    assert len(style_remarks(bomb).remarks) <= MAX_REMARKS


def test_without_ruff_there_are_no_remarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style, "_command", lambda: ("/no/such/program",))
    assert style_remarks("import os\n").remarks == ()


def test_other_files_are_shown_too_and_what_is_no_text_is_named() -> None:
    item = stage.coded(stage.graded())
    files = {"solution.py": b"import helper\n", "helper.py": b"x = 1\n", "model.bin": bytes(5000)}
    text = text_of(one(replace(item, submission=Submission(name="work", files=files))))
    assert "helper.py: 1 x = 1" in text
    assert "Not shown: model.bin (5,000 bytes)." in text


def test_what_could_not_be_read_says_why() -> None:
    item = stage.coded(replace(stage.graded(), unreadable=True))
    item = replace(item, submission=Submission(name="x.zip", files={}, problem="the archive is broken"))
    assert "It could not be read: the archive is broken" in text_of(one(item))


def test_an_error_comes_first_then_a_public_case_then_what_cost_most() -> None:
    view = summarize_sitting(stage.mixed())
    (steps,) = [block for section in view.sections for block in section.blocks if isinstance(block, Steps)]
    assert [step.text[0].text for step in steps.steps] == [
        "The error first: ",
        "Predicts rows that it has not seen",
        "Gives a constant column no weight",
    ]
    assert [step.where for step in steps.steps] == [
        "check-refuses-impossible-input",
        "check-predicts-new-rows",
        "check-constant-column",
    ]


def test_who_has_nothing_to_mend_is_told_where_to_go_on() -> None:
    text = text_of(stage.perfect())
    assert "1. Why does least squares on centred data give the same slopes" in text
    assert "3. Say in words what you did: questions on classical models." in text


def test_the_count_of_points_made_and_the_list_of_what_is_right_agree() -> None:
    text = text_of(stage.drill())
    assert "4 of 6 key points made" in text
    listed = text.partition("What is right")[2].partition("What to do next")[0]
    assert "and one more, which stands below" in listed


def test_why_a_result_is_not_exact_names_only_what_is_in_it() -> None:
    assert ": answers in words are not exact." in text_of(stage.drill())
    assert ": metrics are not exact." in text_of(stage.mixed())
    assert ": metrics and answers in words are not exact." in text_of(stage.interview())


def test_steps_name_what_they_speak_of_and_lead_to_the_weakest_topic_first() -> None:
    strong, weak = (replace(stage.bias_answer(), question=stage.question(name)) for name in ("pca", "churn-framing"))
    strong, weak = (
        replace(item, result=replace(item.result, score=score, misconceptions=(), points=_all_made(item)))
        for item, score in ((strong, 1.0), (weak, 0.4))
    )
    told = [step.text for step in next_steps([("item-1", "a", strong), ("item-2", "b", weak)])]
    topic = weak.question.topic.replace("-", " ")
    assert text_plain(told[0]) == f"Go on with other questions on {topic}."
    assert text_plain(told[1]).startswith("Explain “")


def _all_made(item: AnswerItem) -> tuple[PointResult, ...]:
    return tuple(PointResult(id=point.id, found=True, probability=1.0) for point in item.question.points)


def test_an_answer_shows_evidence_what_is_missing_what_is_wrong_and_a_model_answer() -> None:
    text = text_of(stage.drill())
    assert (
        "«Bias is the error from assumptions that are »[1]«too simple»[1,6]«, so a high-bias model»[6] underfits"
        in text
    )
    assert "In your words: | Bias is the error from assumptions that are too simple" in text
    assert "missing Ask yourself: What would each of the two look like in a model that decides about loans?" in text
    assert "✗ A. More data reduces variance." in text
    assert "Bias is the error that comes from assumptions that are too simple" in text


def test_evidence_whose_place_is_wrong_is_found_by_its_words_or_left_out() -> None:
    item = stage.bias_answer()
    first = item.result.points[0]
    assert first.evidence is not None
    moved = replace(first, evidence=replace(first.evidence, start=-5, end=10**9))
    elsewhere = replace(item.result.points[1], evidence=Evidence(quote="never said", start=3, end=9))
    result = replace(item.result, points=(moved, elsewhere, *item.result.points[2:]))
    text = text_of(one(replace(item, result=result)))
    assert "«Bias is the error from assumptions that are »[1]" in text
    assert "[2]" not in text


def test_a_wrong_belief_comes_before_what_was_left_unsaid() -> None:
    view = summarize_sitting(stage.drill())
    (steps,) = [block for section in view.sections for block in section.blocks if isinstance(block, Steps)]
    assert steps.steps[0].text[0].text == "Put right: "


def test_an_answer_whose_points_are_undone_is_not_told_that_nothing_counts() -> None:
    item = stage.bias_answer()
    assert "What is right in it is undone by what is wrong." in text_of(
        one(replace(item, result=replace(item.result, score=0.0)))
    )


def test_flags_of_the_grader_are_said_in_words() -> None:
    item = stage.answered("", {})
    result = replace(item.result, flags=("empty", "made-up-flag"), needs_review=True)
    text = text_of(one(replace(item, result=result)))
    assert "There is no answer." in text
    assert "A person should look at it before it counts." in text


@pytest.mark.parametrize(
    ("past", "told"),
    [
        ((0.2, 0.3), "This is your attempt number 3. It is your best so far, by 34 percentage points."),
        ((0.9,), "This is your attempt number 2. Your best so far was 90 %, 26 percentage points more."),
        ((0.637,), "It is as good as your best so far."),
    ],
)
def test_a_result_is_set_beside_earlier_ones(past: tuple[float, ...], told: str) -> None:
    scores = tuple(PastScore(at=stage.AT - timedelta(days=9 - n), title="x", share=s) for n, s in enumerate(past))
    assert told in text_of(replace(stage.mixed(), history=scores))


@pytest.mark.parametrize("kind", [SittingKind.DRILL, SittingKind.INTERVIEW])
def test_earlier_sittings_with_other_questions_are_no_record_to_beat(kind: SittingKind) -> None:
    past = (PastScore(at=stage.AT - timedelta(days=3), title="Drill", share=1.0),)
    text = text_of(replace(stage.drill(), kind=kind, history=past))
    assert "best so far" not in text
    assert "Earlier ones had other questions" in text


def test_a_fault_of_the_grader_counts_neither_way() -> None:
    text = text_of(stage.assessment())
    assert "The grader failed on 1 item, which is its own fault; that counts neither way." in text
    answer = stage.bias_answer().share
    assert 0 < answer < 1
    assert stage.assessment().share == pytest.approx((2 * 1.0 + 0.6373 + answer) / 4)


def test_a_sitting_without_items_is_told_as_such() -> None:
    assert "nothing could be graded" in text_of(replace(stage.mixed(), items=()))


def test_a_take_homes_candidate_is_not_sent_to_commands_that_their_tool_does_not_have() -> None:
    ids = ("detection/pairwise-distances", "housing/standard-scaler", "sentiment/tf-idf")
    perfect = [stage.coded(stage.graded(of=one), of=one) for one in map(stage.challenge, ids)]
    failed = stage.coded(stage.graded({"leaves_inputs_unchanged": Verdict.WRONG_ANSWER}))
    every: list[Item] = [failed, *perfect, stage.bias_answer()]
    for item in every:
        told = text_of(stage.sitting(SittingKind.ASSESSMENT, "Spring", [item]))
        assert not re.findall(r"prep (?!take|verify)[a-z]+", told), told
        assert not re.findall(r"\d\. [a-z-]+/[a-z-]+", told)


def test_a_bare_challenge_to_go_on_with_is_a_step_with_what_to_type() -> None:
    challenge = stage.challenge("detection/debug-box-training-1")
    text = text_of(one(stage.coded(stage.graded(of=challenge), of=challenge)))
    assert "1. Solve next: detection/decode-yolo-head prep practice start detection/decode-yolo-head" in text


def test_a_single_result_needs_no_sitting() -> None:
    item = stage.coded(stage.graded())
    assert summarize(item.challenge, item.result, item.submission).title == "Linear regression from scratch"


REVIEW = ReviewSheet(
    marks=(
        ReviewMark(criterion="Reasons", points=2, max_points=3, reviewer="R1", comment="Clear.", for_candidate=True),
        ReviewMark(criterion="Reasons", points=3, max_points=3, reviewer="R2", comment="I would hire."),
    )
)


def test_reviewers_see_a_number_no_name_and_no_place() -> None:
    (item,) = stage.mixed().items
    assert isinstance(item, CodeItem)
    named = replace(item, submission=Submission(name="/home/ada-lovelace/solution.py", files={}))
    sitting = replace(stage.mixed(), items=(named,))
    text = text_of(sitting, Audience.REVIEWER, "C-017")
    assert "candidate C-017" in text
    assert "Lovelace" not in text
    assert "lovelace" not in text
    assert "prep grade housing/linear-regression SUBMISSION" in text


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("C-017", "C-017"),
        ("42", "42"),
        ("Ada Lovelace", "without a number"),
        ("", "without a number"),
        ("ada99", "without"),
    ],
)
def test_a_person_is_only_shown_to_reviewers_where_it_is_a_number(person: str, told: str) -> None:
    assert f"candidate {told}" in text_of(replace(stage.mixed(), person=person), Audience.REVIEWER)


def test_the_name_is_left_out_of_the_work_that_reviewers_see() -> None:
    code = b"# Ada Lovelace, ada@example.org\nAdamant = 1  # by Lovelace\n"
    answer = stage.answered("I, Ada Lovelace, say: bias underfits.", {"high-bias-underfits": "bias underfits"})
    work = stage.sitting(SittingKind.ASSESSMENT, "t", [stage.coded(stage.graded(), code=code), answer])
    text = text_of(work, Audience.REVIEWER)
    assert "# [name], ada@example.org" in text
    assert "Adamant = 1 # by [name]" in text
    assert "I, [name], say:" in text
    assert "# Ada Lovelace" in text_of(work)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("return", "return x"),
        ("None", "None"),
        ("{% x %}", "{% x %}"),
        ("fit predict", "fit"),
        ("def return import class if else", "return x"),
        ("Ng", "Ng"),
        ("", "return x"),
    ],
)
def test_what_does_not_look_like_a_name_hides_nothing(name: str, seen: str) -> None:
    code = b"def fit(x):\n    return x or None  # {% x %} Ng\n"
    work = stage.sitting(SittingKind.ASSESSMENT, "t", [stage.coded(stage.graded(), code=code)], person=name)
    assert seen in text_of(work, Audience.REVIEWER)


def test_a_name_without_spaces_or_capitals_is_left_out_as_well() -> None:
    code = "# 王小明的代码\n# van der Berg\n# Ada, Adamant\n".encode()
    for name, told in (("王小明", "[name]的代码"), ("van der Berg", "# [name]"), ("Ada", "[name], Adamant")):
        work = stage.sitting(SittingKind.ASSESSMENT, "t", [stage.coded(stage.graded(), code=code)], person=name)
        assert told in text_of(work, Audience.REVIEWER)


def test_reviewers_see_every_check_by_its_id_and_what_the_result_rests_on() -> None:
    text = text_of(stage.mixed(), Audience.REVIEWER)
    for check in stage.challenge().spec.checks:
        assert f"· {check.id} ·" in text
    for told in ("Isolation: full", "11 declared, 9 hidden", "numpy 2.4.6", stage.challenge().fingerprint):
        assert told in text


def test_similarity_is_for_reviewers_and_no_accusation() -> None:
    notes = (SimilarityNote(other="C-021", share=0.62, where="lines 7 to 22"),)
    told = {a: render_text(summarize_sitting(stage.mixed(), audience=a, similarity=notes), 200) for a in Audience}
    assert "C-021" in told[Audience.REVIEWER]
    assert "a reason to look, not a finding" in told[Audience.REVIEWER]
    assert "C-021" not in told[Audience.CANDIDATE]


def test_candidates_get_the_comments_meant_for_them_and_no_reviewer() -> None:
    to_candidate = render_text(summarize_sitting(stage.mixed(), review=REVIEW))
    to_reviewer = render_text(summarize_sitting(stage.mixed(), review=REVIEW, audience=Audience.REVIEWER))
    assert "Clear." in to_candidate
    assert "I would hire." not in to_candidate
    assert "R1" not in to_candidate
    assert "I would hire." in to_reviewer
    assert "R2" in to_reviewer


def test_figures_are_written_as_people_write_them() -> None:
    told = [share_words(s).replace("\u00a0", " ") for s in (0.0, 0.001, 0.5, 0.999, 1.0)]
    assert told == ["0 %", "1 %", "50 %", "99 %", "100 %"]
    assert [points_words(p, 10) for p in (5.0, 8.73, 10 / 3)] == ["5 of 10", "8.73 of 10", "3.33 of 10"]
    told = [duration_words(s) for s in (0.2, 45, 300, 7200, 9000)]
    assert told == ["under a second", "45 s", "5 min", "2 h 00 min", "2 h 30 min"]
    assert band_words(-0.1) == band_words(float("nan")) == band_words(0.0)
    assert share_words(float("nan")) == "not known"


def test_reviewers_see_every_likely_cause_and_what_could_not_be_judged() -> None:
    symptoms = stage.challenge().symptoms["no_intercept.py"]
    changes = {check: {"symptom": str(found)} for check, found in symptoms.items()}
    result = stage.graded(dict.fromkeys(symptoms, Verdict.WRONG_ANSWER), changes=changes)
    sitting = one(stage.coded(result))
    text = text_of(sitting, Audience.REVIEWER, "C-1")
    assert "Why it fails" in text
    assert "Fits a plane through the origin." in text
    assert "certain" in text
    assert "Could not be judged, because “Finds slope and intercept of points on a line” has to pass first" in text
    assert "Why it fails" not in text_of(sitting)
    assert "What is wrong: it fits a plane through the origin." in text_of(sitting)


def test_no_known_mistake_is_said_as_such_to_reviewers() -> None:
    text = text_of(one(stage.coded(stage.graded({"fits_a_line": Verdict.WRONG_ANSWER}))), Audience.REVIEWER, "C-1")
    assert "No known mistake fails in this way." in text


def test_what_is_wholly_right_is_said_beside_what_is_not() -> None:
    text = text_of(one(stage.coded(stage.graded({"leaves_inputs_unchanged": Verdict.WRONG_ANSWER}))))
    right = text.partition("What is right =")[2].partition("What to do next")[0]
    assert "- Finds the least-squares solution: 40 of 40 points - Stands up to awkward data: 45 of 45 points" in right
    assert "[ 95 of 100 points ] 10 of 11 checks passed" in text
