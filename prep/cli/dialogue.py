"""Asks a person, or a pipe, line by line: nothing is redrawn, nothing is told by colour or place alone."""

import sys
from collections.abc import Callable, Mapping
from typing import Final

import click

from prep.model.text import visible

END: Final = "."
"""A line that holds only this ends a text."""

_MOST_CHARACTERS: Final = 200_000


class Dialogue:
    """Says things on stdout; on stderr where stdout is for data."""

    def __init__(self, *, quiet_stdout: bool = False) -> None:
        self._err = quiet_stdout
        self.ended = False
        """Whether the input has ended; nothing more can be asked then."""

    def say(self, text: str = "") -> None:
        click.echo(visible(text, 100_000), err=self._err)

    def ask(self, text: str) -> str | None:
        """One line, stripped; None if the input has ended."""
        click.echo(f"{text} ", nl=False, err=self._err)
        line = self._line()
        if not sys.stdin.isatty():
            self.say()  # in a pipe nobody pressed Enter
        return None if line is None else line.strip()

    def read_text(
        self, keep: Callable[[str], None], begun: str = "", wishes: Mapping[str, Callable[[], None]] | None = None
    ) -> str | None:
        """Lines up to one that holds only a full stop, below what was begun before; None if nothing came at all.

        Args:
            keep: Called after each line with the whole text so far, so that nothing is lost.
            begun: What was written before.
            wishes: Lines that do not belong to the text when they stand alone, and what they ask for.
        """
        lines = begun.splitlines()
        got_any = False
        while (line := self._line()) is not None and line.rstrip("\n").rstrip() != END:
            if wishes and (wish := wishes.get(line.strip())):
                wish()
                continue
            got_any = True
            lines.append(line.rstrip("\n"))
            if sum(map(len, lines)) > _MOST_CHARACTERS:
                break
            keep("\n".join(lines))
        if self.ended and not got_any and not begun.strip():
            return None
        return "\n".join(lines)

    def _line(self) -> str | None:
        if self.ended:
            return None
        try:
            line = sys.stdin.readline(_MOST_CHARACTERS)
        except UnicodeDecodeError:
            raise click.UsageError("the input is not UTF-8; save it as UTF-8") from None
        if not line:
            self.ended = True
            return None
        return line
