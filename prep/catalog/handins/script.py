"""Makes one script of a whole notebook, for work that is run as such: every cell in order, past one that fails."""

import ast
from collections.abc import Iterator

from prep.catalog.handins.cells import NotPythonError, cell_code
from prep.catalog.handins.module import NotebookModule, Statement, guarded, statements_of
from prep.catalog.handins.notebook import Notebook


def notebook_script(notebook: Notebook) -> NotebookModule:
    """Make a script of a notebook.

    An import that fails leaves the rest of its cell alive, for plots are not drawn where nobody looks; any other error
    ends its cell, as it does in a notebook.
    """
    parts = ["# Of the notebook: every cell, in order."]
    futures: list[str] = []
    files: dict[str, str] = {}
    left: list[str] = []
    for cell in notebook.code:
        try:
            code = cell_code(cell.source)
        except NotPythonError as error:
            if cell.source.strip():
                left.append(f"cell {cell.number} {error}")
            continue
        files |= code.files
        statements = list(statements_of(cell.number, code.source, code.tree))
        futures += [one.text for one in statements if _is_future(one)]
        parts += [f"\n# --- cell {cell.number}", *_cell([one for one in statements if not _is_future(one)])]
    return NotebookModule("\n".join([parts[0], *futures, *parts[1:]]) + "\n", files, tuple(left))


def _cell(statements: list[Statement]) -> Iterator[str]:
    """Imports by themselves; what stands between them together."""
    together: list[str] = []
    for one in statements:
        if not one.is_import:
            together.append(one.text)
            continue
        if together:
            yield guarded("\n".join(together), one.cell)
            together = []
        yield guarded(one.text, one.cell)
    if together:
        yield guarded("\n".join(together), statements[-1].cell)


def _is_future(one: Statement) -> bool:
    return isinstance(one.node, ast.ImportFrom) and one.node.module == "__future__"
