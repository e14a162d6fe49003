"""The guide to practising, typed as it stands; the pictures of the site, taken from the app."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prep.docs import pictures
from prep.docs.guides import PAGES, ROOT
from tests.documents import shown_commands

GUIDE = PAGES / "guides" / "practise.md"
_ASKS = ("prep drill", "prep interview", "prep take")
"""Commands that wait for a person, or for a file that somebody sent; other tests answer them."""


@pytest.mark.slow
def test_the_commands_of_the_guide_do_what_the_guide_says(tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text("High bias means the model is too simple and underfits.\n", "utf-8")
    path = f"{_with_prep(tmp_path)}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PREP_DATA": str(tmp_path / "data"), "PATH": path}
    shown = [one.text for one in shown_commands(GUIDE.read_text("utf-8"), GUIDE.name) if one.is_whole]
    typed = [text for text in shown if not text.startswith(_ASKS)]
    assert len(typed) > 15
    failed = {}
    for text in typed:
        ran = subprocess.run(
            text, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, input="y\n"
        )
        if ran.returncode not in _allowed(text):
            failed[text] = (ran.returncode, ran.stderr)
    assert failed == {}
    assert list((tmp_path / "work").glob("*.py"))
    assert "housing/linear-regression" in (tmp_path / "mine.json").read_text("utf-8")


def _allowed(text: str) -> tuple[int, ...]:
    return (0, 1) if text.startswith(("prep check", "prep practice test", "prep practice submit")) else (0,)


def _with_prep(folder: Path) -> Path:
    """A folder with a command `prep` that is this checkout's."""
    (folder / "bin").mkdir()
    command = folder / "bin" / "prep"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m prep "$@"\n', "utf-8")
    command.chmod(0o755)
    return command.parent


@pytest.mark.slow
def test_a_picture_shows_the_app_and_fetches_nothing() -> None:
    svg = pictures.take_picture("graded-answer")
    assert svg.startswith("<svg")
    assert "@font-face" not in svg
    assert "</text>" in svg
