"""Every section and every block of a report is in all four renderings."""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from prep.model.sitting import Sitting
from prep.reports.cohort import summarize_cohort
from prep.reports.notes import ReviewMark, ReviewSheet, RubricLevel, RubricLine, SimilarityNote
from prep.reports.paper import plain_report
from prep.reports.pdf import render_pdf
from prep.reports.render import render_html, render_markdown, render_text
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import DEFAULT_THEME, PaperSize
from prep.reports.view import (
    Answer,
    Audience,
    Block,
    Bullets,
    Difference,
    Entry,
    Facts,
    Headline,
    Listing,
    PaperForm,
    Photo,
    Prose,
    Quote,
    ReportView,
    Seal,
    Steps,
    Table,
)
from tests import report_stage as stage

SHEET = ReviewSheet(
    rubric=(
        RubricLine(
            title="Care with data",
            description="Looks before it fits.",
            levels=(RubricLevel(points=0, title="none"), RubricLevel(points=3, title="full", description="Names it.")),
        ),
    ),
    marks=(
        ReviewMark(criterion="Care with data", points=2, max_points=3, comment="Well reasoned.", for_candidate=True),
    ),
)
SIMILARITY = (SimilarityNote(other="C-021", share=0.62, where="lines 7 to 22", note="Same order of steps."),)


def candidate(sitting: Callable[[], Sitting]) -> Callable[[], ReportView]:
    return lambda: summarize_sitting(sitting(), review=SHEET)


def reviewer(sitting: Callable[[], Sitting]) -> Callable[[], ReportView]:
    return lambda: summarize_sitting(
        sitting(), audience=Audience.REVIEWER, number="C-017", similarity=SIMILARITY, review=SHEET
    )


REPORTS: dict[str, Callable[[], ReportView]] = {
    **{name: candidate(sitting) for name, sitting in stage.TYPICAL.items()},
    "drill": candidate(stage.drill),
    **{f"{name} for reviewers": reviewer(sitting) for name, sitting in stage.TYPICAL.items()},
    "cohort": lambda: summarize_cohort(stage.cohort(12)).report,
}


@cache
def view(name: str) -> ReportView:
    return REPORTS[name]()


def squeezed(text: str) -> str:
    """Without spaces and marks of Markdown."""
    return re.sub(r"[\s\\*|>_«»-]|\[\d*\]", "", text).casefold()


