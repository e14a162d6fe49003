"""Habits with state: copies, guards, what is remembered, shared and counted."""

from collections.abc import Iterator, Sequence
from typing import Final

import libcst as cst

from prep.authoring.habits.habit import (
    Habit,
    calls,
    drops,
    expression,
    function_of,
    method_of,
    on_parameters,
    positional,
    receiver_of,
)

_IN_PLACE: Final[dict[type[cst.BaseBinaryOp], cst.BaseAugOp]] = {
    cst.Add: cst.AddAssign(),
    cst.Subtract: cst.SubtractAssign(),
    cst.Multiply: cst.MultiplyAssign(),
    cst.Divide: cst.DivideAssign(),
}
_EMPTY: Final = ("deque", "Counter", "defaultdict", "dict", "list", "set", "OrderedDict")


def _alias(node: cst.Call) -> Iterator[cst.CSTNode]:
    """`np.array` copies, `np.asarray` does not; `dict(x)` copies, `x` is the caller's."""
    if function_of(node) == "np.array":
        yield node.with_deep_changes(node.func, attr=cst.Name("asarray"))
    elif function_of(node) in ("dict", "list", "set") and len(node.args) == 1:
        yield node.args[0].value


def _own(node: cst.Call) -> Iterator[cst.CSTNode]:
    if function_of(node) not in ("dict", "list", "set", "np.array") or len(node.args) != 1:
        return
    if isinstance(node.args[0].value, cst.Attribute):
        yield node.args[0].value


def _raises(node: cst.CSTNode) -> bool:
    """A guard: an `if` that does nothing but raise."""
    return isinstance(node, cst.If) and node.orelse is None and _only(node.body, cst.Raise)


def _only(body: cst.BaseSuite, kind: type[cst.CSTNode]) -> bool:
    if not isinstance(body, cst.IndentedBlock) or len(body.body) != 1:
        return False
    line = body.body[0]
    return isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1 and isinstance(line.body[0], kind)


