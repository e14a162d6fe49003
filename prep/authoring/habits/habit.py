"""What a habit is, and the few words in which one is written down."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import libcst as cst
from libcst.helpers import get_full_name_for_node, parse_template_expression

Rewrite = Callable[[cst.CSTNode], Iterable[cst.CSTNode]]
"""What becomes of a node of the habit's kinds; nothing where the habit has no place there."""


@dataclass(frozen=True)
class Habit:
    """A mistake that people make without noticing."""

    name: str
    """What is done wrong, as a sentence without a subject: “sums in single precision”."""

    kinds: tuple[type[cst.CSTNode], ...]
    rewrite: Rewrite


def calls(name: str, rewrite: Callable[[cst.Call], Iterable[cst.CSTNode]]) -> Habit:
    """A habit of calling functions and methods."""

    def of_call(node: cst.CSTNode) -> Iterable[cst.CSTNode]:
        return rewrite(node) if isinstance(node, cst.Call) else ()

    return Habit(name, (cst.Call,), of_call)


def on_parameters(name: str, rewrite: Callable[[cst.Call], Iterable[cst.CSTNode]]) -> Habit:
    """A habit of calling functions with what a function was given; what it made itself is its own affair."""

    def of_function(node: cst.CSTNode) -> Iterable[cst.CSTNode]:
        if not isinstance(node, cst.FunctionDef):
            return
        given = {parameter.name.value for parameter in (*node.params.params, *node.params.kwonly_params)}
        for call in _Calls.in_(node):
            first = call.args[0].value if call.args else None
            if isinstance(first, cst.Name) and first.value in given:
                for changed in rewrite(call):
                    replaced = node.deep_replace(call, changed)
                    assert isinstance(replaced, cst.FunctionDef)
                    yield replaced

    return Habit(name, (cst.FunctionDef,), of_function)


class _Calls(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: list[cst.Call] = []

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802 - the library's name
        self.found.append(node)

    @classmethod
    def in_(cls, node: cst.CSTNode) -> list[cst.Call]:
        visitor = cls()
        node.visit(visitor)
        return visitor.found


def function_of(node: cst.CSTNode) -> str:
    """The dotted name that is called; only `.last` where that is a method of something without a name."""
    if not isinstance(node, cst.Call):
        return ""
    part: cst.BaseExpression = node.func
    while isinstance(part, cst.Attribute):
        part = part.value
    if isinstance(part, cst.Name):
        return get_full_name_for_node(node.func) or ""
    return "." + node.func.attr.value if isinstance(node.func, cst.Attribute) else ""


def method_of(node: cst.CSTNode) -> str:
    """The last part of what is called, whatever it belongs to."""
    return function_of(node).rpartition(".")[2]


def receiver_of(node: cst.Call) -> cst.BaseExpression | None:
    """What a method is called on; None for functions, those of a module too."""
    if isinstance(node.func, cst.Attribute) and get_full_name_for_node(node.func.value) not in _MODULES:
        return node.func.value
    return None


_MODULES = ("np", "numpy", "math", "torch", "re", "np.random", "np.linalg", "collections", "itertools", "functools")


def positional(node: cst.Call) -> list[cst.BaseExpression]:
    return [argument.value for argument in node.args if argument.keyword is None and not argument.star]


def keyword(node: cst.Call, name: str) -> cst.Arg | None:
    return next((argument for argument in node.args if argument.keyword and argument.keyword.value == name), None)


def without(node: cst.Call, *gone: cst.Arg) -> cst.Call:
    left = [argument for argument in node.args if argument not in gone]
    if left:
        left[-1] = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return node.with_changes(args=left)


def with_keyword(node: cst.Call, name: str, value: str) -> cst.Call:
    """The call with a keyword set, whether it was there or not."""
    left = without(node, *filter(None, [keyword(node, name)]))
    added = cst.Arg(
        keyword=cst.Name(name),
        value=cst.parse_expression(value),
        equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
    )
    return left.with_changes(args=[*left.args, added])


def expression(template: str, **parts: cst.BaseExpression) -> cst.BaseExpression:
    """An expression with parts put in; an operation gets brackets, so that it means the same anywhere."""
    found = parse_template_expression(template, config=cst.PartialParserConfig(), **parts)
    loose = isinstance(found, cst.BinaryOperation | cst.UnaryOperation | cst.Comparison | cst.BooleanOperation)
    if loose and not found.lpar:
        return found.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return found


def renamed(node: cst.Call, name: str) -> cst.Call:
    """The call with another last name, of the same module or object."""
    func = node.func
    if isinstance(func, cst.Attribute):
        return node.with_changes(func=func.with_changes(attr=cst.Name(name)))
    return node.with_changes(func=cst.Name(name))


def swaps(name: str, **pairs: str) -> Habit:
    """Calls one function or method where another is meant."""

    def swap(node: cst.Call) -> Iterator[cst.CSTNode]:
        if (other := pairs.get(method_of(node))) is not None:
            yield renamed(node, other)

    return calls(name, swap)


def drops(name: str, *functions: str) -> Habit:
    """Leaves a function or method out: its argument, or the object, goes as it is."""

    def drop(node: cst.Call) -> Iterator[cst.CSTNode]:
        if method_of(node) not in functions:
            return
        on = receiver_of(node)
        given = positional(node)
        if on is not None:
            yield on
        elif given:
            yield given[0]

    return calls(name, drop)


def forgets(name: str, argument: str, *functions: str) -> Habit:
    """Leaves a keyword argument out, of these functions or of all."""

    def forget(node: cst.Call) -> Iterator[cst.CSTNode]:
        found = keyword(node, argument)
        if found is not None and (not functions or method_of(node) in functions):
            yield without(node, found)

    return calls(name, forget)
