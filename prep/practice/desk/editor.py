"""A person's own editor, as `VISUAL` or `EDITOR` names it, with its arguments."""

import os
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from prep.model.errors import PrepError
from prep.model.text import one_line

_FALLBACKS: Final = ("sensible-editor", "nano", "vim", "vi")
_KNOW_LINES: Final = frozenset({"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne"})
"""Editors that take `+LINE` before the file."""


def editor_command(path: Path, line: int, environment: Mapping[str, str] = os.environ) -> list[str]:
    """The command that opens a file, at this line (from 1) where the editor is known to take one.

    Raises:
        PrepError: no editor is named or found, or what names it cannot be read as a command.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named is None or not named.strip():
        found = next((name for name in _FALLBACKS if shutil.which(name)), None)
        if found is None:
            raise PrepError("no editor is set; set VISUAL or EDITOR to yours, such as `export EDITOR=nano`")
        named = found
    try:
        words = shlex.split(named)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        raise PrepError(f"the editor `{one_line(named, 60)}` is not found; set VISUAL or EDITOR to one that is")
    at_line = [f"+{line}"] if Path(words[0]).name in _KNOW_LINES else []
    return [*words, *at_line, str(path)]
