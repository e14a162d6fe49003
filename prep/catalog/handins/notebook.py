"""Reads a notebook of any format as cells; nothing is run."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prep.model.errors import SubmissionError

_PYTHONS: Final = (
    "",
    "python",
    "ipython",
    "python2",
    "python3",
    "xpython",
    "xeus-python",
    "pyolite",
    "pyodide",
    "sage",
)
MAX_CELLS: Final = 2000
MAX_CODE: Final = 1 << 20
"""Characters of all code cells together."""

_MOST_LISTS: Final = 1_000_000
_MOST_VALUES: Final = 4_000_000
"""Of the JSON: each takes many times its length once it is read."""

_LONGEST_TEXT: Final = 1 << 20
"""Of one output, as it is kept for people; the bytes of the notebook itself stay whole."""


@dataclass(frozen=True)
class Output:
    """What a cell has shown: text, or a picture as its bytes in base64."""

    text: str
    picture: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell as it was saved."""

    number: int
    """From 1, as it stands in the notebook."""

    is_code: bool
    source: str
    outputs: tuple[Output, ...] = ()


@dataclass(frozen=True)
class Notebook:
    cells: tuple[Cell, ...]

    @property
    def code(self) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.is_code)


def looks_like_notebook(content: bytes) -> bool:
    """Whether bytes under another name are a notebook."""
    head = content[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and any(word in content for word in (b'"cells"', b'"worksheets"'))


def read_notebook(content: bytes) -> Notebook:
    """Read the cells of a notebook.

    Raises:
        SubmissionError: it is none, or one of another language; the text does not name it.
    """
    if content.count(b"[") + content.count(b"{") > _MOST_LISTS or content.count(b",") > _MOST_VALUES:
        raise SubmissionError("is not a notebook that anybody wrote; clear its outputs, or hand in a .py file")
    try:
        document = json.loads(content)  # in UTF-8, UTF-16 or UTF-32, whichever it is
        cells = tuple(_cells(document))
        language = _language(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        raise SubmissionError("is not a notebook that can be read; save it again, or hand in a .py file") from None
    if language not in _PYTHONS:
        raise SubmissionError(f"is a notebook in {language[:40]!r}; hand in one in Python")
    code = [cell.source for cell in cells if cell.is_code]
    if len(cells) > MAX_CELLS or sum(map(len, code)) > MAX_CODE:
        raise SubmissionError(
            f"has more than {MAX_CELLS:,} cells or {MAX_CODE >> 20} MB of code; hand in your own only"
        )
    if not any(source.strip() for source in code):
        raise SubmissionError("has no code cells; hand in the notebook with your solution in it")
    return Notebook(cells)


def _cells(document: Mapping[str, Any]) -> Iterator[Cell]:
    """Formats 1 and 4 have cells, 2 and 3 have them in worksheets."""
    sheets = document.get("worksheets", [document])
    number = 0
    for sheet in sheets:
        for cell in sheet["cells"]:
            number += 1
            kind = cell["cell_type"]
            body = next((cell[key] for key in ("source", "input", "code", "text") if key in cell), "")
            if kind == "heading":
                body = "#" * int(cell.get("level", 1)) + " " + _joined(body)
            outputs = tuple(_outputs(cell)) if kind == "code" else ()
            yield Cell(number, kind == "code", _joined(body), outputs)


def _outputs(cell: Mapping[str, Any]) -> Iterator[Output]:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if not isinstance(output, dict):
            continue
        shown = output.get("data") if isinstance(output.get("data"), dict) else output
        assert isinstance(shown, dict)
        text = _joined(next((shown[key] for key in ("text/plain", "text") if key in shown), ""))
        if output.get("output_type") in ("error", "pyerr"):
            text = f"{_joined(output.get('ename', ''))}: {_joined(output.get('evalue', ''))}"
        for media_type, former in (("image/png", "png"), ("image/jpeg", "jpeg")):
            picture = _joined(shown.get(media_type, shown.get(former, "")))
            if picture:
                yield Output(text[:_LONGEST_TEXT], picture, media_type)
                break
        else:
            if text:
                yield Output(text[:_LONGEST_TEXT])


def _joined(text: object) -> str:
    """Text as a notebook holds it: a string, or its lines. Half a character of UTF-16 is spelled out."""
    whole = text if isinstance(text, str) else "".join(map(str, text)) if isinstance(text, list) else ""
    return whole.encode("utf-8", "backslashreplace").decode()


def _language(document: Mapping[str, Any]) -> str:
    metadata = document.get("metadata") or {}
    told = (metadata.get("language_info") or {}).get("name") or (metadata.get("kernelspec") or {}).get("language")
    return str(told or "").casefold()
