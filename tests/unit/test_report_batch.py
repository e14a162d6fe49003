"""Reports of a class: one folder, one PDF, one sheet; and what is left out of them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from prep.cli.report_folder import report_folder, unique_names
from prep.model.errors import StorageError
from prep.model.report_part import COMPACT, ReportPart
from prep.model.sitting import CodeItem
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from prep.reports.class_sheet import summarize_class
from prep.reports.pdf import render_pdf, render_pdf_of_many
from prep.reports.render import render_html, render_text
from prep.reports.selection import leave_out, with_prefix
from prep.reports.summarize import summarize_sitting
from tests import report_stage as stage


def graded(*names: str) -> list[CodeItem]:
    result = stage.graded({"fits_a_line": Verdict.WRONG_ANSWER})
    handed_in = [Submission(name=name, files={"solution.py": stage.CODE}) for name in names]
    return [CodeItem(challenge=stage.challenge(), result=result, submission=one) for one in handed_in]


def write(folder: Path, *names: str) -> None:
    report_folder(folder, [], None, None, frozenset(COMPACT)).write(graded(*names))


def test_a_class_gets_a_page_each_one_document_and_a_sheet(tmp_path: Path) -> None:
    write(tmp_path / "new" / "folder", "in/ann.zip", "in/bo/solution.py", "other/ann.zip")
    found = {path.name for path in (tmp_path / "new" / "folder").iterdir()}
    assert found == {"ann.html", "bo.html", "ann-2.html", "all.pdf", "class.html"}


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(tmp_path / folder, "ann.zip", "bo.zip")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_names_of_files_are_safe_and_each_is_there_once() -> None:
    paths = ["../..", "a/b c?.zip", "A/B C?.zip", "x/all.zip", "y/class.py", "ann/solution.py"]
    assert unique_names(paths) == ["submission", "b-c", "B-C-2", "all-2", "class-2", "ann"]


def test_a_file_in_the_place_of_the_folder_is_told_before_anything_is_graded(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.touch()
    with pytest.raises(StorageError, match="name a folder"):
        report_folder(file, [], None, None, frozenset())


def test_the_sheet_names_everybody_with_points_and_the_likely_cause() -> None:
    text = render_text(summarize_class([stage.mixed(), stage.perfect()]), 200)
    assert "Class sheet: 2 submissions" in text
    assert "100 of 100" in text
    assert "11 of 11" in text


@pytest.mark.slow
def test_many_reports_in_one_document_keep_their_ids_apart() -> None:
    views = [summarize_sitting(stage.mixed(), style=False)] * 2
    assert b"/Type" in render_pdf_of_many(views)[:100_000]
    assert render_pdf_of_many(views[:1]) == render_pdf(views[0])
    html = render_html(with_prefix(views[0], "r1-"))
    assert 'id="r1-result"' in html
    assert 'href="#r1-check-predicts-new-rows"' in html


@pytest.mark.slow
def test_each_report_in_one_document_has_its_own_head_and_counts_its_own_pages() -> None:
    people = ("Ada", "Grace", "Mary")
    views = [summarize_sitting(replace(stage.mixed(), person=name), style=False) for name in people]
    pages = [page.extract_text() for page in PdfReader(BytesIO(render_pdf_of_many(views))).pages]
    assert len(pages) % len(people) == 0
    each = len(pages) // len(people)
    assert each > 1
    for number, text in enumerate(pages):
        own = people[number // each]
        assert f"report for {own}" in text
        assert not any(f"report for {other}" in text for other in people if other != own)
        assert f"Page {number % each + 1} of {each}" in text


def test_the_compact_form_has_no_code_and_nothing_of_what_passed() -> None:
    view = leave_out(summarize_sitting(stage.mixed(), style=False), frozenset(COMPACT))
    text = render_text(view, 200)
    assert "Predicts rows that it has not seen" in text
    assert "Finds slope and intercept of points on a line" not in text.partition("Check by check")[2]
    assert "np.linalg.inv" not in text
    assert "What this result rests on" not in text
    assert {section.id for section in view.sections} >= {"result", "next", "checks"}


def test_model_answers_can_be_kept_from_candidates() -> None:
    whole = summarize_sitting(stage.drill(), style=False)
    assert "A model answer" in render_text(whole)
    assert "A model answer" not in render_text(leave_out(whole, frozenset({ReportPart.MODEL_ANSWERS})))


def test_no_heading_is_left_without_anything_below() -> None:
    view = leave_out(summarize_sitting(stage.interview(), style=False), frozenset(ReportPart))
    for section, following in zip(view.sections, [*view.sections[1:], None], strict=True):
        assert section.blocks or (following is not None and following.level > section.level), section.id


def test_without_names_reports_are_numbered_and_one_table_says_whose_they_are(tmp_path: Path) -> None:
    left_out = frozenset({ReportPart.NAMES})
    report_folder(tmp_path, [], None, None, left_out).write(graded("in/ann.zip", "in/=bo.zip"))
    found = {path.name for path in tmp_path.iterdir()}
    assert found == {"001.html", "002.html", "all.pdf", "class.html", "who.csv"}
    assert (tmp_path / "who.csv").read_text() == "number,submission\n001,ann.zip\n002,'=bo.zip\n"
    for path in tmp_path.glob("*.html"):
        page = path.read_text("utf-8")
        assert "ann" not in page.split("<main>")[0]
        assert "ann.zip" not in page
