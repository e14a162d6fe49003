"""Reads a notebook as text: its code cells in order. Nothing is run, and magics are left out."""

import json
from collections.abc import Iterator
from typing import Any, Final

from prep.model.errors import SubmissionError

_MAGIC: Final = ("%", "!", "?")


def read_notebook(content: bytes, name: str) -> bytes:
    """The code of a notebook as the text of one module.

    Lines that IPython would take for a magic or a shell command become comments, and so do whole cells that begin with
    `%%`: what is run is Python, in the jail, or nothing.

    Raises:
        SubmissionError: it is no notebook.
    """
    try:
        cells = json.loads(content)["cells"]
        code = [_source(cell) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SubmissionError(f"{name} is no notebook that can be read; save it again, or hand in a .py file") from None
    if not any(text.strip() for text in code):
        raise SubmissionError(f"{name} has no code cells; hand in the notebook with your solution in it")
    return ("\n\n".join("\n".join(_without_magics(text)) for text in code) + "\n").encode("utf-8", "backslashreplace")


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(map(str, source))


def _without_magics(text: str) -> Iterator[str]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    whole_cell = first.lstrip().startswith("%%")
    for line in lines:
        is_magic = whole_cell or line.lstrip().startswith(_MAGIC)
        yield f"{line[: len(line) - len(line.lstrip())]}pass  # left out: {line.strip()}" if is_magic else line
