"""`prep grade --report`: one result in four formats, in a team's look; what cannot work is said at once."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from prep.catalog.locate import shipped_root
from tests.functional.conftest import Prep, one_clear_line

LINEAR = "housing/linear-regression"
WRONG = shipped_root() / "challenges" / LINEAR / "submissions/rejected/centres_in_place.py"
THEME = 'format_version = 1\nteam = "Acme Analytics"\npaper = "letter"\n'


def test_a_report_is_written_in_each_format(prep: Prep, tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text(THEME)
    beginnings = {
        "html": b"<!DOCTYPE html>",
        "pdf": b"%PDF-1.7",
        "md": b"# Linear regression",
        "txt": b"LINEAR REGRESSION",
    }
    for form, beginning in beginnings.items():
        file = tmp_path / f"report.{form}"
        ran = prep("grade", LINEAR, WRONG, "--report", file, "--theme", tmp_path / "theme.toml")
        assert ran.code == 0, ran.stderr
        assert one_clear_line(ran) == f"report: {file}"
        assert file.read_bytes().startswith(beginning)
    page = (tmp_path / "report.html").read_text()
    assert "Acme Analytics" in page
    assert "size: letter" in page
    assert "Does not change the arrays it is given" in page
    assert float(PdfReader(tmp_path / "report.pdf").pages[0].mediabox.width) == 612


def test_the_theme_of_a_teams_content_is_taken_unless_paper_says_otherwise(prep: Prep, tmp_path: Path) -> None:
    (tmp_path / "challenges").mkdir()
    (tmp_path / "theme.toml").write_text(THEME)
    file = tmp_path / "report.html"
    ran = prep("--content", tmp_path, "grade", LINEAR, WRONG, "--report", file, "--paper", "a4")
    assert ran.code == 0, ran.stderr
    assert "Acme Analytics" in file.read_text()
    assert "size: A4" in file.read_text()


@pytest.mark.parametrize(
    ("name", "theme", "code", "told"),
    [
        ("report.doc", THEME, 2, "a report's name ends in .html, .pdf, .md, .txt"),
        ("report.html", 'format_version = 1\ncolour = "x"', 3, "unknown key `colour`"),
        ("report.html", 'format_version = 1\naccent = "#eeeeee"', 3, "too pale to be read"),
        ("no/such/report.html", THEME, 6, "cannot be written"),
    ],
)
def test_what_is_wrong_with_a_report_is_said(
    prep: Prep, tmp_path: Path, name: str, theme: str, code: int, told: str
) -> None:
    (tmp_path / "theme.toml").write_text(theme)
    ran = prep("grade", LINEAR, WRONG, "--report", tmp_path / name, "--theme", tmp_path / "theme.toml")
    assert ran.code == code
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr
    # All but a folder that is missing is said before anything is graded.
    assert bool(ran.stdout) == (code == 6)


def test_a_class_is_reported_into_a_folder(prep: Prep, tmp_path: Path) -> None:
    ran = prep("grade", LINEAR, WRONG, WRONG, "--report", f"{tmp_path / 'out'}/", "--compact")
    assert one_clear_line(ran) == f"reports: 2 in {tmp_path / 'out'}, everybody in class.html"
    stem = Path(WRONG).stem
    found = {path.name for path in (tmp_path / "out").iterdir()}
    assert found == {f"{stem}.html", f"{stem}-2.html", "all.pdf", "class.html"}


def test_one_file_holds_no_class(prep: Prep, tmp_path: Path) -> None:
    ran = prep("grade", LINEAR, WRONG, WRONG, "--report", tmp_path / "report.html")
    assert ran.code == 2
    assert "--report takes a folder for several submissions; end its name in /" in ran.stderr
