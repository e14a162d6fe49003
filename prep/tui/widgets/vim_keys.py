"""Vim's keys for the editor, as a choice: the part of them that people's fingers know.

Modes: normal, insert, visual (`v`, `V`). Motions: `h j k l w b e 0 ^ $ gg G`, `f t` and a character, `n N` after `/`.
All with a count before them. Operators `d c y` on a motion, doubled on lines, or on what is selected; besides
`x D C s S r J p P o O i a I A u Ctrl+R >> <<`. Nothing else of Vim is here: no registers, no marks, no macros, no dot,
no commands after a colon.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from textual.widgets.text_area import Selection

if TYPE_CHECKING:
    from prep.tui.widgets.code_editor import CodeEditor

Place = tuple[int, int]

_WORD: Final = re.compile(r"\w+|[^\w\s]+")
_OPERATORS: Final = "dcy"
_INDENTS: Final = "<>"
_BEGUN: Final = re.compile(r"([1-9]\d*)?([dcy<>]([1-9]\d*)?)?(g|[ft])?|([1-9]\d*)?r")
"""What more keys may make a command of."""

_COMMAND: Final = re.compile(r"([1-9]\d*)?([dcy<>])?([1-9]\d*)?(gg|[ftr](?=.)|[^ftrg])(.)?")
_IN_VISUAL: Final = {"x": "d", "s": "c"}
_ALSO_IN_VISUAL: Final = "vV/nN"

_LINEWISE: Final = ("j", "k", "gg", "G")
_INCLUSIVE: Final = ("e", "f", "t", "$")


class Mode(StrEnum):
    NORMAL = "normal"
    INSERT = "insert"
    VISUAL = "visual"
    LINES = "visual line"


@dataclass(frozen=True)
class Yanked:
    """What was taken last."""

    text: str = ""
    is_lines: bool = False


class VimKeys:
    """Reads keys for one editor; what it does goes through the editor's own edits, so that undo knows it."""

    def __init__(self, editor: "CodeEditor") -> None:
        self._editor = editor
        self.mode = Mode.NORMAL
        self._typed = ""
        self._yanked = Yanked()
        self._anchor: Place = (0, 0)

    @property
    def said(self) -> str:
        """The mode, and what was typed of a command."""
        return f"{self.mode} {self._typed}".strip()

    def press(self, key: str, character: str | None) -> bool:
        """Whether the key was for us; one that was not is the editor's."""
        if self.mode is Mode.INSERT:
            return self._leave_insert() if key == "escape" else False
        if key == "escape":
            return self._rest()
        if key == "ctrl+r":
            self._editor.redo()
            return True
        if character is None or not character.isprintable():
            return False
        self._typed += character
        self._read()
        return True

    # --- commands -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Carry out what was typed, once it is a command; forget what can be none."""
        in_visual = self.mode is not Mode.NORMAL
        key = _IN_VISUAL.get(self._typed[-1], self._typed[-1])
        if in_visual and key in (*_OPERATORS, *_INDENTS) and len(self._typed) == 1:
            self._typed = ""
            self._on_selection(key)
        elif not _BEGUN.fullmatch(self._typed):
            found, self._typed = _COMMAND.fullmatch(self._typed), ""
            if found:
                before, operator, again, key, character = found.groups(default="")
                count = int(before or 1) * int(again or 1)
                self._carry_out(operator, key, character, count, has_count=bool(before or again))

    def _carry_out(self, operator: str, key: str, character: str, count: int, *, has_count: bool) -> None:
        start = self._editor.cursor_location
        if operator and key == operator:
            self._on_lines(operator, start[0], start[0] + count - 1)
            return
        if operator == "c" and key == "w":
            key = "e"  # as Vim has it: the blank after the word stays, and the last letter of a word is a word
            self._editor.move_cursor((start[0], max(0, start[1] - 1)))
        end = self._moved(key, character, count, has_count=has_count)
        if end is None:
            if not operator:
                self._do(key, character, count)
        elif not operator:
            self._go(end)
        elif key in _LINEWISE:
            self._on_lines(operator, *sorted((start[0], end[0])))
        elif operator in _OPERATORS:
            first, last = sorted((start, end))
            if key in _INCLUSIVE and end >= start:
                last = (last[0], min(len(self._line(last[0])), last[1] + 1))
            if key == "w" and last[0] > first[0]:
                last = (first[0], len(self._line(first[0])))  # `dw` on the last word leaves the line its end
            self._on_span(operator, first, last)

    def _do(self, key: str, character: str, count: int) -> None:
        actions: dict[str, Callable[[], object]] = {
            "i": self._insert,
            "a": lambda: self._insert(self._right(1)),
            "I": lambda: self._insert((self._row, len(_blank(self._line(self._row))))),
            "A": lambda: self._insert((self._row, len(self._line(self._row)))),
            "o": lambda: self._open_line(below=True),
            "O": lambda: self._open_line(below=False),
            "x": lambda: self._on_span("d", self._editor.cursor_location, self._right(count)),
            "s": lambda: self._on_span("c", self._editor.cursor_location, self._right(count)),
            "S": lambda: self._on_lines("c", self._row, self._row + count - 1),
            "D": lambda: self._on_span("d", self._editor.cursor_location, (self._row, len(self._line(self._row)))),
            "C": lambda: self._on_span("c", self._editor.cursor_location, (self._row, len(self._line(self._row)))),
            "J": self._join,
            "p": lambda: self._put(count, after=True),
            "P": lambda: self._put(count, after=False),
            "u": lambda: self._undo(count),
            "r": lambda: self._replace(character, count),
            "v": lambda: self._select(Mode.VISUAL),
            "V": lambda: self._select(Mode.LINES),
            "/": self._editor.action_find,
            "n": lambda: self._editor.find_again(back=False),
            "N": lambda: self._editor.find_again(back=True),
        }
        if key in actions and (self.mode is Mode.NORMAL or key in _ALSO_IN_VISUAL):
            actions[key]()

    # --- motions ------------------------------------------------------------------------------------------------------

    def _moved(self, key: str, character: str, count: int, *, has_count: bool) -> Place | None:  # noqa: PLR0911 - a table
        """Where a motion leads; None if the key moves nothing."""
        if character and key not in "ft":
            return None
        row, column = self._editor.cursor_location
        last = self._editor.document.line_count - 1
        line = self._line(row)
        match key:
            case "h":
                return row, max(0, column - count)
            case "l" | " ":
                return self._right(count)
            case "j" | "k":
                return min(last, max(0, row + (count if key == "j" else -count))), column
            case "0":
                return row, 0
            case "^":
                return row, len(_blank(line))
            case "$":
                return min(last, row + count - 1), max(0, len(self._line(min(last, row + count - 1))) - 1)
            case "G":
                return (min(last, count - 1) if has_count else last), 0
            case "gg":
                return (min(last, count - 1) if has_count else 0), 0
            case "w" | "b" | "e":
                return self._by_words(key, count)
            case "f" | "t":
                return self._to_character(character, count, before=key == "t")
        return None

    def _by_words(self, key: str, count: int) -> Place:
        places = [
            (row, found.start() if key in "wb" else found.end() - 1)
            for row in range(self._editor.document.line_count)
            for found in _WORD.finditer(self._line(row))
        ]
        here = self._editor.cursor_location
        ahead = [place for place in places if place > here] if key in "we" else [p for p in places[::-1] if p < here]
        if len(ahead) >= count:
            return ahead[count - 1]
        last = self._editor.document.line_count - 1
        return (0, 0) if key == "b" else (last, len(self._line(last)))

    def _to_character(self, character: str, count: int, *, before: bool) -> Place:
        row, column = self._editor.cursor_location
        line, at = self._line(row), column
        for _ in range(count):
            at = line.find(character, at + 1)
            if at < 0:
                return row, column
        return row, at - before

    def _right(self, count: int) -> Place:
        row, column = self._editor.cursor_location
        return row, min(len(self._line(row)), column + count)

    def _go(self, place: Place) -> None:
        row, column = place
        place = row, min(column, len(self._line(row)))
        if self.mode is Mode.NORMAL:
            self._editor.move_cursor(place)
        else:
            self._show_selection(place)

    # --- selecting ----------------------------------------------------------------------------------------------------

    def _select(self, mode: Mode) -> None:
        if self.mode is mode:
            self._rest()
            return
        if self.mode is Mode.NORMAL:
            self._anchor = self._editor.cursor_location
        self.mode = mode
        self._show_selection(self._editor.cursor_location)

    def _show_selection(self, place: Place) -> None:
        if self.mode is Mode.VISUAL:
            self._editor.selection = Selection(self._anchor, place)
        else:
            down = place >= self._anchor
            start = (self._anchor[0], 0 if down else len(self._line(self._anchor[0])))
            self._editor.selection = Selection(start, (place[0], len(self._line(place[0])) if down else 0))

    def _on_selection(self, operator: str) -> None:
        first, last = sorted(self._editor.selection)
        mode, self.mode = self.mode, Mode.NORMAL
        if mode is Mode.LINES or operator in _INDENTS:
            self._on_lines(operator, first[0], last[0])
            if operator == "y":
                self._editor.move_cursor((first[0], self._anchor[1]))
        else:
            self._on_span(operator, first, (last[0], min(len(self._line(last[0])), last[1] + 1)))

    def _rest(self) -> bool:
        """Back to where nothing is selected and nothing begun; whether there was anything."""
        was_busy = self.mode is not Mode.NORMAL or bool(self._typed)
        found = min(self._editor.selection) if self.mode is Mode.NORMAL else self._editor.cursor_location
        self.mode, self._typed = Mode.NORMAL, ""
        self._editor.move_cursor(found)
        return was_busy

    # --- changing -----------------------------------------------------------------------------------------------------

    def _on_span(self, operator: str, first: Place, last: Place) -> None:
        self._yanked = Yanked(self._editor.get_text_range(first, last))
        if operator != "y":
            self._editor.replace("", first, last)
        self._editor.move_cursor(first)
        if operator == "c":
            self.mode = Mode.INSERT

    def _on_lines(self, operator: str, first: int, last: int) -> None:
        end = self._editor.document.line_count - 1
        last = min(last, end)
        if operator in _INDENTS:
            self._editor.shift_lines(first, last, back=operator == "<")
            return
        lines = [self._line(row) for row in range(first, last + 1)]
        self._yanked = Yanked("\n".join(lines), is_lines=True)
        if operator == "c":
            indentation = _blank(lines[0])
            self._editor.replace(indentation, (first, 0), (last, len(lines[-1])))
            self._insert((first, len(indentation)))
        elif operator == "d":
            if last < end:
                self._editor.replace("", (first, 0), (last + 1, 0))
            else:
                start = (first - 1, len(self._line(first - 1))) if first else (0, 0)
                self._editor.replace("", start, (last, len(lines[-1])))
            row = min(first, self._editor.document.line_count - 1)
            self._editor.move_cursor((row, len(_blank(self._line(row)))))
        else:
            self._editor.move_cursor((first, self._editor.cursor_location[1]))

    def _put(self, count: int, *, after: bool) -> None:
        row, column = self._editor.cursor_location
        text = self._yanked.text
        if self._yanked.is_lines:
            lines = "\n".join([text] * count)
            if after:
                self._editor.replace(f"\n{lines}", (row, len(self._line(row))), (row, len(self._line(row))))
            else:
                self._editor.replace(f"{lines}\n", (row, 0), (row, 0))
            first = row + after
            self._editor.move_cursor((first, len(_blank(self._line(first)))))
        elif text:
            at = (row, min(len(self._line(row)), column + after))
            self._editor.replace(text * count, at, at)
            self._editor.move_cursor(at if "\n" in text else (row, at[1] + len(text) * count - 1))

    def _undo(self, count: int) -> None:
        for _ in range(count):
            self._editor.undo()

    def _replace(self, character: str, count: int) -> None:
        here, end = self._editor.cursor_location, self._right(count)
        if end[1] - here[1] == count:
            self._editor.replace(character * count, here, end)
            self._editor.move_cursor((here[0], here[1] + count - 1))

    def _join(self) -> None:
        row = self._row
        if row < self._editor.document.line_count - 1:
            line, below = self._line(row), self._line(row + 1)
            self._editor.replace(" " if below.strip() else "", (row, len(line)), (row + 1, len(_blank(below))))
            self._editor.move_cursor((row, len(line)))

    def _open_line(self, *, below: bool) -> None:
        row = self._row
        line = self._line(row)
        if below:
            indentation = self._editor.indentation_after((row, len(line)))
            self._editor.replace(f"\n{indentation}", (row, len(line)), (row, len(line)))
        else:
            indentation = _blank(line)
            self._editor.replace(f"{indentation}\n", (row, 0), (row, 0))
        self._insert((row + below, len(indentation)))

    def _insert(self, place: Place | None = None) -> None:
        self._editor.move_cursor(place or self._editor.cursor_location)
        self.mode = Mode.INSERT

    def _leave_insert(self) -> bool:
        self.mode = Mode.NORMAL
        row, column = self._editor.cursor_location
        self._editor.move_cursor((row, max(0, column - 1)))
        return True

    @property
    def _row(self) -> int:
        return self._editor.cursor_location[0]

    def _line(self, row: int) -> str:
        return str(self._editor.document[row])


def _blank(line: str) -> str:
    """What a line is indented by."""
    return line[: len(line) - len(line.lstrip())]
