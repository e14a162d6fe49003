"""What people read is true of the code: commands, settings, exit codes, pictures, links, words."""

import re
from pathlib import Path

import pytest

from prep.cli.exits import ExitCode
from prep.docs.commands import all_commands, commands_page
from prep.docs.drawings import with_drawings_marked
from prep.docs.exit_codes import MEANINGS, exit_codes_table
from prep.docs.formats import formats_page
from prep.docs.guides import GUIDES, PAGES, ROOT, guide_page, page_of, with_links_of_the_site
from prep.docs.licences import InstalledPackage, Terms
from prep.model.challenge import ChallengeSpec
from tests.documents import ShownCommand, documents, problem_of, shown_commands

DOCUMENTS = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in documents(ROOT)}
PAGES_TEXT = {name: text for name, text in DOCUMENTS.items() if name.startswith("prep/docs/")}
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def test_every_command_that_is_shown_could_be_typed() -> None:
    shown = [command for name, text in DOCUMENTS.items() for command in shown_commands(text, name)]
    assert len(shown) > 100
    assert [(one.file, one.text, problem) for one in shown if (problem := problem_of(one))] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("prep dril", "no command 'dril'"),
        ("prep assess colect spring.toml", "no command 'colect'"),
        ("prep grade housing/ridge --jbos 2", "no option --jbos"),
        ("prep data path here", "one word too many"),
        ("prep --content mine author check --all", ""),
    ],
)
def test_a_command_that_could_not_be_typed_is_found(text: str, problem: str) -> None:
    found = problem_of(ShownCommand("any.md", text))
    assert problem in found
    assert bool(problem) is bool(found)


def test_the_reference_has_every_command_with_its_options() -> None:
    page = commands_page()
    for path, command in all_commands():
        assert f"# prep {' '.join(path)}\n" in page
        for option in command.params:
            if option.param_type_name == "option":
                assert max(option.opts, key=len) in page
    assert "UNSET" not in page


def test_exit_codes_mean_the_same_in_the_code_and_on_the_site() -> None:
    assert set(MEANINGS) == set(ExitCode)
    assert exit_codes_table() in DOCUMENTS["README.md"]


def test_the_reference_of_formats_has_every_key_with_what_the_code_says_of_it() -> None:
    page = formats_page()
    assert all(f"| `{name}` |" in page for name in ChallengeSpec.__dataclass_fields__)
    assert "CPU seconds for one check, the import of the submission included" in page
    assert "`beginner`, `intermediate`, `advanced`" in page


def test_every_setting_of_the_environment_is_explained_to_operators() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "prep").rglob("*.py") if "docs" not in path.parts)
    settings = set(re.findall(r'"(PREP_[A-Z_]+)"', code))
    explained = set(re.findall(r"`(PREP_[A-Z_]+)`", DOCUMENTS["prep/docs/pages/guides/operate.md"]))
    assert settings
    assert settings - explained == set()
    assert explained - settings == set()


def test_every_picture_is_made_by_a_scene_and_described_to_who_cannot_see_it() -> None:
    from prep.docs.pictures import SCENES  # and with it the whole app

    shown = {(Path(target).stem, words) for text in PAGES_TEXT.values() for words, target in _IMAGE.findall(text)}
    assert {name for name, _ in shown} == set(SCENES)
    assert {path.stem for path in (PAGES / "pictures").glob("*")} == set(SCENES)
    assert all(len(words) > 40 for _, words in shown)


def test_pictures_fetch_nothing_from_elsewhere() -> None:
    for picture in (PAGES / "pictures").glob("*.svg"):
        assert not re.search(r"url\(\s*[\"']?https?:|href=\"https?:|@font-face|<script", picture.read_text("utf-8"))


def test_links_of_a_guide_lead_to_pages_or_name_the_file() -> None:
    text = "[a](README.md) [b](../rubrics/README.md#keys) [c](../prep/grading/probes.py) [d](https://example.org)"
    turned = with_links_of_the_site(text, "challenges/TAKE-HOMES.md", "guides/take-homes.md")
    assert turned == "[a](challenges.md) [b](questions.md#keys) c (`prep/grading/probes.py`) [d](https://example.org)"


def test_every_guide_of_the_repository_is_a_page_of_the_site() -> None:
    left_out = {name for name in DOCUMENTS if page_of(name) is None}
    assert left_out == set()
    assert all(guide_page(source) for source in GUIDES)


def test_links_between_files_of_the_repository_lead_somewhere() -> None:
    for name, text in DOCUMENTS.items():
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text):
            assert ":" in target or (ROOT / name).parent.joinpath(target).exists(), (name, target)


def test_a_drawing_keeps_its_lines_on_a_narrow_page_and_commands_run_on() -> None:
    command, drawing = (f'<div class="highlight"><pre>{text}</pre></div>' for text in ("prep drill\n", "┌──┐\n└──┘\n"))
    marked = with_drawings_marked(command + drawing + command)
    assert marked == command + drawing.replace('"highlight"', '"highlight drawing"') + command


TERMS = Terms(frozenset({"MIT", "BSD-3-Clause"}), {"nvidia-*": "Theirs"})


@pytest.mark.parametrize(
    ("package", "is_refused"),
    [
        (InstalledPackage("a", "1", "MIT"), False),
        (InstalledPackage("a", "1", "MIT AND BSD-3-Clause"), False),
        (InstalledPackage("a", "1", "MIT AND GPL-3.0"), True),
        (InstalledPackage("a", "1", "UNKNOWN"), True),
        (InstalledPackage("nvidia-x", "1", "Theirs"), False),
        (InstalledPackage("nvidia-x", "1", "Another"), True),
        (InstalledPackage("other", "1", "Theirs"), True),
    ],
)
def test_a_licence_that_nobody_has_looked_at_is_refused(package: InstalledPackage, is_refused: bool) -> None:
    assert bool(TERMS.refuse(package)) is is_refused


def test_what_is_added_to_a_clone_leaves_it_the_place_where_content_is_found() -> None:
    """Without `-e`, pip copies the content into the environment, and what one writes in the clone is not seen."""
    assert [name for name, text in DOCUMENTS.items() if re.search(r"pip install [^\n]*(?<!-e )'\.\[", text)] == []
