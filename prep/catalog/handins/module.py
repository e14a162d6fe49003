"""Makes one module of a notebook: its imports and definitions, and what these need; the rest only shows or trains.

A notebook holds trials, plots and cells that fail beside the function that was asked for. Its author ran them once, on
another machine; none of them may cost the function anything.
"""

import ast
import re
import symtable
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from prep.catalog.handins.cells import NotPythonError, cell_code
from prep.catalog.handins.notebook import Notebook

_SETTING: Final = re.compile(r"seed|^set|^use$|filter|err$|^enable|^disable|^append$|^insert$|^update$|^register")
"""Methods of libraries that are called for what they change; `plt.plot` and `drive.mount` are not among them."""

_DEFINITION: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORT: Final = (ast.Import, ast.ImportFrom)
_ALWAYS_THERE: Final = sys.stdlib_module_names | {"numpy"}
"""Packages whose import can neither fail nor take long."""

_HEADING: Final = "# Of the notebook: imports, definitions, and what they need."


@dataclass(frozen=True)
class NotebookModule:
    """A notebook as Python."""

    source: str
    files: dict[str, str]
    """Further modules, which its cells write."""

    left_out: tuple[str, ...]
    """Cells of which nothing is in it, and why, as a person reads it."""


@dataclass(frozen=True)
class Statement:
    """One statement at the top of a cell."""

    cell: int
    node: ast.stmt
    text: str
    binds: frozenset[str]
    """Names that are something else after it."""

    needs: frozenset[str]
    """Global names that it reads, at once or whenever what it defines is called."""

    @property
    def is_import(self) -> bool:
        return isinstance(self.node, _IMPORT)

    @property
    def is_definition(self) -> bool:
        return isinstance(self.node, _DEFINITION)


def notebook_module(notebook: Notebook, wanted: Collection[str] = ()) -> NotebookModule:
    """Make a module of a notebook.

    Args:
        wanted: names that it is asked to define; without any, all that it defines.
    """
    statements: list[Statement] = []
    files: dict[str, str] = {}
    broken: dict[int, tuple[str, str]] = {}
    for cell in notebook.code:
        try:
            code = cell_code(cell.source)
            statements += statements_of(cell.number, code.source, code.tree)
            files |= code.files
        except NotPythonError as error:
            if cell.source.strip():
                broken[cell.number] = (str(error), cell.source)
    statements = list(_with_globals(statements))
    found = {name for one in statements for name in one.binds}
    roots = {name for name in wanted if name in found} or {
        name for one in statements if one.is_definition for name in one.binds
    }
    needed = _closure(statements, roots)
    kept = list(_kept(statements, needed, all_imports=not set(wanted) & found))
    lost = _lost_definitions(broken, set(wanted) - found) if wanted and not set(wanted) & found else []
    left = tuple(_told(notebook, kept, {number: why for number, (why, _) in broken.items()}, files))
    return NotebookModule(_written(kept, roots, lost), files, left)


def _with_globals(statements: list[Statement]) -> Iterator[Statement]:
    """A call of a function that says `global VOCABULARY` binds that name."""
    declared = {
        name: frozenset(inner for node in ast.walk(one.node) if isinstance(node, ast.Global) for inner in node.names)
        for one in statements
        if one.is_definition
        for name in one.binds
    }
    for one in statements:
        called = one.needs & declared.keys() if not one.is_definition else frozenset()
        yield replace(one, binds=one.binds.union(*(declared[name] for name in called)))


def _lost_definitions(broken: dict[int, tuple[str, str]], missing: Collection[str]) -> list[str]:
    """Cells that would define what is asked for if they were Python: their author shall see the mistake."""
    pattern = "|".join(map(re.escape, sorted(missing))) or r"(?!)"
    defines = re.compile(rf"^(?:async\s+def|def|class)\s+(?:{pattern})\b", re.MULTILINE)
    return [source for _, source in broken.values() if defines.search(source)]


def statements_of(cell: int, source: str, tree: ast.Module) -> Iterator[Statement]:
    lines = source.split("\n")
    end = 0
    for node in tree.body:
        if not _awaits(node):
            yield Statement(cell, node, _text(lines, node, end), frozenset(_bound(node)), frozenset(_needed(node)))
        end = node.end_lineno or end