def _no_guard(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if _raises(node):
        yield cst.parse_statement("pass")


def _no_way_out(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if (
        isinstance(node, cst.If)
        and node.orelse is None
        and (_only(node.body, cst.Return) or _only(node.body, cst.Continue))
    ):
        yield cst.parse_statement("pass")


def _checks(line: cst.CSTNode) -> bool:
    """A guard, or a call of the solution's own that returns nothing: it checks, or acts."""
    if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1 and isinstance(line.body[0], cst.Expr):
        return method_of(line.body[0].value).startswith("_")
    return _raises(line)


def _changes(line: cst.CSTNode) -> bool:
    """Leaves something behind: an attribute, an entry, what a method does."""
    if not isinstance(line, cst.SimpleStatementLine):
        return False
    for part in line.body:
        targets = [target.target for target in part.targets] if isinstance(part, cst.Assign) else []
        targets += [part.target] if isinstance(part, cst.AugAssign) else []
        if any(isinstance(target, cst.Attribute | cst.Subscript) for target in targets):
            return True
        if isinstance(part, cst.Expr) and isinstance(part.value, cst.Call):
            return True
    return False


def _late(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Moves a check behind what it should keep from happening; of what fails to be fitted nothing is promised."""
    if not isinstance(node, cst.FunctionDef) or node.name.value in ("__init__", "fit"):
        return
    lines: Sequence[cst.CSTNode] = list(node.body.body)
    for place, line in enumerate(lines):
        later = [number for number in range(place + 1, len(lines)) if _changes(lines[number])]
        for number in dict.fromkeys([*later[:1], *later[-1:]]) if _checks(line) else ():
            body = [*lines[:place], *lines[place + 1 : number + 1], line, *lines[number + 1 :]]
            yield node.with_changes(body=node.body.with_changes(body=body))


def _one_of_two(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.BooleanOperation):
        yield node.left
        yield node.right


def _none_is_nothing(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """0, "" and an empty list are taken for None."""
    if isinstance(node, cst.Comparison) and len(node.comparisons) == 1:
        target = node.comparisons[0]
        if isinstance(target.comparator, cst.Name) and target.comparator.value == "None":
            if isinstance(target.operator, cst.Is):
                yield expression("(not {x})", x=node.left)
            elif isinstance(target.operator, cst.IsNot):
                yield node.left


def _attribute_of_self(line: cst.CSTNode) -> cst.Attribute | None:
    """What a line that sets one attribute of the object sets."""
    if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1:
        part = line.body[0]
        targets = part.targets if isinstance(part, cst.Assign) else []
        if len(targets) == 1 and isinstance(targets[0].target, cst.Attribute):
            found = targets[0].target
            if isinstance(found.value, cst.Name) and found.value.value == "self":
                return found
    return None


def _forgets(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if _attribute_of_self(node) is not None:
        yield cst.parse_statement("pass")


def _counts_not(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 and isinstance(node.body[0], cst.AugAssign):
        yield cst.parse_statement("pass")


def _keeps_the_first(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if (
        not isinstance(node, cst.FunctionDef)
        or node.name.value != "fit"
        or not isinstance(node.body, cst.IndentedBlock)
    ):
        return
    lines = list(node.body.body)
    for place, line in enumerate(lines):
        if (found := _attribute_of_self(line)) is not None:
            guard = cst.parse_statement(f'if not hasattr(self, "{found.attr.value}"):\n    pass')
            assert isinstance(guard, cst.If)
            guard = guard.with_changes(body=cst.IndentedBlock([line]))
            changed = node.body.with_changes(body=[*lines[:place], guard, *lines[place + 1 :]])
            yield node.with_changes(body=changed)


def _shared(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What `__init__` makes empty belongs to the class, and so to all objects; as a mutable default does."""
    if not isinstance(node, cst.ClassDef) or not isinstance(node.body, cst.IndentedBlock):
        return
    for method in node.body.body:
        if not (isinstance(method, cst.FunctionDef) and method.name.value == "__init__"):
            continue
        for line in method.body.body:
            found = _attribute_of_self(line)
            if found is None or not isinstance(line, cst.SimpleStatementLine) or not _makes_empty(line):
                continue
            part = line.body[0]
            assert isinstance(part, cst.Assign)
            of_class = part.with_changes(targets=[cst.AssignTarget(cst.Name(found.attr.value))])
            without = method.with_deep_changes(line, body=[cst.Pass()])
            body = [cst.SimpleStatementLine([of_class]), *(without if one is method else one for one in node.body.body)]
            yield node.with_changes(body=node.body.with_changes(body=body))


def _makes_empty(line: cst.SimpleStatementLine) -> bool:
    part = line.body[0]
    value = part.value if isinstance(part, cst.Assign) else None
    if isinstance(value, cst.Dict | cst.List | cst.Set):
        return not value.elements
    return isinstance(value, cst.Call) and method_of(value) in _EMPTY


def _replaces(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.AugAssign) and isinstance(node.operator, cst.AddAssign | cst.SubtractAssign):
        yield cst.Assign([cst.AssignTarget(node.target)], node.value)


def _in_place(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`y = x - 1` as `x -= 1; y = x`."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1 or not isinstance(node.body[0], cst.Assign):
        return
    value = node.body[0].value
    if isinstance(value, cst.BinaryOperation) and isinstance(value.left, cst.Name):
        operator = _IN_PLACE.get(type(value.operator))
        if operator is not None:
            changed = cst.AugAssign(value.left, operator, value.right)
            yield node.with_changes(body=[changed, node.body[0].with_changes(value=value.left)])


def _once_each(node: cst.Call) -> Iterator[cst.CSTNode]:
    """`a[i] += v` counts an index that occurs twice once."""
    if function_of(node) in ("np.add.at", "np.subtract.at") and len(positional(node)) == 3:
        sign = "+" if "add" in function_of(node) else "-"
        a, i, v = positional(node)
        yield expression(f"{{a}}.__setitem__({{i}}, {{b}}[{{j}}] {sign} {{v}})", a=a, i=i, b=a, j=i, v=v)


def _blanks(node: cst.Call) -> Iterator[cst.CSTNode]:
    if method_of(node) == "split" and receiver_of(node) is not None and not node.args:
        yield node.with_changes(args=[cst.Arg(cst.SimpleString('" "'))])


STATE: Final = (
    on_parameters("works on what it was given instead of on a copy", _alias),
    calls("hands out what is its own instead of a copy", _own),
    drops("works on what it was given instead of on a copy", "copy", "deepcopy", "clone"),
    Habit("changes what it was given in place", (cst.SimpleStatementLine,), _in_place),
    Habit("does not check", (cst.If,), _no_guard),
    Habit("checks after it has acted", (cst.FunctionDef,), _late),
    Habit("looks at one of two conditions only", (cst.BooleanOperation,), _one_of_two),
    Habit("forgets the case in which there is nothing to do", (cst.If,), _no_way_out),
    Habit("takes 0 and nothing for None", (cst.Comparison,), _none_is_nothing),
    Habit("forgets what it should remember", (cst.SimpleStatementLine,), _forgets),
    Habit("does not count", (cst.SimpleStatementLine,), _counts_not),
    Habit("keeps what it learnt first", (cst.FunctionDef,), _keeps_the_first),
    Habit("shares between objects what belongs to one", (cst.ClassDef,), _shared),
    Habit("replaces where it should add", (cst.AugAssign,), _replaces),
    calls("counts an index that occurs twice once", _once_each),
    calls("splits at single blanks only", _blanks),
)
