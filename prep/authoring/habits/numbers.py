"""Habits with numbers: dtypes, precision, rounding, statistics, axes, logarithms and NaN."""

from collections.abc import Iterator
from typing import Final

import libcst as cst

from prep.authoring.habits.habit import (
    Habit,
    calls,
    drops,
    expression,
    forgets,
    function_of,
    keyword,
    method_of,
    on_parameters,
    positional,
    receiver_of,
    swaps,
    with_keyword,
    without,
)

_MAKERS: Final = ("zeros", "empty", "ones")
_CONVERTERS: Final = ("asarray", "array")
_SPREADS: Final = ("std", "var", "nanstd", "nanvar")


def _array_like(node: cst.Call) -> Iterator[cst.CSTNode]:
    given = positional(node)
    if method_of(node) not in _MAKERS or not given or keyword(node, "dtype"):
        return
    size = given[0]
    if function_of(size) == "len" and isinstance(size, cst.Call):
        like = size.args[0].value
    elif isinstance(size, cst.Attribute) and size.attr.value in ("shape", "size"):
        like = size.value
    else:
        return
    yield expression(f"np.{method_of(node)}_like({{like}})", like=like)


def _cast(kind: str) -> Habit:
    def cast(node: cst.Call) -> Iterator[cst.CSTNode]:
        if method_of(node) in _CONVERTERS:
            yield expression(f"{{made}}.astype({kind})", made=node)

    return on_parameters("casts to whole numbers before it looks", cast)


def _single(node: cst.Call) -> Iterator[cst.CSTNode]:
    dtype = keyword(node, "dtype")
    if dtype is not None and cst.Module([]).code_for_node(dtype.value) in ("float", "np.float64", "torch.float64"):
        library = "torch" if function_of(node).startswith("torch") else "np"
        yield with_keyword(node, "dtype", f"{library}.float32")


def _sum_single(node: cst.Call) -> Iterator[cst.CSTNode]:
    on = receiver_of(node)
    if method_of(node) not in ("sum", "mean", "cumsum") or keyword(node, "dtype"):
        return
    if function_of(node).startswith("np.") or (on is not None and not positional(node)):
        yield with_keyword(node, "dtype", "np.float32")


def _sample(node: cst.Call) -> Iterator[cst.CSTNode]:
    if method_of(node) not in _SPREADS:
        return
    ddof = keyword(node, "ddof")
    yield with_keyword(node, "ddof", "1") if ddof is None else without(node, ddof)


def _other_axis(node: cst.Call) -> Iterator[cst.CSTNode]:
    axis = keyword(node, "axis")
    if axis is not None and isinstance(axis.value, cst.Integer):
        yield with_keyword(node, "axis", "0" if axis.value.value == "1" else "1")


def _log_of_more(node: cst.Call) -> Iterator[cst.CSTNode]:
    if method_of(node) in ("log", "log2", "log10") and positional(node):
        yield node.with_deep_changes(node.args[0], value=expression("{x} + 1e-9", x=node.args[0].value))


def _unstable(node: cst.Call) -> Iterator[cst.CSTNode]:
    given = positional(node)
    match method_of(node), given:
        case "logaddexp", [a, b]:
            yield expression("np.log(np.exp({a}) + np.exp({b}))", a=a, b=b)
        case "log1p", [a]:
            yield expression("np.log(1 + {a})", a=a)
        case "expm1", [a]:
            yield expression("(np.exp({a}) - 1)", a=a)