class Words(HTMLParser):
    """What a browser would show, and the headings apart."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.headings, self.inside = "", list[str](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if re.fullmatch(r"h\d", tag):
            self.headings.append("")
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside != "style":
            self.text += data
        if re.fullmatch(r"h\d", self.inside):
            self.headings[-1] += data


def html_words(report: ReportView) -> Words:
    words = Words()
    words.feed(render_html(report))
    return words


def pdf_words(report: ReportView) -> str:
    """What stands on the pages, without their heads and feet: text runs on from one page to the next."""
    plain = plain_report(report, DEFAULT_THEME, PaperSize.A4)
    left, right = plain["running_left"], plain["running_right"]
    heads = {squeezed(head) for head in (left, right, left + right)}
    lines = []
    for page in pypdf.PdfReader(io.BytesIO(render_pdf(report))).pages:
        text = [line for line in page.extract_text().split("\n") if line.strip()]
        while page.page_number and text and squeezed(text[0]) in heads:
            text.pop(0)
        lines += text[:-1]
    return "".join(lines)


FORMS: dict[str, Callable[[ReportView], str]] = {
    "html": lambda report: html_words(report).text,
    "markdown": render_markdown,
    "text": render_text,
    "pdf": pdf_words,
}
EACH_FORM = pytest.mark.parametrize(
    "form", [pytest.param(form, marks=pytest.mark.slow if form == "pdf" else ()) for form in FORMS]
)


@cache
def rendered(name: str, form: str) -> str:
    return squeezed(FORMS[form](view(name)))


def witnesses(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
    """Words that show that a block is there."""
    match block:
        case Headline():
            yield block.figure
        case Prose():
            yield from (span.text for span in block.text)
        case Bullets():
            yield from (span.text for item in block.items for span in item)
        case Difference():
            yield from (line.text for run in block.runs for line in run)
        case Seal():
            yield from (span.text for span in block.says)
        case Quote():
            yield block.label
            yield block.text.split("\n")[0]
        case Steps():
            yield from (step.command for step in block.steps)
            yield from (span.text for step in block.steps for span in step.reading)
        case Facts():
            yield from (fact.value for fact in block.facts)
        case Table():
            yield block.caption
            yield from (cell for row in block.rows for cell in row)
        case Entry():
            yield from (span.text for span in block.title)
            yield block.remark
            yield from (word for inner in block.blocks for word in witnesses(inner))
        case Listing():
            yield from (line.text for line in block.lines[:30])
            yield from (remark.text for line in block.lines for remark in line.remarks)
            yield block.left_out
        case Answer():
            yield from (segment.text for segment in block.segments)
        case PaperForm():
            yield from (row.title for row in block.rows)
            yield from block.lines
        case Photo():
            yield block.title
        case _:
            yield from (cell for row in block.rows for cell in row)


def is_plain(words: str) -> bool:
    """Hostile text looks different in each rendering, as it must; `test_report_hostile` looks after it."""
    return words.isascii() and not re.search(r"[<>`\\]", words)


@EACH_FORM
@pytest.mark.parametrize("name", REPORTS)
def test_every_section_is_in_each_of_the_four_renderings(name: str, form: str) -> None:
    for section in view(name).sections:
        assert squeezed(section.title) in rendered(name, form)


@EACH_FORM
@pytest.mark.parametrize("name", REPORTS)
def test_every_block_is_in_each_of_the_four_renderings(name: str, form: str) -> None:
    seen = 0
    for section in view(name).sections:
        for words in (word for block in section.blocks for word in witnesses(block) if is_plain(word)):
            assert squeezed(words) in rendered(name, form), f"{words!r} of {section.title} is missing"
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("name", REPORTS)
def test_headings_are_in_order_and_leave_no_level_out(name: str) -> None:
    levels = [1, *(section.level for section in view(name).sections)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert [h for h in html_words(view(name)).headings if h] == [
        view(name).title,
        *(section.title for section in view(name).sections),
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_ids_are_unique_and_every_link_inside_leads_somewhere(name: str) -> None:
    html = render_html(view(name))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', html)
    assert set(links) <= set(ids)
    if name in ("mixed", "interview"):
        steps = html[html.index('class="steps"') : html.index("</ol>", html.index('class="steps"'))]
        assert steps.count('From <a href="#') == 3


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_needs_nothing_from_elsewhere(name: str) -> None:
    html = render_html(view(name))
    assert not re.search(r"<(script|link|iframe|object|embed)\b", html)
    assert not re.search(r'\b(src|href)="(?!#|data:)[^"]*"', html)


@pytest.mark.parametrize("name", REPORTS)
def test_pictures_have_a_title_a_description_and_a_table(name: str) -> None:
    html = render_html(view(name))
    for svg, after in re.findall(r"(<svg .*?</svg>)(.*?)</figure>", html, re.DOTALL):
        assert 'role="img"' in svg
        assert re.search(r"<title id=[^>]*>[^<]+</title><desc id=[^>]*>[^<]+</desc>", svg)
        assert "<table" in after
    assert html.count("<svg") == html.count("</figure>")


def words_of(**changes: Any) -> str:
    return render_text(summarize_sitting(stage.mixed(), **changes))


def test_the_candidate_gets_three_steps_and_the_reviewer_a_form() -> None:
    assert "What to do next" in words_of()
    assert "Marks by rubric" not in words_of()
    assert "Marks by rubric" in words_of(audience=Audience.REVIEWER)
    assert "What to do next" not in words_of(audience=Audience.REVIEWER)
