"""Whether real notebooks are read as IPython reads them: `python -m tests.benchmarks.notebooks FOLDER`.

FOLDER holds notebooks of other people, at any depth; they are not part of this project. Every cell is put to IPython's
own transformer and to ours: a cell that IPython parses must not become unparseable, the module that is made of a
notebook must parse, and it must hold every function and class that its cells define.
"""

import argparse
import ast
import sys
import warnings
from collections import Counter
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

from prep.catalog.handins.cells import TOP_LEVEL_AWAIT, NotPythonError, cell_code
from prep.catalog.handins.module import notebook_module
from prep.catalog.handins.notebook import Notebook, read_notebook
from prep.model.errors import SubmissionError

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # of what the notebooks contain
    counts: Counter[str] = Counter()
    for file in sorted(options.folder.rglob("*.ipynb")):
        counts["notebooks"] += 1
        try:
            notebook = read_notebook(file.read_bytes())
        except SubmissionError as error:
            counts["refused"] += 1
            print(f"{file}: {error}")
            continue
        _count(file, notebook, counts)
    if not counts:
        sys.exit(f"{options.folder}: there are no notebooks here; nothing was measured")
    for what, count in counts.items():
        print(f"{what}: {count}")


def _count(file: Path, notebook: Notebook, counts: Counter[str]) -> None:
    defined: set[str] = set()
    for cell in notebook.code:
        if not cell.source.strip():
            continue
        counts["cells"] += 1
        parses = _parses_in_ipython(cell.source)
        counts["cells that IPython parses"] += parses
        try:
            defined |= _names(cell_code(cell.source).tree)
        except NotPythonError as error:
            if parses and not str(error).startswith(("is for %%", "is empty")):
                counts["cells that became unparseable"] += 1
                print(f"{file}, cell {cell.number}: {error}")
    try:
        kept = _names(ast.parse(notebook_module(notebook).source))
    except SyntaxError as error:
        counts["modules that do not parse"] += 1
        print(f"{file}: {error}")
        return
    counts["definitions"] += len(defined)
    if lost := defined - kept:
        counts["definitions lost"] += len(lost)
        print(f"{file}: lost {', '.join(sorted(lost))}")


def _parses_in_ipython(source: str) -> bool:
    manager = TransformerManager()  # type: ignore[no-untyped-call]  # IPython leaves it untyped
    try:
        compile(manager.transform_cell(source), "cell", "exec", TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _names(tree: ast.Module) -> set[str]:
    """Of functions and classes at the top, but for decorated ones, which a notebook may bind to something else."""
    return {one.name for one in tree.body if isinstance(one, _DEFINITIONS) and not one.decorator_list}


if __name__ == "__main__":
    main()
