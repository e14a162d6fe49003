"""Changes a reference a little, in every way that mutmut's operators know, to see whether the tests notice.

Only the operators of mutmut are used: the mutants are made in memory, and graded like any submission.
"""

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from prep.model.challenge import EquivalentMutant
from prep.model.errors import ContentError
from prep.model.extras import how_to_add

_UNPROMISED: Final = ("Raise", "Annotation", "Import", "ImportFrom", "Decorator")
"""Parts of a program that no prompt promises anything about; texts of errors above all."""


@dataclass(frozen=True)
class Mutant:
    """One changed copy of a reference."""

    original: str
    source: str

    @cached_property
    def diff(self) -> tuple[str, ...]:
        """The lines of a unified diff, without its header."""
        lines = difflib.unified_diff(self.original.splitlines(), self.source.splitlines(), lineterm="", n=0)
        return tuple(line for line in lines if not line.startswith(("---", "+++")))

    @property
    def line(self) -> int:
        """The first line of the reference that was changed, from 1."""
        return int(self.diff[0].split()[1].lstrip("-").partition(",")[0])

    @property
    def changed(self) -> tuple[str, ...]:
        """The changed lines as the mutant has them, stripped; where it only lacks some, these."""
        added = tuple(line[1:].strip() for line in self.diff if line.startswith("+"))
        return added or tuple(line[1:].strip() for line in self.diff if line.startswith("-"))

    def is_acknowledged_by(self, equivalent: EquivalentMutant) -> bool:
        return equivalent.diff.strip() in self.changed


def mutate(source: str) -> list[Mutant]:
    """All mutants of a module that compile and differ from it and from each other.

    Raises:
        ContentError: mutmut is not installed.
    """
    found = {}
    trees = {_shape(source)}
    for mutated in _mutated_sources(source):
        try:
            shape = _shape(mutated)
            compile(mutated, "mutant", "exec")
        except SyntaxError:
            continue
        if shape not in trees:
            trees.add(shape)
            found[mutated] = Mutant(source, mutated)
    return list(found.values())


def _shape(source: str) -> str:
    return ast.dump(ast.parse(source))


def _mutated_sources(source: str) -> Iterator[str]:
    try:
        import libcst as cst  # noqa: PLC0415 - only authors have it
        from mutmut.mutation.mutators import mutation_operators  # noqa: PLC0415
    except ImportError:
        raise ContentError(
            f"mutants need the extra `author`: {how_to_add('author')}; --no-mutants does without"
        ) from None

    found: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    class Collector(cst.CSTVisitor):
        def on_visit(self, node: cst.CSTNode) -> bool:
            if type(node).__name__ in _UNPROMISED or _is_docstring(node):
                return False
            for kind, operator in mutation_operators:
                if isinstance(node, kind):
                    found.extend((node, changed) for changed in operator(node))
            return True

    def _is_docstring(node: cst.CSTNode) -> bool:
        return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)

    module = cst.parse_module(source)
    module.visit(Collector())
    for node, changed in found:
        replaced = module.deep_replace(node, changed)
        assert isinstance(replaced, cst.Module)
        yield replaced.code