def _text(lines: list[str], node: ast.stmt, after: int) -> str:
    """A statement as it stands in its cell, with the comments right above it."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    last = node.end_lineno or node.lineno
    if node.col_offset and not decorators:  # behind a semicolon
        segment = ast.get_source_segment("\n".join(lines), node)
        return segment or ast.unparse(node)
    body = lines[first:last]
    body[-1] = body[-1].encode()[: node.end_col_offset].decode("utf-8", "ignore")
    above = first
    while above > after and lines[above - 1].lstrip().startswith("#"):
        above -= 1
    return "\n".join(lines[above:first] + body)


def _awaits(node: ast.AST) -> bool:
    """Whether it awaits at the top level, which a module cannot."""
    if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith):
        return True
    if isinstance(node, (*_DEFINITION, ast.Lambda)):
        return False
    return any(_awaits(child) for child in ast.iter_child_nodes(node))


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that a statement binds or changes at the top level."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
            return
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (one.asname or one.name.split(".")[0] for one in names)
            return
        case ast.Lambda():
            return
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
            yield from _base(node)
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner))):
            yield from _base(owner)
        case ast.ExceptHandler(name=str(name)):
            yield name
        case _:
            pass
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def _base(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _needed(node: ast.stmt) -> set[str]:
    """Global names that a statement reads, in functions inside it, too."""
    try:
        table = symtable.symtable(ast.unparse(node), "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return set(_globals(table))


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    is_top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (is_top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _globals(inner)


def _closure(statements: list[Statement], roots: Collection[str]) -> set[str]:
    """The names that the roots need, whatever binds them, and so on."""
    needed, waiting = set(roots), list(roots)
    imported = _imported(statements)
    by_name: dict[str, list[Statement]] = {}
    for one in statements:
        for name in one.binds:
            by_name.setdefault(name, []).append(one)
    while waiting:
        name = waiting.pop()
        for one in by_name.get(name, ()):
            if _matters(one, name, imported):
                new = one.needs - needed
                needed |= new
                waiting += new
    return needed


def _imported(statements: Iterable[Statement]) -> set[str]:
    return {name for one in statements if one.is_import for name in one.binds}


def _matters(one: Statement, name: str, imported: Collection[str]) -> bool:
    """Whether a name is what it is by this statement: `plt.show()` shows, `np.random.seed(0)` changes."""
    return name not in imported or one.is_import or one.is_definition or _sets(one)


def _kept(statements: list[Statement], needed: Collection[str], *, all_imports: bool) -> Iterator[Statement]:
    imported = _imported(statements)
    for one in statements:
        if one.is_import or _only_imports(one.node):
            keeps = all_imports or one.binds & set(needed) or _is_cheap(one.node)
        elif one.is_definition and _is_plain(one.node):
            keeps = True
        else:
            keeps = any(name in needed and _matters(one, name, imported) for name in one.binds)
        if keeps:
            yield one


def _is_cheap(node: ast.stmt) -> bool:
    """Imports that cost nothing, or bind names that cannot be seen."""
    return all(
        any(name.name == "*" for name in one.names) or _roots(one) <= _ALWAYS_THERE
        for one in ast.walk(node)
        if isinstance(one, _IMPORT)
    )


def _roots(node: ast.Import | ast.ImportFrom) -> set[str]:
    """The packages that a statement imports of; empty for what lies beside the notebook."""
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return {name.name.split(".")[0] for name in node.names}


def _sets(one: Statement) -> bool:
    """Whether a statement changes a setting, such as a seed or the path of modules."""
    match one.node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=method))):
            return bool(_SETTING.search(method))
        case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
            return True
        case _:
            return False


def _is_plain(node: ast.stmt) -> bool:
    """Whether a definition runs nothing but itself: what is asked for needs no decorator of a plotting library."""
    return not getattr(node, "decorator_list", [])


def _only_imports(node: ast.stmt) -> bool:
    """Whether it imports one thing or, where that is missing, another."""
    if not isinstance(node, ast.Try | ast.If):
        return False
    inner = [one for one in ast.walk(node) if isinstance(one, ast.stmt) and one is not node]
    return any(isinstance(one, _IMPORT) for one in inner) and all(
        isinstance(one, (*_IMPORT, ast.Pass, ast.Assign)) for one in inner
    )


def _written(kept: list[Statement], roots: Collection[str], lost: list[str]) -> str:
    futures = [one.text for one in kept if _is_future(one.node)]
    parts = [_HEADING, *futures]
    cell = 0
    for one in kept:
        if _is_future(one.node):
            continue
        if one.cell != cell:
            cell = one.cell
            parts.append(f"\n# --- cell {cell}")
        parts += ["\n"] if one.is_definition else []
        parts.append(one.text if _is_safe(one, roots) else guarded(one.text, one.cell))
    return "\n".join([*parts, *lost]) + "\n"


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _is_safe(one: Statement, roots: Collection[str]) -> bool:
    """Whether it cannot fail, or is what was asked for: then its own error says most."""
    if one.binds & set(roots) and one.is_definition:
        return True
    node = one.node
    if isinstance(node, _IMPORT):
        return _roots(node) <= _ALWAYS_THERE
    if isinstance(node, ast.ClassDef):
        return not node.bases and not node.keywords and not node.decorator_list
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.decorator_list


def guarded(text: str, cell: int) -> str:
    """Statements that may fail and let the next ones go on, as a cell does."""
    inside = _inside_strings(text)
    lines = text.split("\n")
    body = [line if number in inside or not line.strip() else f"    {line}" for number, line in enumerate(lines, 1)]
    # Not only Exception: a library may end the process when it is imported without what it needs.
    return "\n".join(
        ["try:", *body, "except BaseException as _error:", f'    print("cell {cell}:", repr(_error)[:300])']
    )


def _inside_strings(text: str) -> set[int]:
    """Lines that begin inside a string, whose indentation is part of it."""
    inside: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)):
            inside.update(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
    return inside


def _told(notebook: Notebook, kept: list[Statement], broken: dict[int, str], files: dict[str, str]) -> Iterator[str]:
    """One line on each cell that cannot be read, one on all that only show or run something."""
    for number, why in broken.items():
        yield f"cell {number} {why}"
    used = {one.cell for one in kept}
    idle = [cell.number for cell in notebook.code if cell.source.strip() and cell.number not in used | broken.keys()]
    idle = [number for number in idle if not _writes(notebook, number, files)]
    if idle:
        verbs = "shows, trains or tries" if len(idle) == 1 else "show, train or try"
        yield f"not run: {_numbers(idle)}, which only {verbs} something"


def _writes(notebook: Notebook, number: int, files: dict[str, str]) -> bool:
    cell = next(cell for cell in notebook.cells if cell.number == number)
    return bool(files) and cell.source.lstrip().startswith(("%%writefile", "%%file"))


def _numbers(numbers: Iterable[int]) -> str:
    told = list(numbers)
    names = ", ".join(map(str, told[:8]))
    return f"cell{'s' if len(told) > 1 else ''} {names}" + (f" and {len(told) - 8} more" if len(told) > 8 else "")
