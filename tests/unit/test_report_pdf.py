"""The PDF keeps what PDF/UA-1 promises, and the same result gives the same bytes."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from prep.model.errors import ContentError, PrepError
from prep.reports import pdf
from prep.reports.cohort import summarize_cohort
from prep.reports.inline import plain
from prep.reports.pdf import render_pdf
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import Logo, PaperSize, Theme
from prep.reports.view import Block, Fact, Facts, Prose, Quote, ReportView, Section
from tests import report_stage as stage

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4'/></svg>"


def mixed() -> ReportView:
    return summarize_sitting(stage.mixed())


def opened(document: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document))


def structure(element: Any) -> Iterator[DictionaryObject]:
    """Every element of the structure tree."""
    element = element.get_object() if isinstance(element, IndirectObject) else element
    if isinstance(element, ArrayObject):
        for one in element:
            yield from structure(one)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from structure(element["/K"])


def elements(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    return list(structure(reader.root_object["/StructTreeRoot"]))


@pytest.mark.slow
@pytest.mark.parametrize("name", stage.TYPICAL)
def test_it_declares_pdf_ua_1_is_tagged_and_names_its_language_and_title(name: str) -> None:
    reader = opened(render_pdf(summarize_sitting(stage.TYPICAL[name]())))
    root: Any = reader.root_object
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title


def test_headings_and_tables_are_tagged_as_such() -> None:
    view = mixed()
    tags = [str(element["/S"]) for element in elements(opened(render_pdf(view)))]
    assert tags.count("/H1") == 1
    for level in (2, 3):
        assert tags.count(f"/H{level}") == sum(section.level == level for section in view.sections)
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Link"} <= set(tags)


@pytest.mark.slow
def test_every_picture_has_a_text_in_its_place() -> None:
    figures = [element for element in elements(opened(render_pdf(mixed()))) if str(element["/S"]) == "/Figure"]
    assert len(figures) >= 3
    for figure in figures:
        assert len(str(figure["/Alt"])) > 20


@pytest.mark.slow
def test_all_fonts_are_inside() -> None:
    for page in opened(render_pdf(summarize_sitting(stage.unloadable()))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (descendant,) = font.get_object()["/DescendantFonts"]
            described = descendant.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)


@pytest.mark.slow
def test_pages_are_numbered_and_have_running_titles() -> None:
    reader = opened(render_pdf(mixed()))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {count}" in text
        if number > 1:
            assert text.startswith("Linear regression from scratch")


@pytest.mark.slow
def test_no_heading_is_the_last_line_of_a_page() -> None:
    """Wherever on a page it falls, what follows it is on the same page."""
    line = Prose(text=plain("A line."))
    followers: list[Block] = [line, Quote(label="Quoted", text="x"), Facts(facts=(Fact("Name", "value"),))]
    for count in range(24, 44):
        sections = (
            Section(id="a", title="Filler", level=2, blocks=(line,) * count),
            *(Section(id=f"s{n}", title=f"Heading {n}", level=2 + n, blocks=(one,)) for n, one in enumerate(followers)),
        )
        for page in opened(render_pdf(replace(mixed(), sections=sections))).pages:
            *_, last, _foot = [text for text in page.extract_text().split("\n") if text.strip()]
            assert not last.startswith("Heading"), count


@pytest.mark.slow
def test_nothing_invisible_stands_between_letters() -> None:
    text = "".join(page.extract_text() for page in opened(render_pdf(summarize_sitting(stage.unloadable()))).pages)
    assert "\u200b" not in text


@pytest.mark.slow
def test_paper_is_a4_or_letter() -> None:
    sizes = {
        paper: tuple(round(float(side)) for side in opened(render_pdf(mixed(), paper=paper)).pages[0].mediabox[2:])
        for paper in ("a4", "letter")
    }
    assert sizes == {"a4": (595, 842), "letter": (612, 792)}
    theme = Theme(paper=PaperSize.LETTER)
    assert round(float(opened(render_pdf(mixed(), theme)).pages[0].mediabox.width)) == 612
    with pytest.raises(ContentError, match="there is no paper 'a5'; known: a4, letter"):
        render_pdf(mixed(), paper="a5")


def test_a_theme_is_seen() -> None:
    theme = Theme(team="Acme Analytics", footer="Kept until autumn", logo=Logo(content=SVG, type="svg"))
    document = render_pdf(mixed(), theme)
    reader = opened(document)
    assert "Acme Analytics" in reader.pages[0].extract_text()
    assert "Kept until autumn" in reader.pages[-1].extract_text()
    assert any("Acme Analytics" in str(element.get("/Alt")) for element in elements(reader))


def test_a_logo_that_is_no_picture_is_said_to_be_none() -> None:
    with pytest.raises(ContentError, match="logo"):
        render_pdf(mixed(), Theme(logo=Logo(content=b"GIF89a", type="png")))


def test_the_date_is_that_of_the_sitting() -> None:
    metadata = opened(render_pdf(mixed())).metadata
    assert metadata is not None
    assert metadata.creation_date == stage.mixed().finished_at


@pytest.mark.slow
@pytest.mark.parametrize(
    "view", [mixed(), summarize_cohort([]).report, summarize_sitting(replace(stage.mixed(), items=()))]
)
def test_whatever_there_is_can_be_set(view: ReportView) -> None:
    assert opened(render_pdf(view)).pages


def test_without_its_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf._compiler.cache_clear()
    with pytest.raises(PrepError, match=r"a PDF needs the extra `pdf`: pip install 'SOURCE\[pdf\]'"):
        render_pdf(mixed())


@pytest.mark.slow
def test_threads_may_set_reports_at_the_same_time() -> None:
    view = mixed()
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: render_pdf(view), range(12)))) == 1


_PRINT = """
import hashlib
from prep.reports.inline import plain
from prep.reports.pdf import render_pdf
from prep.reports.render import render_html, render_markdown, render_text
from prep.reports.summarize import summarize_sitting
from tests import report_stage as stage
for name in ("mixed", "unloadable", "interview"):
    view = summarize_sitting(stage.TYPICAL[name]())
    for render in (render_html, render_markdown, render_text, render_pdf):
        content = render(view)
        print(hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest())
"""


@pytest.mark.slow
def test_the_same_result_gives_the_same_bytes_in_every_process() -> None:
    """Another seed of hashes, another time zone, another language, another folder."""
    printed = set()
    for seed, zone, lang in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "de_DE.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": lang}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT], env=environment, capture_output=True, text=True, check=True
        )
        printed.add(done.stdout)
    assert len(printed) == 1
    assert len(next(iter(printed)).split()) == 12


@pytest.mark.slow
def test_another_result_gives_other_bytes() -> None:
    digests = {hashlib.sha256(render_pdf(summarize_sitting(make()))).digest() for make in stage.TYPICAL.values()}
    assert len(digests) == len(stage.TYPICAL)