def _unshifted(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Softmax and its like without taking off the largest."""
    if not isinstance(node, cst.BinaryOperation) or not isinstance(node.operator, cst.Subtract):
        return
    if method_of(node.right) in ("max", "amax", "mean", "average"):
        yield node.left


def _not_finite(node: cst.Call) -> Iterator[cst.CSTNode]:
    match method_of(node), positional(node):
        case "isfinite", [a]:
            library = "math" if function_of(node).startswith("math") else "np"
            yield expression("(not math.isnan({a}))" if library == "math" else "(~np.isnan({a}))", a=a)
        case "isnan", [a]:
            yield expression("({a} == np.nan)" if function_of(node).startswith("np") else "({a} == math.nan)", a=a)


def _divides(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if not isinstance(node, cst.BinaryOperation):
        return
    # Beside a count it would be lost in the tolerance.
    if isinstance(node.operator, cst.Divide) and not _is_count(node.right):
        yield expression("{a} / ({b} + 1e-9)", a=node.left, b=node.right)


def _is_count(node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.BinaryOperation):
        return _is_count(node.left) and _is_count(node.right)
    counted = isinstance(node, cst.Attribute) and node.attr.value == "size"
    return counted or isinstance(node, cst.Integer | cst.Float) or function_of(node) == "len"


def _whole(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if not isinstance(node, cst.BinaryOperation):
        return
    if isinstance(node.operator, cst.Divide):
        yield expression("{a} // {b}", a=node.left, b=node.right)
    elif isinstance(node.operator, cst.FloorDivide):
        yield expression("{a} / {b}", a=node.left, b=node.right)


def _cut_off(node: cst.Call) -> Iterator[cst.CSTNode]:
    match function_of(node), positional(node):
        case "round", [a, *_]:
            yield expression("int({a})", a=a)
        case "np.rint" | "np.round", [a, *_]:
            yield expression("np.floor({a} + 0.5)", a=a)
            yield expression("np.trunc({a})", a=a)
        case (("math.floor" | "math.ceil"), [a]):
            yield expression("round({a})", a=a)


def _in_floats(node: cst.Call) -> Iterator[cst.CSTNode]:
    match function_of(node), positional(node):
        case "Fraction" | "Decimal", [a, *rest]:
            inner = positional(a)[0] if isinstance(a, cst.Call) and function_of(a) == "str" else a
            yield expression("({a} / {b})", a=inner, b=rest[0]) if rest else expression("float({a})", a=inner)


def _drop_bound(node: cst.Call) -> Iterator[cst.CSTNode]:
    """`max(x, 0)`, `np.clip(x, 0, 1)`: what is beyond a bound is left there."""
    given = positional(node)
    if method_of(node) in ("clip", "clamp"):
        on = receiver_of(node)
        if on is not None or given:
            yield on if on is not None else given[0]
    elif function_of(node) in ("max", "min", "np.maximum", "np.minimum") and len(given) == 2:
        numbers = [isinstance(value, cst.Integer | cst.Float) for value in given]
        if numbers[0] is not numbers[1]:
            yield given[numbers.index(False)]


NUMBERS: Final = (
    calls("makes an array like another, and so of its dtype", _array_like),
    forgets("computes in the dtype that it is given", "dtype"),
    drops("computes in the dtype that it is given", "astype"),
    _cast("int"),
    calls("computes in single precision", _single),
    calls("adds up in single precision", _sum_single),
    calls("rounds another way", _cut_off),
    calls("computes in floats what needs fractions", _in_floats),
    Habit("adds a small number to what it divides by", (cst.BinaryOperation,), _divides),
    Habit("mixes up division and whole-number division", (cst.BinaryOperation,), _whole),
    calls("adds a small number before the logarithm", _log_of_more),
    calls("computes with exponentials that overflow, or lose digits", _unstable),
    Habit("does not take off the largest or the mean first", (cst.BinaryOperation,), _unshifted),
    calls("takes the deviation of a sample for that of a population, or the other way round", _sample),
    calls("works along the other axis", _other_axis),
    forgets("works over all axes", "axis"),
    forgets("lets shapes broadcast another way", "keepdims"),
    swaps("takes a sum for a mean", mean="sum", nanmean="nansum"),
    swaps("takes a mean for a median", median="mean", nanmedian="nanmean"),
    swaps("counts NaN as a number", nanmean="mean", nanmedian="median", nanstd="std", nanmax="max", nansum="sum"),
    calls("lets infinity or NaN through", _not_finite),
    calls("leaves out a bound", _drop_bound),
    drops("forgets the sign", "abs", "absolute", "fabs"),
    drops("forgets the root or the power", "sqrt", "square"),
)
