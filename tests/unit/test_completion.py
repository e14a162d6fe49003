"""Completion of names: what is offered, and that no text and no file beside it is ever run."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from prep.practice.desk import completion
from prep.practice.desk.completer import MOST, answer, serve
from prep.practice.desk.completion import Completer, Completion


def names(text: str) -> list[str]:
    """Offered at the end of a text."""
    lines = text.split("\n")
    return [one for one, _, _ in answer(json.dumps({"text": text, "row": len(lines) - 1, "column": len(lines[-1])}))]


@pytest.mark.slow
def test_names_of_the_text_of_python_and_of_what_is_installed_are_offered() -> None:
    assert names("def count(data):\n    dat") == ["data"]
    assert names("'abc'.splitl") == ["splitlines"]
    assert "join" in names("import os\nos.path.jo")
    assert len(names("")) == MOST


@pytest.mark.slow
def test_nothing_of_the_text_is_run_and_nothing_beside_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    (tmp_path / "beside.py").write_text(f"open({str(ran)!r}, 'w')\nvisible = 1\n")
    monkeypatch.chdir(tmp_path)
    assert names("import beside\nbeside.vis") == []
    assert names(f"open({str(ran)!r}, 'w')\nx = __import__('beside')\nx.vis") == []
    assert not ran.exists()


@pytest.mark.parametrize("line", ["", "[]", "no json", '{"text": "x"}', '{"text": "x", "row": 7, "column": 0}', "null"])
def test_a_question_that_makes_no_sense_has_no_answer(line: str) -> None:
    assert answer(line) == []


@pytest.mark.slow
def test_each_line_that_comes_in_has_one_that_goes_out() -> None:
    asked, answered = io.StringIO('{"text": "impo", "row": 0, "column": 4}\nnonsense\n'), io.StringIO()
    serve(asked, answered)
    assert [json.loads(line) for line in answered.getvalue().splitlines()] == [[["import", "keyword", "4"]], []]


@pytest.fixture
def completer() -> Iterator[Completer]:
    completer = Completer()
    yield completer
    completer.close()


@pytest.mark.slow
def test_a_process_beside_answers_and_one_that_died_is_started_again(completer: Completer) -> None:
    wanted = [Completion("import", "keyword", 4)]
    assert completer.complete("impo", 0, 4) == wanted
    assert wanted[0].rest == "rt"
    first = completer._process
    assert first is not None
    assert completer.complete("impo", 0, 4) == wanted
    assert completer._process is first
    first.kill()
    first.wait()
    assert completer.complete("impo", 0, 4) == wanted
    completer.close()
    assert completer._process is None


@pytest.mark.slow
def test_a_process_that_answers_nonsense_or_not_at_all_is_ended(
    completer: Completer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completion, "_PATIENCE_S", 0.3)
    for program in ("print('nonsense', flush=True); input()", "input(); input()", ""):
        monkeypatch.setattr(completion, "python_command", lambda _, text=program: [sys.executable, "-c", text])
        assert completer.complete("impo", 0, 4) == []
        assert completer._process is None
