"""Changes a reference a little, in every way that mutmut's operators know, to see whether the tests notice.

Only the operators of mutmut are used: the mutants are made in memory, and graded like any submission.
"""

import ast
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from prep.model.challenge import EquivalentMutant
from prep.model.errors import ContentError
from prep.model.extras import how_to_add

if TYPE_CHECKING:
    import libcst as cst

    Operator = tuple[type[cst.CSTNode], str, Callable[[cst.CSTNode], Iterable[cst.CSTNode]]]
    """A kind of node, the habit, and what the habit makes of it."""

_UNPROMISED: Final = ("Raise", "Annotation", "Import", "ImportFrom", "Decorator")
"""Parts of a program that no prompt promises anything about; texts of errors above all."""


@dataclass(frozen=True)
class Mutant:
    """One changed copy of a right solution."""

    original: str
    source: str
    file: str = "reference.py"
    """What was changed, by its name in the challenge's folder."""

    habit: str = ""
    """The wrong habit that was spliced in; empty where an operator changed a detail."""

    @cached_property
    def diff(self) -> tuple[str, ...]:
        """The lines of a unified diff, without its header."""
        lines = difflib.unified_diff(self.original.splitlines(), self.source.splitlines(), lineterm="", n=0)
        return tuple(line for line in lines if not line.startswith(("---", "+++")))

    @property
    def line(self) -> int:
        """The first line that was changed, from 1."""
        return int(self.diff[0].split()[1].lstrip("-").partition(",")[0])

    @property
    def changed(self) -> tuple[str, ...]:
        """The changed lines as the mutant has them, stripped; where it only lacks some, these."""
        added = tuple(line[1:].strip() for line in self.diff if line.startswith("+"))
        return added or tuple(line[1:].strip() for line in self.diff if line.startswith("-"))

    def is_acknowledged_by(self, equivalent: EquivalentMutant) -> bool:
        return equivalent.habit == self.habit if equivalent.habit else equivalent.diff.strip() in self.changed


def mutate(source: str) -> list[Mutant]:
    """All mutants of a module that compile and differ from it and from each other.

    Raises:
        ContentError: mutmut is not installed.
    """
    return mutants_of(source, mutmut_operators())


def lacking_author_extra() -> ContentError:
    return ContentError(f"mutants need the extra `author`: {how_to_add('author')}; --no-mutants does without")


def mutants_of(source: str, operators: "Sequence[Operator]", file: str = "reference.py") -> list[Mutant]:
    """All that operators make of a module, as far as it compiles and differs from it and from each other."""
    found = []
    trees = {_shape(source)}
    for habit, mutated in _mutated_sources(source, operators):
        try:
            shape = _shape(mutated)
            compile(mutated, "mutant", "exec")
        except SyntaxError:
            continue
        if shape not in trees:
            trees.add(shape)
            found.append(Mutant(source, mutated, file, habit))
    return found


def _shape(source: str) -> str:
    return ast.dump(ast.parse(source))


def _mutated_sources(source: str, operators: "Sequence[Operator]") -> Iterator[tuple[str, str]]:
    """Name of the habit and changed source, a place at a time."""
    for place in places_of(source, operators):
        changed = place.change()
        if changed is not None:
            yield place.habit, changed


@dataclass(frozen=True)
class Place:
    """A place in a module and one way to change it; cheap, while to write a changed source takes a while."""

    module: "cst.Module"
    node: "cst.CSTNode"
    instead: "cst.CSTNode"
    habit: str

    def change(self) -> str | None:
        """The changed source; None where no such program can be written down."""
        import libcst as cst

        try:
            replaced = self.module.deep_replace(self.node, self.instead)
        except cst.CSTValidationError:
            return None
        assert isinstance(replaced, cst.Module)
        return replaced.code


def places_of(source: str, operators: "Sequence[Operator]") -> list[Place]:
    """All places that operators would change, in the order of the module."""
    import libcst as cst  # only authors have it

    module = cst.parse_module(source)
    found: list[Place] = []

    class Collector(cst.CSTVisitor):
        def on_visit(self, node: cst.CSTNode) -> bool:
            if type(node).__name__ in _UNPROMISED or _is_docstring(node):
                return False
            for kind, habit, operator in operators:
                if isinstance(node, kind):
                    found.extend(Place(module, node, changed, habit) for changed in operator(node))
            return True

    def _is_docstring(node: cst.CSTNode) -> bool:
        return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)

    module.visit(Collector())
    return found


def mutmut_operators() -> "list[Operator]":
    """Those of mutmut.

    Raises:
        ContentError: mutmut is not installed.
    """
    try:
        from mutmut.mutation.mutators import mutation_operators  # only authors have it
    except ImportError:
        raise lacking_author_extra() from None
    return [(kind, "", operator) for kind, operator in mutation_operators]
