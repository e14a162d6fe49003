"""Small things in reports that people stumble over: spaces, titles, places on the grader's disk."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from prep.model.sitting import SittingKind
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from prep.reports.checks import Told, check_entry
from prep.reports.figures import agreeing, with_short_figures
from prep.reports.foreign import file_name, without_warnings
from prep.reports.inline import inline
from prep.reports.markdown import render_markdown
from prep.reports.render import render_html, render_text
from prep.reports.summarize import summarize_sitting
from prep.reports.view import Audience, Prose, ReportView, Section
from prep.reports.wording import question_title, short_title
from tests import report_stage as stage
from tests.unit.shipped_questions import QUESTIONS


def view_of(text: str) -> ReportView:
    section = Section(id="a", title="A", level=2, blocks=(Prose(text=inline(text)),))
    return ReportView(
        title="T", subtitle="S", facts=(), audience=Audience.CANDIDATE, made_at=stage.AT, sections=(section,)
    )


@pytest.mark.parametrize("render", [render_markdown, render_html, render_text])
def test_the_space_after_code_stays(render: Callable[[ReportView], str]) -> None:
    text = render(view_of("Use `lstsq` or `pinv` and **not** `inv` here.")).replace("`", "").replace("**", "")
    for mark in ("<code>", "</code>", "<strong>", "</strong>"):
        text = text.replace(mark, "")
    assert "Use lstsq or pinv and not inv here." in text


def test_a_figure_at_the_start_of_a_line_is_no_list() -> None:
    assert "81.2 points" in render_markdown(view_of("81.2 points"))
    assert "81\\. points" in render_markdown(view_of("81. points"))


def test_a_question_is_titled_by_its_own_words() -> None:
    titles = [question_title(question) for question in QUESTIONS]
    assert max(map(len, titles)) <= 80
    assert not any("`" in title or title.endswith(".") for title in titles)
    assert len(set(titles)) > 0.9 * len(titles)


def test_a_long_title_is_cut_at_a_word() -> None:
    assert short_title("word " * 40).endswith("word…")


@pytest.mark.parametrize("path", ["/home/grader/in/ann.zip", "C:\\in\\ann.zip", "ann.zip", "in/ann.zip/"])
def test_a_path_is_shown_by_its_last_part(path: str) -> None:
    assert file_name(path) == "ann.zip"


@pytest.mark.parametrize("audience", [Audience.CANDIDATE, Audience.REVIEWER])
def test_no_report_tells_where_a_submission_lay(audience: Audience) -> None:
    path = "/srv/grader/secret-folder/ann.zip"
    result = stage.graded({"fits_a_line": Verdict.WRONG_ANSWER}, submission=path)
    readable = stage.coded(result)
    problem = f"{path}: the archive is damaged; zip it again"
    broken = replace(
        stage.coded(replace(result, unreadable=True)), submission=Submission(name=path, files={}, problem=problem)
    )
    for item in (readable, broken):
        sitting = stage.sitting(SittingKind.CHALLENGE, "A challenge", [item])
        assert "secret-folder" not in render_text(summarize_sitting(sitting, audience=audience))


def test_warnings_of_libraries_are_left_out_of_what_was_printed() -> None:
    printed = (
        "fitting\n/usr/lib/python3/site-packages/sklearn/linear_model/_logistic.py:469: ConvergenceWarning: no\n"
        "  n_iter_i = _check_optimize_result(\ndone"
    )
    assert without_warnings(printed) == "fitting\ndone"
    assert without_warnings("my/own: a remark") == "my/own: a remark"


def test_a_step_about_a_public_case_says_what_was_expected_and_what_came() -> None:
    text = " ".join(render_text(summarize_sitting(stage.mixed()), 200).split())
    assert "Predicts rows that it has not seen: expected [3.0, 5.0, 7.0], got [2.9, 5.1, 7.0]. Its test" in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("f1 is 0.675, expected 0.6666666666666666", "f1 is 0.675, expected 0.666667"),
        ("the loss is 1e-05", "the loss is 1e-05"),
        ("1.4697408681305368e-05 and 12.5", "1.46974e-05 and 12.5"),
        (
            "0.3333333333333333, expected 0.3333333333333334: 1.2345678 apart",
            "0.3333333333333333, expected 0.3333333333333334: 1.2345678 apart",
        ),
    ],
)
def test_figures_are_as_long_as_people_read_them_unless_two_would_look_the_same(said: str, told: str) -> None:
    assert with_short_figures(said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("the positions has shape (3,)", "the positions have shape (3,)"),
        ("the tokens is ['a']", "the tokens are ['a']"),
        ("the slopes at [0] is 1", "the slopes at [0] is 1"),
        ("the loss is 1", "the loss is 1"),
        ("the bias is 1", "the bias is 1"),
        ("the analysis is 1", "the analysis is 1"),
    ],
)
def test_a_verb_agrees_with_what_a_test_looks_at(said: str, told: str) -> None:
    assert agreeing(said) == told


def test_a_title_with_code_in_it_shows_no_backtick_where_another_check_rests_on_it() -> None:
    result = stage.graded({"fits_a_line": Verdict.WRONG_ANSWER}).checks[0]
    declared = stage.challenge().spec.checks[0]
    for told in (Told(rests_on="Takes `alpha`"), Told(said_in="Takes `alpha`")):
        entry = check_entry(result, declared, Audience.CANDIDATE, told)
        words = [span for block in entry.blocks if isinstance(block, Prose) for span in block.text]
        assert [span.text for span in words if span.code] == ["alpha"]
        assert not any("`" in span.text for span in words)
