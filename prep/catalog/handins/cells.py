"""The Python of a cell by IPython's own rules; what is for IPython alone becomes nothing."""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from prep.catalog.handins.names import plain_name

PYTHON_CELLS: Final = (
    "time",
    "timeit",
    "capture",
    "prun",
    "memit",
    "mprun",
    "snakeviz",
    "scalene",
    "debug",
    "pyinstrument",
)
"""Cell magics whose body is Python of the notebook itself."""

_PYTHON_LINES: Final = ("time", "timeit", "prun", "memit", "debug")
_WRITING: Final = ("writefile", "file")
_OPTIONS: Final = re.compile(r"^(\s*-(?:[nrpslTDtf]\s*\S+|[oqvce]\b|-\S+))*\s*")
_AUTOMAGIC: Final = re.compile(
    r"^(pip3?|conda|mamba|ls|cd|pwd|cat|mkdir|rm|cp|mv|man|matplotlib|pylab|load_ext|autoreload|who|whos|clear|env|run)"
    r"\b(?!\s*[=(.\[,:+*/-]\s*[^-\s]|\s*=)",
)
_MOST_WORK: Final = 100_000
"""Lines of a cell times its lines for IPython: each of these has the whole cell read again."""

_MOST_REPAIRS: Final = 20
TOP_LEVEL_AWAIT: Final = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST
_FOR_IPYTHON: Final = re.compile(r"^[ \t]*[%!?]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class CellCode:
    """What of a cell is Python."""

    source: str
    """As IPython makes it, its statements in `tree`."""

    tree: ast.Module
    files: dict[str, str] = field(default_factory=dict)
    """Modules that the cell writes: `%%writefile scaler.py`."""


class NotPythonError(Exception):
    """A cell that IPython would not run either, or one that is for another language; the text says which."""


def cell_code(text: str, depth: int = 0) -> CellCode:
    """The Python of one cell.

    Raises:
        NotPythonError: there is none.
    """
    if not text.strip():
        raise NotPythonError("is empty")
    lines, for_ipython = text.count("\n") + 1, len(_FOR_IPYTHON.findall(text))
    if lines * for_ipython > _MOST_WORK:
        raise NotPythonError("has more lines for IPython than anybody writes")
    source, tree = _parsed(text)
    whole = _cell_magic(tree)
    if whole is None:
        return CellCode(*_without_calls(source, tree))
    name, line, body = whole
    if name in _WRITING:
        path = plain_name(line.replace("-a", "", 1).strip().strip("'\""))
        if path.endswith(".py"):
            return CellCode("", ast.Module([], []), {path: body})
    if name in PYTHON_CELLS and depth < 4:
        return cell_code(body, depth + 1)
    raise NotPythonError(f"is for %%{name[:40]}")


def parse(source: str) -> ast.Module:
    """Parse as a notebook does, which may await at its top level.

    Raises:
        NotPythonError: it cannot be parsed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the submission's own escapes and comparisons
            tree = compile(source, "<cell>", "exec", TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        raise NotPythonError(f"is not Python: {error.msg}") from error
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise NotPythonError("is not Python that can be read") from None
    assert isinstance(tree, ast.Module)
    return tree


def _parsed(text: str) -> tuple[str, ast.Module]:
    """A cell as IPython transforms it; lines such as `pip install x` go where nothing else can be made of them."""
    for _ in range(_MOST_REPAIRS):
        source = _transformed(text)
        try:
            return source, parse(source)
        except NotPythonError as error:
            mended = _without_automagic(text)
            if mended == text:
                raise NotPythonError(str(error)) from None
            text = mended
    raise NotPythonError("is not Python")


def _transformed(text: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager  # only for notebooks

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return TransformerManager().transform_cell(text)  # type: ignore[no-untyped-call]
    except (SyntaxError, RuntimeError, ValueError, RecursionError, MemoryError, IndexError):
        raise NotPythonError("cannot be read as IPython reads it") from None


def _without_automagic(text: str) -> str:
    return "\n".join("" if _AUTOMAGIC.match(line) else line for line in text.split("\n"))


def _without_calls(source: str, tree: ast.Module) -> tuple[str, ast.Module]:
    """A cell in which every line for IPython is nothing, wherever it stands; `%time x = f()` is what it times."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and _ipython_call(node)]
    if not calls:
        return source, tree
    statements = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    timed = {node: text for node in calls if node in statements and (text := _timed(node))}
    for kept in (timed, {}):
        changed = _replaced(source, {node: kept.get(node, "None") for node in calls})
        try:
            return changed, parse(changed)
        except NotPythonError:
            continue
    raise NotPythonError("cannot be read as IPython reads it")


def _timed(node: ast.expr) -> str:
    """The statement that a line has measured; empty for a line that only IPython understands."""
    called = _ipython_call(node)
    if called is None or called[0] != "run_line_magic" or len(called[1]) < 2 or called[1][0] not in _PYTHON_LINES:
        return ""
    return _OPTIONS.sub("", called[1][1], count=1).strip()


def _replaced(source: str, texts: Mapping[ast.expr, str]) -> str:
    lines = [line.encode() for line in source.split("\n")]
    for node in sorted(texts, key=lambda one: (one.lineno, one.col_offset), reverse=True):
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        rest = lines[last][node.end_col_offset :]
        lines[first : last + 1] = [lines[first][: node.col_offset] + texts[node].encode() + rest]
    return b"\n".join(lines).decode()


def _cell_magic(tree: ast.Module) -> tuple[str, str, str] | None:
    if len(tree.body) != 1 or not isinstance(expression := tree.body[0], ast.Expr):
        return None
    called = _ipython_call(expression.value)
    if called is None or called[0] != "run_cell_magic" or len(called[1]) != 3:
        return None
    name, line, body = called[1]
    return name, line, body


def _ipython_call(node: ast.expr) -> tuple[str, list[str]] | None:
    """`get_ipython().METHOD(words)`, as IPython writes what is for itself."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=method), args=words):
            return method, list(_words(words))
        case _:
            return None


def _words(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
