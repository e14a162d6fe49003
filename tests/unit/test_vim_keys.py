"""Vim's keys: what each command does to a text, where it leaves the cursor, and that undo takes it back."""

import asyncio
from collections.abc import Iterable

import pytest
from textual.app import App, ComposeResult

from prep.tui.widgets.code_editor import CodeEditor
from prep.tui.widgets.vim_keys import VimKeys

TEXT = "def f(x):\n    y = x + 1\n    return y\n"
Place = tuple[int, int]


class Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield CodeEditor(TEXT)


CASES: list[tuple[Place, str, str, Place]] = [
    # motions
    ((0, 0), "w", TEXT, (0, 4)),
    ((0, 0), "3w", TEXT, (0, 6)),
    ((0, 4), "b", TEXT, (0, 0)),
    ((1, 4), "2b", TEXT, (0, 6)),
    ((0, 0), "e", TEXT, (0, 2)),
    ((1, 0), "^", TEXT, (1, 4)),
    ((1, 4), "$", TEXT, (1, 12)),
    ((1, 4), "0", TEXT, (1, 0)),
    ((0, 0), "jl", TEXT, (1, 1)),
    ((1, 3), "kh", TEXT, (0, 2)),
    ((0, 0), "G", TEXT, (3, 0)),
    ((0, 0), "2G", TEXT, (1, 0)),
    ((2, 3), "gg", TEXT, (0, 0)),
    ((1, 4), "fx", TEXT, (1, 8)),
    ((1, 4), "tx", TEXT, (1, 7)),
    ((1, 4), "fq", TEXT, (1, 4)),
    ((0, 0), "10l", TEXT, (0, 9)),
    # deleting
    ((0, 0), "x", TEXT[1:], (0, 0)),
    ((0, 0), "4x", TEXT[4:], (0, 0)),
    ((0, 0), "dw", TEXT[4:], (0, 0)),
    ((1, 8), "dw", TEXT.replace("x + 1", "+ 1"), (1, 8)),
    ((1, 12), "dw", TEXT.replace("+ 1", "+ "), (1, 12)),
    ((0, 0), "d2w", TEXT[5:], (0, 0)),
    ((0, 0), "2dw", TEXT[5:], (0, 0)),
    ((1, 4), "de", TEXT.replace("y = x", " x"), (1, 4)),
    ((0, 0), "de", TEXT[3:], (0, 0)),
    ((1, 5), "d$", TEXT.replace(" = x + 1", ""), (1, 5)),
    ((1, 5), "D", TEXT.replace(" = x + 1", ""), (1, 5)),
    ((1, 4), "dfx", TEXT.replace("y = x", ""), (1, 4)),
    ((1, 4), "dtx", TEXT.replace("y = x", "x"), (1, 4)),
    ((1, 8), "db", TEXT.replace("= x", "x"), (1, 6)),
    ((1, 0), "dd", "def f(x):\n    return y\n", (1, 4)),
    ((0, 0), "2dd", "    return y\n", (0, 4)),
    ((0, 0), "dj", "    return y\n", (0, 4)),
    ((1, 0), "dG", "def f(x):", (0, 0)),
    ((3, 0), "dd", TEXT[:-1], (2, 4)),
    # changing: what is typed after it is text until Esc
    ((1, 4), "cwzz#", TEXT.replace("y = x", "zz = x"), (1, 5)),
    ((0, 1), "cwzz#", "dzz" + TEXT[3:], (0, 2)),
    ((0, 0), "c2wz#", "z" + TEXT[5:], (0, 0)),
    ((1, 4), "ccpass#", TEXT.replace("y = x + 1", "pass"), (1, 7)),
    ((1, 8), "C2#", TEXT.replace("x + 1", "2"), (1, 8)),
    ((0, 0), "ia#", "a" + TEXT, (0, 0)),
    ((0, 0), "ab#", "dbef f(x):" + TEXT[9:], (0, 1)),
    ((1, 9), "I0#", TEXT.replace("y = x", "0y = x"), (1, 4)),
    ((1, 4), "A0#", TEXT.replace("+ 1", "+ 10"), (1, 13)),
    ((0, 0), "opass#", TEXT.replace(":\n", ":\n    pass\n"), (1, 7)),
    ((2, 4), "Opass#", TEXT.replace("    return", "    pass\n    return"), (2, 7)),
    ((0, 0), "rz", "zef f(x):" + TEXT[9:], (0, 0)),
    ((0, 0), "3rz", "zzz f(x):" + TEXT[9:], (0, 2)),
    ((0, 0), "sz#", "zef f(x):" + TEXT[9:], (0, 0)),
    ((0, 0), "J", TEXT.replace(":\n    y", ": y"), (0, 9)),
    # taking and putting
    ((1, 4), "yyp", TEXT.replace("    y = x + 1\n", "    y = x + 1\n" * 2), (2, 4)),
    ((1, 4), "yyP", TEXT.replace("    y = x + 1\n", "    y = x + 1\n" * 2), (1, 4)),
    ((1, 4), "yy2p", TEXT.replace("    y = x + 1\n", "    y = x + 1\n" * 3), (2, 4)),
    ((0, 0), "ywP", "def " + TEXT, (0, 3)),
    ((0, 0), "xp", "edf f(x):" + TEXT[9:], (0, 1)),
    ((0, 0), "ddp", "    y = x + 1\ndef f(x):\n    return y\n", (1, 0)),
    # selecting
    ((0, 0), "veld", TEXT[4:], (0, 0)),
    ((0, 0), "vd", TEXT[1:], (0, 0)),
    ((0, 0), "vx", TEXT[1:], (0, 0)),
    ((0, 4), "vhhd", "def f(x):".replace("f f", "")[:2] + TEXT[5:], (0, 2)),
    ((0, 0), "Vjd", "    return y\n", (0, 4)),
    ((1, 0), "Vkd", "    return y\n", (0, 4)),
    ((0, 0), "vecz#", "z" + TEXT[3:], (0, 0)),
    ((1, 4), "Vy", TEXT, (1, 4)),
    ((0, 0), "v#x", TEXT[1:], (0, 0)),
    # indenting, undoing
    ((1, 4), ">>", TEXT.replace("    y", "        y"), (1, 8)),
    ((1, 4), "<<", TEXT.replace("    y", "y"), (1, 0)),
    ((1, 4), "2>>", TEXT.replace("    y", "        y").replace("    r", "        r"), (1, 8)),
    ((1, 4), "Vj<", TEXT.replace("    y", "y").replace("    r", "r"), (1, 0)),
    ((0, 0), "ddu", TEXT, (0, 0)),
    ((0, 0), "xxuu", TEXT, (0, 0)),
    # what is no command does nothing, and leaves nothing behind
    ((0, 0), "qx", TEXT[1:], (0, 0)),
    ((0, 0), "dqx", TEXT[1:], (0, 0)),
    ((0, 0), "d#x", TEXT[1:], (0, 0)),
    ((0, 0), "gqx", TEXT[1:], (0, 0)),
]


