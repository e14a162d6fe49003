"""What strangers put into code, names, output and answers is shown as text, cut where told, and breaks nothing."""

import io
import json
import re
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image
from wcwidth import wcswidth

from prep.model.result import GradeResult
from prep.model.sitting import FollowUpAnswer, Sitting, SittingKind
from prep.model.text import visible
from prep.model.verdict import Verdict
from prep.reports import pdf
from prep.reports.foreign import shown, shown_line
from prep.reports.notes import ReviewMark, ReviewSheet, SimilarityNote
from prep.reports.paper import plain_report
from prep.reports.pdf import render_pdf
from prep.reports.render import css_string, render_html, render_markdown, render_text
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import DEFAULT_THEME, PaperSize, Theme
from prep.reports.view import Audience, ReportView
from tests import report_stage as stage
from tests.report_stage import HOSTILE


def hostile_answer() -> Sitting:
    point = stage.question().points[0].id
    item = stage.answered(f"{HOSTILE} bias underfits {HOSTILE}", {point: "> {{ 7*7 }} {% raw %}"}, {"swapped": HOSTILE})
    asked = FollowUpAnswer(point=point, question="Why?", answer=HOSTILE, found=False)
    return stage.sitting(SittingKind.INTERVIEW, HOSTILE, [replace(item, follow_ups=(asked,))], person=HOSTILE)


def everything(audience: Audience = Audience.CANDIDATE) -> list[ReportView]:
    sheet = ReviewSheet(
        marks=(ReviewMark(criterion=HOSTILE, points=1, max_points=2, comment=HOSTILE, for_candidate=True),)
    )
    notes = (SimilarityNote(other=HOSTILE, share=0.5, where=HOSTILE, note=HOSTILE),)
    sittings = (stage.unloadable(), hostile_answer())
    return [
        summarize_sitting(one, audience=audience, number=HOSTILE[:40], similarity=notes, review=sheet)
        for one in sittings
    ]


@pytest.fixture(params=Audience.__members__.values(), ids=str)
def views(request: pytest.FixtureRequest) -> list[ReportView]:
    return everything(request.param)


def test_a_page_shows_markup_as_text(views: list[ReportView]) -> None:
    for view in views:
        html = render_html(view, Theme(team=HOSTILE, footer=HOSTILE))
        assert not re.search(r"<(script|img)\b", html)
        assert "&lt;script&gt;alert(1)" in html
        assert "{{ 7*7 }}" in html
        assert html.count("</style>") == html.count("</main>") == html.count("</html>") == 1


def test_markdown_shows_markup_as_text(views: list[ReportView]) -> None:
    for view in views:
        html = MarkdownIt("gfm-like").render(render_markdown(view))
        assert not re.search(r"<(script|img|a|h[56])\b", html)
        assert html.count("<h1>") == 1
        headings = re.findall(r"<h[2-4]>", html)
        assert len(headings) == len(view.sections)
        assert "&lt;script&gt;alert(1)" in html


def test_a_terminal_is_not_steered_and_its_lines_stay_within_the_width(views: list[ReportView]) -> None:
    for view in views:
        for width in (40, 80, 132):
            text = render_text(view, width)
            assert visible(text, len(text)) == text
            assert max(wcswidth(line) for line in text.split("\n")) <= width


@pytest.mark.slow
def test_a_pdf_shows_markup_as_text(views: list[ReportView]) -> None:
    for view in views:
        reader = pypdf.PdfReader(io.BytesIO(render_pdf(view)))
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
        assert "<script>alert(1)</script>" in text
        assert "{{7*7}}" in text
        assert "#panic()$x$*bold*_it_`code`" in text


def pages_as_pictures(view: ReportView) -> list[Image.Image]:
    """Set as for paper, drawn as grey pictures; letters without a font do not matter here."""
    inputs = {"report": json.dumps(plain_report(view, DEFAULT_THEME, PaperSize.A4))}
    pages = pdf._compiler(None, with_system=True).compile(
        input=pdf._source(None), format="png", ppi=50.0, sys_inputs=inputs
    )
    return [
        Image.open(io.BytesIO(page)).convert("L") for page in (pages if isinstance(pages, list) else [pages]) if page
    ]


