"""The code editor and the panes around it: keys that people press without thinking do no harm."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

from prep.practice.work.session import Session
from prep.tui.widgets.code_editor import CodeEditor
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


class _Watched:
    """Says which lines of an editor were sent to be drawn again, and which look otherwise."""

    def __init__(self, editor: CodeEditor, monkeypatch: pytest.MonkeyPatch) -> None:
        self._editor = editor
        self._asked: set[int] = set()
        refresh = editor.refresh

        def note(*regions: Region, **how: bool) -> Widget:
            everything = Region(0, 0, *editor.size)
            self._asked |= {y for region in regions or (everything,) for y in region.line_range}
            return refresh(*regions, **how)

        monkeypatch.setattr(editor, "refresh", note)

    def draw(self) -> list[Strip]:
        return [self._editor.render_line(y) for y in range(self._editor.size.height)]

    def asked_since(self, before: list[Strip]) -> tuple[set[int], set[int]]:
        """The lines that were sent to be drawn since they were drawn so, and those that had to be."""
        self._editor._line_cache.clear()
        after = [TextArea.render_line(self._editor, y) for y in range(len(before))]
        changed = {y for y, (old, new) in enumerate(zip(before, after, strict=True)) if list(old) != list(new)}
        asked, self._asked = self._asked, set()
        return asked, changed


def test_whatever_is_done_to_a_text_exactly_the_lines_that_look_otherwise_are_drawn_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "".join(f"def f{number}(x):\n    return (x,\n        {number})\n" for number in range(60))
    steps: list[tuple[str, Callable[[CodeEditor], object]]] = [
        ("a letter", lambda editor: editor.replace("y", (6, 8), (6, 8))),
        ("a longer line", lambda editor: editor.replace("y" * 20, (6, 8), (6, 8))),
        ("the cursor goes on", lambda editor: editor.move_cursor((9, 2))),
        ("a bracket has a partner", lambda editor: editor.move_cursor((10, 11))),
        ("to another pair", lambda editor: editor.move_cursor((4, 11))),
        ("a string opens that never ends", lambda editor: editor.replace('"""', (3, 0), (3, 0))),
        ("it is undone", lambda editor: editor.undo()),
        ("and done again", lambda editor: editor.redo()),
        ("it is closed", lambda editor: editor.replace('"""', (12, 0), (12, 0))),
        ("some lines are selected", lambda editor: setattr(editor, "selection", Selection((2, 1), (7, 3)))),
        ("fewer are", lambda editor: setattr(editor, "selection", Selection((2, 1), (5, 0)))),
        ("they are commented out", lambda editor: editor.action_comment()),
        ("a line is split", lambda editor: editor.replace("\n", (13, 4), (13, 4))),
        ("lines are joined", lambda editor: editor.replace("", (13, 4), (15, 0))),
        ("everything is replaced", lambda editor: editor.replace("x = 1\n", (0, 0), editor.document.end)),
    ]

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            editor = app.editor
            editor.text = text
            await app.until(lambda: editor.language == "python")
            watched = _Watched(editor, monkeypatch)
            for name, step in steps:
                await app.pilot.pause()
                before = watched.draw()
                watched.asked_since(before)
                step(editor)
                asked, changed = watched.asked_since(before)
                assert changed, f"nothing happened: {name}"
                assert changed <= asked, f"{name}: {sorted(changed - asked)} look otherwise and are not drawn"
                if name in {"a letter", "the cursor goes on", "to another pair"}:
                    assert len(asked) <= len(changed) + 1, (
                        f"{name}: {sorted(asked)} are drawn, {sorted(changed)} enough"
                    )

    play(scene)


def test_room_for_the_longest_line_grows_by_steps_and_no_scroll_bar_comes_of_it(stage: Stage) -> None:
    """Each change of that room lays out the whole screen anew."""

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            editor = app.editor
            widths = []
            for length in range(1, editor.size.width - editor.gutter_width):
                editor.text = "x" * length
                widths.append(editor.virtual_size.width)
                assert widths[-1] > length + editor.gutter_width
                assert not editor.show_horizontal_scrollbar
            assert len(set(widths)) <= 8
            editor.text = "x" * editor.size.width
            assert editor.show_horizontal_scrollbar

    play(scene)
