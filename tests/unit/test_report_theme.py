"""A team's look: read strictly, legible, and its own templates before ours."""

import re
from pathlib import Path

import pytest

from prep.model.errors import ContentError
from prep.reports.pdf import render_pdf
from prep.reports.render import render_html
from prep.reports.summarize import summarize_sitting
from prep.reports.theme import DEFAULT_THEME, PaperSize, contrast_on_white, find_theme, load_theme
from tests import report_stage as stage

FULL = """
format_version = 1
team = "Acme <b>Analytics</b>"
footer = "Kept until autumn"
logo = "logo.svg"
ink = "#102030"
accent = "#7A1F5C"
paper = "letter"
templates = "own"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "theme.toml"
    file.write_text(text, "utf-8")
    (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>")
    (folder / "own").mkdir(exist_ok=True)
    return file


def test_a_theme_is_read_and_seen(tmp_path: Path) -> None:
    theme = load_theme(written(tmp_path, FULL))
    assert (theme.paper, theme.accent, theme.templates) == (PaperSize.LETTER, "#7a1f5c", tmp_path / "own")
    html = render_html(summarize_sitting(stage.perfect()), theme)
    assert "Acme &lt;b&gt;Analytics&lt;/b&gt;" in html
    assert "data:image/svg+xml;base64," in html
    assert "--accent: #7a1f5c" in html
    assert "size: letter" in html


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('format_version = 1\nteem = "x"', "unknown key `teem`; did you mean `team`?"),
        ('format_version = 1\naccent = "red"', "`accent` is 'red'; write a colour as \"#rrggbb\""),
        ('format_version = 1\naccent = "#ffcc00"', r"contrast 1\.5 on white paper, too pale to be read"),
        ('format_version = 1\nlogo = "gone.png"', r"gone\.png cannot be read"),
        ('format_version = 1\nlogo = "logo.exe"', r"it can be \.jpeg, \.jpg, \.png, \.svg"),
        ('format_version = 1\ntemplates = "nowhere"', "there is no folder"),
        ('format_version = 1\npaper = "a5"', "`paper` is 'a5'"),
    ],
)
def test_what_is_wrong_with_a_theme_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        load_theme(written(tmp_path, text))


def test_the_first_content_folder_with_a_theme_gives_the_look(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.toml").write_text(f'format_version = 1\nteam = "{name}"')
    (tmp_path / "none").mkdir()
    assert find_theme([tmp_path / "none", tmp_path / "second", tmp_path / "first"]).team == "second"
    assert find_theme([tmp_path / "none"]) == DEFAULT_THEME


def test_a_logo_must_be_small(tmp_path: Path) -> None:
    (tmp_path / "big.png").write_bytes(bytes(600_000))
    with pytest.raises(ContentError, match="is larger than 512 kB"):
        load_theme(written(tmp_path, 'format_version = 1\nlogo = "big.png"'))


def test_our_own_colours_can_be_read() -> None:
    assert min(map(contrast_on_white, (DEFAULT_THEME.ink, DEFAULT_THEME.accent, DEFAULT_THEME.good))) > 4.5
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#ffffff") == pytest.approx(1)


def test_a_folder_of_templates_comes_before_ours(tmp_path: Path) -> None:
    theme = load_theme(written(tmp_path, 'format_version = 1\nteam = "Acme"\ntemplates = "own"'))
    (tmp_path / "own" / "report.css").write_text("body { color: {{ theme.ink }} } /* ours */")
    html = render_html(summarize_sitting(stage.perfect()), theme)
    assert "/* ours */" in html
    assert "Linear regression from scratch" in html
    assert not re.search(r"--wash", html)


def test_a_template_of_the_pdf_can_be_ones_own(tmp_path: Path) -> None:
    theme = load_theme(written(tmp_path, 'format_version = 1\ntemplates = "own"'))
    (tmp_path / "own" / "report.typ").write_text(
        "#let report = json(bytes(sys.inputs.report))\n#set document(title: report.name)\n"
        '#set text(lang: "en")\n= #report.title'
    )
    view = summarize_sitting(stage.perfect())
    assert len(render_pdf(view, theme)) < len(render_pdf(view))


def test_a_broken_template_is_said_to_be_the_teams(tmp_path: Path) -> None:
    theme = load_theme(written(tmp_path, 'format_version = 1\ntemplates = "own"'))
    view = summarize_sitting(stage.perfect())
    (tmp_path / "own" / "report.html").write_text("{{ report.no_such_thing }}")
    with pytest.raises(ContentError, match=r"own: a template cannot be used: .*no_such_thing"):
        render_html(view, theme)
    (tmp_path / "own" / "report.typ").write_text("#no-such-thing")
    with pytest.raises(ContentError, match="own: cannot be set: unknown variable"):
        render_pdf(view, theme)