@pytest.mark.slow
def test_nothing_on_paper_runs_into_the_margins(views: list[ReportView]) -> None:
    for view in views:
        for picture in pages_as_pictures(view):
            wide, tall = picture.size
            margin = wide * 16 // 210  # of 20 mm
            for edge in ((0, 0, margin, tall), (wide - margin, 0, wide, tall)):
                assert picture.crop(edge).getextrema() == (255, 255)


@pytest.mark.slow
def test_letters_without_a_font_are_written_as_code_points_and_that_is_said() -> None:
    (view,) = [v for v in everything() if v.sections[0].id == "result"][:1]
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(view, system_fonts=False)))
    text = "".join(page.extract_text() for page in reader.pages)
    flat = re.sub(r"\s", "", text)
    assert r"\u6a21\u578b" in flat
    assert r"\u0e44\u0e17\u0e22" in flat
    assert "has no font are written as their code points" in " ".join(text.split())


def test_a_report_with_common_letters_only_says_nothing_of_fonts() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(summarize_sitting(stage.mixed()))))
    assert "no font" not in "".join(page.extract_text() for page in reader.pages)


def with_output(output: str) -> GradeResult:
    failed = {"predicts_new_rows": Verdict.WRONG_ANSWER, "collinear_columns": Verdict.WRONG_ANSWER}
    told = {"output": output, "message": output}
    return stage.graded(failed, changes={"predicts_new_rows": told, "collinear_columns": told})


def test_megabytes_of_output_are_cut_and_the_cut_is_told() -> None:
    item = stage.coded(with_output("spam " * 1_000_000))
    view = summarize_sitting(stage.sitting(SittingKind.CHALLENGE, "t", [item]))
    for text in (render_html(view), render_markdown(view), render_text(view)):
        assert len(text) < 60_000
        assert "4,998,000 more characters" in " ".join(text.split())


def test_many_lines_of_output_are_cut_and_the_cut_is_told() -> None:
    item = stage.coded(with_output("1\n" * 700))
    assert "more lines)" in render_text(summarize_sitting(stage.sitting(SittingKind.CHALLENGE, "t", [item])))


def test_what_was_printed_in_a_hidden_check_is_never_shown() -> None:
    item = stage.coded(with_output("the hidden case"))
    told = render_text(summarize_sitting(stage.sitting(SittingKind.CHALLENGE, "t", [item])))
    assert told.count("It printed") == 1


def test_a_hundred_thousand_lines_of_code_are_cut_and_the_cut_is_told() -> None:
    item = stage.coded(stage.graded(), code=b"x = 1\n" * 100_000)
    view = summarize_sitting(stage.sitting(SittingKind.CHALLENGE, "t", [item]))
    assert "The file goes on for 99,600 more lines" in render_text(view)


def test_marks_piled_on_one_letter_are_spelled_out() -> None:
    assert shown("z" + "\u0301" * 9) == "z" + "\u0301" * 4 + r"\u0301" * 5


def test_tabs_become_spaces() -> None:
    assert shown("a\tb\r\nc") == "a   b\nc"


@given(st.text(max_size=300), st.integers(1, 80))
def test_a_shown_line_is_one_line_of_visible_letters(text: str, limit: int) -> None:
    line = shown_line(text, limit)
    assert "\n" not in line
    assert visible(line, len(line)) == line


@given(st.text(max_size=80))
def test_a_string_of_css_cannot_be_left(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\<\n]|\\[0-9a-f]{6} )*"', str(css_string(text)))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_set_on_paper(text: str) -> None:
    """Whatever it is, there is a PDF by the standard that forbids empty boxes."""
    item = stage.bias_answer()
    asked = FollowUpAnswer(point="regularise", question="Why?", answer=text, found=False)
    view = summarize_sitting(stage.sitting(SittingKind.DRILL, text, [replace(item, follow_ups=(asked,))], person=text))
    assert render_pdf(view).startswith(b"%PDF-1.7")