async def played(cases: Iterable[tuple[Place, str, str, Place]]) -> list[str]:
    """What came out otherwise than it should."""
    wrong = []
    app = Alone()
    async with app.run_test():
        for place, keys, text, end in cases:
            editor = app.query_one(CodeEditor)
            editor.load_text(TEXT)
            vim = VimKeys(editor)
            editor.move_cursor(place)
            for key in keys:
                if not (vim.press("escape", None) if key == "#" else vim.press(key, key)) and key != "#":
                    editor.insert(key)
            if (editor.text, editor.cursor_location) != (text, end):
                wrong.append(f"{keys} at {place}: {editor.text!r}, {editor.cursor_location}")
    return wrong


def test_each_command_of_vim_does_to_the_text_what_fingers_expect() -> None:
    assert asyncio.run(played(CASES)) == []


async def _switched() -> None:
    app = Alone()
    async with app.run_test() as pilot:
        editor = app.query_one(CodeEditor)
        editor.focus()
        editor.border_title = "solution.py"
        editor.use_vim(True)
        assert editor.border_title == "solution.py · normal"
        await pilot.press("2", "d")
        assert editor.border_title == "solution.py · normal 2d"
        await pilot.press("escape", "i", "z")
        assert (editor.border_title, editor.text[:2]) == ("solution.py · insert", "zd")
        editor.use_vim(False)
        await pilot.press("x")
        assert (editor.border_title, editor.text[:3]) == ("solution.py", "zxd")


@pytest.mark.slow
def test_the_mode_stands_on_the_border_and_without_vim_keys_are_what_they_were() -> None:
    asyncio.run(_switched())


@pytest.mark.slow
@pytest.mark.parametrize(("again", "place"), [("n", (2, 11)), ("N", (2, 11)), ("nn", (1, 4))])
def test_what_was_looked_for_is_found_again(again: str, place: Place) -> None:
    async def look() -> None:
        app = Alone()
        async with app.run_test() as pilot:
            editor = app.query_one(CodeEditor)
            editor.focus()
            editor.use_vim(True)
            assert editor.find_next("y")
            assert editor.selection.start == (1, 4)
            await pilot.press("escape", *again)
            assert editor.cursor_location == place

    asyncio.run(look())
