"""The first page stands alone, the rest is an appendix; code is coloured, and dark is for screens only."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from prep.model.report_part import ReportPart
from prep.model.sitting import CodeItem, EarlierAttempt, RankRange, Sitting, SkillBefore
from prep.model.verdict import Verdict
from prep.reports.difference import beside_reference
from prep.reports.notes import SignedResult
from prep.reports.pdf import render_pdf
from prep.reports.render import render_html, render_text
from prep.reports.selection import leave_out
from prep.reports.summarize import summarize_sitting
from prep.reports.syntax import python_tokens
from prep.reports.theme import DARK, DEFAULT_THEME, on_dark
from prep.reports.view import Audience, Difference, Listing, ReportView, Steps, TokenKind
from tests import report_stage as stage

SIGNED = SignedResult(text="PREP1:" + "ABCDEFGH234567" * 24, key="1234-abcd-5678-ef90")


def whole() -> Sitting:
    """With everything that a first page can hold but a signature, which practice has not."""
    sitting = stage.mixed()
    (item,) = sitting.items
    assert isinstance(item, CodeItem)
    judged = frozenset(check.id for check in item.challenge.spec.checks)
    before = EarlierAttempt(
        at=stage.AT - timedelta(days=4), share=0.58, passed=frozenset({"predicts_new_rows"}), judged=judged
    )
    skill = SkillBefore(topic=item.challenge.spec.topics[0], answers=7, mean=0.44, last=0.5)
    return replace(
        sitting, items=(replace(item, earlier=(before,)),), skills=(skill,), place=RankRange(best=5, worst=9, of=34)
    )


FIRST_PAGES: dict[str, Callable[[], ReportView]] = {
    "practice": lambda: summarize_sitting(whole()),
    "take-home": lambda: summarize_sitting(replace(whole(), items=stage.mixed().items, skills=()), signed=SIGNED),
    "interview": lambda: summarize_sitting(stage.interview(), signed=SIGNED),
    "assessment": lambda: summarize_sitting(stage.assessment(), signed=SIGNED),
    "reviewer": lambda: summarize_sitting(stage.assessment(), audience=Audience.REVIEWER, number="C-017"),
}


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", FIRST_PAGES)
def test_the_first_page_is_one_page_and_the_appendix_begins_with_its_contents(name: str, paper: str) -> None:
    view = FIRST_PAGES[name]()
    first, second, *_ = [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(view, paper=paper))).pages
    ]
    for section in view.sections:
        if section.level == 2 and not section.is_appendix:
            assert section.title in first
    assert "In detail" in second
    for section in view.contents:
        assert section.title[:30] in second


def test_the_first_page_says_result_strengths_steps_time_change_skills_place_and_seal() -> None:
    text = " ".join(render_text(summarize_sitting(whole(), signed=SIGNED), 200).partition("In detail")[0].split())
    for told in (
        "[ 63.73 of 100 points ]",
        "It most likely lies between 63.4 % and 64.0 %",
        "Time: 24 min of 30 min allowed",
        "Place: 5 to 9 of 34 people, as far as scores can tell",
        "What is right",
        "1. The error first",
        "58 % on 25 February 2026, 64 % now.",
        "Now passes: ",
        "No longer passes: Predicts rows that it has not seen.",
        "classical models",
        "44 % (7)",
        SIGNED.text,
    ):
        assert told in text.replace("\u00a0", " "), told


def test_reviewers_have_what_is_wrong_and_a_decision_to_sign_on_their_first_page() -> None:
    text = " ".join(render_text(FIRST_PAGES["reviewer"](), 200).partition("In detail")[0].split())
    assert "holds a misconception: More data reduces variance." in text
    assert "[ ] Talk to the candidate first" in text
    assert "Name and signature: ____" in text


def test_every_step_leads_to_its_check_or_point_and_says_what_to_read() -> None:
    for sitting in (stage.mixed(), stage.drill()):
        view = summarize_sitting(sitting)
        (steps,) = (b for section in view.sections for b in section.blocks if isinstance(b, Steps))
        for step in steps.steps[:2]:
            assert re.match("check-|point-|misconception-", step.where)
            assert step.reading


def test_a_step_sends_nobody_to_what_was_left_out() -> None:
    view = leave_out(summarize_sitting(stage.drill()), frozenset({ReportPart.MODEL_ANSWERS}))
    assert "model answer" not in render_text(view)
    links = re.findall('href="#([^"]+)"', render_html(view))
    assert {link for link in links if f'id="{link}"' not in render_html(view)} == set()


def test_code_is_tagged_as_code_in_the_pdf() -> None:
    from tests.unit.test_report_pdf import elements, opened

    tags = [str(element["/S"]) for element in elements(opened(render_pdf(summarize_sitting(stage.mixed()))))]
    assert tags.count("/Code") > len(stage.CODE.splitlines())


def test_code_is_coloured_and_no_letter_of_it_is_changed() -> None:
    for code in (stage.CODE.decode(), stage.HOSTILE, "'''open\nstring", "f'{x!r:>{w}}' # é\n\tif 1:\n", "\\\n" * 30):
        assert "".join(token.text for token in python_tokens(code)) == code
    html = render_html(summarize_sitting(stage.mixed()))
    for kind in (TokenKind.KEYWORD, TokenKind.NAME, TokenKind.STRING):
        assert f'<span class="t-{kind}">' in html


def test_a_name_that_is_left_out_of_code_is_in_none_of_its_runs() -> None:
    (item,) = stage.mixed().items
    assert isinstance(item, CodeItem)
    code = b"# by Ada Lovelace\nname = 'Ada Lovelace'\n"
    sitting = replace(
        stage.mixed(), items=(replace(item, submission=replace(item.submission, files={"solution.py": code})),)
    )
    assert "Lovelace" not in render_html(summarize_sitting(sitting, audience=Audience.REVIEWER, number="C-1"))
    assert "Lovelace" not in render_html(summarize_sitting(sitting, named=False, number="C-1"))


def test_dark_is_for_screens_and_print_is_light() -> None:
    html = render_html(summarize_sitting(stage.mixed()))
    assert html.count("prefers-color-scheme") == 1
    assert "@media screen and (prefers-color-scheme: dark)" in html
    for svg in re.findall("<svg .*?</svg>", html):
        assert not re.search('(?:fill|stroke)="#', svg), "a colour that no dark page can change"


@pytest.mark.parametrize("colour", ["#000000", DEFAULT_THEME.ink, DEFAULT_THEME.accent, DEFAULT_THEME.bad, "#7a1f5c"])
def test_a_colour_that_is_dark_on_white_is_light_on_a_dark_page(colour: str) -> None:
    light = on_dark(colour)
    assert light > DARK
    assert on_dark(light) == light


def test_the_reference_is_set_beside_like_code_and_shown_whole_beside_other_code() -> None:
    near = b"def f(x):\n    y = x\n    return y\n"
    (note, difference) = beside_reference(near, "def f(x):\n    y = x + 1\n    return y\n")
    assert isinstance(difference, Difference)
    assert [f"{line.change}{line.text}" for line in difference.runs[0]] == [
        " def f(x):",
        "-    y = x",
        "+    y = x + 1",
        "     return y",
    ]
    assert isinstance(list(beside_reference(b"a = 1\n", "b = 2\nc = 3\n"))[1], Listing)
    assert len(list(beside_reference(near, near.decode()))) == 1
    assert note is not None


def test_two_places_in_a_long_file_are_two_runs() -> None:
    lines = [f"line_{n} = {n}" for n in range(60)]
    changed = ["x = 0" if n in (5, 50) else line for n, line in enumerate(lines)]
    difference = list(beside_reference("\n".join(lines).encode(), "\n".join(changed)))[1]
    assert isinstance(difference, Difference)
    assert len(difference.runs) == 2


def test_a_report_without_failures_has_no_fault_on_its_first_page() -> None:
    text = render_text(summarize_sitting(stage.perfect())).partition("In detail")[0]
    assert not any(str(verdict) in text for verdict in (Verdict.WRONG_ANSWER, Verdict.RUNTIME_ERROR))
