"""The code editor and the panes around it: keys that people press without thinking do no harm."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from textual.widget import Widget
from textual.widgets import Input

from prep.practice.work.session import Session
from prep.tui.widgets.find_bar import FindBar
from prep.tui.widgets.panes import Panes
from prep.tui.widgets.prompt import _Prompt
from prep.tui.widgets.results import tell_result
from tests.functional.tui_stage import Stage, play
from tests.unit.practice_stage import challenge, check, graded

CODE = "def f(x):\n    a = 1\n\n    return a + A\n"


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(Session, "warm", lambda _: None)
    stage = Stage(tmp_path)
    stage.add_challenge()
    return stage


def test_tab_indents_what_is_selected_and_shift_tab_takes_it_back(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = CODE
            await app.press("ctrl+a", "tab")
            assert app.editor.text == "    def f(x):\n        a = 1\n\n        return a + A\n"
            assert app.editor.selected_text.strip() == app.editor.text.strip()
            await app.press("shift+tab")
            assert app.editor.text == CODE
            await app.press("shift+tab", "ctrl+z")
            assert app.editor.text == CODE
            app.editor.move_cursor((1, 6))
            await app.press("shift+tab")
            assert app.editor.text == CODE.replace("    a", "a")
            assert app.editor.cursor_location == (1, 2)

    play(scene)


def test_lines_are_commented_out_and_in_at_their_depth(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = CODE
            app.editor.move_cursor((1, 0))
            app.editor.move_cursor((3, 6), select=True)
            await app.press("ctrl+t")
            assert app.editor.text == "def f(x):\n    # a = 1\n\n    # return a + A\n"
            await app.press("ctrl+t")
            assert app.editor.text == CODE

    play(scene)


def test_a_text_is_found_around_the_end_and_replaced_one_by_one_or_all_at_once(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = CODE
            app.editor.move_cursor((1, 4))
            await app.press("ctrl+f")
            await app.press(*"a", "enter")
            assert app.editor.selection.start == (1, 4)
            await app.press("down")
            assert app.editor.selection.start == (3, 11)
            await app.press("up", "up", "up")
            assert app.editor.selection.start == (3, 11)
            bar = app.app.screen.query_one(FindBar)
            bar.query_one("#by", Input).value = "b"
            bar.query_one("#by").focus()
            await app.press("enter")
            assert app.editor.text == CODE.replace("return a", "return b")
            await app.press("ctrl+r")
            assert app.editor.text == "def f(x):\n    b = 1\n\n    return b + b\n".replace("return b +", "return b +")
            await app.press("escape")
            assert app.app.focused is app.editor
            assert not bar.display

    play(scene)


def test_escape_from_the_whole_room_leads_back_to_both_panes_then_out(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            panes = app.app.screen.query_one(Panes)
            await app.press("f3")
            assert not panes.query_one("TabbedContent").display or panes.has_class("-zoom-editor")
            await app.press("escape")
            await app.until(lambda: not panes.has_class("-zoom-editor"), seconds=5)
            assert app.app.focused is app.editor
            await app.press("escape")
            await app.until(lambda: app.app.focused is not app.editor, seconds=5)
            await app.press("f3")
            assert panes.has_class("-zoom-beside")
            await app.press("escape")
            await app.until(lambda: not panes.has_class("-zoom-beside"), seconds=5)
            await app.press("escape")
            await app.to("PickerScreen")

    play(scene)


TABLE = "| name | what it is for |\n|---|---|\n| `a_rather_long_argument` | an explanation of several words |\n"


@pytest.mark.parametrize("width", [28, 40, 100])
def test_a_table_that_does_not_fit_comes_row_by_row_and_no_word_is_cut(width: int) -> None:
    console = Console(width=width, record=True, file=StringIO())
    console.print(_Prompt(TABLE, "ansi_dark"))
    said = console.export_text()
    for word in ("a_rather_long_argument", "explanation", "several", "words"):
        assert word in said
    assert ("what it is for: " in " ".join(said.split())) == (width < 36)


def test_what_hints_cost_stands_beside_the_points() -> None:
    one = challenge("demo/one", check("a", 90), check("b", 10))
    assert tell_result(graded(one, {}), 10).startswith("90 (100 less 10 for hints) of 100 points, 2 of 2 checks")
    assert tell_result(graded(one, {})).startswith("100 of 100 points")


def test_escape_leads_out_of_the_editor_also_where_ones_own_input_is_shown_beside_it(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("ctrl+r")
            await app.until(lambda: bool(app.find("#typed:focus", Input)))
            await app.press("escape")
            assert app.find("CodeEditor:focus", Widget)
            await app.press("escape")
            assert not app.find("CodeEditor:focus", Widget)
            await app.press("escape")
            await app.to("PickerScreen")

    play(scene)


def test_ones_own_input_is_ready_to_be_typed_wherever_one_comes_from(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("f6", "f6", "escape")
            assert not app.editor.has_focus
            await app.press("ctrl+r")
            await app.until(lambda: bool(app.find("#typed:focus", Input)), 3)

    play(scene)


def test_a_line_has_its_colours_wherever_one_comes_from_and_after_each_change(stage: Stage) -> None:
    """Colours are looked up for the lines that are drawn; a docstring that begins far above still is one."""
    lines = ["def f(x):", '    """Begins', *["    more"] * 100, '    """', "    return None"]
    text, height = "\n".join(3 * lines) + "\n", len(lines)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = text
            await app.until(lambda: app.editor.language == "python")
            names = [
                {name for *_, name in app.editor._highlights[row]} for row in (2 * height, height + 60, 0, height - 1)
            ]
            assert "keyword.function" in names[0]
            assert "string" in names[1]
            assert "keyword.function" in names[2]
            assert names[3] & {"constant.builtin", "keyword.return"}
            app.editor.replace("#", (0, 0), (0, 0))
            assert {name for *_, name in app.editor._highlights[0]} >= {"comment"}

    play(scene)
